"""What people read of an audit: lines, comments in Word, marks on a page, how much was proved, hints on wording."""
