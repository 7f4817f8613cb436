"""How a month is put into words: phrases filled with its figures, lists of names, the names of bands."""
