"""Passages that stand alone: a few clauses whose only numbers are those of one relation, so that each is told by its kind and its words, in whatever order they stand."""
