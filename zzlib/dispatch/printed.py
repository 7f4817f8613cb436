"""What a list of items prints in the cells that people fill in: the writer prints it, the reader tells what was changed."""

import json

from zzlib.dispatch.items import ActionItem, ItemState

MEASURES, DUE, STATE, ANSWER = "整改措施", "时限", "状态", "办理结果"
FILLED = (MEASURES, DUE, STATE, ANSWER)
"""The headings of the cells that people fill in."""

KEY, BEFORE = "编号", "印时"
"""The headings of the hidden cells: an item's id, and what the four cells said when the list was printed."""

DONE = (ItemState.CLOSED_BY_EVIDENCE.label, ItemState.CLOSED_BY_DECISION.label)
CHOICES = tuple(state.label for state in ItemState)


def printed(item: ActionItem) -> dict[str, str]:
    """Give what the four cells say of an item."""
    return {MEASURES: item.measures, DUE: item.due.isoformat(), STATE: item.state.label, ANSWER: item.answer}


def kept(cells: dict[str, str]) -> str:
    """Give the hidden cell that keeps what was printed."""
    return json.dumps([cells[name] for name in FILLED], ensure_ascii=False)


def as_kept(text: str) -> dict[str, str]:
    """Read the hidden cell.

    Raises:
        ValueError: somebody changed it.
    """
    values = json.loads(text)
    if not isinstance(values, list) or len(values) != len(FILLED) or not all(isinstance(v, str) for v in values):
        raise ValueError(text)
    return dict(zip(FILLED, values, strict=True))
