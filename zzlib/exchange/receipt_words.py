"""The wording of receipts, as data (`receipt.toml`)."""

from functools import cache

from zzlib.data import DataModel, package_toml

Header = tuple[str, str, str, str, str, str]


class BlockWords(DataModel):
    """A list's caption and columns, and what is said when it is empty."""

    caption: str
    header: Header
    otherwise: str


class ProjectWords(BlockWords):
    """The list of projects as read."""

    no_amount: str
    unreadable: str


class ChangeWords(BlockWords):
    """The list of what became of the issues of the return before."""

    fixed: str
    open: str
    new: str


class FigureWords(BlockWords):
    """The list of figures that moved."""

    county: str
    unit: str


class ReceiptWords(DataModel):
    """All of `receipt.toml`."""

    title: str
    heading: str
    unclaimed: str
    file: str
    times: str
    counts: str
    clean: str
    how: str
    alone: str
    next_time: str
    changed_by_marking: str
    used: str
    not_used: str
    replaced: str
    same_name: str
    mark: str
    mark_alone: str
    issues: BlockWords
    projects: ProjectWords
    changes: ChangeWords
    figures: FigureWords


@cache
def receipt_words() -> ReceiptWords:
    """Give the wording of receipts."""
    return ReceiptWords.model_validate(package_toml(__package__, "receipt.toml"))
