"""What the interface says, in each language, and the small pieces of HTML it is said in."""
