"""Moving on: a workspace kept in one archive and put up again elsewhere."""
