"""Which rows of a table the text says keep a condition, and how many it names: 支出率超过80%的有云盘、大浦2镇; 只有省级比上年减少; 超年初安排的有甲、乙2项."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.made_tables import SEPARATOR, MadeColumn, MadeTable, made_tables
from zzlib.audit.tables.named_rows import ACHIEVED

_N = "(?<![第\\d.])(?P<n>[2-9]|[1-9]\\d|[二两三四五六七八九十]{1,2})"
_KIND = "(?P<kind>个?(?:乡镇|街道|县区|区县|单位|部门|科目|[镇乡县区市类项家户处地库局科所组队院校园级座条栋段站村])|个(?=[，。；]))"
_ONLY = "(?P<only>只有|仅有|唯有|唯独|仅|唯)"
_ARE = "(?:只有|仅有|就是|[有是为])"
_ENDS = "(?=[，。；：（]|$)"
_SAYS = r"[^，。；：、\d]{2,24}"
_OVER, _UNDER = "超过|高于|突破|大于|多于|超|过|达到|达", "不足|低于|不到|未到|少于|小于|不及"
_EDGE = re.compile(
    rf"(?P<way>{_OVER}|{_UNDER})了?(?:(?P<edge>\d+(?:\.\d+)?)(?P<size>[万亿]?)(?P<unit>%|元|[一-龥])?|(?P<whole>[百千]万|百|千|亿)(?P<of>元?))(?P<after>以上|以下)?"
)
_THEN = re.compile(
    "(?:(?P<under>少于|低于|不及|小于)|(?P<over>多于|高于|超过|大于))(?:上年|去年|上期|前一年)(?:同期|水平)?|(?:同?比|较)?(?:上年|去年|上期|同期)?(?:同期)?(?P<way>(?P<up>增长|增加|上升|提高|拉长|延长|正增长|走高|增收|扩大)|减少|下降|走低|回落|缩短|负增长|下滑|降低|缩减|缩水|压减)(?![了至到为\\d])"
)
_AIM = re.compile(
    "(?:(?P<over>超出?(?:过|额)?)|(?P<under>不及|低于|少于|未达到?|没有完成|未完成))(?:了)?(?:年初|全年|年度)?(?P<what>安排|预算|计划|目标|任务)"
)
_NONE = re.compile("清零|(?:均|全部)?为(?:零|0)")
_MOVES = re.compile("增减|[增降涨减]幅|增[长速]|升降|[±＋+]|比上年|较上年|同比|变化|净增|增量")
_LEVEL = re.compile("(?:完成|执行|实现)(?:率|比例|预算|进度)|占.{0,4}(?:预算|计划|安排)")
_COUNT = f"(?P<count>等?{_N}{_KIND})"
_WAYS = (
    f"(?P<said>{_SAYS}?)的?{_N}{_KIND}?，(?:分别|即|依次)?[为是]?{{rows}}{_ENDS}",  # 未达标2项，为甲和乙
    f"{_N}{_KIND}(?P<said>{_SAYS}?)(?:分别|依次)[为是]{{rows}}{_ENDS}",  # 五类人群取证率由高到低依次为
    f"(?P<said>{_SAYS})的?{_ARE}{{rows}}(?:{_COUNT})?{_ENDS}",  # 超过80%的有甲、乙2镇
    f"{_ONLY}{{rows}}(?:{_COUNT}|一家|一类|一项)?(?P<said>{_SAYS}){_ENDS}",  # 只有省级比上年减少
    f"(?:^|(?<=[，。；：中里])){{rows}}{_COUNT}(?P<said>{_SAYS}|)(?:{_ENDS}|(?=\\d))",  # 甲、乙2类清零
)
_PLACES = ("镇", "乡", "县", "区", "市", "街道", "局", "村")
_OTHERWISE = re.compile("[若如]按|预计|力争|人均|平均|每|占比?[^，。；]{0,6}(?:比重|份额)|主要|等")
_MORE_LETTERS = (
    "(?:案件|资金|投入|支出|收入|项目|单位|街道|法庭|[类镇乡县区市局片组院校所站库][两二三]?|一[项处地家类])??"
)
_FEW, _HUNDRED = 2, 100
_SIZES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


@dataclass(frozen=True)
class _Told:
    """What a sentence says of rows that it names: which, the words that say what they have, how many, whether no other has it.

    `counts` says that the number can be no number that a row has: it is told before the names, or of their kind.
    """

    rows: frozenset[int]
    said: str
    whole: str
    number: int
    kind: str
    only: bool
    counts: bool


@dataclass(frozen=True)
class _Kept:
    """A column, or a pair of them, the rows of it that keep a condition, and those that would if it were told a little, or the other way, differently."""

    name: str
    rows: frozenset[int]
    turned: frozenset[int] = frozenset()


def told_row_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge which rows of a table are said to keep a condition, and how many are counted."""
    tables = [table for table in made_tables(register) if table.calls]
    for sentence in register.reading.sentences if tables else ():
        for told, table in ((told, of) for of in tables for told in _told_of(sentence, of)):
            claim = _counted(sentence, told, table) or _kept(sentence, told, table)
            if claim is not None:
                yield claim


def _told_of(sentence: ReadSentence, table: MadeTable) -> Iterator[_Told]:
    text, names = sentence.text, table.calls
    if not any(name in text for name in names):
        return
    name = f"(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))}){_MORE_LETTERS}"
    rows = f"(?P<rows>{name}(?:(?:[、和及与]|以及){name})*?)"
    done: set[int] = set()
    for way in _WAYS:
        for match in regex(way.replace("{rows}", rows)).finditer(text):
            start, end = match.span("rows")
            last = max([start, *(m.end() for m in SEPARATOR.finditer(text, start, end))])
            longer = any(text.startswith(name, last) and last + len(name) > end for name in names)  # 城区三院
            named = _rows_in(match["rows"], names)
            if named and not longer and start not in done and not SEPARATOR.match(text, end):
                done.add(start)
                yield _told(match, frozenset(named), [table.labels[row] for row in named])


def _told(match: re.Match[str], rows: frozenset[int], labels: list[str]) -> _Told:
    groups = match.groupdict("")
    number, kind = number_in(groups.get("n", "")) or 0, groups.get("kind", "")
    only = bool(groups.get("only")) or regex("[只仅]有").search(match[0]) is not None
    before = regex("[，。；：]").split(match.string[: match.start()])[-1]
    places = all(label.endswith(_PLACES) for label in labels) and kind.endswith(("地", *_PLACES))
    of_kind = kind != "" and all(label.endswith(kind[-1]) for label in labels)
    counts = len(rows) > 1 or places or of_kind or only or (number > 0 and match.start("n") < match.start("rows"))
    said, whole = before + groups.get("said", ""), (before + match[0]).strip("，")
    return _Told(rows, said, whole, number, kind, only or number > 0, counts)


def _rows_in(told: str, names: dict[str, int]) -> list[int] | None:
    """Give the rows that a list of names tells; none where one of them is no row."""
    found: list[int] = []
    while told:
        name = next((name for name in sorted(names, key=len, reverse=True) if told.startswith(name)), None)
        if name is None:
            return None
        found.append(names[name])
        told = regex(f"^{_MORE_LETTERS}(?:{SEPARATOR.pattern}|$)").sub("", told[len(name) :])
    return found if len(set(found)) == len(found) else None


def _counted(sentence: ReadSentence, told: _Told, table: MadeTable) -> NumericClaim | None:
    """Judge how many are counted of the rows that are named right beside."""
    count = len(told.rows)
    some = "等" in told.whole and told.number > count  # 甲乡等2个乡镇
    if not told.number or told.number == count or not told.counts or told.number > len(table.parts) or some:
        return None
    labels = [table.labels[row] for row in sorted(told.rows)]
    message = f"文中写“{told.whole}”，列出的是 {count} 个：{'、'.join(labels)}"
    said, right = f"{told.number}{told.kind}", f"{count}{told.kind}"
    return text_claim(sentence, "count", said, right, Verdict.WRONG, message)


def _kept(sentence: ReadSentence, told: _Told, table: MadeTable) -> NumericClaim | None:
    """Judge which rows are said to keep a condition by the columns that tell it."""
    if not told.only or _OTHERWISE.search(told.said):
        return None
    kept = list(_keeping(told.said, table))
    likest = max((_alike(one.name, told.said) for one in kept), default=0)
    named = [one for one in kept if _alike(one.name, told.said) == likest] if likest >= _FEW else kept
    if len(named) != 1 or any(_is_kept(told, one.rows, table) for one in kept):
        return None
    if not _is_slip(told.rows, named[0].rows) and told.rows != named[0].turned:
        return None
    right = "、".join(table.labels[row] for row in sorted(named[0].rows)) or "没有"
    message = f"文中说“{told.whole}”，表中按“{named[0].name}”这样的是：{right}"
    return text_claim(sentence, "order", told.whole, right, Verdict.WRONG, message)


def _alike(name: str, said: str) -> int:
    """Give how long the longest run of letters is that a column and words have both."""
    runs = (name[at:end] for at in range(len(name)) for end in range(at + 1, len(name) + 1))
    return max((len(run) for run in runs if run in said), default=0)


def _is_kept(told: _Told, rows: frozenset[int], table: MadeTable) -> bool:
    """Say whether rows are those that are told: all of them, those of a kind (2镇), or but for those that others make."""
    kind = told.kind[-1:]
    of_kind = frozenset(row for row in rows if table.labels[row].endswith(kind)) if kind else rows
    leaves = frozenset(rows - _made_of_others(table))
    return told.rows in (rows, of_kind, leaves, rows - leaves)


def _is_slip(told: frozenset[int], kept: frozenset[int]) -> bool:
    """Say whether one name more, less, or in the place of another makes what is told what is kept."""
    return bool(kept) and (len(told ^ kept) == 1 or (len(told) == len(kept) and len(told - kept) == 1))


def _made_of_others(table: MadeTable) -> frozenset[int]:
    """Give the rows that the ones right below them make."""
    found = set()
    for row in table.parts:
        for size in range(_FEW, len(table.parts)):
            below = range(row + 1, row + 1 + size)
            columns = [c for c in table.columns if all(r in c.cells for r in (row, *below)) and not c.is_rate]
            if columns and all(c.cells[row].value == sum(c.cells[r].value for r in below) for c in columns):
                found.add(row)
    return frozenset(found)


def _keeping(said: str, table: MadeTable) -> Iterator[_Kept]:
    """Give the rows that keep what words say, by each column that may be meant."""
    full = [c for c in table.columns if all(row in c.cells for row in table.parts)]
    if (edge := _EDGE.search(said)) is not None:
        yield from _beyond(edge, full, table)
    elif (aim := _AIM.search(said)) is not None:
        yield from _beside_aim(aim, full, table)
    elif (then := _THEN.search(said)) is not None:
        yield from _since(then, full, table)
    elif _NONE.search(said) is not None:
        for c in full:
            rows = frozenset(row for row in table.parts if not c.cells[row].value)
            yield from (_Kept(c.name, rows),) if rows else ()


def _beyond(edge: re.Match[str], full: list[MadeColumn], table: MadeTable) -> Iterator[_Kept]:
    percent, more = edge["unit"] == "%" or edge["whole"] == "百", regex(_OVER).fullmatch(edge["way"]) is not None
    size = Fraction(edge["edge"] or 1) * _SIZES[edge["size"] or edge["whole"] or ""]
    unit = "" if percent else edge["of"] or edge["unit"] or ""
    for c in full if not edge["after"] and not edge["way"].startswith("达") else ():
        if percent != c.is_percent or not (percent or c.scale) or (unit and not c.unit.endswith(unit)):
            continue
        bound = size if percent else size / c.scale
        values = {row: c.cells[row].value for row in table.parts}
        rows = _signed({row: value - bound for row, value in values.items()}, up=more)
        yield _Kept(c.name, rows)


def _since(then: re.Match[str], full: list[MadeColumn], table: MadeTable) -> Iterator[_Kept]:
    up = bool(then["over"] or then["up"])
    for now, before in table.now_and_then:
        if now in full and before in full:
            yield _either(now.name, {row: now.cells[row].value - before.cells[row].value for row in table.parts}, up=up)
    for c in full:
        if _MOVES.search(c.name) and any(cell.value < 0 for cell in c.cells.values()):
            yield _either(c.name, {row: c.cells[row].value for row in table.parts}, up=up)


def _beside_aim(aim: re.Match[str], full: list[MadeColumn], table: MadeTable) -> Iterator[_Kept]:
    aims = [
        c for c in full if regex("安排|预算|计划|目标|任务").search(c.name) and not regex("率|[%差比]").search(c.name)
    ]
    done = [c for c in full if c not in aims and ACHIEVED.search(c.name) and not c.is_rate and not c.is_earlier]
    up = bool(aim["over"])
    for one, other in product(aims, done):
        off = {row: other.cells[row].value - one.cells[row].value for row in table.parts}
        yield _either(f"{one.name}、{other.name}", off, up=up)
    for c in full:
        if c.is_percent and _LEVEL.search(c.name):
            yield _either(c.name, {row: c.cells[row].value - _HUNDRED for row in table.parts}, up=up)


def _either(name: str, values: dict[int, Fraction], *, up: bool) -> _Kept:
    return _Kept(name, _signed(values, up=up), _signed(values, up=not up))


def _signed(values: dict[int, Fraction], *, up: bool) -> frozenset[int]:
    return frozenset(row for row, value in values.items() if (value > 0 if up else value < 0))
