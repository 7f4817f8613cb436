"""Order and lists: 从高到低依次为…, names in two bands that exclude each other, A、B、C3个乡镇, 三点要求：一是…, headings with （一）（二）."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, operand, statement
from zzlib.audit.quantities import COUNT, chinese_number
from zzlib.audit.reading import Mention, ReadSentence
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role

_NUMBER = r"(?P<number>[二两三四五六七八九十]{1,2}|\d{1,2})"
_FALLING = re.compile(
    r"[从由](?:高到低|多到少|大到小|快到慢)[^。；：\d]{0,16}?(?:依次|分别)?(?:为：?|是：?|有|：)|(?:较[多高大快]|最[多高大快]|突出)[^，。；：]{0,10}?依次(?:为：?|是：?|：)"
)
_RISING = re.compile(r"[从由](?:低到高|少到多|小到大|慢到快)[^。；：\d]{0,16}?(?:依次|分别)?(?:为：?|是：?|有|：)")
_TOP = re.compile(
    r"(?:居|列|排名?|占|位于|处于)[^，。；：]{0,6}?(?:前[二两三四五六七八九十\d]{1,2}[位名]?|靠前)[^，。；：]{0,10}?(?:为|是|有|：)"
)
_BODY = "镇乡街道局委办村社区县市区院校园公司队站所中心处"
_NAMES_BEFORE = re.compile(
    r"(?:^|[，；：。对将由在向是有为给])(?P<names>(?:[一-龥]{2,9}、)+[一-龥]{2,9}(?:[和及与][一-龥]{2,9})?)$"
)
_BAND = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)%?(?:-|—|至|到)(?P<high>\d+(?:\.\d+)?)%(?:之间)?|(?P<edge>\d+(?:\.\d+)?)%及?(?P<way>以上|以下|以内)"
    r"|(?P<over>超过|不足|低于|高于)(?P<bound>\d+(?:\.\d+)?)%"
)
_POINTS_OF = re.compile(rf"{_NUMBER}(?:个|项|点|条|大|类|种)?(?:方面)?[一-龥]{{0,10}}$")
_INLINE = re.compile(r"(?:^|[，。；：])(?P<place>[一二三四五六七八九十]{1,2})(?:是|要|抓)")
_ITEM = re.compile(r"^[（(](?P<place>[一二三四五六七八九十]{1,2})[）)]")
_SECTION = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章节部])")


def ordering_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of order, of names and of numbered points."""
    for sentence in register.reading.sentences:
        yield from _ranked(sentence)
        yield from _in_two_bands(sentence)
        yield from _names_before(sentence)
    yield from _points(register)


def _ranked(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge lists that say in which order they stand."""
    for pattern, sign, said in ((_FALLING, 1, True), (_RISING, -1, True), (_TOP, 1, False)):
        match = pattern.search(sentence.text)
        items = _list_behind(sentence, match.end()) if match else []
        if match is None or len(items) < 3:
            continue
        told = said or "依次" in match[0]
        for left, right in pairwise(items):
            if sign * (right.quantity.value - left.quantity.value) > 0:
                message = (
                    f"“{match[0].rstrip('：')}”后面，{right.quantity.text} 排在 {left.quantity.text} 之后，次序不对"
                )
                verdict = Verdict.WRONG if told else Verdict.DOUBTFUL
                yield statement("order", right, verdict, message, operands=(operand(left.quantity),), proof=(left,))
                return
        listed = "、".join(m.quantity.text for m in items)
        yield statement(
            "order", items[0], Verdict.OK, f"{listed} 的次序与“{match[0].rstrip('：')}”相符", proof=tuple(items)
        )
        return


def _list_behind(sentence: ReadSentence, start: int) -> list[Mention]:
    """Give the numbers of a list of names and numbers; a list with two numbers for a name is none."""
    items: list[Mention] = []
    at = start
    for mention in sentence.mentions:
        if mention.quantity.start < start:
            continue
        between = sentence.text[at : mention.quantity.start]
        if not re.fullmatch(r"[）)]?[、，；和及]?[一-龥“”·]{1,16}?[（(为达]?", between) or mention.quantity.hedge:
            break
        if items and (mention.dimension, mention.quantity.unit[-1:]) != (
            items[0].dimension,
            items[0].quantity.unit[-1:],
        ):
            break
        items.append(mention)
        at = mention.quantity.end
    return items if all(m.role in (Role.LEVEL, Role.SHARE, Role.RATE, Role.GROWTH) for m in items) else []


def _in_two_bands(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge names that stand in two bands of which each excludes the other: 80%以上的有A、B；50%以下的有C、A."""
    bands = []
    for segment in re.split("[；。]", sentence.text):
        match = _BAND.search(segment)
        listed = (
            re.search(r"(?:有|为|是|：)：?((?:[一-龥]{2,10}、)+[一-龥]{2,10})", segment[match.end() :])
            if match
            else None
        )
        if match and listed:
            bands.append((match, set(listed[1].split("、"))))
    for number, (one, names) in enumerate(bands):
        for other, more in bands[number + 1 :]:
            twice = sorted(names & more)
            if twice and _apart(_interval(one), _interval(other)):
                named = "、".join(twice)
                message = f"{named} 既在“{one[0]}”里，又在“{other[0]}”里，两档不会重合"
                yield _of_text(sentence, "band", named, message)


def _interval(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    if match["low"]:
        return Fraction(match["low"]), Fraction(match["high"])
    edge = Fraction(match["edge"] or match["bound"])
    upward = (match["way"] or match["over"]) in ("以上", "超过", "高于")
    return (edge, Fraction(10**6)) if upward else (Fraction(-(10**6)), edge)


def _apart(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _names_before(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 对A、B、C、D4个乡镇: names of one kind right before their number."""
    for mention in sentence.mentions:
        if mention.dimension != COUNT or not mention.quantity.is_exact or mention.depth:
            continue
        match = _NAMES_BEFORE.search(sentence.text[: mention.quantity.start])
        if not match:
            continue
        names = re.split("[、]", match["names"])
        last = re.split("[和及与]", names[-1])
        alike = all(name[-1] in _BODY for name in [*names[:-1], *last]) and "等" not in match["names"]
        if not alike or not re.match(rf"[一-龥]{{0,6}}?(?:[{_BODY}]|单位|部门|地)", mention.after):
            continue
        counted = len(names) + len(last) - 1
        good = mention.quantity.value in (counted, len(names))
        said = f"前面列了 {counted} 个名称：{match['names']}"
        message = f"{said}，相符" if good else f"文中写 {mention.quantity.text}，{said}"
        verdict = Verdict.OK if good else Verdict.WRONG
        yield statement("count", mention, verdict, message, recomputed=f"{counted}{mention.quantity.unit}")


def _points(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the number of points that a sentence or a heading announces by those that follow, numbered."""
    blocks = _blocks(register)
    for place, (sentence, text) in enumerate(blocks):
        opening, _, rest = text.partition("一是")
        announced = _POINTS_OF.search(re.sub("[：。，]$", "", opening).rpartition("。")[2]) if rest else None
        if announced and opening[-1:] in ("：", "。", "，"):
            listed = [m["place"] for m in _INLINE.finditer("：一是" + rest)]
            more = any(f"{following}是" in later for _, later in blocks[place + 1 :] for following in "三四五六七八九")
            yield from _announced(sentence, announced, listed, closed=not more)
        following, closed = [], False
        for _, line in blocks[place + 1 :]:
            if closed := bool(_SECTION.match(line)):
                break
            if item := _ITEM.match(line):
                following.append(item["place"])
        heading = _POINTS_OF.search(text.rstrip("：")) if len(text) <= 30 and not re.search("[。，；]", text) else None
        if heading and following and _ITEM.match(blocks[place + 1][1]) and not _ITEM.match(text):
            yield from _announced(sentence, heading, following, closed=closed)


def _blocks(register: FigureRegister) -> list[tuple[ReadSentence, str]]:
    """Give the first sentence and the text of each paragraph."""
    found: dict[int, tuple[ReadSentence, str]] = {}
    for sentence in register.reading.sentences:
        first, text = found.get(sentence.paragraph, (sentence, ""))
        found[sentence.paragraph] = first, text + sentence.text
    return list(found.values())


def _announced(
    sentence: ReadSentence, announced: re.Match[str], places: list[str], *, closed: bool
) -> Iterator[NumericClaim]:
    """Judge an announced number by the places of the list; one that names fewer may go on elsewhere unless `closed`."""
    numbers = [chinese_number(place) for place in places]
    stated = int(announced["number"]) if announced["number"].isdigit() else chinese_number(announced["number"])
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) < 2 or not stated:
        return
    said = f"后面列了 {len(numbers)} 点"
    good = stated == len(numbers)
    stated_text = announced[0][: len(announced["number"]) + 1]
    message = f"{said}，相符" if good else f"文中写“{announced[0]}”，{said}"
    one_off = stated == len(numbers) + 1  # of five points three are told: the text may be an extract
    bad = Verdict.WRONG if len(numbers) > stated or (closed and one_off) else Verdict.DOUBTFUL
    yield _of_text(sentence, "count", stated_text, message, Verdict.OK if good else bad)


def _of_text(
    sentence: ReadSentence, kind: str, stated: str, message: str, verdict: Verdict = Verdict.WRONG
) -> NumericClaim:
    return NumericClaim("", sentence.original, kind, "", (), stated, "", "", verdict, message, place=sentence.paragraph)
