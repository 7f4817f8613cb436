"""Months as they were issued (印发): kept with all that they were made of, proved, given back, held against what is known now."""
