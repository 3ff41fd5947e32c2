"""Collections of documents: their list, uploads, indexes."""
