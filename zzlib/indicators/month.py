"""The result of a month: its figures, its units and what stands around them. Documents, charts and notebooks ask here."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Any

import pandas as pd

from zzlib.data import nearest_key
from zzlib.ledger.change_words import changes_said, divided
from zzlib.periods import month_of, period_of, year_of
from zzlib.rhythm import Rhythm
from zzlib.settings import Settings
from zzlib.told import ToldError
from zzlib.vocabulary import Filing, ZeroKind
from zzlib.workspace import Workspace

FIGURE_COLUMNS = (
    "figure", "scope", "value", "unit", "numerator", "denominator", "carried_yuan", "incomplete", "text",
)  # fmt: skip
"""Columns of `figures.csv`, all text."""

UNIT_COLUMNS = (
    "unit_id", "unit", "group", "filing", "carried", "incomplete", "band", "projects", "applied_yuan", "awarded_yuan",
    "received_yuan", "target_yuan", "completion", "land_mu", "errors", "warnings",
)  # fmt: skip
"""Columns of `units.csv`, all text."""

FILING_COLUMNS = (
    "period", "unit_id", "unit", "group", "filing", "carried_from", "incomplete", "received_at", "file", "resubmitted",
    "filed_by", "formerly",
)  # fmt: skip
"""Columns of `Month.filings`: text but `incomplete` and `resubmitted` (bool)."""

HEAD_FIGURES = ("projects_total", "funds_awarded", "funds_received", "funds_completion", "funds_gap")
"""The five figures that the summary of a run and a leader's first glance show."""


GAPS = (
    "policy_fields", "priorities", "programmes", "inspections", "stage", "problems", "leader", "land_needed", "paid",
    "allotted", "received_on", "returns", "months", "targets", "project_targets", "kinds", "history", "several",
)  # fmt: skip
"""What a county's files may not hold, or hold too little of (`Month.gaps`)."""

BOUND_WORDS = {"": "", "lower": "至少", "upper": "至多", "rough": "约"}
"""What is said before a figure that is only a bound of the true one, or may lie on either side of it."""


@dataclass(frozen=True)
class Figure:
    """One figure of one scope. `value` is in the base `unit` (yuan, count, ratio, mu), `None` when undefined.

    `size` is the value as a document prints it: 4.12亿元, 31.7%, 56; undefined is —. `bound` says how it stands to the true
    one where that isn't known: a key of `BOUND_WORDS`. `text` is both in words: 至少4.12亿元.
    """

    figure: str
    scope: str
    label: str
    value: Decimal | None
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    carried_yuan: Decimal | None
    incomplete: bool
    bound: str
    size: str

    @property
    def text(self) -> str:
        """The figure as a document prints it, with what bounds it."""
        return BOUND_WORDS[self.bound] + self.size

    def to_json(self) -> dict[str, str]:
        """Give the figure as commands print it, one that is undefined with an empty value."""
        value = "" if self.value is None else f"{self.value:f}"
        return {
            "figure": self.figure, "scope": self.scope, "label": self.label, "unit": self.unit, "value": value, "text": self.text,
        }  # fmt: skip


class NoFigureError(ToldError, KeyError):
    """A month has no such figure at that scope; the message says in Chinese which is near."""

    def __str__(self) -> str:
        """Give the message as it is, which a `KeyError` would quote."""
        return str(self.args[0])


class Figures:
    """The figures of a month by id and scope."""

    def __init__(self, figures: list[Figure]) -> None:
        """Index the figures; the order given is the order of `figures.csv`."""
        self._by_key = {(figure.figure, figure.scope): figure for figure in figures}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._by_key.values())

    def __getitem__(self, key: str | tuple[str, str]) -> Figure:
        """Give `figures["funds_received"]` (the county's) or `figures["funds_received", "unit:u08"]`.

        Raises:
            NoFigureError: no such figure at that scope; the message says which is near.
        """
        figure, scope = (key, "county") if isinstance(key, str) else key
        if (figure, scope) not in self._by_key:
            raise NoFigureError(self._near(figure, scope))
        return self._by_key[figure, scope]

    def _near(self, figure: str, scope: str) -> str:
        scopes = [known.scope for known in self if known.figure == figure]
        if scopes:
            return f"{figure} 没有范围“{scope}”，{nearest_key(scope, scopes)}"
        ids = {name: known.figure for known in self for name in (known.figure, known.label)}
        [nearest] = difflib.get_close_matches(figure, ids, n=1, cutoff=0.0) or [figure]
        return f"没有指标“{figure}”，最接近的是 {ids.get(nearest, '')}；全部见 docs/figures.md"

    def __contains__(self, key: object) -> bool:
        return (key if isinstance(key, tuple) else (key, "county")) in self._by_key

    def get(self, figure: str, scope: str = "county") -> Figure | None:
        """Give a figure, `None` where the month has none of this id and scope."""
        return self._by_key.get((figure, scope))

    def text(self, figure: str, scope: str = "county") -> str:
        """Give a figure as a document prints it."""
        return self[figure, scope].text

    def scopes(self, kind: str) -> list[str]:
        """List the scopes of a kind (`unit`, `category`, `group`, `kind`, `field`) in the office's order."""
        return list(dict.fromkeys(f.scope for f in self if f.scope.startswith(f"{kind}:")))


_MOST_COMPLETED = 3
_MOST_GROWN = 10


def strained_completion(figures: Figures) -> str:
    """Say that the year's target is passed more than threefold, `""` if it is not."""
    completion = figures.get("funds_completion")
    if completion is None or completion.value is None or completion.value <= _MOST_COMPLETED:
        return ""
    return f"到位资金{figures.text('funds_received')}，是全年任务的{_MOST_COMPLETED}倍以上（{completion.text}）"


def strained_growth(figures: Figures, rhythm: Rhythm) -> str:
    """Say that an amount grew more than tenfold on the period before, where that stands; `""` if none did.

    What is still within the year's target, or what last year had at the same time, is no surprise: little comes early in
    the year. Where neither is known, nothing is said of the year's second period.
    """
    for scope in figures.scopes("month"):
        early = len(rhythm.until(scope.partition(":")[2])) == 1
        for name in ("funds_received", "funds_awarded"):
            now, before = figures[name], figures.get(name, scope)
            if not (now.value and before and before.value and 0 < _MOST_GROWN * before.value < now.value):
                continue
            known = [known for known in (figures["funds_target"].value, figures[f"{name}_growth"].denominator) if known]
            if now.value > max(known) if known else not early:
                last = rhythm.said("上月")
                return f"{now.label}{now.text}，是{last}（{before.text}）的{_MOST_GROWN}倍以上"
    return ""


@dataclass(frozen=True, eq=False, repr=False)
class Month:
    """All that a month's documents are made of. A month is equal to itself alone.

    Frames (money is Int64 fen, blank where nothing can be said):

    - `units`: a row a unit in order of precedence: unit_id, unit, group, ranked (bool), filing, carried (bool),
      carried_from (period or ""), stand_in (text), incomplete (bool), band, zero_kind ("" outside the band zero), projects, applied_fen, awarded_fen, received_fen,
      target_fen, completion (float64), behind (bool: below the schedule), land_mu (float64), errors, warnings (int64),
      received_at, band_before, completion_before (float64), received_before_fen (the month before; `""` and blank where nothing is known of it).
    - `projects`: the month's rows of the ledger (`zzlib.ledger`), policy fields resolved, with the flags of
      `zzlib.indicators.flags`; `funding`: the month's rows of the ledger.
    - `categories`: fund_category, received_fen, last_year_fen (blank without history), before_fen (the month before's,
      blank where nothing is known of it), counted ones only, largest first.
    - `trend`: a row a month of the year up to now: period, received_fen, awarded_fen, last_year_fen, schedule_fen
      (the target's share due by then), projects; blank in a month for which no unit's own return stands; filed (units
      whose own file came).
    - `filings`: a row a unit and month of the year up to now, in order of month and precedence (`FILING_COLUMNS`).
    - `issues`: the period's own, gravest first (`zzlib.issues.issues_frame`).
    - `fields`, `programmes`, `inspections`: the county's policy fields, the programmes open in the month, and what
      inspectors found this year (`zzlib.indicators.policy_fields`, `zzlib.ledger.references`).

    `unreadable_targets` are the cells of targets.csv that the month's targets can't be read from.
    `workspace` is the county's as it was when the month was read; `members` is what a row of `units` is called.
    `fingerprint` is that of all its figures are made of (returns, reference files, settings, program), `""` where none is known.
    `gaps` names what the county's files do not hold, or too little of (`GAPS`).
    """

    period: str
    settings: Settings
    figures: Figures
    units: pd.DataFrame
    projects: pd.DataFrame
    funding: pd.DataFrame
    categories: pd.DataFrame
    trend: pd.DataFrame
    issues: pd.DataFrame
    waiting_files: tuple[str, ...]
    filings: pd.DataFrame
    fields: pd.DataFrame
    programmes: pd.DataFrame
    inspections: pd.DataFrame
    gaps: frozenset[str]
    unreadable_targets: tuple[str, ...]
    workspace: Workspace
    fingerprint: str = ""
    members: str = "单位"
    made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What was made of the month already (`zzlib.indicators.once`)."""

    def __repr__(self) -> str:
        shown = "，".join(f"{figure.label}{figure.text}" for figure in self._head)
        return f"<{self.period}：{shown}>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{escape(f.label)}</td><td>{escape(f.text)}</td></tr>" for f in self._head)
        return f"<p><strong>{self.period}</strong></p><table>{rows}</table>"

    @property
    def _head(self) -> list[Figure]:
        return [figure for name in HEAD_FIGURES if (figure := self.figures.get(name))]

    @property
    def rhythm(self) -> Rhythm:
        """How often the county's units report."""
        return self.settings.returns.rhythm

    @property
    def absent(self) -> tuple[str, ...]:
        """The earlier periods of the year of which no return is on file: who filed then can't be told."""
        earlier = self.trend[self.trend["period"] < self.period]
        return tuple(earlier.loc[earlier["filed"] == 0, "period"])

    @property
    def strains(self) -> tuple[str, ...]:
        """What is too much to be believed of the county's month, in words: completion, or growth on the month before."""
        return tuple(filter(None, [strained_completion(self.figures), strained_growth(self.figures, self.rhythm)]))

    @property
    def unit_changes(self) -> str:
        """What changed of the units since last year's same month (where the month is compared with it), or in the year, in words."""
        return changes_said(self.workspace, self._changed_since, self.period)

    @property
    def unit_changes_note(self) -> str:
        """What is told of the units as they are now because of that, and of which units by shares, in words."""
        if not self.unit_changes:
            return ""
        this_year = self._changed_since if not self._compared else period_of(year_of(self.period) - 1, 12)
        own = ["目标"] if changes_said(self.workspace, this_year, self.period) else []
        told = [*own, *(["上年同期数"] if self._compared else []), *(["以前各月的数"] if own else [])]
        parts, own_parts = (divided(self.workspace, since, self.period) for since in (self._changed_since, this_year))
        what = [*(["目标"] if own_parts else []), *(["上年同期数"] if self._compared else [])]
        shares = f"，其中{'、'.join(parts)}的{'和'.join(what)}按份额分（有逐项目数的按项目归属）" if parts else ""
        listed = "和".join(filter(None, ["、".join(told[:-1]), told[-1]]))
        return f"{listed}均按机构调整后口径计算{shares}"

    @property
    def _compared(self) -> bool:
        base = self.figures.get("funds_received_growth")
        return base is not None and base.denominator is not None

    @property
    def _changed_since(self) -> str:
        return period_of(year_of(self.period) - 1, month_of(self.period) if self._compared else 12)

    @property
    def nothing_filed(self) -> bool:
        """Whether no unit's return of the month came: what stands for it is of earlier months."""
        return bool((self.units["filing"] == Filing.MISSING).all())

    def zero_kinds(self) -> list[tuple[ZeroKind, Figure]]:
        """Give the kinds of zero that units have, each with the county's figure of them, in the order of the test."""
        counted = [(kind, self.figures[f"units_zero_{kind}"]) for kind in ZeroKind]
        return [(kind, figure) for kind, figure in counted if figure.value]

    def units_in(self, band: str) -> pd.DataFrame:
        """Give the units of a band in order of precedence."""
        return self.units[self.units["band"] == band]
