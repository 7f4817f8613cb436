"""What a printed number is: words of numbers, units, quantities, and what is proved of them in exact arithmetic."""
