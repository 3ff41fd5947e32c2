"""Marks that end a sentence, a clause or a phrase. Those of all languages stand together: a text may mix them."""

# A stop ends a sentence wherever it stands; a full stop in Latin script may also belong to a number or abbreviation.
STOPS = "。！？!?"
SENTENCE_ENDS = STOPS + "…"
# What ends a clause wherever it stands, and the comma, which does so unless it stands in a number.
CLAUSE_MARKS = "，；;" + STOPS
COMMA = r",(?!\d)"
# What ends the words behind a figure that say what it counts.
PHRASE_MARKS = "，。；、：（,.;:("
# Where a sentence that is too long may be cut.
CUT = r"[；;]|[，,：:](?!\d)"
