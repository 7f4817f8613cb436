"""One number told in two ways of counting: 自然增长率-1.2‰，每万人净减12人; 金牌11枚、银牌9枚、铜牌15枚 … 11金9银15铜."""

import re
from collections.abc import Iterator

from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, round_half_up
from zzlib.audit.numbers.quantities import PERCENT, POINTS
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister

_OF_SO_MANY = re.compile(
    "每(?P<many>百|千|万|十万|百万)(?:[一-龥]{1,4}?)(?:[，中里一当][^，。；\\d]{0,10}|[^，。；\\d]{0,6})$"
)
_MEDALS = re.compile(
    r"(?P<n0>\d{1,3})(?:枚|块)?金(?:牌)?[、，]?(?P<n1>\d{1,3})(?:枚|块)?银(?:牌)?[、，]?(?P<n2>\d{1,3})(?:枚|块)?铜"
)
_MEDAL = "{kind}牌(?P<n>\\d{{1,3}})[枚块]"
_KINDS = "金银铜"


def told_by_kind_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is told of so many (每万人) by the rate before it, and medals that are told twice."""
    for mention in register.reading.mentions:
        if not mention.quantity.hedge and (claim := _of_so_many(mention, register)) is not None:
            yield claim
    yield from _medals(register)


def _of_so_many(mention: Mention, register: FigureRegister) -> NumericClaim | None:
    """Judge a number of every so many by the only rate right before it, where the words say that both are one."""
    told = _OF_SO_MANY.search(mention.lead)
    near = register.mentions_before(mention)
    rates = [m for m in near[-1:] if m.dimension in (PERCENT, POINTS) and not m.quantity.hedge]
    if told is None or not rates or mention.dimension in (PERCENT, POINTS):
        return None
    rate = rates[0]
    since = rate.quantity.end if rate.sentence is mention.sentence else 0
    if not re.search(words().retold.anew, mention.sentence.text[since : mention.quantity.start]):
        return None
    made = abs(rate.quantity.value) / 100 * words().scales[told["many"]]
    verdict = Verdict.OK if round_half_up(made, mention.quantity.step) == abs(mention.quantity.value) else Verdict.WRONG
    right = f"{float(made):g}{mention.quantity.unit}"
    said = "相符" if verdict in HOLDS else f"应为 {right}，文中写 {mention.quantity.text}"
    message = f"{rate.quantity.text} 就是每{told['many']}里 {right}，{said}"
    return statement("consistency", mention, verdict, message, [rate], recomputed=right, named=True)


def _medals(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 11金9银15铜 by the medals of each kind that the sentences of the paragraph around it tell once."""
    for sentence in register.reading.sentences:
        near = "".join(s.text for s in register.reading.paragraph_of(sentence))
        for match in _MEDALS.finditer(sentence.text):
            for place, kind in enumerate(_KINDS):
                told = set(re.findall(_MEDAL.format(kind=kind), near))
                stated = match[f"n{place}"]
                if len(told) == 1 and told != {stated}:
                    right = told.pop()
                    message = f"同段写{kind}牌 {right} 枚，这里写 {stated}{kind}，两处不一致"
                    yield text_claim(
                        sentence, "consistency", f"{stated}{kind}", f"{right}{kind}", Verdict.WRONG, message
                    )
