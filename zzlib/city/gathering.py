"""Each county's month, read from its own workspace in a process of its own: what is derived lies in the city's folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from zzlib.city.counties import CityError, MemberCounty
from zzlib.city.fanning import spread
from zzlib.indicators import Month, measured
from zzlib.indicators.kept import kept_month
from zzlib.indicators.kept_sums import keep_sums, kept_sums
from zzlib.indicators.scopes import MonthSums, both_months
from zzlib.ledger import Ledger
from zzlib.ledger.inputs import Inputs, read_inputs
from zzlib.ledger.ledger import ledger_of_inputs
from zzlib.publication.kept import kept_version
from zzlib.publication.verifying import bytes_problems
from zzlib.runs.progress import OnFile
from zzlib.told import ToldError, operating_system_fault
from zzlib.workspace import Workspace

DERIVED = "data/ledger/counties"
"""Where in the city's folder lies what is derived of its counties; it may be deleted at any time."""


@dataclass(frozen=True)
class CountyPart:
    """A county's month as the city has it; `month` is `None` where there is none, and `fault` says why.

    `sums` are those of the month, `before` of the month before where that stands; `version` is the one that the county
    issued, 0 for its current state; `altered` says what of its kept files is not as it was issued: the month is of its kept inputs.
    `facts` tells what was read, as `facts_of` does; `""` where nobody can say.
    """

    county: MemberCounty
    month: Month | None = None
    sums: MonthSums | None = None
    before: MonthSums | None = None
    version: int = 0
    fault: str = ""
    altered: tuple[str, ...] = ()
    facts: str = ""

    @property
    def state(self) -> str:
        """What became of the county's month, in words."""
        if self.month is None:
            return self.fault
        return f"已印发第{self.version}版" if self.version else "现状"


def gather(
    city: Workspace,
    period: str,
    counties: Sequence[MemberCounty],
    on_county: OnFile = lambda *_: None,
    workers: int = 2,
) -> list[CountyPart]:
    """Read the counties' months, `workers` at a time; one that can't be read doesn't hinder the others.

    `on_county` is called with the number of counties done, their total, and the name of the last one.
    """
    parts = []
    found = spread(city.settings.engine, workers, partial(read_part, city, period=period), counties)
    for county, one in zip(counties, found, strict=True):
        # what a process died of, the county is said with; the others go on
        part = CountyPart(county, fault=f"读不出（{type(one).__name__}）") if isinstance(one, Exception) else one
        parts.append(part)
        on_county(len(parts), len(counties), part.county.name)
    return parts


def read_part(city: Workspace, county: MemberCounty, period: str) -> CountyPart:
    """Read a county's month; what hinders it is said in the part."""
    facts = ""
    try:
        with county_workspace(city, county, period) as (workspace, version):
            inputs = read_inputs(workspace, period)
            facts = facts_of(city, county, period) if version else inputs.facts
            part = replace(_part(county, inputs, version), facts=facts)
        if version:
            part = replace(part, altered=_altered(_looked_at(city, county), period))
        for own in filter(None, (part.sums, part.before)):
            own.beside = (own,)  # what is sent needn't hold the other once more
        return part
    except Exception as error:
        return CountyPart(county, fault=told_fault(error), facts=facts or told_fault(error))


def _part(county: MemberCounty, inputs: Inputs, version: int) -> CountyPart:
    """Give a county's month of what it is made of: as kept, where all of it is; else its ledger is opened, and its sums are kept."""
    sums = kept_sums(inputs)
    month = kept_month(inputs) if sums else None
    if sums and month:
        return CountyPart(county, month, *sums, version)
    ledger = ledger_of_inputs(inputs)
    month, sums = measured(ledger), both_months(ledger)
    keep_sums(ledger, sums)
    return CountyPart(county, month, *sums, version)


def part_of(county: MemberCounty, ledger: Ledger) -> CountyPart:
    """Give a county's month of its ledger as it stands."""
    return CountyPart(county, measured(ledger), *both_months(ledger))


def told_fault(error: Exception) -> str:
    """Say in one line why a county can't be read."""
    told = str(error) if isinstance(error, ToldError) else operating_system_fault(error)
    return told or f"读不出（{type(error).__name__}：{' '.join(str(error).split())}）"


def facts_of(city: Workspace, county: MemberCounty, period: str) -> str:
    """Give what tells whether a county's month has changed: the digest of what it is made of, or what hinders its reading."""
    try:
        workspace = _looked_at(city, county)
        if county.issued:
            return " ".join(
                [kept_version(workspace.outputs_dir, period).record.inputs_sha256, *_altered(workspace, period)]
            )
        return read_inputs(workspace, period).facts
    except Exception as error:
        return told_fault(error)


def _altered(workspace: Workspace, period: str) -> tuple[str, ...]:
    """Say each kept file of the version that a county issued last which is not the one recorded."""
    return tuple(bytes_problems(kept_version(workspace.outputs_dir, period)))


def _looked_at(city: Workspace, county: MemberCounty) -> Workspace:
    """Give a county's workspace; what is derived of it lies in the city's folder.

    Raises:
        CityError: it is another county's, too.
    """
    if county.repeats:
        raise CityError(county.repeats)
    return Workspace(county.place, city.root / DERIVED / county.id)


@contextmanager
def county_workspace(city: Workspace, county: MemberCounty, period: str) -> Iterator[tuple[Workspace, int]]:
    """Give the county's workspace as it stands, or one of the inputs of the version that it issued last, each byte proved."""
    workspace = _looked_at(city, county)
    if not county.issued:
        yield workspace, 0
        return
    kept = kept_version(workspace.outputs_dir, period)
    with kept.workspace(workspace) as own:
        yield own, kept.record.version
