"""The page, its server, and the guard between them and the network."""
