"""Passages to an answer that quotes them, or to a refusal."""
