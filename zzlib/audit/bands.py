"""Names that stand in two bands of which each excludes the other: 80%以上的有甲、乙；50%以下的有丙、甲."""

import re
from collections.abc import Iterator
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim
from zzlib.audit.register import FigureRegister

_BANDS = 4  # so many sentences a list of bands may have
_LIST_OF_BAND = re.compile("(?:有|为|是|：)：?((?:[一-龥]{2,10}、)+[一-龥]{2,10})")
_OF_BAND = "(?:%|万元|亿元|分)"
_BAND = re.compile(
    rf"(?P<low>\d+(?:\.\d+)?){_OF_BAND}?(?:-|—|至|到)(?P<high>\d+(?:\.\d+)?)(?P<unit>{_OF_BAND})(?:之间)?"
    rf"|(?P<edge>\d+(?:\.\d+)?)(?P<unit2>{_OF_BAND})及?(?P<way>以上|以下|以内)"
    rf"|(?P<over>超过|不足|低于|高于)(?P<bound>\d+(?:\.\d+)?)(?P<unit3>{_OF_BAND})"
)


def band_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge names that stand in two bands of which each excludes the other: 80%以上的有A、B；50%以下的有C、A."""
    bands = []
    for sentence in register.reading.sentences:
        for segment in re.split("[；。]", sentence.text):
            match = _BAND.search(segment)
            listed = _LIST_OF_BAND.search(segment[match.end() :]) if match else None
            if match and listed:
                bands.append((match, set(listed[1].split("、")), sentence))
    for number, (one, names, first) in enumerate(bands):
        for other, more, sentence in bands[number + 1 :]:
            twice = sorted(names & more)
            alike = _unit_of(one) == _unit_of(other) and _measure_of(other) in ("", _measure_of(one))
            near = sentence.number - first.number <= _BANDS
            if twice and near and alike and _apart(_interval(one), _interval(other)):
                named = "、".join(twice)
                message = f"{named} 既在“{one[0]}”里，又在“{other[0]}”里，两档不会重合"
                yield NumericClaim(
                    "",
                    sentence.original,
                    "band",
                    "",
                    (),
                    named,
                    "",
                    "",
                    Verdict.WRONG,
                    message,
                    place=sentence.paragraph,
                )


def _unit_of(band: re.Match[str]) -> str:
    return band["unit"] or band["unit2"] or band["unit3"]


def _measure_of(band: re.Match[str]) -> str:
    """Give the rate that a band is of: 支付率 of 支付率低于30%."""
    named = re.search("[一-龥]{2}[率度]", band.string[: band.start()])
    return named[0] if named else ""


def _interval(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    if match["low"]:
        return Fraction(match["low"]), Fraction(match["high"])
    edge = Fraction(match["edge"] or match["bound"])
    upward = (match["way"] or match["over"]) in ("以上", "超过", "高于")
    return (edge, Fraction(10**6)) if upward else (Fraction(-(10**6)), edge)


def _apart(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
