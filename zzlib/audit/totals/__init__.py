"""What adds up: sums, totals and their parts, stocks and what came and went, what is left."""
