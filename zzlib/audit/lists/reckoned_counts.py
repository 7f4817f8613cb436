"""Counts that the words beside them make: 7乡1镇，共8个乡镇; 28个城市中除甲市和乙市外，其余26个; 《甲》《乙》共两件."""

import re
from collections.abc import Iterator

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.lists.counts import names_in
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.register import FigureRegister

_FEWEST = 2
_ANY_NUMBER = r"(?:\d{1,3}|十[一二三四五六七八九]?|[一二两三四五六七八九]十?)"
_BUT = re.compile(
    rf"(?P<all>{_ANY_NUMBER})个[一-龥]{{1,8}}?[中里]?，?除(?:了|去)?(?P<names>[^，；。：\d]{{2,40}}?)(?:[之以]?外)?，其[余他](?P<number>{_ANY_NUMBER})个"
)
_BUT_OF = re.compile(
    rf"除(?:了|去)?(?P<names>[^，；。：\d]{{2,40}}?)(?:[之以]?外)，(?P<number>{_ANY_NUMBER})个(?P<noun>[一-龥]{{2}})"
)
_TITLED = re.compile(
    rf"(?P<names>(?:《[^》]+》(?:[、和及与]|以及)?){{2,}})(?:，?(?:共计?|上述|以上|这))?(?P<number>{_ANY_NUMBER})[件部个项份篇本种出首支幅册卷](?!月)"
)
_NOT_LESS = re.compile(
    rf"(?:^|[，。；])除?(?P<but>[^，。；：\d]{{2,20}}?)[之以]?外，(?:还|另|尚)[有包][括含]?(?P<names>[^，。；：\d]{{2,60}}?)，?(?:总共|一共|合计|共计|共)(?P<number>{_ANY_NUMBER})[家个名人所位]"
)
_DAYS_OF_WEEK = re.compile(
    rf"(?:周|星期)(?P<names>[一二三四五六日](?:[、和](?:周|星期)?[一二三四五六日])+)[^。；\d]{{0,16}}?(?:一周|每周|一星期|共)[一-龥]{{0,3}}?(?P<number>{_ANY_NUMBER})[天次场日期]"
)
_DONE = re.compile(
    rf"(?P<number>{_ANY_NUMBER})[件项][一-龥]{{0,6}}(?:事|工作|任务|工程|举措)：(?P<names>(?:[一-龥]{{2,12}}\d[\d.]*[一-龥]{{1,4}}，)+[一-龥]{{2,12}}\d[\d.]*[一-龥]{{1,4}})(?=。|$)"
)
_DATES = re.compile(
    rf"(?P<number>{_ANY_NUMBER})[次天日期场轮批][一-龥]{{0,6}}?(?:（|，?分别[是为在于]|：)(?P<names>(?:(?:1[0-2]|[1-9])月)?\d{{1,2}}日(?:[、和及](?:(?:1[0-2]|[1-9])月)?\d{{1,2}}日)+)(?!等|至|—|-)"
)
_KINDS_OF = rf"(?:{_ANY_NUMBER}个?(?:乡|镇|街道?|办事处|社区|村|苏木|[林农牧]?场|县|市|区|旗)[、和及]?){{2,}}"
_OF_KINDS = (
    re.compile(rf"(?<![\d.第至—-])(?P<kinds>{_KINDS_OF})，?[（总合]?共[计有]?(?P<number>{_ANY_NUMBER})个"),
    re.compile(rf"(?<![\d.第至—-])(?P<number>{_ANY_NUMBER})个[一-龥]{{1,6}}（(?P<kinds>{_KINDS_OF})）"),
)
_KIND_NAMES = "(?:乡|镇|街道|社区|村|县|市|区){2,4}"
_SAID_TOGETHER = "(?:凡|共计|合计|总计|统共|一共|共|合|计)"
_MADE_OF_KINDS = re.compile(
    rf"(?<![\d.第至—-])(?P<kinds>{_KINDS_OF})，[^，。；\d]{{0,2}}?(?P<number>{_ANY_NUMBER})个(?P<noun>{_KIND_NAMES})"
)
_BARE = re.compile(
    rf"(?:^|[，。；：])(?P<kinds>(?:[一-龥]{{1,6}}\d{{1,4}}[、，和])+[一-龥]{{1,6}}\d{{1,4}})，[^，。；：\d]{{0,8}}?{_SAID_TOGETHER}(?P<number>\d{{1,5}})[一-龥](?<![万亿千百元])"
)
_OF_NAMED_KINDS = re.compile(
    rf"(?P<kinds>(?:(?:乡|镇|街道|社区|村|县|市|区)\d{{1,3}}个[、，和])+(?:乡|镇|街道|社区|村|县|市|区)\d{{1,3}}个)，[^，。；\d]{{0,2}}?(?P<number>{_ANY_NUMBER})个(?P<noun>{_KIND_NAMES})"
)
_NUMBERED = re.compile(
    rf"(?:第|(?=20\d\d年))(?P<names>\d{{1,4}}(?P<year>年?)(?:[、和]第?\d{{1,4}}(?P=year))+)(?P<noun>[一-龥]{{0,4}}?)，?(?:先后|{_SAID_TOGETHER}|这|以上|上述)(?P<number>{_ANY_NUMBER})个?(?P<same>[一-龥]{{1,4}})"
)
_LINES = re.compile(
    rf"(?P<names>\d{{1,3}}(?P<kind>路|号[一-龥])(?:[、和]\d{{1,3}}(?P=kind))+)(?P<number>{_ANY_NUMBER})[条栋个眼台部口]"
)
_IN_A_ROW = re.compile(rf"等(?P<number>{_ANY_NUMBER})(?:[大类种]|个)[^。；：\d]{{1,40}}(?:依次|分别)[为是有](?=\d)")
_SEPARATED = {_TITLED: "《", _DATES: r"\d日", _DAYS_OF_WEEK: "[一二三四五六日]", _NUMBERED: r"\d+"}
"""Names and what each of them has, by which they are counted; else the kind that is told behind each."""


def reckoned_count_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 28个城市中除甲市和乙市外，其余26个 by who is left out, 7乡1镇，共8个乡镇 by its kinds, 《甲》《乙》共两件 by its titles, and 甲、乙等5类…，依次为 by how many numbers there are."""
    for sentence in register.reading.sentences:
        yield from _without_some(sentence, register)
        for pattern in (*_SEPARATED, _LINES):
            for told in pattern.finditer(sentence.text):
                count = len(regex(_SEPARATED.get(pattern) or told["kind"]).findall(told["names"]))
                named = told.groupdict().get("noun")
                of_them = told.re is not _NUMBERED or told["same"].startswith(named[-2:] if named else "年")
                yield from _told_as(sentence, told, count, count) if of_them else ()
        for told in _DONE.finditer(sentence.text):  # some clauses may tell more of the thing before them
            yield from _told_as(sentence, told, 1, told["names"].count("，") + 1)
        for told in (
            m for way in (*_OF_KINDS, _MADE_OF_KINDS, _OF_NAMED_KINDS, _BARE) for m in way.finditer(sentence.text)
        ):
            every = r"\d+" if told.re is _BARE else _ANY_NUMBER
            right = sum(number_in(number) or 0 for number in regex(every).findall(told["kinds"]))
            behind = regex("(?:街道|[乡镇村县市区]){1,3}").match(sentence.text[told.end() :])
            other = told.re in _OF_KINDS and behind is not None and not set(behind[0]) & set(told["kinds"])
            noun = told.groupdict().get("noun") or ""  # 4县2区，共78个乡镇
            kinds = not other and all(kind in told["kinds"] for kind in regex("街道|社区|[一-龥]").findall(noun))
            yield from _told_as(sentence, told, right, right) if kinds else ()
        for told in _IN_A_ROW.finditer(sentence.text):
            row = next((len(m.series) for m in sentence.mentions if m.quantity.start == told.end()), 0)
            plain = row > _FEWEST and 2 * (number_in(told["number"]) or 0) <= 3 * row  # else some of them
            yield from _told_as(sentence, told, row, row) if plain else ()


def _without_some(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 28个城市中除甲市和乙市外，其余26个, and 除甲外，还有乙、丙，共3家."""
    for told in _BUT_OF.finditer(sentence.text):
        before = "".join(s.text for s in register.reading.sentences[max(0, sentence.number - 1) : sentence.number])
        before += sentence.text[: told.start()]
        wholes = regex(rf"({_ANY_NUMBER})个{told['noun']}|{told['noun']}（共({_ANY_NUMBER})个）").findall(before)
        names, whole = names_in(told["names"]), number_in("".join(wholes[-1])) if wholes else None
        if names and whole and abs(whole - names.most - (number_in(told["number"]) or 0)) < _FEWEST:
            yield from _told_as(sentence, told, whole - names.most, whole - names.least)
    for told in _NOT_LESS.finditer(sentence.text):
        both = names_in(told["but"] + "、" + told["names"])
        yield from _told_as(sentence, told, both.least, both.most) if both else ()
    for told in _BUT.finditer(sentence.text):
        names, whole = names_in(told["names"]), number_in(told["all"]) or 0
        yield from _told_as(sentence, told, whole - names.most, whole - names.least) if names else ()


def _told_as(sentence: ReadSentence, told: re.Match[str], least: int, most: int) -> Iterator[NumericClaim]:
    """Accuse a count that isn't what the words beside it make."""
    if not least <= (number_in(told["number"]) or 0) <= most:
        said = told.string[told.start("number") : told.end("number") + 1]
        least = most if least == 1 else least
        message = f"由“{told[0]}”数得 {least} 个，文中写“{said}”"
        yield text_claim(sentence, "count", said, f"{least}个", Verdict.WRONG, message)
