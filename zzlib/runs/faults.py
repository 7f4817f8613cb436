"""What stops a run, said in one Chinese line."""


class RunError(Exception):
    """A run that can't be done; the message says in Chinese why and what to do."""
