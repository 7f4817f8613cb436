"""What was and what is: growth, differences, percentage points, wherever both are told."""
