"""Which printed number is wrong: told twice, in the wrong unit, a slip of the pen; and what falls with it."""
