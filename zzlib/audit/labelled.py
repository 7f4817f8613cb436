"""Numbers that bear a year, a quarter or a month as their label, compared by it: 2024年较2022年增加 x, 2024年增加 x."""

import re
from collections.abc import Iterator

from zzlib.audit.arithmetic import DIFFERENCE, Verdict
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT, POINTS
from zzlib.audit.reading import Mention, ReadSentence, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role

_LABEL = r"20\d\d年|(?<![\d-])(?:1[0-2]|[1-9])月|第?[一二三四]季度"
_LABELS = re.compile(_LABEL)
_LISTED = re.compile(
    rf"(?P<labels>(?:(?:{_LABEL})(?:[末底]|份)?[、和及与])+(?:{_LABEL})(?:[末底]|份)?)[^，。；：\d]{{0,20}}分别$"
)
_UP, _DOWN = "增|多|提|升|上|高|扩|净", "减|少|降|下|低|缩|回"
_COMPARED = re.compile(
    rf"(?P<now>{_LABEL})[末底]?(?:份)?(?:[比较]|与|相比)(?P<then>{_LABEL})[末底]?(?:份)?(?:相比)?[，]?(?P<what>[一-龥]{{0,6}}?)(?:{_UP}|(?P<down>{_DOWN}))[一-龥]{{0,3}}$"
)
_IN_YEAR = re.compile(r"(?P<year>20\d\d)年(?:净|共)?(?:增加|新增|净增|(?P<down>减少|净减))$")
_PLAIN = (Role.LEVEL, Role.TOTAL, Role.BASE, Role.SHARE, Role.RATE)


def labelled_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge differences between the only numbers that the labels of two times have in the sentence and the one before."""
    for sentence in register.reading.sentences:
        told: dict[str, list[Mention]] = {}
        for earlier in register.reading.paragraph_of(sentence):
            if sentence.number - 1 <= earlier.number <= sentence.number:
                for label, mention in _labelled(earlier):
                    told.setdefault(label, []).append(mention)
        for mention in sentence.mentions if len(told) > 1 else []:
            pair = _pair(mention, told)
            if pair is None:
                continue
            claim, _ = settle("difference", mention, [Binding(DIFFERENCE, pair)], certain=True)
            if claim.verdict != Verdict.WRONG or is_near(claim):
                yield claim


def _pair(mention: Mention, told: dict[str, list[Mention]]) -> tuple[Mention, Mention] | None:
    """Give the two numbers whose difference a number is said to be, the larger first if it rose."""
    ahead = mention.sentence.text[: mention.quantity.start]
    match = _COMPARED.search(ahead) or _IN_YEAR.search(ahead)
    if match is None or mention.quantity.hedge or mention.dimension == PERCENT:
        return None
    year = match.groupdict().get("year")
    now, then = (f"{year}年", f"{int(year) - 1}年") if year else (match["now"], match["then"])
    found = [
        [m for m in told.get(label, []) if _is_like(m, mention) and m.order < mention.order] for label in (now, then)
    ]
    if any(len({m.quantity.value for m in side}) != 1 for side in found):
        return None
    if year and not all(
        re.search("[末底]", m.sentence.text[m.begin : m.quantity.start]) for side in found for m in side
    ):
        return None
    pair = (found[0][0], found[1][0])
    return pair[::-1] if match["down"] else pair


def _is_like(one: Mention, mention: Mention) -> bool:
    if mention.dimension == POINTS:
        return one.dimension == PERCENT
    return same_unit(one, mention) and one.quantity.unit[-1:] == mention.quantity.unit[-1:]


def _labelled(sentence: ReadSentence) -> Iterator[tuple[str, Mention]]:
    """Give the plain numbers of a sentence with the label of each: those of its clause, or by place of a list (分别为)."""
    for mention in sentence.mentions:
        if mention.quantity.hedge or mention.role not in _PLAIN:
            continue
        first = mention.series[0] if mention.series else mention
        lead = sentence.text[first.begin : first.quantity.start]
        head = sentence.text[: first.quantity.start]
        if mention.series:
            listed = _LISTED.search(re.sub("[为是达]到?$", "", head))
            labels = _LABELS.findall(listed["labels"]) if listed else []
            if len(labels) == len(mention.series):
                yield labels[next(n for n, m in enumerate(mention.series) if m is mention)], mention
            continue
        behind = lead[: mention.quantity.start - first.begin]
        since = max(
            (m.quantity.end - first.begin for m in sentence.mentions[: mention.place] if m.begin == mention.begin),
            default=0,
        )
        labels = _LABELS.findall(behind[since:])
        if len(labels) == 1 and not re.search("[比较]|增|减|同期", behind[since:]):
            yield labels[0], mention
