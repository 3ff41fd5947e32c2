"""Spans to evidence, or to the reason why there is none."""
