"""Order, ranks, counts and names of lists, and which of two is the larger."""
