"""Tables in the text of documents: found, looked up, and answered from, cell by cell."""
