"""What confirms an accusation: a slip of the pen, a known mis-reckoning, or numbers that stand right beside; else it is a doubt.

Whose numbers a claim rests on is read from words; a misreading gives any value at all, a true error one that a slip
explains. Of the errors that writers planted in four locked sets five in six were one wrong digit or swapped ones; of the
accusations that were false none was. Of one number the gravest word stays.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zzlib.audit.judging.chance import slips_before
from zzlib.audit.judging.claim import Binding, NumericClaim, Trial, doubted, settle
from zzlib.audit.judging.excuses import factor_between, is_near, is_tight
from zzlib.audit.judging.slips import is_slip, is_swap, one_slip, swapped
from zzlib.audit.judging.taken import unbound
from zzlib.audit.numbers.arithmetic import ACCUSED, HOLDS, SHARE, Verdict, judge, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import POINTS, RATIOS, quantities
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, are_one_thought
from zzlib.audit.reading.roles import Role

TWICE_COUNTED = re.compile(
    "(?<![不无包])(?<!无效)(?:[已也]含|含在|重复|重叠|交叉|兼有|扣除|剔除|核减|下[修调]|合并后|去重|只[计算]一[次人])"
)
"""Words by which the same things are in several parts of a total."""
_THAN = re.compile("[比较](?![例率重])")
_TRIED = ("sum", "difference", "growth")
_FAR_OFF, _MANY_DIGITS = Fraction(7, 5), 3
_LINEAR = ("sum", "difference", "pace")
_BASED = ("growth", "growth_increment")
_SHARES = ("share", "level")
_SIZE, _TWICE, _CLOSE = Fraction(3), Fraction(2), Fraction(3, 2)
_RATES = ("share", "level", "growth", "growth_increment")


def confirmed(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Turn accusations that nothing confirms into doubts; those of tables and of lists stay."""
    mentions = {mention.number: mention for mention in reading.mentions}
    held = [c for c in claims if c.verdict in HOLDS and c.trial is not None]
    return [_confirmed(claim, mentions.get(claim.entry), reading, held) for claim in claims]


def unless_of_others(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Doubt sums, differences and growths that are far from what is printed and no slip of it, in all but short texts, and differences of whose numbers two make another printed one: other numbers are meant then."""
    why, other = "相差悬殊，也可能是由别的数算的，请核", "其中两个数正好算出文中另一个数，请核"
    short = are_one_thought(reading.sentences)
    told = [doubted(claim, why) if not short and _is_far(claim) else claim for claim in claims]
    return [doubted(claim, other) if _makes_a_printed_one(claim, reading) else claim for claim in told]


def _makes_a_printed_one(claim: NumericClaim, reading: Reading) -> bool:
    """Say whether what is told to differ by the only two of three numbers is the difference of one of them and yet another: 前两位93.18分、92.05分，我县91.36分与第2位相差0.69分."""
    if claim.verdict != Verdict.WRONG or claim.kind != "difference":
        return False
    numbers = claim.numbers
    used = [m for m in reading.mentions if m.number in numbers]
    if len(used) != len(("one", "other", "change")):
        return False
    change = min(used, key=lambda m: m.quantity.value)
    levels = [m for m in used if m is not change]
    others = [m for m in change.sentence.mentions if m not in used and m.dimension == change.dimension]
    return any(
        abs(one.quantity.value - other.quantity.value) == change.quantity.value and other.quantity.digits > 2
        for one in levels
        for other in others
    )


def _is_far(claim: NumericClaim) -> bool:
    told = claim.kind == "growth" and claim.said and is_of_slipped(claim)
    if claim.verdict != Verdict.WRONG or claim.cell or claim.kind not in _TRIED or told:
        return False
    stated, right = (next(iter(quantities(text)), None) for text in (claim.stated, claim.recomputed))
    if stated is None or right is None or min(stated.value, right.value) <= 0:
        return False
    if stated.digits < _MANY_DIGITS or stated.dimension == POINTS:
        return False  # 3件 for 2件
    if claim.kind == "sum" and claim.firm and right.value < stated.value:
        return False  # a closed list leaves nothing out
    off = max(stated.value, right.value) / min(stated.value, right.value)
    explained = is_slip(stated, right.value, short=True) or factor_between(right.value, stated)
    parts = [m.quantity for m in claim.used] if claim.kind == "sum" else []
    return off > _FAR_OFF and not explained and not one_slip(right.value - stated.value, [stated, *parts])


def is_surely_slip(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether what is only likely misprinted is the right figure with its digits swapped, or divided by a wrong base."""
    trial = claim.trial
    if trial is None or trial.exact is None:
        return False
    right = round_half_up(trial.exact, trial.result.step)
    return is_swap(trial.result, right) or _of_wrong_base(claim, trial, stated)


def _confirmed(
    claim: NumericClaim, stated: Mention | None, reading: Reading, held: Sequence[NumericClaim]
) -> NumericClaim:
    trial = claim.trial
    if claim.verdict != Verdict.WRONG or trial is None or trial.exact is None or stated is None or claim.firm:
        return claim
    if claim.kind == "growth_increment" and _is_of_now_alone(claim, trial, stated, held):
        return claim
    said = claim.named or claim.said
    others = claim.kind in _SHARES + _BASED or (claim.kind == "average" and trial.binding.extra and not claim.named)
    if others and not _is_among(claim, trial, stated) and _is_of_another(claim, trial, stated, reading):
        return unbound(claim) if trial.binding.extra else doubted(claim)
    if claim.kind == "sum" and _makes_another(trial, stated):
        return unbound(claim)
    no_sum = claim.kind == "sum" and _is_no_sum(claim, trial, stated)
    if not no_sum and (said or _is_explained(claim, trial, stated) or _is_like_others(claim, trial, stated, held)):
        return claim
    return doubted(claim)


def _is_of_now_alone(claim: NumericClaim, trial: Trial, stated: Mention, held: Sequence[NumericClaim]) -> bool:
    """Say whether a growth is what the number of now gives as its base, and two others of its sentence that are built alike are of the number of then."""
    alike = [c for c in held if c.kind == claim.kind and c.trial and c.trial.binding.formula is trial.binding.formula]
    alike = [c for c in alike if c.sentence == claim.sentence and len(c.used) == len(claim.used)]
    return len(alike) > 1 and is_tight(claim, stated) and _of_wrong_base(claim, trial, stated)


def _is_of_another(claim: NumericClaim, trial: Trial, stated: Mention, reading: Reading) -> bool:
    """Say whether another printed number as the base gives just what is printed: then that one may be meant."""
    operands, formula, extra = trial.binding.operands, trial.binding.formula, trial.binding.extra
    if len(operands) + len(extra) != 2 or stated.quantity.digits < 2 or not operands:
        return False
    around = [m for m in reading.around(stated) if m not in operands and same_unit(m, operands[0]) and m.quantity.value]
    if extra:  # 月均: of all, and not of those told last
        pairs = [[m.quantity.printed, extra[0].printed] for m in around if stated.quantity.digits > 2]
    else:
        part, whole = (m.quantity.printed for m in operands)
        if claim.kind in _SHARES:  # from the other half: 受理1526份，通过1389份，退回137份
            around = [m for m in around if m.quantity.value != whole.value - part.value]
        near = [m for m in around if m.sentence.paragraph == stated.sentence.paragraph]
        pairs = [[part, m.quantity.printed] for m in around] + [[whole, m.quantity.printed] for m in near]
    gives = (Verdict.OK, Verdict.TRUNCATED)
    return any(judge(formula, pair, stated.quantity.printed)[0] in gives for pair in pairs)


def _is_among(claim: NumericClaim, trial: Trial, stated: Mention) -> bool:
    """Say whether a rate stands right behind a part that is told as one among a number: 参加考核的5573人次中，取得证书4826人次，取证率."""
    whole = trial.binding.operands[-1]
    return is_tight(claim, stated) and whole.sentence.text.startswith("中，", whole.quantity.end)


def _makes_another(trial: Trial, stated: Mention) -> bool:
    """Say whether the parts make another number of the sentence to the last digit (支出871.7万元，年末结余441.6万元，其中…: of what was spent), or the last of them the total behind two or more others (城镇1206人，流动95人，总人口中，男性…，女性…)."""
    parts = trial.binding.operands
    ends = (parts[at:] for at in range(2, len(parts) - 1))
    like = [m for m in stated.sentence.mentions if m is not stated and m not in parts]
    made = any(m.quantity.value == trial.exact and same_unit(m, stated) and m.quantity.digits > 2 for m in like)
    return made or any(sum(m.quantity.value for m in end) == stated.quantity.value for end in ends)


def _is_no_sum(claim: NumericClaim, trial: Trial, stated: Mention) -> bool:
    """Say whether parts are hardly those of a total: far from it, or counted twice by the text's own words."""
    assert trial.exact is not None
    near = is_near(claim, _TWICE) or factor_between(trial.exact, trial.result)  # 4380万元、2160万元，合计6.54万元
    return not near or TWICE_COUNTED.search(stated.sentence.text) is not None


def _is_explained(claim: NumericClaim, trial: Trial, stated: Mention) -> bool:
    assert trial.exact is not None
    right = round_half_up(trial.exact, trial.result.step)
    if is_slip(trial.result, right):
        return True
    if (claim.kind == "growth" or trial.result.dimension == POINTS) and right == -trial.result.value:  # 下降 for 增长
        return True
    if factor_between(trial.exact, trial.result) or (is_near(claim, _SIZE) and operand_slipped(claim, trial)):
        return True
    if trial.result.dimension == POINTS and 10 * trial.exact == trial.result.value:  # 14.75% and 14.70%: 0.5 for 0.05
        return True
    if trial.result.dimension == POINTS:
        return is_slip(trial.result, right, short=True) or _is_alone(trial, stated)
    if claim.kind == "pace":
        return is_near(claim, _CLOSE)
    if len(trial.binding.quantities) == 1:  # 合格率 97.9%，不合格率 2.1%
        return True
    if claim.kind in _SHARES + _BASED and _of_wrong_base(claim, trial, stated):
        return is_near(claim, _SIZE)
    close = is_near(claim, _CLOSE) or (is_near(claim, _SIZE) and is_slip(trial.result, right, short=True))
    return claim.kind != "sum" and close and (is_tight(claim, stated) or _is_alone(trial, stated))


def _is_like_others(claim: NumericClaim, trial: Trial, stated: Mention, held: Sequence[NumericClaim]) -> bool:
    """Say whether others of its list hold, another share holds of its whole, or another claim of its two numbers."""
    used = [m.number for m in trial.binding.operands]
    listed = {m.number for m in stated.series} - {stated.number}
    near = is_near(claim, _CLOSE)
    for other in held:
        theirs = [m.number for m in other.used]
        if other.entry in listed and other.kind == claim.kind:
            return True
        same_whole = claim.kind in _SHARES and theirs[1:] == used[1:]
        if near and (set(theirs) == set(used) or same_whole):
            return True
    return False


def _is_alone(trial: Trial, stated: Mention) -> bool:
    """Say whether a sentence has no like numbers before its result but those that it is held against, and none between."""
    used = [m for m in trial.binding.operands if m.sentence is stated.sentence]
    rates = bool(used) and used[0].dimension in RATIOS
    ahead = [m for m in stated.ahead if (m.dimension in RATIOS) == rates]
    like = [m for m in ahead if any(same_unit(m, operand) for operand in used)]
    return bool(used) and like == sorted(used, key=lambda m: m.order) and ahead[-1] in used


def operand_slipped(claim: NumericClaim, trial: Trial) -> bool:
    """Say whether the result holds once two digits of an operand are swapped, in a sum or difference once one is put right."""
    assert trial.exact is not None
    binding, off = trial.binding, trial.result.value - trial.exact
    return any(
        (claim.kind in _LINEAR and is_slip(quantity, quantity.value + binding.formula.signs[place] * off))
        or _holds_with(trial, place, swapped(quantity))
        for place, quantity in enumerate(binding.quantities[: len(binding.operands)])
    )


def is_of_slipped(claim: NumericClaim) -> bool:
    """Say whether a slip in one operand of three digits or more explains all, however far off it makes the result: 较8月6208件增长11.1%, of 1208件."""
    trial = claim.trial
    return trial is not None and any(
        min(q.digits - 1, trial.result.digits) > 1 and _holds_with(trial, n, (k * q.step for k in slips_before(q)))
        for n, q in enumerate(m.quantity for m in trial.binding.operands)
    )


def _holds_with(trial: Trial, place: int, rights: Iterable[Fraction]) -> bool:
    """Say whether a result holds once one operand is another number."""
    printed = trial.binding.printed
    tried = ([*printed[:place], replace(printed[place], value=value), *printed[place + 1 :]] for value in rights)
    return any(judge(trial.binding.formula, other, trial.result.printed)[0] == Verdict.OK for other in tried)


def is_misreckoned(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a figure is what a known mistake makes of the right numbers: another base, the wrong power of ten, the other sign."""
    trial = claim.trial
    if trial is None or trial.exact is None:
        return False
    turned = round_half_up(trial.exact, trial.result.step) == -trial.result.value
    wrong_base = claim.kind in _SHARES + _BASED and _of_wrong_base(claim, trial, stated)
    return turned or wrong_base or factor_between(trial.exact, trial.result) != ""


def _of_wrong_base(claim: NumericClaim, trial: Trial, stated: Mention) -> bool:
    """Say whether the printed rate is what a wrong base gives: the number of now, the other part."""
    values = [quantity.value for quantity in trial.binding.quantities]
    if len(values) != 2 or not all(values):
        return False
    one, other = values
    tried = list(_tried(claim.kind, one, other))
    return any(round_half_up(100 * value, stated.quantity.step) == stated.quantity.value for value in tried)


def _tried(kind: str, one: Fraction, other: Fraction) -> Iterator[Fraction]:
    if kind in _SHARES:
        yield from (one / whole for whole in (other - one, other + one) if whole > 0)
        return
    if kind == "growth":
        yield one / other  # 由2850元降到1140元，降幅40%: what is left
    change = abs(one - other) if kind == "growth" else one
    yield from (change / base for base in (one, other, other - one, other + one) if base > 0)


def without_echoes(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Drop what can't be said of a number of which something is said, and a doubt beside an accusation."""
    mentions = {mention.number: mention for mention in reading.mentions}
    grave = {(c.place, c.entry) for c in claims if c.entry and c.verdict == Verdict.WRONG}
    told = {(c.place, c.entry) for c in claims if c.entry and c.verdict not in (Verdict.UNVERIFIABLE, Verdict.WRONG)}
    held = {(c.place, c.entry) for c in claims if c.entry and c.kind in _RATES and c.verdict in HOLDS}
    three = {(c.place, c.entry): c.numbers for c in claims if c.kind == "difference" and c.verdict == Verdict.OK}
    three = {at: used for at, used in three.items() if at[1] in mentions and _THAN.search(mentions[at[1]].lead)}
    agreed = {_about(c) for c in claims if c.entry and c.verdict in HOLDS}
    kept: list[NumericClaim] = []
    said: set[tuple[int, int, Verdict, str]] = set()
    surely = {(*_about(c)[:2], c.recomputed) for c in claims if c.verdict == Verdict.WRONG and c.said}
    for claim in claims:
        at = (claim.place, claim.entry)
        if claim.entry and claim.verdict in ACCUSED and (*at, claim.verdict, claim.recomputed) in said:
            continue
        if claim.entry and claim.verdict == Verdict.WRONG and (*at, claim.recomputed) in surely:
            claim = replace(claim, said=True)
        if claim.verdict in ACCUSED:
            said.add((*at, claim.verdict, claim.recomputed))
        if claim.verdict in ACCUSED and ((claim.kind in _RATES and at in held) or _about(claim) in agreed):
            continue  # another reading gives the printed rate, or takes the same two the other way round
        if claim.verdict in ACCUSED and claim.kind == "difference" and three.get(at, {0}) < claim.numbers:
            continue  # 比4月末的7735.68万元多出3205.92万元: of two of its numbers alone
        idle = claim.verdict == Verdict.UNVERIFIABLE and claim.kind != "implied_target" and at in grave | told
        if not claim.entry or not (idle or (claim.verdict == Verdict.DOUBTFUL and at in grave)):
            kept.append(claim)
    return kept


def _about(claim: NumericClaim) -> tuple[int, int, frozenset[int]]:
    """Say which number a claim is about, and which it rests on."""
    return claim.place, claim.entry, frozenset(mention.number for mention in claim.proof)


def of_now(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Hold shares that a base of then gives against its number of now: 税收33.5亿元，占75.1%, of 48.2亿元, a year before 44.6亿元.

    The two are a pair where their growth is told; a part is of then where words say so, or right behind the base.
    """
    mentions = {mention.number: mention for mention in reading.mentions}
    grown = [c.proof for c in claims if c.kind == "growth" and c.verdict in HOLDS and len(c.proof) == 2]
    now = {base.number: level for level, base in grown if base.role == Role.BASE and level.role == Role.LEVEL}

    def held(claim: NumericClaim) -> NumericClaim:
        stated = mentions.get(claim.entry)
        if claim.kind != "share" or claim.verdict not in HOLDS or stated is None or len(claim.proof) != 2:
            return claim
        part, base = claim.proof
        apart = (part.sentence.number, part.segment) != (base.sentence.number, base.segment)
        words_of_then = regex(rf"{any_of(words().roles.base)}|(?:19|20)\d\d年").search(
            f"{part.thought}{stated.thought}"
        )
        if base.number not in now or not apart or words_of_then or not regex("占|比重").search(stated.first.lead):
            return claim
        right, _ = settle("share", stated, [Binding(SHARE, (part, now[base.number]))], certain=True)
        if right.verdict != Verdict.WRONG or stated.quantity.digits <= 2:
            return claim
        message = f"{right.message}；用上期的 {base.quantity.text} 作分母才得 {stated.quantity.text}"
        return replace(right, said=True, firm=True, message=message)

    return [held(claim) for claim in claims]
