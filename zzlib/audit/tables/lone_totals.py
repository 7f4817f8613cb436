"""A total that no other column of its table confirms: 合计 says by its word that the rows are its parts, unless something about the table says that they are not all, or more."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.grids import TableGrid, is_named_as_total
from zzlib.audit.judging.claim import NumericClaim, doubted
from zzlib.audit.judging.relations import FigureRelation
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.roles import THE_REST
from zzlib.audit.tables.total_runs import style_of

_SUM = re.compile(r"[合总共]\s*计(?:[(（].*)?$")
_OTHER = re.compile(r"^[#＃减扣加含内另]|其中|[—…]{2}|等$")
"""Labels of rows that are parts of others, taken away, or stand for several."""
_CHIEF = "主要"
_SCALE_END = re.compile("及以[上下]$")  # 中度及以上 closes a scale
_EXTRACT = re.compile(r"前(?:\d+|[一二三四五六七八九十]+)[名位家个强]|等(?:\d|单位|企业|项目|地|乡镇|部门)")
_LEVELS, _ALIKE = set("省市州县区镇村组年季度月"), str.maketrans("乡道", "镇镇")
"""Last letters of places and times of which one may hold others, and those of one level."""
_TWICE, _CLOSE, _NEAR, _LEAST = 2, Fraction(4, 3), Fraction(1, 10), 100
_ABOVE, _BELOW = 2, 4
_NOT_ALL = "；各行未必是全部"


def lone_total(grid: TableGrid, claim: NumericClaim, around: str) -> NumericClaim:
    """Judge the only total of a table, which misses its rows: wrong where these are surely its parts, doubtful where they likely are.

    `around` is what stands above the table and below it.
    """
    relation, at = claim.relation, claim.cell
    if relation is None or at is None or not _is_of_all(grid, relation, around):
        return replace(claim, verdict=Verdict.UNVERIFIABLE, message=f"{claim.message}{_NOT_ALL}")
    total, made = relation.result.printed.value, sum(part.printed.value for part in relation.operands)
    rows = [part.place[1] for part in relation.operands]
    sure = _SUM.match(grid.labels[at[0]]) is not None
    most = _TWICE if sure else _CLOSE  # 全县 below two of its towns is no total of them
    near = made < most * total and total < most * made
    alike, beside = _are_alike([grid.labels[row] for row in rows]), abs(made - total) <= _NEAR * total
    if is_slip(relation.result.quantity, Fraction(made), short=len(grid.columns) == 1) or (
        near and (alike or (beside and at[0] > max(rows)))
    ):
        return claim
    if not (sure or near):
        return replace(claim, verdict=Verdict.UNVERIFIABLE, message=f"{claim.message}{_NOT_ALL}")
    # of kinds of which one may be another, too, the total counts each once
    if made > total and not alike and not beside:
        return replace(claim, verdict=Verdict.UNVERIFIABLE, message=f"{claim.message}{_NOT_ALL}")
    return doubted(claim, "请核各行是不是全部")


def words_about(blocks: Sequence[DocumentBlock], place: int) -> str:
    """Give the few paragraphs above a table and below it, which may tell how it counts."""
    return "".join(block.text for block in blocks[max(0, place - _ABOVE) : place + _BELOW] if not block.rows)


def is_told_open(notes: str) -> bool:
    """Say whether words about a table tell that its rows are not all, or that its total leaves something out."""
    return mentions_any(words().parts.uncounted, notes) or _EXTRACT.search(notes) is not None


def _is_of_all(grid: TableGrid, relation: FigureRelation, around: str) -> bool:
    """Say whether a total is called one, and nothing in a table or about it says that its rows are other than its parts."""
    at, rows = relation.result.place[1], [part.place[1] for part in relation.operands]
    labels, parts = [grid.labels[row] for row in rows], [part.printed.value for part in relation.operands]
    notes = around + "".join(cell for row, cells in enumerate(grid.rows) if row not in (at, *rows) for cell in cells)
    off = sum(parts) - relation.result.printed.value
    return (
        (
            _SUM.match(grid.labels[at]) is not None
            or (at == max(grid.labels) and is_named_as_total(list(grid.labels.values())))
        )
        and not min(rows) < at < max(rows)
        and len(set(heads := list(filter(None, grid.rows[0])))) == len(heads)
        and not is_told_open(notes.replace(_CHIEF, "") if _is_closed(labels) else notes)
        and not _are_of_each_other(labels, parts, off)
        and (_are_alike(labels) or not any(off in accumulate(parts[n:]) for n in range(len(parts))))
    )


def _is_closed(labels: Sequence[str]) -> bool:
    """Say whether a row holds all that the others don't: below 主要商品出口额 机电产品, 农产品, 其他 are all."""
    return any(THE_REST.match(label) for label in labels)


def _are_alike(labels: Sequence[str]) -> bool:
    """Say whether rows are bodies, places or times, each of them apart from the others."""
    return all(label[-1:] in words().lists.endings + "部省州班组月年季度" for label in labels)


def _are_of_each_other(labels: Sequence[str], parts: Sequence[Fraction], off: Fraction) -> bool:
    """Say whether rows are of several kinds: made of others, taken away, or counting what others do; of one kind, none is made of others by more than chance unless the total, `off` by it, leaves it out."""
    one_kind = _are_alike(labels) and len({label[-1].translate(_ALIKE) for label in labels} & _LEVELS) <= 1
    return (
        len({style_of(label) for label in labels}) > 1
        or any(
            _OTHER.search(label) or mentions_any(words().parts.overlapping, _SCALE_END.sub("", label))
            for label in labels
        )
        or any(one != other and one in other for one in labels for other in labels)
        or any(
            p >= _LEAST and p in [*accumulate(beside)][1:] and (p == off or not one_kind)
            for n, p in enumerate(parts)
            for beside in (parts[n + 1 :], parts[:n][::-1])
        )
    )
