"""Lists that the text calls the whole: 由…四类构成, 全部来自以下三类：, 构成是：, 四个学段合计即为全部; their sum is the total before them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict, judge, total_of
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import PERCENT, chinese_number
from zzlib.audit.reading import Mention, ReadSentence, likeness, stripped
from zzlib.audit.register import FigureRegister
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
_CLASS = re.compile("[，、；]?[二三四五六七八九]级")  # 一级58公里、二级217公里、三级284公里
_FAR = 2
_NO_SUM = "占|结[存余转]|余额"
_BACK = (
    "^(?:以上|上述|这)?[两三四五六七八九](?:级|乡|镇|县|区|类|项|种|家|校|院|村|批|者|个)|^(?:以上|上述|合计|总计|共计)"
)
_NEAR = 4  # a sum that is off by more than a quarter is of something else
_TOTAL_SAID = re.compile(
    "[两三四五六七八九](?:级(?!公路|航道|以上)|乡|镇|县|区|类|项|种|家|校|院|村|批|者|个|部分)|总|[一]?共|合[计起并]|全[年县市区部院校局镇乡]|加[在起]|[-—至]\\d{1,2}月|上半年|前三季度|一并|累计|连同|相加"
)


def entirety_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge totals by the lists of which the text says that they leave nothing out."""
    for sentence in register.reading.sentences:
        yield from _closing(register, sentence)
        yield from _parts_alike(sentence)
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
        no_sum = mention.series or re.search(_NO_SUM, mention.before) or _CLASS.fullmatch(mention.before)
        told = None if no_sum else _TOTAL_SAID.search(mention.before)
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
