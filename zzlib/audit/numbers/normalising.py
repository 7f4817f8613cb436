"""A sentence as the patterns of numbers expect it: plain digits, Chinese punctuation, no marks of notes, no idle blanks."""

import re
from collections.abc import Sequence
from functools import cache

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words

_PLAIN = str.maketrans("０１２３４５６７８９％．＋－−﹣∶︰();?!", "0123456789%.+---::（）；？！")
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),")
_NO_OPENING = re.compile("年(?=初(?:[中级婚诊步次始赛]|高中))")  # 2012年初中招生, which is no 年初
_GLOSS = re.compile("(?<=[一-龥])（(?=[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}）")
_CAPITAL = re.compile(
    "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[壹贰叁肆伍陆柒捌玖拾佰仟][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆]"
)
_SMALL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟圆", "一二三四五六七八九十百千元")
_TWICE = re.compile("，+(?=[，。；：、])|([；：、])\\1+")
_COLON = re.compile(r":(?!\d)|(?<!\d):")
# Nobody sees these; inside a number they would cut it in two.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NOTE_MARK = re.compile(r"(?<=[一-龥])(?:[\[［〔【]\d{1,2}[\]］〕】]|[①-⑳])(?!号)|(?<=\d)[①-⑳](?=[一-龥%，。；、）]|$)")
_RAISED = re.compile(r"(?<=[\d一-龥%）”》])(?<!(?<!\d)10)[\[［〔]?[⁰¹²³⁴-⁹⁽⁾ʼⁿ]+[\]］〕]?")
"""The mark of a note behind a number or a word (120¹个); behind 10 it is a power, behind a letter part of a unit."""
_MINUS = re.compile(r"(?<=[为是达的到从由（，：])[–—](?=\d)|(?<=其[他它])一(?=\d)")
"""A dash for a minus, or the numeral for one: 其它一11567万元."""
_ENDLESS = re.compile(r"\d[\d,.]{40,}")
"""What is no number that anybody prints; to work with it would take for ever."""
_BLANK = r"[ \t\r\n\u3000\xa0\u2009\u202f]+"
_THIN = r"[ \xa0\u2009\u202f]"
_IDLE_BLANK = re.compile(rf"(?<![\dA-Za-z]){_BLANK}|{_BLANK}(?![\dA-Za-z])")
_ITEM = re.compile(rf"^(?:{_BLANK})?\d{{1,2}}\.{_BLANK}(?=\d)")
"""The number of an item before a number: 2. 6个单位中, which are not 2.6."""
_LATIN = re.compile("[A-Za-zμ]")
_POWER = re.compile(r"(?<=\d)[×xX]10\^?([48])(?=[A-Za-z一-龥])")
"""A power of ten of which only the figures are left: 6459.02×104t."""
LISTED_BARE = ("money", "dollars", "percent", "land", "hectares", "square_metres", "tonnes", "kilometres")


def normalised(text: str) -> str:
    """Write a sentence as the patterns expect it: plain digits, Chinese punctuation told once, no glosses of how a character is read, no marks of notes (家庭户[3]), amounts in the capitals of cheques as others are written out, no 年初 where 初中 is meant, no blanks but between numbers."""
    text = _UNSEEN.sub("", plain(text))
    text = text if "：①" in text else _NOTE_MARK.sub("", text)  # 材料有：①申请书②身份证 are no notes
    text = _ITEM.sub("", _RAISED.sub("", text))
    text = _POWER.sub(lambda power: "万" if power[1] == "4" else "亿", text)
    text = _grouped().sub(lambda match: regex(r"\D").sub("", match[0]), text)
    text = _CAPITAL.sub(lambda match: match[0].translate(_SMALL), text)
    text = _IDLE_BLANK.sub("", _blank_before_unit().sub("", text))
    text = _MINUS.sub("-", _ENDLESS.sub("…", _COLON.sub("：", _COMMA.sub("，", text))))
    return _TWICE.sub(r"\1", _NO_OPENING.sub("年的", _GLOSS.sub("", text)))


@cache
def _grouped() -> re.Pattern[str]:
    """Give the pattern of a number in groups of three (321 146件, 28，583件, 1 000 万元): only before a unit, so that columns of numbers stay apart."""
    scales = any_of(tuple(words().scales))
    units = unit_of([unit for kind in LISTED_BARE for unit in words().units[kind]])
    behind = rf"(?:[%一-龥]|{_THIN}?(?:{scales})?{units})"
    return re.compile(rf"(?<![\d.,，])[1-9]\d{{0,2}}(?:(?:{_THIN}\d{{3}})+|(?:，\d{{3}})+)(?=(?:\.\d+)?{behind})")


def plain(text: str) -> str:
    """Write each character as the patterns expect it, one for one: plain digits, simplified."""
    return text.translate(_PLAIN).translate(_simplified())


@cache
def _simplified() -> dict[int, int]:
    return str.maketrans(words().traditional.characters, words().traditional.simplified)


def unit_of(units: Sequence[str]) -> str:
    """Give a pattern for any of units; no further letter or figure follows one in Latin letters: m², but not the m of mm or m2."""
    latin = tuple(filter(_LATIN.match, units))
    return rf"(?:{any_of(latin)}(?![A-Za-z0-9²³])|{any_of(tuple(unit for unit in units if unit not in latin))})"


@cache
def _blank_before_unit() -> re.Pattern[str]:
    """Give the pattern of a blank between a number and its unit in Latin letters: 1200 m²."""
    return re.compile(rf"(?<=\d){_BLANK}(?={any_of(tuple(filter(_LATIN.match, dimensions())))}(?![A-Za-z0-9²³]))")


@cache
def dimensions() -> dict[str, str]:
    """Give the dimension of each unit."""
    return {unit: dimension for dimension, group in words().units.items() for unit in group}
