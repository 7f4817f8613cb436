"""A second look at figures that no reading could prove: where their words name the numbers and no printed pair gives them, a doubt.

Never an accusation: whose numbers these are is only likely. Any pair of the paragraph that gives the figure keeps it quiet.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import permutations

from zzlib.audit.arithmetic import (
    COMPLEMENT,
    DECLINE,
    DECREMENT_DECLINE,
    DIFFERENCE,
    GROWTH,
    HOLDS,
    INCREMENT_GROWTH,
    JUDGED,
    QUOTIENT,
    SHARE,
    SHARE_OF_SUM,
    ClaimFormula,
    Verdict,
    judge,
)
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.comparing import own_words
from zzlib.audit.evidence import is_surely_slip
from zzlib.audit.excuses import is_near, items_before, share_of_list
from zzlib.audit.growth import is_in_bracket_of_other
from zzlib.audit.months import months
from zzlib.audit.quantities import PERCENT, POINTS, RATIOS
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.words import mentions_any, words

_OTHER = re.compile("目标|任务|计划|年均|两年|预计|标准|不低于|要求|按[^，]{2,10}计算")
_RATE = re.compile("(?P<stem>[一-龥]{2,8})率(?:分别)?(?:为|达到?|是|约)?$")
_SHARE = re.compile("占(?P<of>[^，。；：\\d]{0,16}?)(?:的)?(?:比重|比例)?(?:为|达到?|是|约|的)?$")
_NOT_ONE = "[两三四五六七八九][类项者家种个]|非|不|未|其余|其他|合计|共"
_THEN = re.compile("上年|去年|同期|上月|上季|年初|全国|全省")
_EACH = re.compile("(?:均|平均[一-龥]{0,6}每[一-龥]{1,4}|平均)[一-龥]{0,6}$")
_COMPARED = re.compile(
    "[比较][^，。；]{1,16}[多少高低]|相差|差[距额]|(?:领先|高出|多出|落后|[一-龥]{2}(?<![至不最])[少多高低])[一-龥]{0,3}$"
)
_MONTH = re.compile(r"(?<![-—至\d])(1[0-2]|[1-9])月份?(?![-—至\d底末初])")
_MONTH_DAYS = re.compile("(?:全月|当月)(?:共)?(?:28|29|30|31)天")
_SINCE = re.compile("年初|上月|上季|环比")
_GREW = re.compile("(?P<what>[一-龥]{2,6}?)(?:比|较|同比|与)(?:上年|去年|上年同期|去年同期)?(?:相比)?[一-龥]{2,4}$")
_STOCK = re.compile("旧存|结转|新收|新立|存案")
_SHORT_MONTHS, _FEBRUARY = (4, 6, 9, 11), 2
_SIZE = Fraction(5, 2)


@dataclass(frozen=True)
class _Look:
    """What a figure is likely held against, and what else may give it."""

    kind: str
    likely: list[Binding]
    formulas: tuple[ClaimFormula, ...]
    pool: list[Mention]


def doubt_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Doubt rates, shares, growths and differences that no claim so far has judged and no two numbers give."""
    judged = {claim.entry for claim in claims if claim.verdict in (*JUDGED, Verdict.DOUBTFUL)}
    for entry in register.entries:
        mention = entry.mention
        if entry.number in judged or mention.series or mention.quantity.hedge:
            continue
        for look_of in (
            partial(_beside_proved, claims=claims),
            _completion,
            _rate,
            _share_of_list,
            _share,
            _points,
            _growth,
            _average,
            _difference,
        ):
            look = look_of(mention, register)
            if look is not None:
                yield from _doubted(mention, look, register)
                break


def _doubted(mention: Mention, look: _Look, register: FigureRegister) -> Iterator[NumericClaim]:
    printed = mention.quantity.printed
    own = [{m.number for m in binding.operands} for binding in look.likely] if look.kind == "growth" else []
    for one, other in permutations(look.pool, 2):
        turned = {one.number, other.number} in own  # the growth back to the number of then is none
        if one.dimension == other.dimension and other.quantity.value and not turned:
            found = (judge(f, (one.quantity.printed, other.quantity.printed), printed)[0] for f in look.formulas)
            if any(verdict in HOLDS for verdict in found):
                return
    claim, _ = settle(look.kind, mention, look.likely, certain=False, likely=True)
    if claim.verdict != Verdict.DOUBTFUL or not is_near(claim, _SIZE):
        return
    if is_surely_slip(claim, mention):
        claim, _ = settle(look.kind, mention, look.likely, certain=True)
    yield claim


def _near(mention: Mention, register: FigureRegister, wanted: Callable[[Mention], bool]) -> list[Mention]:
    """Give the numbers of a kind in the paragraph of a figure and in the one before, the nearest before it first."""
    here = mention.sentence.paragraph
    found = [m for m in register.reading.around(mention) if here - 2 <= m.sentence.paragraph <= here and wanted(m)]
    found = [m for m in found if m.dimension in RATIOS or not re.search("[均每]", m.before)]
    before = [m for m in reversed(found) if m.order < mention.order]
    return before + [m for m in found if m.order > mention.order]


def _rate(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what a rate is likely of: the number that bears its name, and the first like number of its sentence."""
    told = _RATE.search(mention.lead)
    if mention.dimension != PERCENT or told is None or growth_sign(mention.before) or _is_of_then(mention):
        return None
    if _STOCK.search(mention.sentence.text) or _OTHER.search(mention.lead):
        return None  # of what was new and what was left of before
    stem = told["stem"][-2:]
    pool = [m for m in _near(mention, register, is_amount) if m.dimension not in RATIOS]
    close = [m for m in pool if mention.sentence.number - m.sentence.number in (0, 1)]
    parts = [m for m in close if stem in m.before[-6:] or m.after.startswith(stem)]
    if not parts:
        return None
    part = parts[0]
    wholes = [m for m in reversed(close) if same_unit(m, part) and m.quantity.value > part.quantity.value]
    wholes = [m for m in wholes if stem not in own_words(m)]  # 全年优良286天 is no whole of 优良267天
    wholes = [m for m in wholes if m.sentence is part.sentence and m.segment == part.segment]
    likely = [Binding(SHARE, (part, whole)) for whole in wholes]
    return _Look("share", likely, (SHARE, SHARE_OF_SUM, COMPLEMENT), pool) if likely else None


def _share(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what a share is likely of: the number before it, and the one that its words name or the first of the paragraph."""
    told = _SHARE.search(mention.lead)
    subject = re.split("[，、]", mention.lead[: told.start()] if told else "")[-1]
    if (
        mention.dimension != PERCENT
        or told is None
        or _is_of_then(mention)
        or re.match(_NOT_ONE, subject)
        or _OTHER.search(mention.lead)
    ):
        return None
    pool = [m for m in _near(mention, register, is_amount) if m.dimension not in RATIOS]
    before = [m for m in pool if m.sentence is mention.sentence and m.order < mention.order]
    letters = set(subject) - set("的已")
    elsewhere = [m for m in pool if len(letters) > 1 and letters <= set(own_words(m)) and m.segment <= mention.segment]
    elsewhere = elsewhere or [
        m for m in pool if re.fullmatch("[^与和及]{2,4}", subject) and m.before.endswith(subject[:2])
    ]  # 公办742家…公办园占比
    mine = [m for m in before[:1] if len(letters) < 2 or letters <= set(own_words(m))]
    part = mine[0] if mine else elsewhere[0] if len(elsewhere) == 1 else None
    if part is None:
        return None
    noun = set(told["of"]) - set("总全部数量额的比")
    wholes = [m for m in pool if same_unit(m, part) and m.quantity.value > part.quantity.value]
    here = [m for m in wholes if m.sentence is part.sentence and m.order < mention.order]
    if not noun and not here:
        here = [m for m in wholes if m.role == Role.TOTAL and m.sentence.number == part.sentence.number - 1]
    likely = [
        Binding(SHARE, (part, whole)) for whole in (wholes if noun else here[-1:]) if noun <= set(own_words(whole))
    ]
    pool = _near(mention, register, lambda m: (is_amount(m) or m.role == Role.BASE) and m.dimension not in RATIOS)
    return _Look("share", likely, (SHARE, SHARE_OF_SUM), pool) if likely else None


def _beside_proved(mention: Mention, register: FigureRegister, claims: Sequence[NumericClaim]) -> _Look | None:
    """Give the whole of which a share beside it in a list was proved: 享受24.9亿元，占36.9%；制造业享受29.3亿元，占比45.3%."""
    told = _SHARE.search(mention.lead)
    part = mention.sentence.mentions[mention.place - 1] if mention.place else None
    if mention.dimension != PERCENT or told is None or part is None or not is_amount(part):
        return None
    if set(told["of"]) - set("总全部数量额的比") or part.segment != mention.segment or mention.depth:
        return None
    here = {m.number for m in mention.sentence.mentions if m.place < mention.place}
    proved = [c for c in claims if c.kind == "share" and c.verdict in HOLDS and c.entry in here and len(c.proof) == 2]
    wholes = [c.proof[1] for c in proved if same_unit(c.proof[1], part) and c.proof[1].sentence is not part.sentence]
    wholes = [w for w in wholes if w.quantity.value > part.quantity.value]
    pool = [m for m in _near(mention, register, is_amount) if m.dimension not in RATIOS]
    return _Look("share", [Binding(SHARE, (part, wholes[0]))], (SHARE, SHARE_OF_SUM), pool) if wholes else None


def _completion(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what 完成率 is likely of: the only target of its sentence, and the like number before it that has come together (累计)."""
    if mention.dimension != PERCENT or not re.search("完成率(?:为|达到?)?$", mention.lead):
        return None
    ahead = [m for m in mention.sentence.mentions[: mention.place] if m.segment == mention.segment]
    targets = [m for m in ahead if m.role == Role.TARGET]
    done = [m for m in ahead if is_amount(m) and re.search("累计|已|完成|到位", m.before)]
    done = [
        m for m in done if targets and same_unit(m, targets[0]) and "新增" not in m.before and "当月" not in m.before
    ]
    if len(targets) != 1 or len(done) != 1:
        return None
    return _Look("level", [Binding(SHARE, (done[0], targets[0]))], (SHARE,), ahead)


def _share_of_list(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what the share of a list is of: 依次为流感248例、手足口病133例、腹泻96例，占报告总数的75.5%."""
    told, items = _SHARE.search(mention.lead), items_before(mention)
    if told is None or not items:
        return None
    noun = set(told["of"]) - set("总全部数量额的比")
    most = sum(m.quantity.value for m in items)
    wholes = [m for m in _near(mention, register, is_amount) if same_unit(m, items[0]) and m.quantity.value >= most]
    named = [m for m in wholes if noun and noun <= set(m.lead)][:1]
    formula = share_of_list(len(items))
    return _Look("share", [Binding(formula, (*items, m)) for m in named], (), []) if named else None


def _points(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give the two rates that a difference is likely of: the only two of its sentence and the one before."""
    if mention.dimension != POINTS:
        return None
    pool = _near(mention, register, lambda m: m.dimension == PERCENT)
    close = [m for m in pool if 0 <= mention.sentence.number - m.sentence.number <= 1 and m.order < mention.order]
    if len(close) == 1:
        close = [m for m in pool if m.sentence.number >= mention.sentence.number - 2 and m.order < mention.order]
    named = re.search("(?:全[国省市县]|[一-龥]{2}率)", mention.lead)
    if len(close) != 2 or any(m.quantity.hedge or (named and named[0] not in m.lead) for m in close):
        return None
    month = re.search(r"[比较](\d{1,2}月)", mention.lead)
    if month and not any(month[1] in own_words(m) for m in close):
        return None  # 1—8月增长6.3%，其中8月增长5.8%，比7月回落
    between = [m for m in register.reading.mentions if min(m.order for m in close) < m.order < mention.order]
    if any(m.dimension == POINTS for m in between):
        return None  # each rate with a difference of its own
    larger, smaller = sorted(close, key=lambda m: m.quantity.value, reverse=True)
    return _Look("difference", [Binding(DIFFERENCE, (larger, smaller))], (DIFFERENCE,), pool)


def _average(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what an average is likely of: the larger number of its unit before it, by the days of its month or the number of things."""
    told = _EACH.search(mention.before)
    if mention.dimension in RATIOS or told is None or _is_of_then(mention) or mention.role != Role.LEVEL:
        return None
    pool = [m for m in _near(mention, register, is_amount) if m.dimension not in RATIOS]
    here = [m for m in pool if m.sentence is mention.sentence and m.order < mention.order]
    totals = [m for m in here if m.dimension == mention.dimension and m.quantity.value > mention.quantity.value]
    if "日均" not in mention.before or len(totals) != 1 or totals[0].quantity.unit[-1:] != mention.quantity.unit[-1:]:
        return None
    named = {int(month) for month in _MONTH.findall(mention.sentence.text[: mention.quantity.start])}
    if len(named) != 1:
        return None
    (month,) = named
    lengths = [28, 29] if month == _FEBRUARY else [30 if month in _SHORT_MONTHS else 31]
    likely = [Binding(QUOTIENT, (totals[0],), (months(days, "天"),)) for days in lengths]
    others = [Binding(QUOTIENT, (totals[0],), (months(days, "天"),)) for days in range(18, 32) if days not in lengths]
    held = [judge(b.formula, b.printed, mention.quantity.printed)[0] in HOLDS for b in others]
    return (
        None
        if any(held) and not _MONTH_DAYS.search(mention.sentence.text)
        else _Look("average", likely, (QUOTIENT,), pool)
    )


def _difference(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what a difference is likely of: the only two like numbers before it in its sentence."""
    if mention.dimension in RATIOS or not _COMPARED.search(mention.lead):
        return None
    pool = [m for m in _near(mention, register, lambda m: m.dimension not in RATIOS)]
    here = [m for m in pool if m.sentence is mention.sentence and m.order < mention.order and same_unit(m, mention)]
    if here and here[0].depth > mention.depth:  # 未落实437人，较去年同期（512人）少75人
        here = [here[0], *[m for m in here if m.depth == mention.depth][:1]]
    if _THEN.search(mention.lead) and not any(m.role == Role.BASE for m in here):
        return None  # 比去年同期多 x, whose number is not printed
    if len(here) != 2 or any(m.quantity.hedge or m.quantity.value <= mention.quantity.value for m in here):
        return None
    larger, smaller = sorted(here, key=lambda m: m.quantity.value, reverse=True)
    return _Look("difference", [Binding(DIFFERENCE, (larger, smaller))], (DIFFERENCE,), pool)


def _is_of_then(mention: Mention) -> bool:
    """Say whether the thought of a figure speaks of an earlier time before it."""
    text = mention.sentence.text[: mention.quantity.start]
    return _THEN.search(re.split("[；。]", text)[-1]) is not None


def _growth(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what a growth is likely of: the number before it and the one of then of the same unit, both in its sentence."""
    sign = growth_sign(mention.before or mention.lead)
    comparable = mentions_any(words().comparable.words + words().comparable.subjects, mention.sentence.text)
    if mention.dimension != PERCENT or not sign or comparable or re.search("[均每]", mention.lead):
        return None
    pool = [m for m in _near(mention, register, lambda m: m.dimension not in RATIOS)]
    here = [m for m in pool if m.sentence is mention.sentence and m.segment == mention.segment]
    bases = [m for m in here if m.role == Role.BASE and not m.quantity.hedge and not is_in_bracket_of_other(m, mention)]
    levels = [m for m in here if m.role in (Role.LEVEL, Role.TOTAL) and not m.quantity.hedge]
    formula = GROWTH if sign > 0 else DECLINE
    likely = [Binding(formula, (now, then)) for then in bases for now in levels if same_unit(now, then)]
    change = (
        here[0] if here and here[0].role in (Role.INCREASE, Role.DECREASE) and here[0].order < mention.order else None
    )
    if not likely and change is not None and not (_SINCE.search(change.lead) and "同比" in mention.lead):
        more = INCREMENT_GROWTH if sign > 0 else DECREMENT_DECLINE
        likely = [Binding(more, (change, now)) for now in levels[:1] if same_unit(now, change)]
    likely = likely or [Binding(formula, pair) for pair in _of_subject(mention, pool)]
    formulas = (GROWTH, DECLINE, INCREMENT_GROWTH, DECREMENT_DECLINE)
    return _Look("growth", likely, formulas, pool) if likely else None


def _of_subject(mention: Mention, pool: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Give the number of now and the one of then that bear what grew: 收入6.38亿元，支出5.12亿元。上年收入5.94亿元，…。收入比上年增长."""
    told = _GREW.match(mention.lead)
    if told is None:
        return []
    bears = [m for m in pool if m.order < mention.order and m.before.endswith(told["what"])]
    then = [m for m in bears if re.search("上年|去年|同期", m.sentence.text[: m.quantity.start])]
    now = [m for m in bears if m not in then and m.role == Role.LEVEL]
    return [(now[0], then[0])] if len(now) == len(then) == 1 and same_unit(now[0], then[0]) else []
