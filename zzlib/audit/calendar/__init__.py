"""Dates, durations, months that make up a longer span, and where a completion stands against the schedule."""
