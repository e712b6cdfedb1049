"""How well English reads: what a language model makes of words in their context."""
