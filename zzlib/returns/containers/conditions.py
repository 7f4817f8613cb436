"""The rules (条件格式) of an .xlsx sheet that may change what a person reads, as the file states them."""

import html
import re
from dataclasses import dataclass
from itertools import islice

from zzlib.returns.cells.text import address, row_and_column
from zzlib.returns.containers.looks import Stylesheet
from zzlib.returns.containers.styles import UNCHANGED, StyleChange

MAX_RULES = 2_000
"""Rules of a sheet that are looked at one by one."""

_BLOCK = re.compile(r"<(?:\w+:)?conditionalFormatting\b")
_BLOCK_END = re.compile(r"</(?:\w+:)?conditionalFormatting>")
_RULE = re.compile(r"<(?:\w+:)?cfRule\b")
_ATTRIBUTE = re.compile(r"""\b(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_RANGES = re.compile(r"""\bsqref\s*=\s*["']([^"']*)["']|<(?:\w+:)?sqref>([^<]*)<""")
_FORMULA = re.compile(r"<(?:\w+:)?(?:formula|f)>([^<]*)<")
_NO_VALUE = re.compile(r"""<(?:\w+:)?(?:dataBar|iconSet)\b[^<>]*\bshowValue\s*=\s*["'](?:0|false)["']""")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_MOST_AREAS, _LONGEST = 1_000, 80
"""Ranges of a rule that are looked at, and letters of what it says that are shown."""

SIGNS = {
    "equal": "=", "notEqual": "<>", "greaterThan": ">", "lessThan": "<", "greaterThanOrEqual": ">=", "lessThanOrEqual": "<=",
}  # fmt: skip
"""The operators of rules that compare a cell's value with another one."""

Place = tuple[int, int]
Area = tuple[Place, Place]
"""First and last cell of a range."""


@dataclass(frozen=True)
class ConditionalRule:
    """A rule: for which cells it is, of which kind, what it asks for, and what it changes; `stops` keeps later ones out."""

    areas: tuple[Area, ...]
    kind: str
    formulas: tuple[str, ...] = ()
    operator: str = ""
    text: str | None = None
    change: StyleChange = UNCHANGED
    priority: int = 0
    stops: bool = False

    @property
    def span(self) -> str:
        """Its ranges as people write them."""
        return "、".join(address(*a) if a == b else f"{address(*a)}:{address(*b)}" for a, b in self.areas[:5])

    @property
    def said(self) -> str:
        """What it asks for, as the file says it."""
        parts = [SIGNS.get(self.operator, self.operator), *self.formulas] if self.kind == "cellIs" else self.formulas
        return (" ".join(filter(None, parts)) or self.text or self.kind)[:_LONGEST]


def rules_of(xml: bytes, stylesheet: Stylesheet) -> tuple[ConditionalRule, ...]:
    """Give the rules of a sheet in the order in which they count; none if none may change what is seen.

    There may be more than `MAX_RULES`, but no more than one more.
    """
    blocks = _BLOCK.split(xml.decode("utf-8", "replace"))[1:]
    found = list(islice((rule for block in blocks for rule in _rules(block, stylesheet)), MAX_RULES + 1))
    if not any(stylesheet.may_matter(rule.change) for rule in found):
        return ()
    return tuple(sorted(found, key=lambda rule: rule.priority))


def _rules(block: str, stylesheet: Stylesheet) -> list[ConditionalRule]:
    end = _BLOCK_END.search(block)
    block = block[: end.start()] if end else block
    head, *bodies = _RULE.split(block)
    ranges = _RANGES.search(head) or _RANGES.search(bodies[-1] if bodies else "")
    areas = areas_of(" ".join(filter(None, ranges.groups())) if ranges else "")
    rules = (_rule(body, areas, stylesheet) for body in bodies) if areas else ()
    return [rule for rule in rules if rule.change != UNCHANGED or rule.stops]


def areas_of(text: str) -> tuple[Area, ...]:
    """Read ranges of cells: `A4:E6 G2`."""
    return tuple(map(_area, islice(_AREA.finditer(text), _MOST_AREAS)))


def _area(match: re.Match[str]) -> Area:
    left, top, right, bottom = match.groups()
    first = row_and_column(f"{left}{top}")
    return first, row_and_column(f"{right}{bottom}") if right else first


def _rule(body: str, areas: tuple[Area, ...], stylesheet: Stylesheet) -> ConditionalRule:
    said = {
        name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(body.partition(">")[0])
    }
    number, priority = said.get("dxfId", ""), said.get("priority", "")
    if number.isdecimal() and int(number) < len(stylesheet.changes):
        change = stylesheet.changes[int(number)]
    else:
        change = StyleChange(hidden=True) if _NO_VALUE.search(body) else stylesheet.change(body)
    return ConditionalRule(
        areas,
        said.get("type", ""),
        tuple(html.unescape(formula) for formula in _FORMULA.findall(body)),
        said.get("operator", ""),
        said.get("text"),
        change,
        int(priority) if priority.isdecimal() else 0,
        said.get("stopIfTrue", "") in ("1", "true"),
    )
