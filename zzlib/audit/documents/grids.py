"""A table as arithmetic sees it: heads of one row or two, unit lines, labels of rows, numbers by column, the totals row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import pairwise

from zzlib.audit.numbers.normalising import normalised
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, Quantity, chinese_number, quantities, quantity_of
from zzlib.audit.numbers.words import words

_TOTAL = re.compile(r"^(?:合计|总计|共计|全县|全市|全区|全县合计|全市合计|总\s*计|合\s*计)$")
_OF_MONTHS = re.compile("^(?:第?[一二三四]季度|上半年|下半年|全年|前三季度)(?:合计|累计)?$")
_MONTH = re.compile(r"^\d{1,2}月|^第?[一二三四]季度$")
_SUBTOTAL = re.compile(r"小计|其中|占|[:：]$")
_PARTIAL = re.compile(r"小\s*计$")
_NUMBER = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?\s*(%)?")
RANK = re.compile(r"序号|[行栏]次|排名|名次|位次|排位|编号|年份|电话|代码")
_DASHES = re.compile("[-—–]+")
_SCALED = re.compile(r"[（(](万|亿)[一-龥]{1,4}[）)]")
_COUNTS = re.compile(
    "[批人户件场]次|[人户件起家宗例]数|^(?:[应实已未不]|新|受理|办结|合格|达标|登记|参加|抽)|[件起家户宗]$|人[员口数]?$|(?<![指系倍分乘参])数$|合计$"
)
_COUNTED = re.compile("[（(](?:[件人户个家起宗例所项]|批次|人次)[)）]$")
MEASURES = re.compile("[万亿元吨率均%]|面积|金额|资金|投资|收入|支出|产量|得分")
_TURNED = re.compile(r"(?P<way>上升|增长|提高|增加|下降|减少|降低)(?P<number>\d+(?:\.\d+)?)%")
_UNIT_NOTE = re.compile("[（(][^（）()]*[)）]$")
_SAYS_NOTHING = re.compile("(?:资金|争资|争项|项目|工作|任务|总体|基本|有关)+情况")
_AMOUNT = re.compile("(?:资金|[款费])$")
_OWN_HEAD = 4  # letters of a head that says of itself what it counts
UNIT_LINE = re.compile(r"(?:单位[：:]\s*|[（(])(亿元|万元|元)(?=[）)\s，,；、]|$)")


@dataclass(frozen=True)
class TableCell:
    """A number of a table."""

    row: int
    column: int
    quantity: Quantity


@dataclass(frozen=True)
class TableColumn:
    """A column with its heading and numbers by row."""

    heading: str
    cells: dict[int, TableCell]


@dataclass(frozen=True)
class TableGrid:
    """A table as arithmetic sees it: labels of the rows, columns of numbers, and the totals row if there is one; `place` is its block, `caption` the line above it."""

    rows: Sequence[Sequence[str]]
    labels: dict[int, str]
    columns: dict[int, TableColumn]
    total: int | None
    plain: bool
    ranks: dict[int, TableColumn] = field(default_factory=dict)
    place: int = 0
    caption: str = ""


def grid_of(rows: Sequence[Sequence[str]], caption: str = "", place: int = 0) -> TableGrid | None:
    """Read a table under the line above it, which may name its unit; `None` if it has no heading or no numbers."""
    width = max(map(len, rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    first = next((n for n, row in enumerate(padded) if _has_numbers(row) or is_of_dashes(row)), None)
    if not first or width < 2:
        return None
    titles = [caption, *(cell for row in padded[:first] if sum(map(bool, row)) == 1 for cell in row)]
    unit = next((match[1] for title in titles if (match := UNIT_LINE.search(title))), "")
    headings = _headings(padded[:first], width, unit)
    numbered = sum(_has_numbers(["", row[1]]) for row in padded[first:]) * 2 > len(padded) - first
    # 年份 is a label where numbers follow; of 东片 甲镇, 东片 乙镇 the second is.
    named = RANK.search(headings[0]) or repeats_over_names([row[:2] for row in padded[first:]])
    labelled = 1 if named and not numbered else 0
    # 一季度 215 | 二季度 248, 资金目标 2064 | 位次（上月） 1（1）: a single row that begins with a number has no name
    measured = headings[0] != "" and not RANK.search(headings[0])
    unnamed = first == len(padded) - 1 and measured and _parsed(padded[first][0])
    labels = {n: "" if unnamed else normalised(padded[n][labelled] or padded[n][0]) for n in range(first, len(padded))}
    columns: dict[int, TableColumn] = {}
    ranks: dict[int, TableColumn] = {}
    for c in (n for n in range(width) if n != labelled or unnamed):
        cells = {n: cell for n in labels if (cell := _cell(n, c, padded[n][c], headings[c]))}
        column = TableColumn(headings[c], _whole_numbers(headings[c], cells))
        (ranks if RANK.search(headings[c]) else columns)[c] = column
    totals = [n for n, label in labels.items() if _TOTAL.match(label) or _TOTAL.match(normalised(padded[n][0]))]
    if not totals and _OF_MONTHS.match(labels[max(labels)]) and all(_MONTH.match(labels[n]) for n in list(labels)[:-1]):
        totals = [max(labels)]
    plain = not any(_SUBTOTAL.search(label) for label in labels.values()) and len(set(labels.values())) == len(labels)
    total = totals[0] if len(totals) == 1 else None
    return TableGrid(padded, labels, columns, total, plain, ranks, place, caption)


def joined_head(above: str, below: str) -> str:
    """Give the head of a column that has one of several over its own: 到位资金 of 到位资金 over 金额, and of 资金情况 over 到位资金."""
    stem = _UNIT_NOTE.sub("", below)
    if above == below or (_SAYS_NOTHING.fullmatch(above) and len(stem) >= _OWN_HEAD):
        return below
    bare = stem in ("金额", "数额") and _AMOUNT.search(_UNIT_NOTE.sub("", above))
    return above + (below.removeprefix(stem) if bare else below)


def is_of_dashes(cells: Sequence[str]) -> bool:
    """Say whether what a row says under its heads is that there is no number: most of its cells are dashes, none a figure."""
    said = [cell for cell in map(str.strip, cells) if cell]
    return 2 * sum(map(bool, map(_DASHES.fullmatch, said))) > len(said)


def repeats_over_names(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first cells of rows repeat, or are merged, over second ones that all differ and are words: 东片 甲镇, 东片 乙镇."""
    pairs = [row[:2] for row in rows if len(row) > 1]
    told = [pair for pair in pairs if not any(_TOTAL.match(normalised(c)) or _PARTIAL.search(c) for c in pair)]
    firsts, seconds = [first for first, _ in told], [second.strip() for _, second in told]
    words_only = all(regex("[一-龥]").search(second) and not regex(r"\d").search(second) for second in seconds)
    merged = len(set(firsts)) < len(firsts) or "" in map(str.strip, firsts[1:])
    return words_only and merged and len(set(seconds)) == len(seconds)


def is_total_label(label: str) -> bool:
    """Say whether a row is named as the total of others."""
    return _TOTAL.match(label) is not None


def is_named_as_total(labels: Sequence[str]) -> bool:
    """Say whether the last of the rows of a small table is named so that the others are its parts: 两镇合计 of two, 全校, 总办件."""
    for pattern in words().cells.totals:
        if found := regex(pattern).search(labels[-1]):
            number = found.groupdict().get("number")
            return number is None or chinese_number(number) == len(labels) - 1
    return False


def is_of_counts(heading: str) -> bool:
    """Say whether a head counts things (不合格批次, 受理), so that nothing was rounded away from whole numbers under it."""
    counted = _COUNTED.search(heading) or _COUNTS.search(heading)
    return counted is not None and not MEASURES.search(heading)


def _whole_numbers(heading: str, cells: dict[int, TableCell]) -> dict[int, TableCell]:
    """Take whole numbers under a head that counts (不合格批次, 受理) for counts, which nothing was rounded away from."""
    plain = all(c.quantity.dimension == "bare" and c.quantity.step == 1 for c in cells.values())
    if not plain or not is_of_counts(heading):
        return cells
    return {row: replace(cell, quantity=replace(cell.quantity, dimension=COUNT)) for row, cell in cells.items()}


def _headings(heads: Sequence[Sequence[str]], width: int, unit: str) -> list[str]:
    """Give the head of each column: a cell that stands over several counts for each, a title over all for none."""
    rows = [[normalised(cell) for cell in row] for row in heads]
    rows = [row for row in rows if sum(map(bool, row)) > 1] or rows
    for upper, lower in pairwise(rows):
        for c in range(1, width):
            if not upper[c] and lower[c]:
                upper[c] = upper[c - 1]
    # the unit of the head below is the column's own: 占比（%） over 变化（个百分点）
    for upper, lower in pairwise(rows):
        pairs = zip(upper, lower, strict=True)
        upper[:] = [_UNIT_NOTE.sub("", over) if _UNIT_NOTE.search(below) else over for over, below in pairs]
    named = [reduce(joined_head, dict.fromkeys(row[c] for row in rows)) for c in range(width)]
    amount = re.compile("到位|任务|投资|资金|收入|支出|完成|预算|决算|执行|拨付|下达|经费|目标|还差|缺口|[额费款债]")
    plain = re.compile("元|%|率|个|家|项|比|幅|增|亩|位次|名次|排[名位]")
    return [f"{name}（{unit}）" if unit and amount.search(name) and not plain.search(name) else name for name in named]


def _has_numbers(row: Sequence[str]) -> bool:
    """Say whether a row has numbers alone in their cells, or with their units behind its name."""
    return any(map(_parsed, row)) or (not _parsed(row[0]) and any(_cell(0, 0, text, "") for text in row[1:] if text))


def _parsed(text: str) -> bool:
    return bool(_NUMBER.fullmatch(normalised(text).strip().removeprefix("+")))


def _cell(row: int, column: int, text: str, heading: str) -> TableCell | None:
    plain = normalised(text).strip().removeprefix("+")
    match = _NUMBER.fullmatch(plain)
    if not match:
        found = quantities(plain)
        if turned := _TURNED.fullmatch(plain):  # 下降10.0%
            number = "-" * (turned["way"] in ("下降", "减少", "降低")) + turned["number"]
            return TableCell(row, column, quantity_of(plain, number, "%", PERCENT))
        exact = len(found) == 1 and found[0].text == plain and not found[0].hedge
        return TableCell(row, column, found[0]) if exact else None
    number = (match[1] + (match[2] or "")).replace(",", "")
    percent = bool(match[3]) or ("%" in heading and not regex(r"元|个|亩").search(heading))
    scale, unit, dimension = (1, "%", PERCENT) if percent else _unit_of(heading)
    shown = unit if match[3] else ""
    printed = plain if "," in plain else number + shown
    return TableCell(row, column, quantity_of(printed, number, shown, dimension, scale))


def _unit_of(heading: str) -> tuple[int, str, str]:
    for unit, scale in (("亿元", 10**8), ("万元", 10**4), ("元", 1)):
        if unit in heading:
            return scale, unit, MONEY
    if regex(r"[（(](?:个|家|户|人|件|项)[）)]|项目数|个数|单位数").search(heading):
        return 1, "个", COUNT
    scaled = _SCALED.search(heading)
    return {"万": 10**4, "亿": 10**8}[scaled[1]] if scaled else 1, "", "bare"
