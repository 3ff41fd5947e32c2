"""Collections of documents: their list, their uploads and their indexes."""
