"""The answers from which a workspace begins: what options say, and at a terminal what they do not say."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from pydantic import ValidationError

from zzlib.beginning import (
    Beginning,
    History,
    Listing,
    Source,
    Unit,
    UnitTarget,
    file_source,
    pasted,
    read_history,
    read_listing,
    read_targets,
    read_units,
    states_targets,
)
from zzlib.beginning.numbers import NoMoneyUnitError, refuse
from zzlib.beginning.targets import target_year, unstated_targets
from zzlib.beginning.units import UnknownNamesError, told
from zzlib.cli.asking import agreed, ask, ask_list, choose, named_file
from zzlib.cli.output import say
from zzlib.kinds import COMPETITIVE, FORMULA, Kinds
from zzlib.money import FEN_PER_UNIT
from zzlib.periods import today
from zzlib.told import ToldError

_Answer = TypeVar("_Answer")
_SOME = 12
_LEAST_KINDS, _MOST_KINDS = 2, 6


@dataclass(frozen=True)
class Given:
    """What the options say; blank where one is not given."""

    county: str = ""
    office: str = ""
    units: str = ""
    targets: str = ""
    year: int = 0
    kinds: str = ""
    every: str = ""
    due_day: int = 0
    history: Sequence[str] = ()
    money_unit: str = ""


@dataclass
class FirstDay:
    """The answers of a first day, one after the other; `asks` tells that what no option says is asked for.

    `notes` gathers what a person should know of them.
    """

    given: Given
    asks: bool
    notes: list[str] = field(default_factory=list)
    _sources: list[tuple[str, str]] = field(default_factory=list)
    _money_unit: str = ""

    def beginning(self) -> Beginning:
        """Gather the answers.

        Raises:
            ToldError: an option can't be used.
        """
        given, self._money_unit = self.given, self.given.money_unit
        county = self._take(given.county, "县名，如 云溪县", str.strip)
        usual = f"{county}争资争项工作领导小组办公室" if county else ""
        office = self._take(given.office, f"办公室名称{f'（回车用 {usual}）' if usual else ''}", str.strip) or usual
        units, listing = self._units(county)
        targets, year = self._targets(units, listing)
        kinds = self._take(
            given.kinds, "政策型、个性型在本县叫什么，如 政策型,竞争型；还有别的接着写（一样就回车）", _kinds
        )
        every = self._take(given.every, "多久报一次：每月就回车，每季度写 季", _every)
        due_day = given.due_day or self._take("", "报表截止日是次月几日（回车用 5 日）", _day)
        history = self._history(units, year)
        return Beginning(county, office, every, due_day, kinds, units, targets, history, self._sources)

    def _take(self, said: str, question: str, take: Callable[[str], _Answer]) -> _Answer:
        return ask(question, take) if self.asks and not said else take(said)

    def _pick(self, question: str, choices: Sequence[str]) -> int:
        return choose(question, choices) if self.asks else refuse(question, choices)

    def _units(self, county: str) -> tuple[list[Unit], Listing | None]:
        def read(text: str) -> tuple[list[Unit], Listing | None]:
            if not text.strip():
                return [], None
            listing = read_listing(_source(text))
            units, notes = read_units(listing, county)
            if self.asks:
                names = "、".join(unit.name for unit in units[:_SOME]) + ("……" if len(units) > _SOME else "")
                say("\n".join([f"  认出 {told(units)}：{names}", *(f"  注意：{note}" for note in notes)]))
                if not agreed("  对吗"):
                    raise ToldError("没有用这份名单")
            self.notes += notes
            self._sources.append(("units.csv", _origin(listing)))
            return units, listing

        question = "单位名单：写 Excel 或 CSV 文件的名字，或在这里粘贴，一行一个，粘完另起一行写“完”（以后再填就回车）"
        return ask_list(question, read) if self.asks and not self.given.units else read(self.given.units)

    def _targets(self, units: list[Unit], listing: Listing | None) -> tuple[list[UnitTarget], int]:
        """Take the targets from the list of units where it has some, else from a table of their own."""

        def read(text: str) -> tuple[list[UnitTarget], int]:
            own = read_listing(_source(text)) if text.strip() else None
            if own is None and there:
                own = listing
            year = self._year(own)
            if own is None:
                return [], year
            targets, notes = self._asking_unit(lambda: read_targets(own, units, year, self._money_unit, self._pick))
            self.notes += notes
            self._sources.append(("targets.csv", f"{_origin(own)}，{year} 年"))
            return targets, year

        if not units:
            return [], self.given.year
        there = listing is not None and (states_targets(listing) or self._meant_as_money(unstated_targets(listing)))
        if self.given.targets or not self.asks or there:
            if there and self.asks and not self.given.targets:
                say("  名单里有年度目标，一并取用")
            return read(self.given.targets)
        return ask_list("年度目标：写有目标的表的文件名，或粘贴（单位、资金任务），没有就回车", read)

    def _meant_as_money(self, heading: str) -> bool:
        """Tell whether a column 任务 is one of money; nobody asked, it is none, and that is said."""
        if not heading or self.given.targets:
            return False
        if not self.given.money_unit and self.asks:
            units = [*FEN_PER_UNIT, "不是资金任务，不用"]
            chosen = choose(f"名单里的“{heading}”没有写单位，是哪一种", units)
            self._money_unit = units[chosen] if chosen < len(FEN_PER_UNIT) else ""
        if not self._money_unit:
            self.notes.append(
                f"名单里的“{heading}”没有写单位，没有当作目标；是资金任务的，加 --money-unit 万元 重来，或自己填 targets.csv"
            )
        return bool(self._money_unit)

    def _year(self, listing: Listing | None) -> int:
        stated = self.given.year or (target_year(listing) if listing else 0) or 0
        if stated:
            return stated
        this = today().year
        return (
            ask(f"目标是哪一年的（回车用 {this}）", lambda text: _year(text, this)) if self.asks and listing else this
        )

    def _history(self, units: list[Unit], year: int) -> list[History]:
        if not units:
            return []
        found: dict[str, History] = {}

        def read(text: str) -> bool:
            if not text.strip():
                return False
            named = re.fullmatch(r"(\d{4}-\d\d)\s*=\s*(.+)", text.strip())
            month, name = named.groups() if named else ("", text)
            if (path := named_file(name)) is None:
                raise ToldError(f"找不到文件 {name.strip()}")
            source = file_source(path)

            def take(leave_out: bool = False) -> tuple[History, list[str]]:
                return read_history(
                    source,
                    units,
                    period=month,
                    before=year,
                    money_unit=self._money_unit,
                    pick=self._pick,
                    leave_out=leave_out,
                )

            history, notes = self._asking_unit(lambda: self._leaving_out(take))
            if history.period in found:
                raise ToldError(f"{history.period} 的汇总表有两份，请只给一份")
            found[history.period] = history
            self.notes += notes
            self._sources.append(("history_funds.csv", f"{history.source}，{history.period}，校验值 {history.sha256}"))
            return True

        for text in self.given.history:
            read(text)
        if self.asks and not self.given.history:
            question = "上年的分单位汇总表（争取、到位资金）的文件名，没有就回车"
            while ask(question, read):
                question = "还有上年别的月份的汇总表吗，没有就回车"
        return [found[period] for period in sorted(found)]

    def _asking_unit(self, take: Callable[[], _Answer]) -> _Answer:
        """Ask for the unit of money where a table states none."""
        try:
            return take()
        except NoMoneyUnitError:
            if not self.asks or self._money_unit:
                raise
        units = list(FEN_PER_UNIT)
        self._money_unit = units[choose("表里没有写金额单位，是哪一种", units)]
        try:
            return take()
        finally:
            self._money_unit = self.given.money_unit

    def _leaving_out(self, take: Callable[..., _Answer]) -> _Answer:
        """Ask whether lines whose names no unit bears are to be left out."""
        try:
            return take()
        except UnknownNamesError as error:
            if not self.asks:
                raise
            say(f"  {error}")
            if not agreed("  不要这几行、只取其余的"):
                raise ToldError("没有用这份表") from error
            return take(leave_out=True)


def _source(text: str) -> Source:
    return file_source(path) if (path := named_file(text)) else pasted(text)


def _origin(listing: Listing) -> str:
    first, last = listing.lines[0].row, listing.lines[-1].row
    return f"{listing.source.name}{'，' + listing.sheet if listing.sheet else ''}，第 {first + 1} 至 {last + 1} 行"


def _called(listing: Listing) -> str:
    return listing.source.name if listing.source.typed else f"《{listing.source.name}》"


def _kinds(text: str) -> Kinds | None:
    """Take the names of formula, competitive, and more kinds, which are not won by application unless the settings say so."""
    if not (words := [word for word in re.split(r"[,，、\s]+", text.strip()) if word]):
        return None
    plain = all(re.fullmatch(r"[^\W\d_]{2,8}", word) for word in words)  # a pasted list's 一、县直部门 is none
    if not _LEAST_KINDS <= len(words) <= _MOST_KINDS or len({*words}) < len(words) or not plain:
        raise ToldError("项目类型要写两个以上不同的叫法，用逗号隔开，如 政策型,竞争型")
    ids = (FORMULA, COMPETITIVE, *(f"kind{number}" for number in range(3, len(words) + 1)))
    try:
        return Kinds.model_validate({"names": dict(zip(ids, words, strict=True))})
    except ValidationError as error:
        raise ToldError(f"项目类型的{error.errors()[0]['ctx']['error']}") from error


def _every(text: str) -> Literal["", "month", "quarter"]:
    said = text.strip().removeprefix("每").removesuffix("度")
    if said in ("", "月", "month"):
        return "" if not said else "month"
    if said in ("季", "quarter"):
        return "quarter"
    raise ToldError("多久报一次，请写 月 或 季")


def _day(text: str) -> int | None:
    if not (bare := text.strip().removesuffix("日").removesuffix("号")):
        return None
    if not bare.isdecimal() or not 1 <= int(bare) <= 28:
        raise ToldError("截止日应是 1 到 28 的数字")
    return int(bare)


def _year(text: str, usual: int) -> int:
    if not (bare := text.strip().removesuffix("年")):
        return usual
    if not re.fullmatch(r"20\d\d", bare):
        raise ToldError("年份应是四位数字，如 2013")
    return int(bare)
