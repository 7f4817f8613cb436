"""Errors whose message is for people: in Chinese, what is wrong, where, and what to do."""


class ToldError(Exception):
    """Such an error. A notebook shows its message in place of a traceback, and the cell fails all the same."""

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows of the error."""
        return [str(self)]
