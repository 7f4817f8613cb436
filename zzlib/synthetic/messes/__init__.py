"""The messes of real workbooks: a catalogue (data), which of them a form has, and what each does to it."""
