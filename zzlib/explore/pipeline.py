"""What the forecasts are made from: the year's money by unit and month, the pipeline by step, and how projects moved."""

from collections.abc import Collection
from dataclasses import dataclass

from zzlib.explore.data import ViewData
from zzlib.explore.forecast import (
    STEPS,
    Flow,
    Forecast,
    Pipeline,
    pipeline_forecast,
    relative_error,
    shape_factor,
    shape_forecast,
    widened,
)
from zzlib.periods import month_of, period_of, year_of


@dataclass(frozen=True)
class Inputs:
    """What is adjusted: how fast projects move against the months on record, and money added each month (fen)."""

    speed: float = 1.0
    added: float = 0.0


@dataclass(frozen=True)
class BackTest:
    """A forecast of the period made with what was known in an earlier month (`None`: it could not be made)."""

    month: str
    shape: Forecast | None
    pipeline: Forecast | None


class Outlook:
    """The forecasts of a period for some units, by received or awarded money."""

    def __init__(self, data: ViewData, units: Collection[str], measure: str) -> None:
        """Take the units; the sums over projects are made once for all units and kept."""
        self.data, self.units, self.measure = data, frozenset(units), measure
        self.goal = {"received": 4, "awarded": 2}[measure]
        self._kept = data.kept.setdefault(("outlook", measure, self.units), {})
        _prepare(data)

    def measured(self, period: str) -> int:
        """Give the units' money of a month in fen; what can't be said is left out."""
        return sum(self.data.year.amounts(period, self.measure, self.units).values())

    def past(self, month: int) -> dict[str, int]:
        """Give last year's money by unit in a month; nothing where a part of it can't be read."""
        period = period_of(year_of(self.data.period) - 1, month)
        past = ((unit, money) for (p, unit), money in self.data.past_by_unit.items() if p == period)
        own = {unit: money.get(self.measure) for unit, money in past if unit in self.units}
        known = {unit: amount for unit, amount in own.items() if amount is not None}
        return known if len(known) == len(own) else {}

    def shape(self, at: str, until: int, past_error: float = 0.0) -> Forecast | None:
        """Forecast the month `until` by last year's shape, standing in the period `at`."""
        factor = shape_factor(self.past(month_of(at)), self.past(until))
        return None if factor is None or factor.value <= 0 else shape_forecast(self.measured(at), factor, past_error)

    def pipeline(self, at: str, until: int, inputs: Inputs | None = None, past_error: float = 0.0) -> Forecast | None:
        """Forecast the month `until` by the pipeline, standing in the period `at`; `None` before any month has followed another."""
        flow, inputs = self.flow(at), inputs or Inputs()
        if not sum(flow.stood):
            return None
        months = until - month_of(at)
        received = self.measured(at)
        found = pipeline_forecast(received, self.under_way(at), flow, months, self.goal, inputs.speed, inputs.added)
        return widened(found, past_error, received)

    def award_share(self, at: str) -> float:
        """Give awarded over applied money of the projects that have won, up to a month: what an application brings."""
        if ("share", at) not in self._kept:
            self._kept["share", at] = self._award_share(at)
        return float(self._kept["share", at])

    def _award_share(self, at: str) -> float:
        applied, awarded = self._row(
            "SELECT sum(applied), sum(won) FROM pipeline WHERE period = ? AND step >= 2 AND applied > 0", at
        )
        return min(1.0, float(awarded) / float(applied)) if applied else 1.0

    def under_way(self, at: str) -> Pipeline:
        """Give the pipeline of a month: what was applied for (as far as applications bring) or won, less what is there."""
        if ("under way", at) not in self._kept:
            self._kept["under way", at] = self._under_way(at)
        found: Pipeline = self._kept["under way", at]
        return found

    def flow(self, at: str) -> Flow:
        """Give how projects moved in the months on record up to one."""
        if ("flow", at) not in self._kept:
            self._kept["flow", at] = self._flow(at)
        found: Flow = self._kept["flow", at]
        return found

    def _under_way(self, at: str) -> Pipeline:
        share = self.award_share(at)
        rows = self.data.connection.execute(
            f"""SELECT step, count(*), sum(rest), sum(CAST(rest AS HUGEINT) * rest) FROM (
                SELECT step, CAST(greatest(0, CASE WHEN step < 2 THEN round(CAST(applied AS DOUBLE) * {share}) ELSE won END - {self._got}) AS BIGINT) AS rest
                FROM pipeline WHERE period = ? AND {self._within}) GROUP BY step""",
            [at],
        ).fetchall()
        by_step = {int(step): (int(n), float(total), float(squares)) for step, n, total, squares in rows}
        columns = zip(*(by_step.get(step, (0, 0.0, 0.0)) for step in range(STEPS)), strict=True)
        return Pipeline(*(tuple(column) for column in columns))

    def _flow(self, at: str) -> Flow:
        rows = self.data.connection.execute(
            f"""SELECT step, next_step, count(*), sum(next_got_{self.measure} - {self._got}), sum(greatest(0, won - {self._got}))
            FROM moves WHERE next_period <= ? AND {self._within} GROUP BY ALL""",
            [at],
        ).fetchall()
        stood, moved = [0] * STEPS, [[0] * STEPS for _ in range(STEPS)]
        arrived = outstanding = 0
        for step, later, count, came, rest in rows:
            stood[step] += count
            moved[step][later] += count if later > step else 0
            if step >= self.goal:
                arrived, outstanding = arrived + int(came), outstanding + int(rest)
        return Flow(tuple(stood), tuple(map(tuple, moved)), arrived, outstanding)

    def back_tests(self) -> list[BackTest]:
        """Forecast the period from every earlier month on record, with what was known then."""
        until = month_of(self.data.period)
        earlier = [month for month in self.data.months if month < self.data.period]
        return [BackTest(month, self.shape(month, until), self.pipeline(month, until)) for month in earlier]

    def past_errors(self, tests: list[BackTest]) -> tuple[float, float]:
        """Give the relative errors that back-tests of the shape and of the pipeline showed."""
        actual = self.measured(self.data.period)
        made = ([test.shape for test in tests], [test.pipeline for test in tests])
        shape, pipeline = (relative_error([(f.value, actual) for f in side if f]) for side in made)
        return shape, pipeline

    @property
    def _got(self) -> str:
        return f"got_{self.measure}"

    @property
    def _within(self) -> str:
        if self.units == frozenset(self.data.words.units):
            return "true"
        return f"unit_id IN ({', '.join(repr(unit) for unit in sorted(self.units)) or 'NULL'})"

    def _row(self, sql: str, *values: str) -> tuple[float, ...]:
        found = self.data.connection.execute(f"{sql} AND {self._within}", list(values)).fetchone()
        return tuple(found or ())


def _prepare(data: ViewData) -> None:
    """Make, once, the tables `pipeline` (each project's money by month) and `moves` (the same beside the month after).

    `won` is the larger of awarded, allotted and received; `got_received` and `got_awarded` what has come of it by either
    measure. A month carried forward shows no move, nor does the one after it; what can't be read shows none either.
    """
    if data.kept.get(("pipeline",)):
        return
    after = {
        month: f"{period_of(year_of(month), month_of(month) + 1)}" for month in data.months if month_of(month) < 12
    }
    pairs = (
        ", ".join(f"('{month}', '{following}')" for month, following in after.items() if following in data.months)
        or "('', '')"
    )
    data.connection.execute(
        """CREATE TABLE pipeline AS
        SELECT p.period, p.unit_id, p.project_id, p.carried, p.step, coalesce(m.applied, 0) AS applied,
               greatest(coalesce(m.awarded, 0), coalesce(m.allotted, 0), coalesce(m.received, 0)) AS won,
               coalesce(m.received, 0) AS got_received, coalesce(m.awarded, 0) AS got_awarded,
               p.carried OR p.awarded_unreadable OR p.allotted_unreadable OR p.received_unreadable AS unknown
        FROM projects p LEFT JOIN (
            SELECT period, unit_id, project_id, sum(applied_fen) AS applied, sum(awarded_fen) AS awarded,
                   sum(allotted_fen) AS allotted, sum(received_fen) AS received
            FROM lines GROUP BY ALL) m USING (period, unit_id, project_id)
        WHERE p.stage NOT IN ('stopped', 'withdrawn', 'reclaimed') ORDER BY p.period"""
    )
    data.connection.execute(
        f"""CREATE TABLE moves AS
        SELECT p.*, n.period AS next_period, n.step AS next_step, n.got_received AS next_got_received, n.got_awarded AS next_got_awarded
        FROM pipeline p JOIN (VALUES {pairs}) months(month, following) ON p.period = months.month
        JOIN pipeline n ON n.period = months.following AND n.unit_id = p.unit_id AND n.project_id = p.project_id
        WHERE NOT n.unknown AND NOT p.unknown"""
    )
    data.kept["pipeline",] = True
