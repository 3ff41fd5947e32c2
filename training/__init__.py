"""How the reader's weights are made: `python -m training` and `python -m training.distilled` (see README.md here)."""
