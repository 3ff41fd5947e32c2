"""A language model reads the numbered sentences of the best passages; code decides what of its reply is shown."""
