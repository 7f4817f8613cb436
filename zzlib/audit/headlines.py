"""What a heading says with a number, and the text under it says again with another: 一、举报量下降32.0% over 同比下降30.0%."""

import re
from collections.abc import Iterator

from zzlib.audit.arithmetic import HOLDS, Verdict, told_alike
from zzlib.audit.claim import NumericClaim, statement
from zzlib.audit.reading import Mention, ReadSentence, likeness, stripped
from zzlib.audit.register import FigureRegister, is_heading, is_heading_text, places
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.slips import is_slip

_FEW = 3  # letters of a heading that name too little
_SINCE = re.compile("同比|环比|比上月|较上月|比去年|比上年|较上年|较去年")
_PACE = re.compile("增[速幅](?:已?达到?|为)?$")
_LIKE = 0.7
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]")
_WORDS = re.compile(r"(?<![\d.])[一-龥]{3}")  # 二、316.8万件、92.4万人 has none


def headline_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the numbers of headings by those of the section below that are told alike, where none of them is the heading's."""
    sentences = register.reading.sentences
    for place, sentence in enumerate(sentences):
        if not sentence.mentions or not _is_headline(sentence):
            continue
        section: list[Mention] = []
        for other in sentences[place + 1 :]:
            if (_is_headline(other) and section) or _style(other) == _style(sentence) != "":
                break
            section += other.mentions
        for mention in sentence.mentions:
            yield from _held(mention, section, register)


def _is_headline(sentence: ReadSentence) -> bool:
    """Say whether a sentence is a heading; one that is numbered may end in a full stop."""
    numbered = _NUMBERED.match(sentence.text) is not None and "，" not in sentence.text
    return is_heading(sentence) or (numbered and is_heading_text(sentence.block.text.strip().removesuffix("。")))


def _style(sentence: ReadSentence) -> str:
    """Give how a sentence is numbered: 一、 and 三、 alike; "" if it isn't."""
    number = _NUMBERED.match(sentence.text)
    return re.sub("[一二三四五六七八九十]+", "一", re.sub("\\d+", "1", number[0])) if number else ""


def _held(mention: Mention, section: list[Mention], register: FigureRegister) -> Iterator[NumericClaim]:
    like = [m for m in section if _is_like(mention, m)]
    if mention.quantity.hedge or any(agree(mention, m) for m in like):
        return
    said = stripped(_NUMBERED.sub("", mention.lead))
    told = [m for m in like if len(said) > _FEW and likeness(said, m.text_before) >= _LIKE]
    same = [m for m in told if stripped(m.lead) == said]
    slipped = [m for m in told if is_slip(m.quantity, mention.quantity.value, short=True)]
    bare = [m for m in like if not _WORDS.search(mention.sentence.text) and is_slip(m.quantity, mention.quantity.value)]
    found = same[:1] or slipped[:1] or bare[:1]
    if found:
        entries = [register.entries[m.number - 1] for m in (mention, found[0])]
        one, other = (m.quantity.text for m in (mention, found[0]))
        message = f"标题（{places(entries[:1])}）写 {one}，下面（{places(entries[1:])}）写 {other}，两处不一致"
        yield statement("consistency", mention, Verdict.WRONG, message, found[:1], recomputed=other)


def _is_like(one: Mention, other: Mention) -> bool:
    """Say whether two numbers are of one kind: unit, role, the way of a growth and what it is reckoned from."""
    if one.dimension != other.dimension or one.quantity.unit[-1:] != other.quantity.unit[-1:] or other.quantity.hedge:
        return False
    if _grows(one) or _grows(other):
        since = [_SINCE.search(m.before) for m in (one, other)]
        same = not all(since) or len({found[0] for found in since if found}) == 1
        signs = [growth_sign(m.before) or 1 for m in (one, other)]
        return _grows(one) and _grows(other) and same and signs[0] == signs[1]
    return one.role == other.role


def _grows(mention: Mention) -> bool:
    return mention.role == Role.GROWTH or _PACE.search(mention.before) is not None


def agree(one: Mention, other: Mention) -> bool:
    """Say whether two numbers of one thing print alike, each as far as it is told."""
    return told_alike(one.quantity.printed, other.quantity.printed) in HOLDS
