"""Lessons that teach contrast: what a passage tells of one subject, attribute or period, asked of another."""
