"""Totals told by a list: of a heading by its numbered items, of 由A和B构成 by the numbers that bear the names, and names in quotes by their count."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict, total_of
from zzlib.audit.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import COUNT, PERCENT
from zzlib.audit.reading import Mention, ReadSentence
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.sums import is_like

_NUMBERED = re.compile(
    r"^(?:[（(]?(?P<place>[一二三四五六七八九十]|\d)[）)、.．]|(?P<is>[一二三四五六七八九])是)(?!\d)"
)
_PLACES = "一二三四五六七八九十"
_MADE_OF = re.compile(
    "由(?P<names>[一-龥]{2,10}(?:、[一-龥]{2,10})*[和与及、][一-龥]{2,10}?)(?:[两二三四五六]?(?:部分|项|类|块)?)?(?:构成|组成|合成)"
)
_QUOTED = re.compile(
    r"(?P<names>(?:“[^“”]{1,12}”、?){2,})(?:等)?(?P<number>\d{1,2}|[两三四五六七八九])(?P<unit>[次项个大类场轮])"
)
_PERSONS = re.compile(r"(?P<number>\d{1,2}|[两三四五六七八九])(?P<unit>[名家个])[一-龥]{2,14}：(?P<list>[^：。]+)")
_CLOSE = Fraction(5, 4)
_FEW = 2


def listed_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of headings above numbered items, of totals made of named parts, and of names in quotes."""
    yield from _of_headings(register)
    for sentence in register.reading.sentences:
        yield from _made_of_named(sentence)
        yield from _counted(sentence)


def _of_headings(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the only number of a heading by the first like number of each numbered item right below it: （共5595万元）."""
    by_paragraph: dict[int, list[ReadSentence]] = {}
    for sentence in register.reading.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    order = sorted(by_paragraph)
    for place, paragraph in enumerate(order):
        head = [m for s in by_paragraph[paragraph] for m in s.mentions]
        if len(head) != 1 or head[0].quantity.hedge or head[0].dimension == PERCENT or len(by_paragraph[paragraph]) > 1:
            continue
        parts: list[Mention] = []
        for below in order[place + 1 :]:
            number = _NUMBERED.match(by_paragraph[below][0].text)
            if number is None or _place_of(number) != len(parts) + 1:
                break
            like = [m for s in by_paragraph[below] for m in s.mentions if is_like(m, head[0]) and not m.quantity.hedge]
            if not like:
                parts = []
                break
            parts.append(like[0])
        if len(parts) > _FEW:
            claim, _ = settle("sum", head[0], [Binding(total_of(len(parts)), tuple(parts))], certain=True)
            if claim.verdict != Verdict.WRONG or is_near(claim, _CLOSE):
                yield replace(claim, said=True)


def _place_of(match: re.Match[str]) -> int:
    said = match["place"] or match["is"]
    return int(said) if said.isdigit() else _PLACES.index(said) + 1


def _made_of_named(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 总产量42.31万吨，由夏粮和秋粮构成，夏粮 x，…；秋粮 y by the first number that bears each name."""
    made = _MADE_OF.search(sentence.text)
    before = [m for m in sentence.mentions if made and m.quantity.end <= made.start() and not m.depth]
    if made is None or not before or before[-1].quantity.hedge or before[-1].dimension == PERCENT:
        return
    whole, names = before[-1], re.split("[、和与及]", made["names"])
    behind = [m for m in sentence.mentions if m.quantity.start > made.end() and is_like(m, whole)]
    parts = [next((m for m in behind if name in m.before), None) for name in names]
    used = tuple(m for m in parts if m is not None and m.role in (Role.LEVEL, Role.TOTAL) and not m.quantity.hedge)
    if len({m.number for m in used}) == len(names) > 1:
        claim, _ = settle("sum", whole, [Binding(total_of(len(used)), used)], certain=True)
        yield replace(claim, said=is_near(claim, _CLOSE))


def _counted(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge “春雷”“夏安”“秋实”3次行动 by the names in quotes, and 3名人员：责任人甲…；责任人乙… by the thoughts that begin alike."""
    for mention in sentence.mentions:
        if mention.dimension != COUNT or not mention.quantity.is_exact:
            continue
        quoted = next((m for m in _QUOTED.finditer(sentence.text) if m.start("number") == mention.quantity.start), None)
        if quoted and "等" not in quoted[0]:
            yield _count(mention, quoted["names"].count("“"), quoted["names"])
        told = next((m for m in _PERSONS.finditer(sentence.text) if m.start("number") == mention.quantity.start), None)
        thoughts = told["list"].split("；") if told else []
        names = [re.split("，", thought)[0] for thought in thoughts if "，" in thought]
        alike = len(names) == len(thoughts) > _FEW and len({(name[:3], len(name)) for name in names}) == 1
        if told and alike and len(set(names)) == len(names):
            yield _count(mention, len(names), "、".join(names))


def _count(mention: Mention, counted: int, names: str) -> NumericClaim:
    good = mention.quantity.value == counted
    said = f"名单列了 {counted} 个：{names}"
    message = f"{said}，相符" if good else f"文中写 {mention.quantity.text}，{said}"
    return statement(
        "count", mention, Verdict.OK if good else Verdict.WRONG, message, recomputed=f"{counted}{mention.quantity.unit}"
    )
