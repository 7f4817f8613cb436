"""What only a person can tell: one file a kind of question (`kinds/`) says what is asked, offered, written down, and what it does."""
