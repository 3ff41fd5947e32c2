"""An answer of quotes to an answer in sentences, each checked against its quotes."""
