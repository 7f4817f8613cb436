"""What is said to be more where it is less, or the other way round: 参保率96.8%，低于省定95%的目标1.8个百分点; 较上年的25620人增加1320人 of 24300人."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIOS, written
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, likeness, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import growth_sign
from zzlib.audit.tables.told_cells import ToldCell, is_of_kind, told_cells

_MORE, _LESS = "[高多快大超][于过出]|领先", "[低少慢小][于出]|不[及足到]|落后"
_BESIDE = re.compile(f"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))[^，；。：\\d]{{0,10}}$")
_THAN = re.compile("(?:(?<![占同环])比(?![例重])|较)[^，；。：\\d]{0,10}$")
_WAY = re.compile("(?:(?P<more>[高多快大超长])|(?P<less>[低少慢小短]))[了出]?$")
_BEFORE = re.compile("上年|去年|同期|上[月季]|年初|前[一年]")
_SINCE = re.compile("^，?(?:[比较与同]?(?:上年|去年|同期|上[月季]|年初)[^，；。：\\d]{0,8})?[^，；。：\\d]{0,4}$")
_N = r"(?:\d{1,2}月份?|[^，；。：\d]){1,14}"
_NAMED = re.compile(
    rf"(?P<whose>[^，；。：\d]{{0,8}}?)[略反却仍也还均但而则又稍]{{0,3}}(?:(?:比|较)(?P<than>{_N}?)(?:(?P<more>[高多快大长])|(?P<less>[低少慢小短]))[了出]?|(?:(?P<above>[高多快大超][于过出]|领先于?)|(?P<below>[低少慢小]于|不[及足]|落后于?))(?P<those>{_N}))"
)
_SINCE_THEN = re.compile(
    "，?[较比跟与和同](?:[去上]年(?:同期|年?[末底])?|同期|上(?:个?月|季度?|期)[末底]?|\\d{1,2}月[末底]?|年初)的?"
)
_WENT = re.compile(
    "(?:相?比)?，?(?:则|却|反而|又)?(?:有所|略有?|小幅|明显|大幅|稳步|持续|继续|显著)?(?P<way>上升|提高|增加|增长|回升|下降|降低|减少|回落|下滑)(?![^，。；]{0,4}\\d)"
)
_ORDINAL = re.compile("[第最首末]")
_THESE = ("前者", "后者")
_TELLING, _ALIKE = 2, 0.6
_SIZES = tuple(Fraction(1, size) for size in (1, 10**4, 10**8))


def turned_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse what holds only the other way round."""
    held = {c.entry for c in claims if c.verdict in HOLDS and c.kind != "difference"}
    for mention in register.reading.mentions:
        if mention.quantity.hedge or mention.number in held or mention.series or mention.dimension == PERCENT:
            continue
        used = (
            _of_three(mention)
            or _of_years(mention)
            or _of_base(mention, register)
            or _of_now(mention, register)
            or _of_named(mention, register)
        )
        if used is not None:
            yield _claim(mention, used)
    for base in register.reading.mentions:
        yield from _of_way(base)


def _of_way(base: Mention) -> Iterator[NumericClaim]:
    """Judge 11.9%，较4月底的13.0%有所上升: which way a number went since one right behind it."""
    now, way = base.previous, _WENT.match(base.text_behind)
    if now is None or way is None or not same_unit(now, base) or now.quantity.hedge or base.quantity.hedge:
        return
    off = now.quantity.value - base.quantity.value
    if now.sentence is base.sentence and _SINCE_THEN.fullmatch(_between(now, base)) and off * growth_sign(way[0]) < 0:
        said = f"{now.quantity.text} 比 {base.quantity.text} {'多' if off > 0 else '少'}，文中写“{way['way']}”，写反了"
        yield statement("difference", base, Verdict.WRONG, said, [now], named=True, said=True)


def _of_three(mention: Mention) -> tuple[str, Sequence[Mention]] | None:
    """Give what is wrong of two numbers and how far they are apart: 43.4人，比国家45人的标准多1.6人."""
    ahead = mention.ahead_in_thought[-2:]
    if len(ahead) < 2 or not _are_like(*ahead) or not _is_of(mention, ahead[0]):
        return None
    one, other = ahead
    between, behind = (regex("[，；。：]").split(t)[-1] for t in (_between(one, other), _between(other, mention)))
    than = _THAN.search(between)
    way = _WAY.search(behind) if than else _BESIDE.search(between)
    sign = (1 if way["more"] else -1) if way else growth_sign(behind) if than else 0
    off = one.quantity.value - other.quantity.value
    if not sign or abs(abs(off) - mention.quantity.value) > mention.quantity.step / 2 or off * sign > 0 or not off:
        return None
    return f"{one.quantity.text} 比 {other.quantity.text} {'多' if off > 0 else '少'}", ahead


def _of_years(mention: Mention) -> tuple[str, Sequence[Mention]] | None:
    """Give what is wrong of two years' numbers in a row and how far they are apart: 2023年5788人，2024年5103人，比上年增加685人."""
    ahead = mention.ahead_in_thought[-2:]
    told = [regex(r"^[，、；]?((?:19|20)\d\d)年$").match(m.before) for m in ahead]
    if len(ahead) < 2 or not all(told) or not _are_like(*ahead) or not _is_of(mention, ahead[0]):
        return None
    years, sign = [int(match[1]) for match in told if match], growth_sign(mention.before)
    off = ahead[1].quantity.value - ahead[0].quantity.value
    if years[1] != years[0] + 1 or not regex("[比较]上年").search(mention.before) or off * sign >= 0:
        return None
    if abs(off) != mention.quantity.value:
        return None
    return f"{ahead[1].quantity.text} 比 {ahead[0].quantity.text} {'多' if off > 0 else '少'}", ahead


def _of_base(mention: Mention, register: FigureRegister) -> tuple[str, Sequence[Mention]] | None:
    """Give what is wrong of what there was and by how much it changed, where what there is now is printed: 较上年的25620人增加1320人."""
    base, sign = mention.previous, growth_sign(mention.before)
    if base is None or not sign or not _is_of(mention, base) or not _THAN.search(base.before):
        return None
    if regex("[，；。：]").search(_between(base, mention)):
        return None
    change = sign * mention.quantity.value
    right, turned = (_printed(base, base.quantity.value + by, register) for by in (change, -change))
    if right or not turned:
        return None
    return f"现为 {turned[0].quantity.text}，比 {base.quantity.text} {'少' if sign > 0 else '多'}", [base, turned[0]]


def _of_now(mention: Mention, register: FigureRegister) -> tuple[str, Sequence[Mention]] | None:
    """Give what is wrong of what there is now and by how much it changed, where the table prints what there was."""
    now, sign = mention.previous, growth_sign(mention.before)
    if now is None or not sign or not _is_of(mention, now) or not _SINCE.search(_between(now, mention)):
        return None
    if _BEFORE.search(now.lead) or regex("[比较][^，；。：]{0,14}$").search(now.text_before):
        return None
    cells = told_cells(register)
    cell = cells.anchors.get(now.number)
    change = sign * mention.quantity.value
    right, turned = (now.quantity.value - by for by in (change, -change))
    if cell is None or _printed(now, right, register):
        return None
    row = [c for c in cells.by_row[cell.table, cell.row] if c is not cell and not c.is_rate]
    scale = now.quantity.value / cell.quantity.value if cell.quantity.value else Fraction(0)
    then = [c for c in row if c.quantity.value * scale == turned]
    if len(then) != 1 or any(c.quantity.value * scale == right for c in row) or mention.quantity.digits < _TELLING:
        return None
    return f"{then[0].where}是 {then[0].quantity.text}，{now.quantity.text} 比它{'少' if sign > 0 else '多'}", [now]


def _of_named(mention: Mention, register: FigureRegister) -> tuple[str, Sequence[Mention]] | None:
    """Give what is wrong of what there is and how far it is from another that words name, which is printed: 只有932元，比全市平均多60元 of 992."""
    like = [m for m in mention.ahead_in_thought if m.depth == mention.depth and _is_of(mention, m)]
    clause = regex("，").split(mention.text_before[like[-1].quantity.end :])[-1] if like else ""
    told = _NAMED.fullmatch(clause)
    if not like or told is None or like[-1].quantity.digits < _TELLING:
        return None
    now, pair = like[-1], told[0].startswith(_THESE) and len(like) > 1
    if now.series and not pair:
        return None  # 甲、乙两线运客7.9万人次和5.6万人次，甲线比乙线多2.3万人次
    if pair:
        now = like[-1] if told[0].startswith("后者") else like[-2]
    whose = told["whose"].removeprefix("、")
    its_own = not whose or whose.startswith("的") or (set(whose) & set(now.lead) and not _ORDINAL.search(whose))
    if not pair and not its_own:
        return None  # 新港区96.94分，第一名领先第三名0.88分
    name = stripped(regex("[增降][幅速长]|水平").sub("", told["than"] or told["those"]))
    sign = 1 if told["more"] or told["above"] else -1
    right, turned = (now.quantity.value - by for by in (sign * mention.quantity.value, -sign * mention.quantity.value))
    printed = [
        c
        for c in told_cells(register).cells
        if is_of_kind(now, c) and bool(_BEFORE.search(c.head)) <= bool(_BEFORE.search(name))
    ]
    cells = {value: [c for c in printed if value and c.quantity.value / value in _SIZES] for value in (right, turned)}
    if _printed(now, right, register) or cells[right]:
        return None
    said = [
        m
        for m in _printed(now, turned, register)
        if (name and likeness(name, m.lead + m.context) >= _ALIKE) or (pair and m in like[-2:])
    ]
    rows = [c for c in cells[turned] if _is_called(c, told["than"] or told["those"])]
    if not said and not rows:
        return None
    shown = said[0].quantity.text if said else f"{rows[0].where}的 {rows[0].quantity.text}"
    return f"{now.quantity.text} 比 {shown} {'少' if sign > 0 else '多'}", [now, *said[:1]]


def _is_called(cell: ToldCell, name: str) -> bool:
    """Say whether words are what a cell's row or column is called, a total by the whole (全县平均)."""
    if is_total_label(cell.label) and regex("全[一-龥]|总体|整体|平均").search(name):
        return True
    return any(len(word) > 1 and (word in name or name in word) for word in (cell.label, cell.short, cell.head))


def _between(one: Mention, other: Mention) -> str:
    return one.sentence.text[one.quantity.end : other.quantity.start]


def _are_like(one: Mention, other: Mention) -> bool:
    return one.dimension == other.dimension and (one.dimension in RATIOS or same_unit(one, other))


def _is_of(mention: Mention, other: Mention) -> bool:
    """Say whether a number may be how far another is from a third."""
    return other.dimension == PERCENT if mention.dimension == POINTS else _are_like(mention, other)


def _printed(like: Mention, value: Fraction, register: FigureRegister) -> list[Mention]:
    """Give the numbers of a value that are of the kind of another."""
    return [m for m in register.reading.mentions if m.quantity.value == value and _are_like(m, like)]


def _claim(mention: Mention, found: tuple[str, Sequence[Mention]]) -> NumericClaim:
    why, used = found
    own = mention.quantity
    right = written(-own.value, own)
    firm = regex("，").split(mention.text_before)[-1].startswith(_THESE)  # whatever is right of the amount
    message = f"{why}，文中写“{regex('[，；。：]').split(mention.text_before)[-1][-12:]}{own.text}”，高低、增减说反了"
    return statement(
        "difference", mention, Verdict.WRONG, message, used, recomputed=right, named=True, said=True, firm=firm
    )
