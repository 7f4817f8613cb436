"""Lists that the text calls the whole: 由…四类构成, 全部来自以下三类：, 构成是：, 四个学段合计即为全部; their sum is the total before them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict, judge, total_of
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.comparing import own_words
from zzlib.audit.quantities import PERCENT, chinese_number
from zzlib.audit.reading import Mention, ReadSentence, likeness, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.slips import one_slip
from zzlib.audit.sums import is_like, of_scope

_NUMBER = r"(?<![\d.])(?P<number>[二两三四五六七八九十]{1,2}|\d{1,2})"
_OF = r"(?:个|项|类|种|部分|方面|级|大类|块)"
_OPENS = re.compile(
    rf"(?:全部|均|都)来自(?:于)?(?:以下)?(?:{_NUMBER}{_OF})?[^，。；：\d]{{0,6}}：?|(?:构成|组成|分布)(?:情况)?(?:是|为|如下)?："
    r"|(?:分配|安排|下达|拨付)(?:情况)?如下：|(?:全部|均)?由(?=[^，。；]{1,14}\d)|，即(?=[^，。；]{1,14}\d)"
)
_CLOSES = re.compile(
    rf"(?:(?:以上|上述)?{_NUMBER}{_OF}?|(?:以上|上述)(?:各[项类])?)[^，。；\d]{{0,8}}"
    r"(?:(?:合计)?(?:即|就)(?:为|是)?(?P<of>全部|[^，。；\d]{0,8}[总数])|构成|组成)|(?<=\d)[一-龥]{1,6}之和(?=[，。；]|$)"
)
_FAR = 2
_NO_SUM = "占|结[存余转]|余额"
_BACK = (
    "^(?:以上|上述|这)?[两三四五六七八九](?:级|乡|镇|县|区|类|项|种|家|校|院|村|批|者|个)|^(?:以上|上述|合计|总计|共计)"
)
_NAMED_ADDENDS = re.compile(
    "(?P<names>(?:[一-龥]{2,10}、)*[一-龥]{2,10}[与和及、][一-龥]{2,10}?)(?:这|以上)?(?P<size>[两二三四五])[项类者种个级块](?:[一-龥]{0,4})?(?:合计|共计|总计|共|相加|之和)[一-龥]{0,4}$"
)
_SO_MANY_ARE = re.compile("([两二三四五六七])[类项种][一-龥]{0,4}分别(?:为|是|有)$")
_DIVIDED = re.compile("按[一-龥]{1,8}?(?:划分|分类|分|看)，")
_NEAR = 4  # a sum that is off by more than a quarter is of something else
_TOTAL_SAID = re.compile(
    "[两三四五六七八九](?:级|乡|镇|县|区|类|项|种|家|校|院|村|批|者|个|部分)|总|[一]?共|合[计起并]|全[年县市区部院校局镇乡]|加[在起]|[-—至]\\d{1,2}月|上半年|前三季度|一并|累计|连同|相加"
)


def entirety_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge totals by the lists of which the text says that they leave nothing out."""
    for sentence in register.reading.sentences:
        yield from _closing(register, sentence)
        yield from _named_addends(register, sentence)
        yield from _divided_twice(sentence)
        yield from _parts_alike(sentence)
        yield from _classes(sentence)
        parts, said = _parts(sentence)
        more = parts and sentence.text[parts[-1].quantity.end :].startswith("等")
        if more or len(parts) < _FAR or any(m.quantity.hedge for m in parts):
            continue
        near = [e.mention for e in register.around(sentence) if e.mention.order < parts[0].order]
        wholes = [m for m in near if _may_be_whole(m, parts)]
        binding = Binding(total_of(len(parts)), tuple(parts))
        printed = [m.quantity.printed for m in parts]
        held = [m for m in wholes if judge(binding.formula, printed, m.quantity.printed)[0] != Verdict.WRONG]
        whole = (held or _named(wholes, said) or wholes)[-1:]
        sure = len(wholes) == 1 or bool(_named(wholes, said))
        for total in whole:
            yield replace(settle("sum", total, [binding], certain=sure, likely=True)[0], said=True)


def _list_before(register: FigureRegister, sentence: ReadSentence, mention: Mention) -> list[Mention]:
    """Give the numbers of the sentence before, if all of them are like one that looks back at them: 三乡共下发 x."""
    near = [e.mention for e in register.around(sentence) if e.mention.sentence is not sentence]
    return near if all(is_amount(m) and is_like(m, mention) and not m.depth for m in near) else []


def _closing(register: FigureRegister, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge A x、B y、C z，全年（加在一起、一共…）t: a total behind like numbers, which are all numbers before it in its thought."""
    for mention in sentence.mentions:
        ahead = [m for m in sentence.mentions[: mention.place] if m.segment == mention.segment]
        run = [m for m in ahead if is_amount(m) and m.dimension != PERCENT and is_like(m, mention) and not m.depth]
        told = None if mention.series or re.search(_NO_SUM, mention.before) else _TOTAL_SAID.search(mention.before)
        if not ahead and told and re.search(_BACK, mention.lead):
            ahead = run = _list_before(register, sentence, mention)
        plain = is_amount(mention) and not mention.depth and not mention.quantity.hedge
        if run:  # 分三批交付：第一批412套
            ahead = [m for m in ahead if m.order >= run[0].order]
        if not (told and plain) or len(run) < _FAR or run != ahead or any(m.quantity.hedge for m in run):
            continue
        units = {re.sub("^[百千万亿]+", "", m.quantity.unit) for m in (*run, mention)}
        total = sum((m.quantity.value for m in run), Fraction(0))
        if (
            len(units) == 1
            and _is_near(total, mention.quantity.value)
            and mention.quantity.value > run[0].quantity.value
        ):
            claim = settle("sum", mention, [Binding(total_of(len(run)), tuple(run))], certain=True)[0]
            all_told = len(run) > _FAR or "组成" in mention.sentence.text
            yield replace(of_scope(claim, mention, register.reading), said=all_told)


def _named_addends(register: FigureRegister, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 刑事拘留与行政拘留两项共 x: by the only number near by that each of the names has."""
    for mention in sentence.mentions:
        told = _NAMED_ADDENDS.search(mention.before)
        names = re.split("[与和及、]", told["names"]) if told else []
        if (
            told is None
            or len(names) != chinese_number(told["size"])
            or mention.quantity.hedge
            or not is_amount(mention)
        ):
            continue
        near = [e.mention for e in register.around(sentence, _FAR) if e.mention.order < mention.order]
        near = [m for m in near if is_amount(m) and is_like(m, mention) and not m.quantity.hedge]
        found = [[m for m in near if name in own_words(m)] for name in names]
        if all(len(hits) == 1 for hits in found):
            parts = tuple(hits[0] for hits in found)
            total = sum((m.quantity.value for m in parts), Fraction(0))
            if len(set(map(id, parts))) == len(parts) and _is_near(total, mention.quantity.value):
                claim, _ = settle("sum", mention, [Binding(total_of(len(parts)), parts)], certain=True)
                yield replace(claim, said=True)


def _classes(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 医生、护士和药师共 t 人，三类人员分别为 x、y、z 人: a list of as many as the words count, by the only like number before it."""
    for mention in sentence.mentions:
        told = _SO_MANY_ARE.search(mention.before)
        first = bool(mention.series) and mention is mention.series[0] and not mention.depth
        if told is None or not first or chinese_number(told[1]) != len(mention.series):
            continue
        ahead = [m for m in sentence.mentions[: mention.place] if is_like(m, mention)]
        total = sum((m.quantity.value for m in mention.series), Fraction(0))
        if len(ahead) == 1 and re.search("共(?:有|计)?$", ahead[0].before) and _is_near(total, ahead[0].quantity.value):
            binding = Binding(total_of(len(mention.series)), tuple(mention.series))
            yield replace(settle("sum", ahead[0], [binding], certain=True)[0], said=True)


def _parts_alike(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 总长126公里，一标段46公里，二标段52公里，三标段38公里 and …，用于直补 a，用于产业 b，用于设施 c: one slip from a total."""
    for whole in sentence.mentions:
        behind = [m for m in sentence.mentions[whole.place + 1 :] if m.segment == whole.segment]
        ahead = [m for m in sentence.mentions[: whole.place] if is_like(m, whole)]
        parts = [m for m in behind if is_amount(m) and is_like(m, whole) and not m.depth]
        plain = is_amount(whole) and not whole.depth and not any(m.quantity.hedge for m in (whole, *parts))
        if ahead or len(parts) <= _FAR or not plain or not _are_alike(parts) or re.search("其中|等|占", sentence.text):
            continue
        total = sum((m.quantity.value for m in parts), Fraction(0))
        slip = one_slip(total - whole.quantity.value, [whole.quantity, *(m.quantity for m in parts)])
        if total == whole.quantity.value or (slip and _is_near(total, whole.quantity.value)):
            yield settle("sum", whole, [Binding(total_of(len(parts)), tuple(parts))], certain=True)[0]


def _are_alike(parts: list[Mention]) -> bool:
    """Say whether names are numbered through, or begin or end all alike: 一标段、二标段; 用于…、用于…; 红色、橙色."""
    names = [re.sub("^[，、：]", "", m.before) for m in parts]
    numbered = [re.match("第?([一二三四五六七])", name) for name in names]
    order = [chinese_number(match[1]) for match in numbered if match is not None]
    begun = len({name[:2] for name in names}) == 1 or len({name[-1:] for name in names}) == 1
    return all(names) and (begun or order == list(range(1, len(names) + 1)))


def _divided_twice(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge two ways of dividing one total, each in a thought of its own (按季度划分，…；按层级划分，…), by the total behind or before them."""
    groups: dict[int, list[Mention]] = {}
    for mention in sentence.mentions:
        opened = _DIVIDED.search(
            sentence.text[sentence.text.rfind("；", 0, mention.quantity.start) + 1 : mention.quantity.start]
        )
        if opened and is_amount(mention) and mention.role != Role.TOTAL and not mention.depth:
            groups.setdefault(mention.segment, []).append(mention)
    parts = [group for group in groups.values() if len(group) >= _FAR and all(is_like(m, group[0]) for m in group)]
    if len(parts) < _FAR or len(parts) != len(groups) or any(m.quantity.hedge for group in parts for m in group):
        return
    used = [m for group in parts for m in group]
    totals = [m for m in sentence.mentions if is_amount(m) and is_like(m, used[0]) and not any(m is u for u in used)]
    for total in totals if len(totals) == 1 else ():
        sums = [sum((m.quantity.value for m in group), Fraction(0)) for group in parts]
        held = [value == total.quantity.value for value in sums]
        for group, value, good in zip(parts, sums, held, strict=True):
            if not good and any(held) and _is_near(value, total.quantity.value):
                yield settle("sum", total, [Binding(total_of(len(group)), tuple(group))], certain=True)[0]


def _is_near(total: Fraction, stated: Fraction) -> bool:
    return abs(total - stated) * _NEAR < stated


def _parts(sentence: ReadSentence) -> tuple[list[Mention], str]:
    """Give the members of a list that is the whole, and the words for what they are the whole of."""
    closes = _CLOSES.search(sentence.text)
    opens = next((m for m in _OPENS.finditer(sentence.text) if not re.search("由|即", m[0]) or closes), None)
    listed = [m for m in sentence.mentions if is_amount(m) and m.dimension != PERCENT and not m.depth]
    if opens is not None:
        listed = [m for m in listed if m.quantity.start >= opens.end()]
    if closes is not None:
        listed = [m for m in listed if m.quantity.start < closes.start()]
    elif opens is None:
        return [], ""
    listed = [
        m
        for m in listed
        if is_like(m, listed[0]) and "；" not in sentence.text[listed[0].quantity.end : m.quantity.start]
    ]
    number = next(
        (m["number"] for m in (closes, opens) if m is not None and "number" in m.groupdict() and m["number"]), ""
    )
    size = (int(number) if number.isdigit() else chinese_number(number) or 0) if number else len(listed)
    told = closes["of"] if closes is not None and closes["of"] else ""
    said = sentence.text[: opens.start()] if opens is not None else told
    return (listed[-size:] if 0 < size <= len(listed) and (closes is not None or size == len(listed)) else []), said


def _may_be_whole(mention: Mention, parts: list[Mention]) -> bool:
    most = max(m.quantity.value for m in parts)
    plain = is_amount(mention) and not mention.depth and not mention.quantity.hedge
    return plain and is_like(parts[0], mention) and mention.quantity.value > most


def _named(wholes: list[Mention], said: str) -> list[Mention]:
    """Give the only number that the words before the list name: 新收案件由…."""
    noun = stripped(re.split("[，；。：]", said)[-1])
    found = [m for m in wholes if noun and likeness(noun, m.context + m.quantity.unit) > 0.9]
    return found if len(found) == 1 else []
