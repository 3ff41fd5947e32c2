"""The view that runs a question set and shows its report."""
