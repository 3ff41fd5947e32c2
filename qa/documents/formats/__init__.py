"""Files that are no plain text: a parser `extract(data, name) -> Extracted` for each kind, behind one table."""
