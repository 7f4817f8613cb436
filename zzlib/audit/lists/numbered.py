"""Lists with a line for each item, which opens with its number or has it by Word; and a total over such a list: 民事318件； and 刑事104件。 below 全年办结432件，分类如下：."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from zzlib.audit.documents.places import is_heading
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import RATIOS, number_in
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_STYLES = (
    re.compile(r"^([一二三四五六七八九十]{1,3})、"),
    re.compile(r"^[（(]([一二三四五六七八九十]{1,2})[）)]"),
    re.compile(r"^([一二三四五六七八九十]{1,2})是"),
    re.compile(r"^(\d{1,2})[.、．](?!\d)"),
    re.compile(r"^[（(](\d{1,2})[）)]"),
    re.compile(r"^案例([一二三四五六七八九十]{1,2}|\d{1,2})[：、]"),
)
_MARK = re.compile("^(——?|[-●◆◇■□★▲※•·➢])")
"""What opens the items of a list that are not numbered."""
_LEADS_IN = re.compile("[一-龥]{0,8}(?:，[^，。；：\\d]{0,10})?：")
_DIVIDED = re.compile("[分种]类|构成|[按分由]|包括|组成")
_NAME = re.compile(
    "(?:[（(]?[一二三四五六七八九十\\d]{1,2}[)）.．、]|——?|[-●·•])?(?P<name>[^，。；：\\d]{2,16})[：为是有]?"
)
_ANOTHER = re.compile("比|较|增|减|升|降|计划|目标|任务|上年|去年|同期|平均|每|约|其中|另|新增|尚|未")
_SUM = re.compile("[合总共]计|小计|总共|以上|上述")
_NEAR, _NOUN, _PERSONS = Fraction(1, 4), 6, ("人", "名", "位")


def headed_total_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the only number of its unit in a heading, or before a colon, by the lines below, where all of these open with a name and a number of that unit."""
    sentences = register.reading.sentences
    for place, sentence in enumerate(sentences):
        plain = [m for m in sentence.mentions if m.dimension not in RATIOS]
        if len(plain) != 1 or not (parts := _parts(sentences[place + 1 :], total := plain[0]))[1:]:
            continue
        made, stated = sum(m.quantity.value for m in parts), total.quantity
        slipped = is_slip(stated, Fraction(made), short=True)
        headed = is_heading(sentence.block) and len(total.text_behind) <= _NOUN
        divided = not headed and _DIVIDED.search(total.text_behind) is not None
        over = made > stated.value and stated.bare_unit not in _PERSONS  # of whom one may be two things
        led = headed or _LEADS_IN.fullmatch(total.text_behind) is not None
        if led and total.role in (Role.LEVEL, Role.TOTAL) and not _ANOTHER.search(total.lead):
            sure, added = divided or (slipped and (over or headed)), Binding(total_of(len(parts)), tuple(parts))
            claim = settle("sum", total, [added], certain=sure, likely=True)[0]
            near = abs(made - stated.value) < _NEAR * stated.value and (slipped or divided)
            yield from [replace(claim, named=sure, said=sure)] if claim.verdict in HOLDS or near else []


def _parts(below: Sequence[ReadSentence], total: Mention) -> list[Mention]:
    """Give the numbers of the lines of the list right below; none where a line of it has no such number."""
    parts: list[Mention] = []
    for before, line in zip([total.sentence, *below], below, strict=False):
        if parts and line.paragraph == before.paragraph and "\n" not in line.block.text:
            continue  # a further sentence of an item; other lines are broken by hand
        opening = next((m for m in line.mentions[:1] if same_unit(m, total) and m.role == Role.LEVEL), None)
        name = _NAME.fullmatch(opening.text_before) if opening is not None else None
        if opening is None or name is None or line.block.where != total.sentence.block.where:
            listed = item_number(line.text) or line.block.kind.startswith("item") or line.text.endswith("；")
            return [] if listed else parts
        if _ANOTHER.search(name["name"]) or opening.quantity.hedge:
            return []
        if _SUM.search(name["name"]):
            break
        parts.append(opening)
        if line.text.endswith("。") and parts[0].sentence.text.endswith("；"):
            break
    return parts


def item_number(text: str) -> tuple[int, int] | None:
    """Give the style and the number of a numbered paragraph."""
    for style, pattern in enumerate(_STYLES):
        if match := pattern.match(text):
            number = number_in(match[1])
            return (style, number) if number else None
    return None


def items_below(lines: list[str]) -> tuple[list[str], bool]:
    """Give the numbered paragraphs of the list that begins below, and whether it is seen to end."""
    items: list[str] = []
    if lines and (mark := _MARK.match(lines[0])):
        items = list(takewhile(lambda line: line.startswith(mark[0]), lines))
        return items, len(items) < len(lines)
    style, last = -1, 0
    for place, line in enumerate(lines):
        found = item_number(line)
        if not items:
            if found and found[1] == 1:
                style, last = found[0], place
                items.append(line)
            elif place or found:
                return [], False
        elif found and found[0] == style:
            if found[1] != len(items) + 1:
                return (items, True) if found[1] == 1 else ([], False)
            items.append(line)
            last = place
        elif found and found[0] < style:
            return items, True
    ended = items[-1].endswith("。") and all(item.endswith(("；", "。")) for item in items[:-1]) if items else False
    return items, ended or last + 1 < len(lines)


def paragraphs(register: FigureRegister) -> list[tuple[ReadSentence, str]]:
    """Give the first sentence and the text of each paragraph, those that Word numbers or marks in one run with their number."""
    found: dict[int, tuple[ReadSentence, str]] = {}
    count = [0]
    for sentence in register.reading.sentences:
        first, text = found.get(sentence.paragraph, (sentence, ""))
        if not text:
            text = _number_of(sentence, count)
        found[sentence.paragraph] = first, text + sentence.text
    return list(found.values())


def _number_of(sentence: ReadSentence, count: list[int]) -> str:
    """Count on, and give the number of an item that Word numbers; those below items have none."""
    block = sentence.block
    if not block.kind.startswith("item") or block.source is None or item_number(sentence.text):
        count[0] = 0
    elif block.kind == "item":
        count[0] += 1
        return f"{count[0]}."
    return ""
