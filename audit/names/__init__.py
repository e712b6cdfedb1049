"""Lists of names in the reference format: taken out of trusted articles, or from foreign formats.

`harvest/` finds the names of articles, `formats/` reads what others publish, `cells` makes a text
fit for a cell of the list, `listing` merges duplicates on disk and writes the list.
"""
