"""Who may come in: logins, their tokens, and keys of programs."""
