"""Advice for a unit: what the office itself has to do (in its own files, with its own commands) is left out."""

import re

_OFFICE_ONLY = re.compile(r"\.csv|\.toml|zz |办公室")
_ALTERNATIVES = re.compile(r"(；|，并|，或)")


def unit_advice(advice: str) -> str:
    """Give the pieces of an issue's advice that the unit can follow; `""` if there is none."""
    pieces = _ALTERNATIVES.split(advice)
    kept = [
        (joint, piece)
        for joint, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True)
        if not _OFFICE_ONLY.search(piece)
    ]
    return "".join(joint + piece for joint, piece in kept).lstrip("；，")
