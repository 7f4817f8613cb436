"""What is planned: projects with their fund lines, and how each stands in any month of the year."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from zzlib.synthetic.amounts import WAN, share
from zzlib.vocabulary import Kind, Origin, SourceLevel, Stage

Cell = str | int | date | Decimal | None
"""A value of a row: text, money in fen, a date, mu, or nothing."""

MONEY_STEPS = ("applied", "awarded", "allotted", "received", "paid")
MONEY_FIELDS = ("total_investment", *MONEY_STEPS, "received_month", "received_since_start")
NEVER = 99
_LAST_MONTH = 12
_WAITING = (Stage.IDEA, Stage.RESERVE, Stage.PREPARATION)


@dataclass(frozen=True)
class PlannedLine:
    """A fund line: amounts in fen as they stand in the last month."""

    category: str
    level: SourceLevel
    counts: bool
    applied: int = 0
    awarded: int = 0
    allotted: int = 0
    received: int = 0
    paid: int = 0


@dataclass(frozen=True, eq=False)
class Project:
    """A project of a unit. `steps` gives the month in which each amount (and land) begins, `NEVER` if it doesn't.

    `gradual` money arrives evenly from its first month to `last`, other money at once. `opening` is the stage (0 to 2)
    in which an unwon project appears in month `first`, `pace` the months that it stays in each. `past` is the same project
    as it was planned for the year before, where it is carried over.
    """

    unit_id: str
    name: str
    code: str
    kind: Kind
    origin: Origin
    policy_field: str
    lines: tuple[PlannedLine, ...]
    first: int
    last: int
    year: int
    steps: dict[str, int]
    gradual: bool
    opening: int
    pace: int
    total_investment: int
    land_needed: Decimal | None
    land: Decimal
    day: int
    document_number: str
    leader: str
    person: str
    phone: str
    problems: str
    remark: str
    reclaimed: bool = False
    past: "Project | None" = None

    def amount(self, line: PlannedLine, step: str, month: int) -> int:
        """Give an amount of a line in fen, cumulative from January to the month."""
        start, final = self.steps[step], int(getattr(line, step))
        if month < start:
            return 0
        return share(final, month - start + 1, self.last - start + 1) if self.gradual and step != "applied" else final

    def total(self, step: str, month: int) -> int:
        """Give an amount summed over the lines (fen)."""
        return sum(self.amount(line, step, month) for line in self.lines)

    def land_granted(self, month: int) -> Decimal:
        """Give the mu granted up to the month."""
        return self.land if month >= self.steps["land"] else Decimal(0)

    def won(self, month: int) -> bool:
        """Tell whether the project has won money or land by the month."""
        return self.land_granted(month) > 0 or any(
            self.amount(line, step, month) > 0 for line in self.lines for step in ("awarded", "allotted", "received")
        )

    def since_start(self, number: int, month: int) -> int:
        """Give what a line received up to the month, from the project's start on."""
        before = self.past.since_start(number, _LAST_MONTH) if self.past else self._before_all
        return before + self.amount(self.lines[number], "received", month)

    @property
    def _before_all(self) -> int:
        """What each line of a project that is carried over into the first year had received before."""
        own = Random(f"{self.unit_id}/{self.name}")
        return own.randrange(1, 40) * 10 * WAN if self.origin == Origin.CARRIED_OVER else 0

    def stage(self, month: int) -> Stage:
        """Give the stage that the project has reached in the month, or had last year."""
        if month < 1 and self.past:
            return self.past.stage(month + _LAST_MONTH)
        own, before = self._stage(month), self.past.stage(_LAST_MONTH) if self.past else None
        order = list(Stage)
        return max(own, before, key=order.index) if before else own

    def _stage(self, month: int) -> Stage:
        if self.reclaimed:
            return Stage.RECLAIMED
        if self.total("paid", month) > 0:
            return Stage.BUILDING if self.total("paid", month - 1) > 0 else Stage.STARTED
        for step, stage in (("received", Stage.RECEIVED), ("allotted", Stage.ALLOTTED)):
            if self.total(step, month) > 0:
                return stage
        if self.won(month):
            return Stage.APPROVED
        if month >= self.steps["applied"]:
            return Stage.APPLIED
        return _WAITING[min(len(_WAITING) - 1, self.opening + (month - self.first) // self.pace)]

    def stalled(self, month: int) -> bool:
        """Tell whether an unwon project has stood in the same stage for three months or more."""
        earlier = month - 3
        if earlier < 1 and self.past:
            there = earlier + _LAST_MONTH >= self.past.first and not self.past.won(earlier + _LAST_MONTH)
        else:
            there = earlier >= self.first
        return there and not self.won(month) and self.stage(earlier) == self.stage(month)

    def idle(self, month: int) -> bool:
        """Tell whether money came three months ago or earlier and the work has not begun."""
        earlier = month - 3
        return earlier >= 1 and self.total("received", earlier) > 0 and self.stage(month) == Stage.RECEIVED

    def on(self, step: str, month: int) -> date | None:
        """Give the day on which a step began, if it has by the month."""
        start = self.steps[step]
        day = self.day + MONEY_STEPS.index(step)
        return date(self.year, start, day) if start <= month and self.total(step, month) > 0 else None

    def row(self, number: int, month: int, step: int = 1) -> "PlannedRow":
        """Give the row of fund line `number` in the return of a month (of `step` months); sizes of the project stand in its first row."""
        line = self.lines[number]
        first = number == 0
        values: dict[str, Cell] = {
            "project_name": self.name,
            "project_code": self.code or None,
            "kind": self.kind,
            "origin": self.origin,
            "policy_field": self.policy_field,
            "fund_category": line.category,
            "source_level": line.level,
            "total_investment": self.total_investment if first else None,
            "received_since_start": self.since_start(number, month),
            "received_month": self.amount(line, "received", month) - self.amount(line, "received", month - step),
            "land_needed": self.land_needed if first else None,
            "land_granted": (self.land_granted(month) or None) if first else None,
            "stage": self.stage(month),
            "applied_on": self.on("applied", month),
            "awarded_on": self.on("awarded", month),
            "received_on": self.on("received", month),
            "document_number": self.document_number if self.on("awarded", month) else None,
            "started_on": self.on("paid", month) or (self.past.on("paid", _LAST_MONTH) if self.past else None),
            "leader": self.leader or None,
            "person": self.person,
            "phone": self.phone,
            "problems": self.problems or None,
            "remark": self.remark or None,
        }
        return PlannedRow(self, number, values | {step: self.amount(line, step, month) for step in MONEY_STEPS})


@dataclass(frozen=True)
class PlannedRow:
    """A row of a return: a project's fund line and its values by field (`None` is blank)."""

    project: Project
    number: int
    values: dict[str, Cell]

    @property
    def line(self) -> PlannedLine:
        """The fund line that the row speaks of."""
        return self.project.lines[self.number]

    def money(self, field: str) -> int:
        """Give an amount in fen; blank is 0."""
        value = self.values[field]
        return value if isinstance(value, int) else 0

    def without(self, fields: tuple[str, ...]) -> "PlannedRow":
        """Give the row with some fields left blank."""
        return self.with_values(**dict.fromkeys(fields)) if fields else self

    def with_values(self, **values: Cell) -> "PlannedRow":
        """Give the row with some values replaced."""
        return replace(self, values=self.values | values)
