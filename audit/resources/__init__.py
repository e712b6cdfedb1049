"""Dictionaries and models used offline; those too large for the wheel are pulled once."""
