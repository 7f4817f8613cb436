"""What is said of a list of names and numbers: 浓度最低的是甲区, 乙县居首位, 不足60%的有2个; held against the list before it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim
from zzlib.audit.quantities import chinese_number
from zzlib.audit.reading import ReadSentence
from zzlib.audit.register import FigureRegister

_ITEM = re.compile(r"(?:和)?(?P<name>[一-龥A-Za-z]{2,8}?)(?:为|达)?(?P<number>\d+(?:\.\d+)?)(?P<unit>%|[一-龥/]{0,6})")
_WAY = "最(?P<way>[高低多少大小快慢])"
_EXTREMES = (
    rf"(?P<about>[一-龥]{{0,8}}?){_WAY}的(?:是|为)(?P<name>NAMES)",
    rf"(?P<name>NAMES)(?P<about>[一-龥]{{0,5}}){_WAY}(?=[，。；]|$)",
    r"(?P<name>NAMES)(?:以[\d.]+%?[^，。；\d]{0,3}?的)?(?P<about>[一-龥]{0,6}?)(?:居|列|排在?|位居)[一-龥]{0,4}?(?:首位|榜首|第一|末位)",
)
"""Each with NAMES for the names of the list."""
_COUNT = re.compile(
    r"(?P<way>不足|低于|未达到|超过|高于)(?P<edge>\d+(?:\.\d+)?)(?P<unit>%|[一-龥]{0,3}?)的[一-龥]{0,6}?(?:只|仅)?有?(?P<number>\d{1,2}|[两二三四五六七八九])个"
)
_TURNED = re.compile("降|减|负|下滑|目标|任务|计划|上年|去年|同期")
_LOW = "低少小慢"
_BELOW = ("不足", "低于", "未达到")
_ITEMS = 3


def standing_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge superlatives, first places and counts by the one list of names and numbers of their paragraph before them."""
    for sentence in register.reading.sentences:
        lead, items, unit, end = _listed(sentence)
        if not items or _TURNED.search(lead):
            continue
        later = [s for s in register.reading.paragraph_of(sentence) if s.number == sentence.number + 1]
        for other, text in [(sentence, sentence.text[end:]), *((s, s.text) for s in later)]:
            yield from _extremes(other, text, lead, items)
            yield from _counts(other, text, items, unit)


def _listed(sentence: ReadSentence) -> tuple[str, dict[str, Fraction], str, int]:
    """Give the words that lead a list in, its numbers by name, their unit, and where it ends; nothing if there is none, or two."""
    nothing: tuple[str, dict[str, Fraction], str, int] = ("", {}, "", 0)
    if sentence.text.count("：") != 1:
        return nothing
    lead, _, rest = sentence.text.partition("：")
    listed = re.split("[，；。]", rest)[0]
    found = [_ITEM.fullmatch(part) for part in listed.split("、")]
    items = {match["name"]: Fraction(match["number"]) for match in found if match is not None}
    units = {match["unit"] for match in found if match is not None}
    if None in found or len(items) < max(_ITEMS, len(found)) or len(units) != 1:
        return nothing
    return lead, items, units.pop(), len(lead) + 1 + len(listed)


def _extremes(sentence: ReadSentence, text: str, lead: str, items: dict[str, Fraction]) -> Iterator[NumericClaim]:
    values = items.values()
    names = "|".join(map(re.escape, sorted(items, key=len, reverse=True)))
    for pattern in _EXTREMES:
        for match in re.finditer(pattern.replace("NAMES", names), text):
            name = match["name"]
            about = match["about"].removeprefix("其中").removesuffix("的")
            if re.search("方面|：", text[: match.start()]):
                continue  # of another measure
            if _TURNED.search(match[0]) or not all(letter in lead for letter in about):
                continue
            way = match.groupdict().get("way")
            right = (min(values),) if way and way in _LOW else (max(values),) if way else (min(values), max(values))
            number = f"{float(items[name]):g}"
            repeated = re.search(r"\d+(?:\.\d+)?", text[match.start() : match.end() + 8])
            if items[name] in right or (repeated and Fraction(repeated[0]) != items[name]):
                continue
            best = "、".join(f"{n} {float(value):g}" for n, value in items.items() if value == right[-1])
            message = f"文中说“{match[0]}”，而名单里{name}是 {number}，应为{best}"
            yield _of_list(sentence, "order", number, best, message)


def _counts(sentence: ReadSentence, text: str, items: dict[str, Fraction], unit: str) -> Iterator[NumericClaim]:
    for match in _COUNT.finditer(text):
        edge, below = Fraction(match["edge"]), match["way"] in _BELOW
        if match["unit"] != unit or edge in items.values():
            continue
        names = [name for name, value in items.items() if (value < edge) == below]
        stated = int(match["number"]) if match["number"].isdigit() else chinese_number(match["number"])
        if names and stated and stated != len(names):
            message = f"文中写“{match[0]}”，名单里有 {len(names)} 个：{'、'.join(names)}"
            yield _of_list(sentence, "count", f"{match['number']}个", f"{len(names)}个", message)


def _of_list(sentence: ReadSentence, kind: str, stated: str, right: str, message: str) -> NumericClaim:
    return NumericClaim(
        "", sentence.original, kind, "", (), stated, "", right, Verdict.WRONG, message, place=sentence.paragraph
    )
