"""The kinds of questions, a file each with its `KIND`: whatever lies here is asked, answered, applied and taken back."""
