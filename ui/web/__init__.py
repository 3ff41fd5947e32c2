"""The page, its server, and what stands between them and the network."""
