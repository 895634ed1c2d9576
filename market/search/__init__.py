"""Finding offers by a word."""
