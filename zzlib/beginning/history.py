"""Last year's figures out of last year's own summary table: amounts by unit, up to the end of the month that the table states."""

from collections.abc import Sequence
from dataclasses import dataclass

from zzlib.beginning.lists import ListError, Listing, Source, read_listing
from zzlib.beginning.numbers import Pick, county_total, fen_in, refuse
from zzlib.beginning.units import Unit, find, units_by_name
from zzlib.beginning.words import words
from zzlib.files import digest_of
from zzlib.money import yuan_text
from zzlib.periods import check_period, chinese, month_of, period_of, year_of
from zzlib.returns.cells.dates import read_period, read_year
from zzlib.returns.cells.text import address, fold, plain_text
from zzlib.returns.layout.labels import meaning

_FIELDS = ("applied", "awarded", "received")
_LABELS = {"applied": "申报资金", "awarded": "争取资金", "received": "到位资金"}


@dataclass(frozen=True)
class History:
    """What a summary table says: amounts in yuan by unit and field (blank where it says nothing), and where that stands."""

    period: str
    amounts: dict[str, dict[str, str]]
    source: str
    sha256: str

    def rows(self) -> list[dict[str, str]]:
        """Give the rows for history_funds.csv; the table tells neither kinds nor fund categories, and nor do they."""
        own = {"year": str(year_of(self.period)), "month": str(month_of(self.period))}
        return [
            {**own, "unit_id": unit_id, **{f"{field}_yuan": yuan for field, yuan in amounts.items()}}
            for unit_id, amounts in self.amounts.items()
        ]


def read_history(
    source: Source,
    units: Sequence[Unit],
    *,
    period: str = "",
    before: int = 0,
    money_unit: str = "",
    pick: Pick = refuse,
    leave_out: bool = False,
) -> tuple[History, list[str]]:
    """Read a summary table by unit; `period` says its month where the table does not, `before` the year that is begun.

    `leave_out` leaves out lines whose names no unit bears.

    Raises:
        UnknownNamesError: such names, otherwise.
        ListError: its month, its columns or an amount can't be told.
    """
    listing = read_listing(source)
    stated = _period(listing, period)
    if before and year_of(stated) >= before:
        raise ListError(
            f"《{source.name}》是 {chinese(stated)}的，不是上年的（今年是 {before} 年）；今年的报表放进 data/returns/{stated}/"
        )
    columns = _columns(listing, year_of(stated), pick)
    known = units_by_name(list(units))
    names = [line.text(listing.column("unit")) for line in listing.lines]
    lines = [line for line, name in zip(listing.lines, names, strict=True) if not leave_out or _borne(name, known)]
    owners = find(known, [line.text(listing.column("unit")) for line in lines], f"《{source.name}》")
    amounts: dict[str, dict[str, int | None]] = {}
    for line, unit in zip(lines, owners, strict=True):
        if unit.unit_id in amounts:
            raise ListError(
                f"《{source.name}》里“{unit.name}”有几行（{listing.place(line.row)}），不是分单位的汇总表，请合成一行"
            )
        amounts[unit.unit_id] = {field: fen_in(listing, line, column, money_unit) for field, column in columns.items()}
    filled = {unit_id: own for unit_id, own in amounts.items() if own["received"] is not None}
    texts = {
        unit_id: {field: "" if fen is None else yuan_text(fen) for field, fen in own.items()}
        for unit_id, own in filled.items()
    }
    where = f"{listing.place(listing.lines[0].row, min(columns.values()))}:{address(listing.lines[-1].row, max(columns.values()))}"
    notes = _notes(listing, list(units), columns, filled, money_unit)
    if left := [name for name in names if not _borne(name, known)]:
        notes.append(f"《{source.name}》里{'、'.join(left)}不在名单里，没有取（上年全县的数因此偏小）")
    return History(stated, texts, where, digest_of(source.data)), notes


def _borne(name: str, known: dict[str, Unit]) -> bool:
    try:
        return bool(find(known, [name], ""))
    except ListError:
        return False


def _period(listing: Listing, given: str) -> str:
    """Give the month of a table: as given, as its title says, or its file's name; a whole year's is December's."""
    if given:
        return check_period(given)
    texts = [*listing.titles, listing.source.name]
    months = {month for text in texts if (month := read_period(text))}
    if len(months) > 1:
        raise ListError(
            f"《{listing.source.name}》看不出是哪个月的数（写着 {'、'.join(sorted(months))}），请写成 --history 2012-12={listing.source.name}"
        )
    if months:
        return months.pop()
    year = next((year for text in texts if (year := read_year(text))), None)
    if year and any(words().whole_year.search(fold(text)) for text in texts):
        return period_of(year, 12)
    example = period_of(year or 2012, 12)
    raise ListError(
        f"《{listing.source.name}》没有写明是到哪个月的累计数，请写成 --history {example}={listing.source.name}"
    )


def _columns(listing: Listing, year: int, pick: Pick) -> dict[str, int]:
    """Give the columns of amounts by what the return's own words make of their headings."""
    found: dict[str, list[int]] = {}
    for column, header in listing.headers.items():
        said = meaning(tuple(header.split("/")), year)
        if said and said.field_id in (*_FIELDS, "project_name"):
            found.setdefault(said.field_id, []).append(column)
    if any(column not in listing.roles["unit"] for column in found.pop("project_name", [])):
        raise ListError(
            f"《{listing.source.name}》是逐个项目的表，不是分单位的汇总表；"
            f"上年的报表可以原样放进 data/returns/{period_of(year, 12)}/，程序会自己读"
        )
    if "received" not in found:
        shown = "、".join(listing.headers.values()) or "没有表头"
        raise ListError(f"《{listing.source.name}》里没有“到位资金”一列（看到的列：{shown}），不能作上年的数")
    chosen = {}
    for field in (field for field in _FIELDS if field in found):
        columns = found[field]
        named = [f"{address(listing.lines[0].row, c)}“{listing.headers[c]}”" for c in columns]
        chosen[field] = columns[0 if len(columns) == 1 else pick(f"几列都像{_LABELS[field]}，哪一列是", named)]
    return chosen


def _notes(
    listing: Listing,
    units: list[Unit],
    columns: dict[str, int],
    amounts: dict[str, dict[str, int | None]],
    money_unit: str,
) -> list[str]:
    notes = []
    if absent := [unit.name for unit in units if unit.unit_id not in amounts]:
        some = "、".join(absent[:8]) + ("等" if len(absent) > 8 else "")
        notes.append(f"《{listing.source.name}》里没有 {len(absent)} 个单位的到位资金（{some}），空着")
    if total := county_total(listing):
        for field, column in columns.items():
            stated = fen_in(listing, total, column, money_unit)
            summed = sum(own[field] or 0 for own in amounts.values())
            if stated is not None and stated != summed:
                notes.append(
                    f"{listing.place(total.row, column)} {_LABELS[field]}合计写的是 {plain_text(total.cells[column])}，"
                    f"与各单位相加的 {yuan_text(summed)} 元不符，请核对；按各单位的计"
                )
    return notes
