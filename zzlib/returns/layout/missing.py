"""Say which required columns a table lacks, with the headers that are there and the known labels nearest to them."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from zzlib.returns.cells.text import column_letter, fold
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import by_form, fields, labels
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.guesses import Guesses
from zzlib.returns.layout.headings import AND
from zzlib.returns.layout.labels import split_title

_SHOWN = 3
_NEAR = 0.5
"""Likeness from which a header is named as possibly meant; nothing is ever read by likeness."""


def report_missing(
    layout: Layout, field_ids: Sequence[str], findings: IssueCollector, rows: int = 0, guesses: Sequence[Guesses] = ()
) -> None:
    """Say that required columns are absent, once for a table; `rows` are those whose kind stays unstated by it.

    `guesses` are what may be meant by each of the fields; an issue keeps the headings of the first that has any.
    """
    headers = [column.header for column in layout.fields.values()] + list(layout.others.values())
    consequence = f"，{rows} 行的项目类型按“未注明”计" if rows else "，这张表不能作为报表使用"
    findings.add(
        "required_column_missing",
        field=field_ids[0],
        value="、".join(headers),
        label="”“".join(fields()[field_id].label for field_id in field_ids),
        consequence=consequence,
        near=_hints(field_ids, tuple(layout.others.values())) + _hidden(layout, field_ids),
        guess="".join(map(_guessed, field_ids, guesses)),
        **_offered(field_ids, guesses),
    )


def _offered(field_ids: Sequence[str], guesses: Sequence[Guesses]) -> dict[str, object]:
    """Give the field that may be asked about, with the headings to choose from."""
    asked = next(((f, own) for f, own in zip(field_ids, guesses, strict=False) if own.offered), ("", Guesses()))
    return offered(*asked)


def offered(field_id: str, own: Guesses) -> dict[str, object]:
    """Give the parts of an issue by which is asked what an absent field may stand under."""
    columns = own.offered
    return {
        "asked": field_id,
        "headings": [one.heading for one in columns],
        "fens": [one.fen for one in columns],
        "rests": [one.rest for one in columns],
    }


def _guessed(field_id: str, own: Guesses) -> str:
    """Say which columns may be a field's, and which are only a part of it."""
    said = ""
    if own.parts:
        parts = "、".join(f"{part.cell}“{part.heading}”" for part in own.parts)
        said += f"；{parts}只是“{fields()[field_id].label}”的一部分，没有当全部用"
    if any(AND in one.heading for one in own.sums):
        said += f"，几列相加可能就是“{fields()[field_id].label}”"
    for heading in own.outgrown:
        said += f"；以前定的“{heading}”没有包括其中新出现的列，要重新定"
    if own.columns:
        whole = "、".join(f"{one.cell}“{one.heading}”" for one in own.columns)
        said += f"；最像“{fields()[field_id].label}”的是 {whole}"
    return said


def _hints(field_ids: Iterable[str], headers: tuple[str, ...]) -> str:
    """Name for each absent column the known labels nearest to what is there, and the header that may be meant."""
    hints = []
    for field_id in field_ids:
        header, near = _nearest(field_id, headers)
        hints.append(f"“{fields()[field_id].label}”也认{''.join(f'“{label}”' for label in near)}")
        if header:
            hints[-1] += f"，看到的“{header}”如就是它，请改列名"
    return "；".join(hints)


def _hidden(layout: Layout, field_ids: Sequence[str]) -> str:
    """Say which of the fields stand in columns that the sheet hides."""
    columns = [layout.hidden[f] for f in field_ids if f in layout.hidden]
    said = "、".join(f"“{c.field.label}”列（{column_letter(c.column)} 列）" for c in columns)
    return f"；{said}是隐藏的，请取消隐藏后重报" if said else ""


@by_form()
def _nearest(field_id: str, headers: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Give the header that is like a label of a field (`""` if none is), and the labels most like any header."""
    known = [word for word, label in labels().items() if label.field_id == field_id and label.group == "synonyms"]
    pairs = [(_likeness(split_title(h.rsplit("/", 1)[-1]).main, word), h, word) for h in headers for word in known]
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    near = tuple(dict.fromkeys([word for _, _, word in ordered] + known))[:_SHOWN]
    return (ordered[0][1] if ordered and ordered[0][0] >= _NEAR else "", near)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), other, autojunk=False).ratio()
