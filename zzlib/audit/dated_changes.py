"""By how much an amount changed whose two numbers stand apart, each with its year: 2007年…81649人死亡。与2006年相比，死亡人数减少 x 人。…2006年…89455人死亡."""

import re
from collections.abc import Iterator

from zzlib.audit.arithmetic import DIFFERENCE
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.comparing import own_words
from zzlib.audit.growth import base_of
from zzlib.audit.quantities import RATIOS
from zzlib.audit.rate_differences import time_of
from zzlib.audit.reading import Mention, same_unit, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.words import any_of, words

_REACH = 40
_CHANGES = (Role.INCREASE, Role.DECREASE)
_IDLE = re.compile("净|同比|环比|分别|相比|[较比与](?:上年|去年|20\\d\\d年)|两年|人数|件数|起数|户数|数$|总")


def dated_change_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge changes by the only numbers of their name of this year and of the one before it."""
    for mention in register.reading.mentions:
        if mention.role not in _CHANGES or mention.dimension in RATIOS or mention.quantity.hedge or mention.depth:
            continue
        if mention.series or base_of(mention) is not None:
            continue
        name = _name(mention)
        like = [m for m in _near(mention, register) if len(name) > 1 and all(letter in own_words(m) for letter in name)]
        pairs = list(_pairs(like, register))
        if len(pairs) == 1:
            now, then = pairs[0]
            used = (now, then) if mention.role == Role.INCREASE else (then, now)
            yield settle("difference", mention, [Binding(DIFFERENCE, used)], certain=True)[0]


def _name(mention: Mention) -> str:
    """Give the words that say what changed: 死亡 of 死亡人数减少."""
    changed = any_of((*words().roles.increase, *words().roles.decrease))
    return stripped(_IDLE.sub("", re.sub(f"{changed}$", "", mention.before)))


def _near(mention: Mention, register: FigureRegister) -> list[Mention]:
    near = register.reading.mentions[max(0, mention.number - 1 - _REACH) : mention.number + _REACH]
    return [m for m in near if is_amount(m) and same_unit(m, mention) and not m.quantity.hedge and m is not mention]


def _pairs(like: list[Mention], register: FigureRegister) -> Iterator[tuple[Mention, Mention]]:
    """Give each number of a year with one of the year before."""
    years = [(m, _year(m, register)) for m in like]
    for now, year in years:
        yield from ((now, then) for then, before in years if year and before == year - 1)


def _year(mention: Mention, register: FigureRegister) -> int:
    time = time_of(mention, register)
    said = re.sub(r"\D", "", time.year) if time is not None and not time.year.startswith("-") else ""
    return int(said) if said else 0
