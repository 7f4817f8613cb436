"""Text to values: amounts, dates, units of money, names and the words that units write in cells."""
