"""Who may ask: logins, their tokens, and the credentials of programs."""
