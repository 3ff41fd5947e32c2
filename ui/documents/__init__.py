"""The view Documents."""
