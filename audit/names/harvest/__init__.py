"""The names of trusted articles: who and what is written about, by which right name.

`lore` is what is known beforehand, `lines` finds runs of capitalised words, `pieces` cuts names out
of them, `evidence` says of what kind one seems to be, `articles` joins the mentions of one person,
`tallies` counts over articles and concludes, `variants` joins the spellings of one person. Articles
are never kept: memory grows with the number of different names.
"""
