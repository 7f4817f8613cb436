"""Units that can't be meant: 41.6人 for 41.6万人, 占52.2‰ for 52.2%, 3580亿元 where all else is far below 100亿元."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.quantities import COUNT, MONEY
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.unit_slips import OF_PEOPLE

_WHOLE = re.compile("(?:人次?|[名户件辆起羽头只套所家]|(?<!标)台|批次)$")
"""Things of which there are no parts."""
_EACH = re.compile("均|每|平均|[/∕]|班额|规模|系数|比(?:为|是)?$|率|[百千]|密度|负担|容量|相当于|折[算合]|当量|标准|按")
_SHARE = re.compile("占|比[重例]|完成|参保|覆盖|合格|满意|办结|到位|增[长幅速]|下降|降幅|回落|提高|上升")
_OF_MORE = re.compile("全[国省球]|世界|我国|中央|全行业|万亿")
_NO_RATE, _NO_SHARE = 50, 10  # per mille
_BEYOND, _OTHERS = 50, 6  # times as large as the largest of so many
_FEW = 10  # below which words further ahead may say of how many it is


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
    unit = mention.quantity.unit
    if unit == "‰":
        return "%" * _is_no_per_mille(mention)
    if mention.dimension == COUNT and _is_a_part(mention):
        return f"万{unit}"
    if twin := _unit_of_pairs(mention, numbers):
        return twin
    smaller = {"亿": "万", "万": ""}.get(unit[:1]) if mention.dimension in (COUNT, MONEY) else None
    if smaller is None or (mention.dimension == MONEY and not smaller):
        return ""
    return smaller + unit[1:] if _is_beyond_all(mention, numbers) else ""


def _unit_of_pairs(mention: Mention, numbers: Sequence[Mention]) -> str:
    """Give what the second of all other pairs counts, where both of this count the same: 862户2541人，…159户452户."""
    pairs = [(m.previous.quantity, m.quantity) for m in numbers if m.previous and _follows_at_once(m)]
    own = mention.previous.quantity.bare_unit if mention.previous and _follows_at_once(mention) else ""
    seconds = {b.unit for a, b in pairs if a.bare_unit == own != b.bare_unit and b.dimension == COUNT}
    return seconds.pop() if own == mention.quantity.bare_unit and len(seconds) == 1 else ""


def _follows_at_once(mention: Mention) -> bool:
    return mention.previous is not None and mention.previous.quantity.end == mention.quantity.start


def _is_no_per_mille(mention: Mention) -> bool:
    """Say whether a rate is so high, or a share, that no one tells it per mille."""
    if OF_PEOPLE.search(mention.sentence.text):
        return False
    rate = float(mention.quantity.number)
    return rate >= _NO_RATE or (rate >= _NO_SHARE and _SHARE.search(mention.lead) is not None)


def _is_a_part(mention: Mention) -> bool:
    """Say whether a number tells parts of what has none, and isn't so many each."""
    quantity = mention.quantity
    whole = quantity.scale == 1 and quantity.step < 1 <= quantity.value and _WHOLE.search(quantity.unit)
    said = (mention.lead if quantity.value >= _FEW else mention.text_before) + mention.after
    alike = [m for m in mention.sentence.mentions if m.quantity.unit == quantity.unit and m.quantity.step < 1]
    return bool(whole) and len(alike) == 1 and not quantity.hedge and not _EACH.search(said)


def _is_beyond_all(mention: Mention, numbers: Sequence[Mention]) -> bool:
    """Say whether a round number is far beyond all others of its kind."""
    own = mention.quantity
    alike = [m for m in numbers if m.dimension == own.dimension and m.quantity.unit[-1:] == own.unit[-1:]]
    others = [m.quantity.value for m in alike if m is not mention]
    far = len(others) >= _OTHERS and own.value > _BEYOND * max(others)
    return far and own.step >= own.scale and not _OF_MORE.search(mention.sentence.text)
