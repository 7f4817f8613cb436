"""With the units: what came from them, forms out, receipts back, reminders, decisions."""
