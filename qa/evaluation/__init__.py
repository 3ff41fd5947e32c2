"""How far the answers over a set of documents can be trusted, by a fixed set of questions and no judge model."""
