"""Which number a growth from a printed base has come to: the only one that words leave."""

import re

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import heads_of, is_amount
from zzlib.audit.reading.counted_alike import compatible, same_unit
from zzlib.audit.reading.reading import Mention, stripped, words_between
from zzlib.audit.reading.roles import CHANGES, Role

NAMED_UNIT = re.compile("((?:人次|[件人起户批家套宗])(?=数)|^[人件批起户场]次)(?:数?[量同环比]*)[一-龥]{2}$")
_NUMBER_OF = re.compile("(?<=..)[人户件个起]?数?量?$")
_COME_TO = re.compile("，(?:达到?|增至|升至|增加到|提高到|为)")
_OF_PART = re.compile("[新净增减]|其[中他余]")


def reached(mention: Mention, base: Mention) -> list[Mention]:
    """Give what a number is said to have come to right behind its growth: 比上年同期的400万元增长25%，达到500万元."""
    behind = mention.behind[:1]
    told = [m for m in behind if same_unit(m, base) and _COME_TO.fullmatch(words_between(mention, m))]
    return told if base.place == mention.place - 1 else []


def lone_head(mention: Mention, base: Mention, levels: list[Mention], subject: str) -> list[Mention]:
    """Give the only number that heads the thoughts before that of a base and its growth: 接警1264起，其中火灾418起…；去年同期为1131起，同比增长11.8%."""
    beside = base.segment == mention.segment and base is mention.previous and not stripped(subject)
    own = (beside or NAMED_UNIT.search(mention.before)) and not mention.series
    ahead = [m for m in base.ahead if is_amount(m) and compatible(m, base)]
    heads = heads_of(ahead)
    fits = own and len(heads) == 1 and all(m.segment < base.segment for m in ahead)
    named = fits and stripped(subject_of_growth(base)) in heads[0].before
    return heads if named and all(m in ahead for m in levels) else []


def only_now(mention: Mention, base: Mention) -> list[Mention]:
    """Give the only amount of the thought before a base behind 比 and its growth, or before a growth with its base in the bracket behind: 收入12.86亿元，为预算的102.9%，比上年决算数11.79亿元增长9.1%."""
    than = base.lead.startswith(("比", "较")) and base.begin == mention.begin and base is mention.previous
    than |= mention.bracket == [base] and not stripped(subject_of_growth(mention))
    if base.segment < mention.segment and NAMED_UNIT.search(mention.before):  # 死亡9人，上年为13人；死亡人数下降30.8%
        named = [m for m in base.ahead if m.role == Role.LEVEL and compatible(m, base) and not m.depth]
        return named if len(named) == 1 and mention.before[:2] in named[0].before else []
    ahead = (m for m in base.ahead_in_thought if than and not mention.series and compatible(m, base))
    now = [m for m in ahead if m.role in (*CHANGES, Role.LEVEL) and not m.depth and "均" not in m.before]
    return now if len(now) == 1 and now[0].role == Role.LEVEL and not _OF_PART.search(now[0].thought) else []


def called(mention: Mention, base: Mention) -> list[Mention]:
    """Give the only number before a base behind 比 whose own words are what its clause says grew: 企业9.84万户、个体户27.36万户；企业数比去年6月末的9.07万户增长7.8%."""
    said = regex("[较比]").split(mention.lead)[0]
    name = _NUMBER_OF.sub("", stripped(said))
    beside = base.begin == mention.begin and base is mention.previous and not mention.series
    own = beside and len(name if name[1:] else said[1:]) > 1
    ahead = (m for m in base.ahead if own and is_amount(m) and not m.depth and compatible(m, base))
    called = [
        m for m in ahead if (_NUMBER_OF.sub("", stripped(m.before)) == name if name[1:] else m.before.endswith(said))
    ]  # 总户数131699户，家庭户131598户，…，总户数比1964年
    return called if len(called) == 1 else []


def subject_of_growth(mention: Mention) -> str:
    """Give the words of the clause that say what grew, without those of comparing."""
    lead = regex(any_of(words().roles.growth_up + words().roles.growth_down) + r"[^一-龥]*\S{0,4}$").sub(
        "", mention.lead
    )
    lead = regex(r"同比|环比").sub("", lead)
    lead = regex(r"[\d.,]+\S{0,3}$").sub("", lead) if regex(r"\d").search(lead) else lead
    lead = regex(r"[较比与]?(?:20\d\d年)?" + any_of(words().roles.base) + r"?(?:相比)?").sub("", lead)
    return regex(r"[较比与]|相比|环比|分别|各|口径|同口径").sub("", lead)
