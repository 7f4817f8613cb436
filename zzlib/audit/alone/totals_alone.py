"""Totals of a short passage that has no other numbers of their kind: all but one are the parts, whatever word says that they make the one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import factor_between
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, number_in
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.breakdowns import SHARED, is_complete
from zzlib.audit.reading.counted_alike import counted_kind
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, are_one_thought
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.all_shares import shares_claim
from zzlib.audit.totals.sums import of_scope
from zzlib.audit.totals.wholes import larger_than_whole

_FEW = 2
_SO_MANY = re.compile(
    r"(?<![第前一])(?P<number>[两二三四五六七八九十]|\d{1,2})(?![年季月日号届天周时])(?:个|大)?(?P<noun>[一-龥]{1,2})"
)
_BACK = re.compile(
    "^(?:以上|上述|前述|上列|这|合)?[两二三四五六七八九十各][一-龥]|^(?:以上|上述|前述|上列|合计|总计|共计)"
)
_UPWARD = re.compile("以上|上述|前述|上列")
_OPENS = re.compile(
    r"[^，。；：）、\d]{0,12}(?:：|（|，(?:计(?![划算])|内(?![部设])|具体[为是]：?|按[^，。；：\d]{1,8}分，|由))"
)
_OTHER = re.compile("其[余他它]|另有|另外|剩|还有|净|差|占|每|均|比上|同比|较上|增[加长]|减少|以来")
_ALL_OF_THEM = re.compile("[一-龥]{0,6}?(?:悉数|全部|均|都|一并|无一)")
_RATED = re.compile("每|均|标准|单价|合并办")
_AMONG = re.compile("[，。；]?(?P<noun>[一-龥]{2})[一-龥]{0,6}中(?=具有|有)")
_NOT_APART = re.compile("[÷×＋+=]|却|反而|反[增减多少]|同享|同时|既[^，；。]*又")
_INNER = re.compile("其中|较[多大高少]|主要|最[多大]|典型|[，、；]含|^[^，；]*加上|(?<![再又])加上")
_MADE_UP = re.compile("(?:构成|组成|结构)(?:情况|比例)?(?:如下|[为是])?：?")
_NUMBER_OF = re.compile("(?P<noun>[一-龥]{1,4}?)(?:总?[人户件]数|总[数量额]|规模)(?:[为达是]|合?共)?$")
BY_A_SLIP, BY_A_WORD, PLAINLY, SURELY = 1, 2, 3, 4
"""How plainly words call a number a sum: a number of all that only a slip makes that of these, a word of sums, words of just these parts, both."""
_BEYOND, _FAR, _NEAR = Fraction(100), Fraction(2), Fraction(3, 2)


def alone_total_claims(register: FigureRegister, told: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the one number of a sentence, or of two neighbouring ones, that words call the sum of all others of its kind there."""
    sentences = register.reading.sentences
    held = {claim.entry for claim in told if claim.kind == "sum" and claim.verdict in HOLDS}
    for place, sentence in enumerate(sentences):
        for passage in ([sentence], sentences[place - 1 : place + 1] if place else []):
            found = [m for s in passage for m in s.mentions]
            if not are_one_thought(passage):
                continue
            yield from _all_shares(found, passage[-1]) if len(passage) == 1 else ()
            groups = [_like(found, kind) for kind in dict.fromkeys(counted_kind(m) for m in found)]
            groups = [group for group in groups if len(group) > _FEW]
            for like in groups:
                beside = [group for group in groups if group is not like and _are_beside(group, like)]
                found_off = _judged(like, passage, beside, register.reading)
                yield from (claim for claim in found_off if claim.entry not in held)


def _all_shares(found: Sequence[Mention], sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 支出构成如下：甲62%；乙23%；丙25%: shares of which words say that they are all that something is made of."""
    told = _MADE_UP.search(sentence.text)
    shares = [m for m in found if m.dimension == PERCENT]
    plain = told and shares == found and len(shares) > 1 and not any(m.quantity.hedge or m.depth for m in shares)
    ended = (
        plain and regex("[。；]?").fullmatch(shares[-1].text_behind) and told and shares[0].quantity.start > told.end()
    )
    total = sum((m.quantity.value for m in shares), Fraction(0))
    slack = sum((m.quantity.step for m in shares), Fraction(0)) / _FEW
    if ended and not _OTHER.search(sentence.text) and slack < abs(total - 100) < _NEAR * 10:
        yield shares_claim(list(shares), total, slack)


def _like(found: Sequence[Mention], kind: str) -> list[Mention]:
    """Give the numbers of a kind; where it is any thing's (个), also those of other things, but not how many parts there are."""
    loose = words().counted.alike[-1] + words().counted.any
    own = [m for m in found if counted_kind(m) == kind]
    last = found[-1]
    if kind == counted_kind(last) and last.dimension in ("visits", COUNT):  # 45.1万，38.4万，汇总得83.5万人次
        own = [m for m in found if counted_kind(m) == kind or m.dimension == "bare"]
    if len(own) <= _FEW and kind in loose:
        own = [m for m in found if m.dimension == COUNT and m.quantity.bare_unit in loose]
    while own and own[0].quantity.value == len(own) - _FEW >= _FEW:  # 分3批验收，首批18个
        own = own[1:]
    return own


def _are_beside(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    """Say whether numbers of two kinds stand pair by pair: 9户27间，城东4户11间，城西5户16间."""
    pairs = list(zip(one, other, strict=False))
    return len(one) == len(other) and all(abs(a.number - b.number) == 1 and a.place < b.place for a, b in pairs)


def _judged(
    like: list[Mention], passage: Sequence[ReadSentence], beside: Sequence[Sequence[Mention]], reading: Reading
) -> Iterator[NumericClaim]:
    text = "".join(s.text for s in passage)
    tasks = _closing().search(text) is not None
    added = all(is_amount(m) or (tasks and m.role == Role.TARGET) for m in like)
    plain = added and not any(m.quantity.hedge for m in like)
    rest = regex(_closing()).sub("", text)
    told_twice = SHARED.search(rest) or mentions_any(words().parts.uncounted, rest)
    rated = any(_RATED.search(m.before) for m in like)
    if not plain or told_twice or rated or _NOT_APART.search(rest):
        return
    again = len(like) > _FEW + 1 and _adds_up(like[:-1], first=True)  # 48名，甲29名，乙19名，两处合起来48名
    for total, parts in ((like[-1], like[again:-1]), (like[0], like[1:])):
        one = len({m.sentence.number for m in parts}) == 1
        met = len(passage) == 1 or total.sentence is not parts[0].sentence
        segments = {m.segment for m in parts}
        even = len(segments) == 1 or (len(segments) == len(parts) > _FEW)
        if not (one and met and even) or len({m.depth for m in parts}) > 1:
            continue
        way = _followed(total, parts) if total is like[0] else ""
        first = total is like[0]
        in_a_row = all(m.text_before[m.previous.quantity.end :].startswith("、") for m in parts if m.previous)
        if first and not way and in_a_row:
            continue  # 分为质量712个、服务486个、价格449个: one of them
        called = PLAINLY if way else _called(total, parts, first=first, text=text, again=again)
        close = total.segment == parts[0].segment
        among = _AMONG.match(parts[0].before)
        if among and among["noun"] not in f"{total.topic}{total.lead}{total.after}":
            continue  # 职工1199人，科技人员中具有高级职称的198人
        called = max(called, PLAINLY) if close and any(_adds_up(g, first=first) for g in beside) else called
        if way and abs(parts[0].quantity.value - parts[-1].quantity.value) == total.quantity.value:
            return  # 挤掉水分136万元：申报1536万元，认定1400万元
        if way and (larger := [m for m in parts if m.quantity.value > total.quantity.value]):
            yield larger_than_whole(larger[0], total, Verdict.WRONG)
            return
        if any(m.quantity.value == total.quantity.value for m in parts) or _makes_some(parts, total, called):
            continue
        off = abs(total.quantity.value - sum(m.quantity.value for m in parts))
        if any(
            m.quantity.value == off
            for s in passage
            for m in s.mentions
            if m.dimension == total.dimension and m not in like
        ):
            continue  # 27个、34个、6个、1项，共68个
        claim = settle("sum", total, [Binding(total_of(len(parts)), tuple(parts))], certain=True)[0]
        claim = claim if called != BY_A_WORD or first else of_scope(claim, total, reading)
        if called and claim.verdict == Verdict.WRONG and _is_off(claim, total, parts, called=called, way=way):
            yield replace(claim, said=True, named=True, firm=again)
            return


def _adds_up(group: Sequence[Mention], *, first: bool) -> bool:
    """Say whether one of some numbers is the sum of the others to the last digit."""
    total, parts = (group[0], group[1:]) if first else (group[-1], group[:-1])
    return total.quantity.value == sum(m.quantity.value for m in parts)


def _makes_some(parts: Sequence[Mention], total: Mention, called: int) -> bool:
    """Say whether some of the numbers side by side make a total that need not be that of all: 甲4个，乙11个，丙20个，甲乙合计15个."""
    values = [m.quantity.value for m in parts]
    runs = (sum(values[start:end]) for start in range(len(values)) for end in range(start + _FEW, len(values) + 1))
    return called != SURELY and total.quantity.value in runs


def _called(total: Mention, parts: Sequence[Mention], *, first: bool, text: str, again: bool = False) -> int:
    """Say how plainly words call a number the sum of the others, from not at all to what can say nothing else."""
    if "分别" in total.text_before and not _strong().search(total.before):
        return 0  # 分别为：高速公路5.4公里，一级公路…，三级公路…
    since = total.text_before
    if total.sentence is parts[0].sentence and not first:
        since = since[parts[-1].quantity.end :]
        since = regex("%").split(since)[-1]  # 两县合计实际报销比例为62.5%，基金支出2.5亿元
    names = [f"{m.before}{m.after}" for m in parts]
    complete = is_complete(names, alone=True) or _are_done_and_not(names)
    complete = complete and not (first and total.sentence is not parts[0].sentence)
    closed = complete or _closing().search(text) is not None
    back = _BACK.match(total.lead if total.place else total.text_before) is not None
    near = total.sentence is parts[0].sentence or back or closed
    inner = not complete and not again and _INNER.search(text)
    if not near or _OTHER.search(since) or inner or any(m.depth for m in (*parts, total)):
        return 0
    counted = _counted(parts, since, first=first) or (not first and _names_parts(since, parts))
    upward, weak = _UPWARD.match(total.lead), _weak().search(since)
    strong = [word[0] for word in _strong().finditer(since)]
    joined = _SO_MANY.search(total.lead)
    told = not first or closed or (joined is not None and number_in(joined["number"]) == len(parts))
    alone = told and not any(_strong().search(m.before) for m in parts)
    if (strong and alone) or (upward and weak):
        added = any(len(word) >= _FEW and word not in words().roles.total for word in strong)  # 凑齐, 相加
        return SURELY if closed or upward or counted or again else PLAINLY if added else BY_A_WORD
    if closed and (first or weak):
        return SURELY if counted else PLAINLY
    every = not first and since in tuple("，；。") and _ALL_OF_THEM.match(total.after) is not None
    alike = not first and weak and len(parts) > _FEW < total.quantity.digits and _are_alike(names)
    kinds = not first and _are_kinds(parts, since)
    return PLAINLY if counted or every or kinds else BY_A_SLIP if alike else 0


def _are_kinds(parts: Sequence[Mention], since: str) -> bool:
    """Say whether the names of all parts end in what the total is of: 普通高中…，职业高中…，高中…; 春季造林…，秋季造林…，一年造林…."""
    names = [regex("[，、；：和]").sub("", m.before) for m in parts]
    ends = [names[0][at:] for at in range(len(names[0]) - 1) if all(n.endswith(names[0][at:]) for n in names)]
    noun = ends[0] if ends and ends[0] not in names else ""
    return (
        bool(noun)
        and regex(f"[，；。](?:{_weak().pattern}|[全共]|[一-龥]季)*{re.escape(noun)}").match(since) is not None
    )


def _names_parts(since: str, parts: Sequence[Mention]) -> bool:
    """Say whether a total is that of what all parts are called: 农村党员…、机关党员…，党员总数; 二等奖…，获奖人数; or its name joins theirs: 离休干部…，退休干部…，离退休干部."""
    told = _NUMBER_OF.search(since)
    shared = [letter for letter in told["noun"] if all(letter in m.before for m in parts)] if told else []
    name, names = "".join(regex("[一-龥]").findall(since)), ["".join(regex("[一-龥]").findall(m.before)) for m in parts]
    own = [set(one) - set("".join(names[:n] + names[n + 1 :])) for n, one in enumerate(names)]
    joins = len(name) > _FEW and set(name) <= set("".join(names)) and all(set(name) & letters for letters in own)
    return bool(shared) or joins


def _are_done_and_not(names: Sequence[str]) -> bool:
    """Say whether two names are those of what is done and what isn't: 已配, 未配."""
    bare = sorted(name.lstrip("，、；") for name in names)
    return len(bare) == _FEW and {"已", "未"} == {name[:1] for name in bare} and bare[0][1:3] == bare[1][1:3] != ""


def _are_alike(names: Sequence[str]) -> bool:
    """Say whether names of parts are built alike: A区, B区, C区; 重型, 中型, 轻型."""
    bare = [regex("[^一-龥A-Za-z]").sub("", name) for name in names]
    return len({name[-1:] for name in bare[1:]}) == 1 and bare[-1][-1:] in bare[0]


def _counted(parts: Sequence[Mention], since: str, *, first: bool) -> bool:
    """Say whether the words before a total tell how many its parts are: 两项, 三个校区."""
    told = _SO_MANY.search(regex("^[，；。、）]").sub("", since))
    return not first and told is not None and number_in(told["number"]) == len(parts)


def _followed(total: Mention, parts: Sequence[Mention]) -> str:
    """Give how parts are led in right behind a total, the first number of its kind, if they end what is said."""
    opened = _OPENS.match(total.text_behind) if total.sentence is parts[0].sentence else None
    named = not any(mentions_any(words().parts.overlapping, f"{m.before}{m.after}") for m in parts)
    ended = regex("[一-龥]{0,4}[）。；]|$").match(parts[-1].text_behind) is not None
    inside = parts[0].depth - total.depth == bool(opened and opened[0].endswith("（"))
    plain = named and ended and inside and not _OTHER.search(total.lead)
    return opened[0] if opened and plain and not _INNER.search(total.text_behind) else ""


def _is_off(claim: NumericClaim, total: Mention, parts: Sequence[Mention], *, called: int, way: str) -> bool:
    """Say whether a total that its parts don't make is surely of them: not far from them, or off by a slip."""
    exact, stated = claim.exact or Fraction(0), total.quantity.value
    slip = is_slip(total.quantity, exact, short=True) or factor_between(exact, total.quantity) != ""
    times = max(exact, stated) / min(exact, stated) if min(exact, stated) > 0 else _BEYOND
    if way:  # of a total that is more than its parts some may be left out
        over = exact > stated and (times < _NEAR or max(m.quantity.value for m in parts) > stated)
        told = not way.endswith("（") or (total.quantity.digits > _FEW < len(parts))
        return over or (slip and told)
    return slip or times < {SURELY: _FAR, BY_A_SLIP: Fraction(1)}.get(called, _NEAR)


@cache
def _strong() -> re.Pattern[str]:
    """Give what calls a number a sum: 合起来, 加总, 凑齐."""
    return re.compile(
        any_of(words().roles.sums) + "|(?:凡|[合共](?![一-龥])|(?<![会统合估累预设共])计)(?:有|为|得|达)?$"
    )


@cache
def _weak() -> re.Pattern[str]:
    """Give what may call a number a sum, or that of more than is told: 全年, 共, 总量."""
    return re.compile(any_of(words().roles.wholes))


@cache
def _closing() -> re.Pattern[str]:
    """Give what says that nothing else is left, or counted twice: 没有其他类型, 无人兼任."""
    return re.compile("|".join(words().parts.closing))
