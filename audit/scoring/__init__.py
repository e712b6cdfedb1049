"""How well a text reads, and how far it can be relied on."""
