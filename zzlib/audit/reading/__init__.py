"""Blocks to figures: sentences, and of each number its role, its time, whose it is and of what."""
