"""What the words of a short passage make of its only numbers."""
