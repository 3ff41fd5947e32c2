"""What is asked: a question as typed to a question that is understood."""
