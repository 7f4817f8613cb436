"""What is left of one number after another, where words name all three: 收入、支出、结余; 出生率、死亡率、自然增长率; 报审、审定、核减."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle, text_claim
from zzlib.audit.judging.excuses import factor_between, is_tight
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import DIFFERENCE, HOLDS, PROVED, ClaimFormula, Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, quantity_of
from zzlib.audit.numbers.words import Left, any_of, mentions_any, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role

_IS = "(?:投资|案件|造价|工程价?款|工程款|金额|资金|总?额|中|数)?(?:共计|合计|共|为|是|达到?|约|[还尚仍]有)?$"
_PAST = re.compile("上年(?!结转)|去年(?!结转)|同期|年初|预算数")
_ALL_PAST = re.compile("[上去]年度?(?!末|底|同期)")
_RUNNING = re.compile("滚存|[年期月]末|累计")
_NOW = re.compile("全年|今年|本年|当年|20\\d\\d年")
_PAYABLE = re.compile(
    r"(?:^|[，；。])(?P<of>[一-龥]{2,12}?)(?:累计|滚存)?结[余存][^，。；\d]{0,4}可?支[付撑](?:能力|月数)?(?:为|是|约|达到?)*(?P<months>\d{1,2}(?:\.\d)?)个月"
)
_BY_YEAR = re.compile("[当全本上去]年|年度")
_MISCOUNTED = re.compile("[多少]计|虚[增列减]|漏[记列]")  # 多计收入a、少计支出b、少计结余c: errors, no balance
_ALL_KEPT, _SPENT = re.compile("(?:累计|滚存)结[余存](?:为|是|达到?)?$"), re.compile("支出(?:为|是|达到?)?$")
_MONTHS_OF = ClaimFormula(lambda kept, spent: kept * 12 / spent, (1, -1))
_BACK = 8  # sentences
_OWN_NAME = re.compile("(?:[本当][年期]|年度)?(?:收支)?结余(?:为|是|达到?)?$|.*(?<!结余)$")
_OF_YEAR = re.compile("(?:[本当][年期])(?:收支)?结[余存]|收支(?:相抵|结余)")
_NEW, _LONG = re.compile("新[收受接立增]"), re.compile("长期|超期|超审限|个月以上|年以上")
_PAIR = 2
_LAST = 12  # the operand's name stands in the last letters before it
_REACH = 3  # sentences
_TRIED = 3
_NEVER = (*CHANGES, Role.GROWTH, Role.BASE, Role.TARGET)
_CARRIED = ClaimFormula(lambda whole, less, carried: whole + carried - less, (1, -1, 1))


def balance_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the balance of the year by the only income and expenditure of its paragraph that bear its name, and what else is left by its name."""
    judged = {claim.entry for claim in claims if claim.verdict in PROVED}
    for sentence in register.reading.sentences:
        yield from _months_payable(sentence, register)
    for entry in register.entries:
        if not entry.mention.quantity.hedge:
            yield from _turned(entry.mention, register)
        if entry.number in judged or entry.mention.quantity.hedge or entry.mention.series:
            continue
        yield from _left_of(entry.mention, register)


def _months_payable(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 居民医保累计结余可支付月数为8.5个月 by the balance and a twelfth of the year's expenditure in the last sentence that has its name."""
    told = _PAYABLE.search(sentence.text)
    before = register.reading.sentences[max(0, sentence.number - _BACK) : sentence.number + 1]
    for near in reversed(before) if told and _BY_YEAR.search(sentence.text) else ():
        kept, spent = ([m for m in near.mentions if way.search(m.before)] for way in (_ALL_KEPT, _SPENT))
        if told is None or told["of"][:2] not in near.text or len(kept) != 1 or len(spent) != 1:
            continue
        stated = quantity_of(f"{told['months']}个月", told["months"], "个月", COUNT)
        result = replace(kept[0], quantity=stated, sentence=sentence, number=0)
        yield replace(settle("average", result, [Binding(_MONTHS_OF, (*kept, *spent))], certain=True)[0], named=True)
        return


def _left_of(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is left by the nearest numbers whose own words say that they are what it is left of, if no others give it."""
    for left in words().left:
        said = _said(mention)
        named = mentions_any(left.left, said) and regex(f"(?<!累计)(?<!滚存){any_of(left.left)}{_IS}").search(said)
        if not named or _MISCOUNTED.search(mention.before):
            continue
        bindings = [_bound(left, whole, less, register) for whole, less in _operands(mention, left, register)]
        judged = [settle("difference", mention, [binding], certain=True)[0] for binding in bindings]
        if not judged:
            continue
        if held := [claim for claim in judged if claim.verdict in HOLDS]:
            yield held[0]
            continue
        stem = _OWN_NAME.sub("", mention.before)  # 养老基金本年收支结余 of 养老基金收入 and 养老基金支出
        borne = len(stem) > 1 and all(m.before.startswith(stem) for m in bindings[0].operands)
        borne = borne or _are_alone(mention, left, bindings, register)
        if judged[0].verdict == Verdict.WRONG and _is_carried(mention, bindings[0]):
            continue
        if judged[0].verdict != Verdict.WRONG or borne or _is_slip(mention, left, judged[0], bindings[0]):
            yield replace(judged[0], said=judged[0].verdict == Verdict.WRONG)
            return


def _is_carried(mention: Mention, binding: Binding) -> bool:
    """Say whether what is left is told of new ones alone, so that there may be others from before, or is only some of them: 长期未结案件64件."""
    whole = binding.operands[0]
    return len(binding.operands) == _PAIR and bool(_NEW.search(whole.before) or _LONG.search(mention.before))


def _turned(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 进口68.4亿元，出口51.7亿元，顺差16.7亿元: what is left is just as printed, but the other way round."""
    for left in (left for left in words().left if left.turned):
        if not regex(f"{any_of(left.left)}{_IS}").search(mention.before):
            continue
        pairs = _operands(mention, left, register)[:1]
        for whole, less in pairs:
            off = whole.quantity.value - less.quantity.value
            if off < 0 and abs(off + mention.quantity.value) <= mention.quantity.step:
                name = next(name for name in left.left if name in mention.before)
                said = f"{whole.quantity.text} 比 {less.quantity.text} 少 {mention.quantity.text}，文中写{name}，应为{left.turned}"
                stated, right = f"{name}{mention.quantity.text}", f"{left.turned}{mention.quantity.text}"
                yield text_claim(mention.sentence, "difference", stated, right, Verdict.WRONG, said)


def _said(mention: Mention) -> str:
    """Give the words of what is left, of 逆差下降62.9%至2129.5亿元 those before the rate."""
    rate = mention.previous
    changed = rate is not None and rate.dimension == PERCENT and mention.before in ("至", "到")
    grown = "(?:同比)?(?:下降|增长|减少|扩大|收窄|缩小|上升|增加)$"
    return regex(grown).sub("", rate.before) if rate and changed else mention.before


def _bound(left: Left, whole: Mention, less: Mention, register: FigureRegister) -> Binding:
    """Bind what is left of a number less another; with what was carried over to it, if that stands beside it."""
    ahead = register.reading.mentions[max(0, whole.number - 3) : whole.number + 2]
    carried = [
        m for m in ahead if left.carried and regex(any_of(left.carried)).search(m.before) and same_unit(m, whole)
    ]
    return Binding(_CARRIED if carried else DIFFERENCE, (whole, less, *carried))


def _operands(mention: Mention, left: Left, register: FigureRegister) -> list[tuple[Mention, Mention]]:
    """Give the numbers of which it may be left with those that were taken away, the nearest first."""
    found: dict[bool, list[Mention]] = {True: [], False: []}
    for other in sorted(
        register.reading.around(mention), key=lambda m: (m.order > mention.order, abs(m.number - mention.number))
    ):
        if not _may_be_operand(other, mention, left):
            continue
        said = other.before[-_LAST:].replace("进出口", "")
        if (taken := regex(any_of(left.less)).search(said) is not None) or regex(any_of(left.whole)).search(said):
            found[taken].append(other)
    pairs = [(one, less) for less in found[True][:_TRIED] for one in found[False][:_TRIED] if one is not less]

    def likely(pair: tuple[Mention, Mention]) -> tuple[bool, bool, int, int, int]:
        """Give first two totals, then two of its own thought, its paragraph, then pairs of which none is a part of another number, then the nearest."""
        totals = all(m.role == Role.TOTAL for m in pair)
        own = all(m.sentence is mention.sentence and m.segment == mention.segment for m in pair)
        return (
            not totals,
            not own,
            sum(m.sentence.paragraph != mention.sentence.paragraph for m in pair),
            sum(register.entries[m.number - 1].part for m in pair),
            sum(abs(m.number - mention.number) for m in pair),
        )

    return sorted(pairs, key=likely)[:_TRIED]


def _may_be_operand(other: Mention, mention: Mention, left: Left) -> bool:
    """Say whether a number near what is left may be one that it is left of: plain, of this time, and of no rest itself."""
    back = abs(mention.sentence.paragraph - other.sentence.paragraph)
    near = back <= left.reach and abs(mention.sentence.number - other.sentence.number) <= _REACH
    plain = not other.series and not other.quantity.hedge
    like = plain and other.dimension == mention.dimension and other.depth == mention.depth
    past = _PAST.search(other.lead if _NOW.search(other.lead) else f"{other.topic}{other.lead}")
    all_past = other.sentence is mention.sentence and _ALL_PAST.match(mention.sentence.text) is not None
    may_be = other.role not in _NEVER or (all_past and other.role == Role.BASE)
    return (
        near and like and (not past or all_past) and may_be and not regex(any_of(left.left) + _IS).search(other.before)
    )


def _are_alone(mention: Mention, left: Left, bindings: list[Binding], register: FigureRegister) -> bool:
    """Say whether what is left is a rate, of trade or of the year, and the two numbers the only ones of its sentence and the one before."""
    if mention.dimension != PERCENT and not left.turned and not (left.closed and _OF_YEAR.match(mention.before)):
        return False

    def is_near(m: Mention) -> bool:
        back = mention.sentence.number - m.sentence.number
        near = 0 <= back <= 1 and m.sentence.paragraph == mention.sentence.paragraph and m.order < mention.order
        return near and bool(left.turned or not register.entries[m.number - 1].part)

    return [b for b in bindings if all(map(is_near, b.operands))] == bindings[:1]


def _is_slip(mention: Mention, left: Left, claim: NumericClaim, binding: Binding) -> bool:
    """Say whether nothing else comes into what is left right behind the two numbers, or a slip in one of the numbers makes the difference hold, or a unit that is ten thousand times too large or small."""
    if left.closed and is_tight(claim, mention) and not _RUNNING.search(mention.lead):
        return True
    exact = claim.exact
    if exact is None:
        return False
    off = exact - mention.quantity.value
    right = zip(binding.operands, binding.formula.signs, strict=False)
    slipped = any(is_slip(m.quantity, m.quantity.value - sign * off) for m, sign in right)
    return slipped or is_slip(mention.quantity, abs(exact)) or bool(factor_between(exact, mention.quantity))
