"""What the interface says in each language, and the HTML that carries it."""
