"""What an index folder remembers of files, and how they are read again."""
