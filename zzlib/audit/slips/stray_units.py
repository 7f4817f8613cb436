"""Units that can't be meant: 41.6人 for 41.6万人, 占52.2‰ for 52.2%, 3580亿元 where all else is far below 100亿元."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.quantities import COUNT, MONEY
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.unit_slips import OF_PEOPLE

_WHOLE = re.compile("(?:人次?|[名户件辆起羽头只套所家台]|批次)$")
"""Things of which there are no parts."""
_EACH = re.compile("均|每|平均|[/∕]|班额|规模|系数|比(?:为|是)?$|率|[百千]|密度|负担|容量|相当于|折算|当量|标准|按")
_SHARE = re.compile("占|比[重例]|完成|参保|覆盖|合格|满意|办结|到位|增[长幅速]|下降|降幅|回落|提高|上升")
_BEYOND = re.compile("全[国省球]|世界|我国|中央|全行业|万亿")
_SURE, _RARE = 50, 10
"""Per mille that no rate of people comes to, and that no share is told in; times as large as all else of its kind."""
_OTHERS, _FEW = 6, 10


def stray_unit_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse numbers of which nothing is told yet."""
    told = {n for c in claims if c.verdict in (*HOLDS, Verdict.WRONG) for n in c.numbers}
    numbers = register.reading.mentions
    for mention in numbers:
        unit = "" if mention.number in told else _meant(mention, numbers)
        if unit:
            right = f"{mention.quantity.number}{unit}"
            message = f"文中写 {mention.quantity.text}，单位似应为“{unit}”"
            yield statement("consistency", mention, Verdict.WRONG, message, recomputed=right, named=True)


def _meant(mention: Mention, numbers: Sequence[Mention]) -> str:
    """Give the unit that must be meant; "" where the one printed may be."""
    quantity = mention.quantity
    if quantity.unit == "‰":
        of_people = OF_PEOPLE.search(mention.sentence.text)
        at = float(quantity.number)
        return "%" if not of_people and (at >= _SURE or (at >= _RARE and _SHARE.search(mention.lead))) else ""
    if quantity.dimension == COUNT and quantity.scale == 1 and quantity.step < 1 and _WHOLE.search(quantity.unit):
        said = mention.lead + mention.after if quantity.value >= _FEW else mention.text_before + mention.after
        alike = [m for m in mention.sentence.mentions if m.quantity.unit == quantity.unit and m.quantity.step < 1]
        return (
            "" if len(alike) > 1 or quantity.hedge or quantity.value < 1 or _EACH.search(said) else f"万{quantity.unit}"
        )
    scaled = {"亿": "万", "万": ""}.get(quantity.unit[:1]) if quantity.dimension in (COUNT, MONEY) else None
    if scaled is None or (quantity.dimension == MONEY and not scaled) or quantity.step < quantity.scale:
        return ""
    others = [
        m.quantity.value
        for m in numbers
        if m.dimension == quantity.dimension and m.quantity.unit[-1:] == quantity.unit[-1:] and m is not mention
    ]
    far = len(others) >= _OTHERS and quantity.value > _SURE * max(others) and not _BEYOND.search(mention.sentence.text)
    return scaled + quantity.unit[1:] if far else ""
