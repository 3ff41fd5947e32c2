"""Evidence to an answer: a file for each form of answer."""
