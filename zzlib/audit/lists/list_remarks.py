"""What else is said of lists: 降幅最大的是甲 of names that each grow or fall, 甲是唯一增幅超过10%的, 最高的甲与最低的乙相差6.6, 仅次于甲、乙 of what is third, 最早的是甲 of dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.lists.list_counts import ListedValue, bounded_claims
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.dates import dates_in
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.register import FigureRegister

_UP, _DOWN = "增长|上升|上涨|提高|增加", "下降|下滑|下跌|降低|减少"
_GROWN = re.compile(
    rf"(?P<name>[一-龥]{{2,12}}?)(?:同比)?(?P<way>{_UP}|{_DOWN})(?P<number>\d+(?:\.\d+)?)(?P<unit>%|个百分点)"
)
_MOST_GROWN = re.compile(
    "(?P<what>[降跌减][幅]|[增涨升][幅速])(?:均?为?)最(?P<way>[大小高低快慢])的(?:是|为)(?P<name>[^，。；：\\d]{2,12})"
)
_GROWS_MOST = re.compile(
    "(?P<name>[一-龥]{2,12}?)的?(?P<what>[降跌减][幅]|[增涨升][幅速])(?:均?为?)最(?P<way>[大小高低快慢])(?!的)"
)
_LIST = re.compile(
    "(?P<name>[一-龥A-Za-z]{2,10}?)(?:为|达)?(?P<number>\\d+(?:\\.\\d+)?)(?P<unit>%|[一-龥]{0,3})(?=[，、；。]|$)"
)
_GAP = re.compile(
    "最(?:高|多|大|好)的?(?P<high>[一-龥]{2,10}?)[与和比]最(?:低|少|小|差)的?(?P<low>[一-龥]{2,10}?)，?(?:相差|之差为|差距为|差距达|极差为|差|高出?|多)(?P<n>\\d+(?:\\.\\d+)?)"
)
_BEHIND_ONLY = re.compile("仅次于(?P<names>[^，。；]{2,50})")
_ASIDE = re.compile("（[^（）]*）")
_RANK = re.compile(
    "(?:[名位]?[列居]|排名?|位次)(?:在|为|是)?(?:全|在)?[一-龥]{0,5}?第(?P<n>[一二三四五六七八九十]{1,2}|\\d{1,2})(?!季度|批|轮|期|次|届|产业|人民|中学|小学|医院)"
)
_NOT_NAMES = re.compile("上年|去年|同期|历史|最高|纪录|20\\d\\d年|水平|平均|等")
_FIRST_LAST = re.compile("最(?P<way>早|晚|先|迟|快|慢)的(?:[一-龥]{0,4})?(?:是|为)(?P<name>[一-龥]{2,8})")
_DATED = re.compile("(?:^|[，、；：。])(?P<name>[一-龥]{2,8})$")
_ITEMS = 3


@dataclass(frozen=True)
class GrownList:
    """Names that each grow or fall, falls below nought, and where the list ends."""

    items: list[ListedValue]
    end: int


def list_remark_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is said of the list of the same sentence, or of the one before."""
    sentences = register.reading.sentences
    for sentence in sentences:
        behind = [s for s in sentences[sentence.number + 1 : sentence.number + 2] if s.paragraph == sentence.paragraph]
        grown = _grown(sentence.text)
        if grown is not None:
            for other in (sentence, *behind):
                text = other.text[grown.end :] if other is sentence else other.text
                yield from _of_grown(other, text, grown.items)
                told = sentence.text if re.search("[增降]幅|增速|增长|下降", text) else ""
                if told:
                    yield from bounded_claims(other, text, grown.items, told + "增幅增速降幅", whole=True)
        for other in (sentence, *behind):
            yield from _gap(other, sentence.text)
            yield from _by_date(other, sentence)
        yield from _only_behind(
            sentence, [*sentences[max(0, sentence.number - 1) : sentence.number], sentence, *behind]
        )


def _grown(text: str) -> GrownList | None:
    """Give the names of a text that stand one behind the other, each with what it grew or fell by."""
    found: list[re.Match[str]] = []
    for match in _GROWN.finditer(text):
        if found and re.fullmatch("[，、；和]", text[found[-1].end() : match.start()]) is None:
            if len(found) >= _ITEMS:
                break
            found = []
        found.append(match)
    names = {match["name"] for match in found}
    if len(found) < _ITEMS or len(names) < len(found) or len({m["unit"] for m in found}) > 1:
        return None
    items = [
        ListedValue(
            m["name"].removeprefix("其中"), Fraction(m["number"]) * (-1 if m["way"] in _DOWN else 1), m[0], m["unit"]
        )
        for m in found
    ]
    return GrownList(items, found[-1].end())


def _of_grown(sentence: ReadSentence, text: str, items: list[ListedValue]) -> Iterator[NumericClaim]:
    """Judge 降幅最大的是甲 by what each fell by."""
    for match in (*_MOST_GROWN.finditer(text), *_GROWS_MOST.finditer(text)):
        falls = match["what"][0] in "降跌减"
        like = [item for item in items if (item.value < 0) == falls]
        named = [item for item in like if item.name in match["name"] or match["name"].lstrip("其中以") in item.name]
        if len(named) != 1 or len(like) < _ITEMS - 1:
            continue
        best = (
            max(like, key=lambda item: abs(item.value))
            if match["way"] in "大高快"
            else min(like, key=lambda item: abs(item.value))
        )
        if abs(best.value) != abs(named[0].value):
            message = f"文中说“{match[0].strip('，')}”，而名单里它是{named[0].shown}，应为{best.shown}"
            yield text_claim(sentence, "order", named[0].shown, best.shown, Verdict.WRONG, message)


def _gap(sentence: ReadSentence, listed: str) -> Iterator[NumericClaim]:
    """Judge 最高的甲与最低的乙相差6.6 by the numbers of both in a list without units."""
    for match in _GAP.finditer(sentence.text):
        found = [
            {m["number"] for m in _LIST.finditer(listed) if m["name"].endswith(match[side])} for side in ("high", "low")
        ]
        if [len(numbers) for numbers in found] != [1, 1]:
            continue
        high, low = (Fraction(numbers.pop()) for numbers in found)
        stated = Fraction(match["n"])
        shown = f"{float(high - low):g}"
        good = stated == high - low
        verdict = Verdict.OK if good else Verdict.WRONG
        message = f"{match['high']}与{match['low']}相差 {shown}" + ("，相符" if good else f"，文中写 {match['n']}")
        yield text_claim(sentence, "difference", match["n"], shown, verdict, message)


def _only_behind(sentence: ReadSentence, near: list[ReadSentence]) -> Iterator[NumericClaim]:
    """Judge a rank told once near by by how many it is 仅次于."""
    for match in _BEHIND_ONLY.finditer(_ASIDE.sub("", sentence.text)):
        names = [name for name in re.split("[、和及与]", match["names"].removesuffix("之后")) if name]
        told = [(other, rank) for other in near for rank in _RANK.finditer(_ASIDE.sub("", other.text))]
        ranks = {number_in(rank["n"]) for _, rank in told}
        if _NOT_NAMES.search(match["names"]) or len(ranks) != 1 or len(_BEHIND_ONLY.findall(sentence.text)) > 1:
            continue
        other, rank = told[0]
        right = len(names) + 1
        good = ranks == {right}
        message = f"仅次于 {len(names)} 个（{'、'.join(names)}），是第 {right}" + (
            "，相符" if good else f"，文中写“{rank[0]}”"
        )
        verdict = Verdict.OK if good else Verdict.WRONG
        yield text_claim(other, "order", f"第{rank['n']}", f"第{right}", verdict, message)


def _by_date(sentence: ReadSentence, listed: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 最早的是甲，最晚的是乙 by the dates that a list puts behind their names."""
    told = list(_FIRST_LAST.finditer(sentence.text))
    days = dates_in(listed.text) if told else []
    named = [(m["name"], d) for d in days if d.day and (m := _DATED.search(listed.text[: d.begin]))]
    if len(named) < _ITEMS or len({d.year for _, d in named}) > 1 or len({name for name, _ in named}) < len(named):
        return
    order = sorted(named, key=lambda pair: (pair[1].month or 0, pair[1].day or 0))
    for match in told:
        first = match["way"] in "早先快"
        right = order[0] if first else order[-1]
        mine = [pair for pair in named if pair[0] in match["name"] or match["name"] in pair[0]]
        if len(mine) == 1 and (mine[0][1].month, mine[0][1].day) != (right[1].month, right[1].day):
            message = f"文中说“{match[0]}”，而名单里它是{mine[0][1].text}，应为{right[0]}（{right[1].text}）"
            yield text_claim(sentence, "order", mine[0][0], right[0], Verdict.WRONG, message)
