"""The view of the documents."""
