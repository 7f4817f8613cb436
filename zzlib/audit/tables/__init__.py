"""What tables say by their own rows and columns, and what the text says of their cells."""
