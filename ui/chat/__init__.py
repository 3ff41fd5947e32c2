"""The view that asks: conversations, turns, sources."""
