"""What a claim is and what speaks for it and against it: evidence, excuses, leeway, slips of the pen, chance."""
