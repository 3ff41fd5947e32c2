"""Passages to spans: the trained reader and the text that it is given."""
