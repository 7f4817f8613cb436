"""Counts that the names behind them bear out: 三省（甲、乙）, 8种蔬菜，品种为…, “三查”，查甲、查乙, 五路：一路…，一路…; or names of the sentence before: 这4条河."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.lists.counts import NOT_NAMES, Names, names_in
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.register import FigureRegister

_N = r"(?P<number>(?<![\d.第])\d{1,2}|(?<![第几十百千])[二两三四五六七八九十]{1,3})"
_UNIT = "(?P<unit>[个家件份部条项所名位处座种级门支股类方省市县镇乡村校院局区路站河]|部门|单位|大(?=[一-龥]{2}))"
_LED = re.compile(
    rf"{_N}{_UNIT}(?P<noun>[^，。；：（）、\d]{{0,20}}?)(?P<led>：|——|(?:分别|依次)?[为是](?=[^，。；：]*、)|，?(?:分别|均)?(?:位于|分布[在于]|设[在于])|（[^（）\d、]*(?:序|排序|排列|不分先后)）：|（(?=[^（）\d。；]*）)|，(?:它们|他们|分别|具体|依次)?(?:[一-龥]{{0,2}}?)(?:[为是有叫]|即|包括|分别(?:负责|承担|从事|主抓|来自))：?)(?P<names>[^，。；：\d（）]{{3,120}})(?=[，。；]|$|[（）])"
)
_SO_MANY_ARE = re.compile(rf"[有为分设列]{_N}(?P<unit>[一-龥]?)：(?P<names>[^，。；：\d（）]{{3,120}})(?=[。；]|$)")
_COUNTED_BEHIND = re.compile(
    rf"(?:[为是有即：]|包括)(?P<names>[^，。；：\d（）]{{3,120}})，(?:(?P<before>[一-龥]{{2,6}}?)(?:总?数|个数|共计?|计)?(?:为|达)?)?{_N}(?P<unit>[个家所名位处座种])(?P<noun>[一-龥]{{0,3}})"
)
_BACK = re.compile(
    rf"(?P<back>这|以上|上述|上列|前述|该){_N}(?P<unit>[个家条项所名位处座种级门支股类部]?)(?P<noun>[一-龥]{{0,6}})"
)
_LAST_LIST = re.compile(
    "(?P<lead>[^。；]*?)(?:：|(?:分别|依次)?[为是有即]|包括)(?P<names>[^，。；：\\d（）]{1,120})[。；，：]?$"
)
_SLOGAN = re.compile(
    rf"“{_N}(?:个|大|项)?(?P<key>[一-龥]{{1,2}})”(?P<between>[^。；、\d“”]{{0,12}}?(?:[，：即]|——))(?P<rest>[^。；]+)"
)
_BEFORE_SLOGAN = re.compile(
    rf"(?P<names>[^，。；：“”\d（）]{{3,60}})“{_N}(?:(?P<unit>[道个大项])[一-龥]{{1,3}}|(?P<key>[一-龥]))”(?=[，。；]|全部|均|都|$)"
)
_SLOGAN_IS = re.compile(
    rf"(?P<quoted>“?){_N}(?P<unit>[件个项道条招])[一-龥]{{1,3}}”?：(?P<names>[^，。；：\d（）]{{3,80}})(?=。|$)"
)
_MADE_UP = re.compile(
    rf"(?:^|[，。；由])(?P<names>[^，。；：“”\\d（）]{{3,60}})(?:组成|构成)的{_N}(?P<unit>部门|[个家方级县市省镇村校])(?P<noun>)"
)
_EACH_ONE = re.compile(
    rf"{_N}(?:个|大)?(?P<key>[一-龥])(?:进行|推进|走|用力|并进|发力|[一-龥]{{1,3}})?”?[：，](?P<rest>(?:[还再另也]?有?)?一(?P=key)[^。]+)"
)
_TWO_PARTS = re.compile(rf"“(?:[一二两三四五六七八九][一-龥])?{_N}(?P<key>[一-龥])(?:[一二两三四五六七八九][一-龥])?”")
_KEY_WORD = re.compile(rf"{_N}个“?(?P<key>[一-龥]{{2}})”?[，：](?P<rest>[^。]+)")
_KEYED_AHEAD = re.compile(
    rf"(?<!、)(?P<names>(?P<first>[一-龥])[一-龥]{{1,6}}(?:、(?P=first)[一-龥]{{1,6}})+)，?[^，。；、\d]{{0,6}}“{_N}(?P<key>(?P=first))”"
)
_IN_ORDER = re.compile(rf"{_N}(?P<unit>[个项点条件步])[一-龥]{{0,6}}：(?P<rest>首先[^。]+[；，]其次[^。]+)")
_TURNS = re.compile("(?:^|[，；。])(?:首先|其次|再次|再者|然后|最后)")
_KEPT = re.compile("[把守抓做实打念用严管过筑扣落](?:住|好|牢|实|到|通|稳|严|紧|全|活|够|细|了)+了?")
_OFFICES = re.compile(rf"(?:^|[。；，：]){any_of(words().lists.offices)}[：为]?([^。；，：]+)(?=[。；，]|$)")
_STAFF = re.compile(
    rf"(?:(?:组|指挥部|专班|委员会|班子|理事会|筹委会)(?:成员|[一二三四五六七八九]家)?[共合]计?有?|由|任免干部){_N}(?P<unit>[人名])(?P<behind>(?:组成)?[，：](?:[一-龥]{{0,4}}名单如下[：，])?(?={any_of(words().lists.offices)}))?"
)
_APPOINTED = (("[任聘]", "[一-龥]{2,4}为[^，；、。为]+"), ("免", "[一-龥]{2,4}的[^，；、。]+职务"))
_LEAST, _CLOSE, _PERSON = 2, 2, (2, 3)
_OPEN = re.compile("等|其中|之一|其余|其[他它]|另|以及|主要|部分|例如|[如像]")


def announced_name_claims(register: FigureRegister, told: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge counts of names that nothing else has told of: the names stand behind, or in the sentence before."""
    counts = {(c.sentence, regex("[^0-9一二两三四五六七八九十]").sub("", c.stated)) for c in told if c.kind == "count"}
    for claim in _all_counts(register.reading.sentences):
        said = (claim.sentence, regex("[^0-9一二两三四五六七八九十]").sub("", claim.stated))
        if said not in counts:
            counts.add(said)
            yield claim


def _all_counts(sentences: Sequence[ReadSentence]) -> Iterator[NumericClaim]:
    for place, sentence in enumerate(sentences):
        yield from _led_in(sentence)
        yield from _counted_behind(sentence)
        yield from _keyed(sentence)
        yield from _one_by_one(sentence)
        yield from _slogan_ahead(sentence)
        if place:
            yield from _looking_back(sentences[place - 1], sentence)
        yield from _by_office("。".join(s.text for s in sentences[max(0, place - 2) : place]), sentence)


def _led_in(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 8种蔬菜抽检合格，品种为甲、乙、丙 and 打造七大社团，有甲、乙、丙: the count's own noun leads the names in, or nothing else may."""
    for told in _LED.finditer(sentence.text):
        names, led = _plain(told["names"]), told["led"]
        of_it = (
            "叫" in led
            or regex("，(?:它们|他们|分别|具体|依次|[为是有即])").match(led)
            or _names_kind(led, told)
            or (led == "（" and regex(f"[{words().lists.endings}省州]$").search(told["unit"] + told["noun"]))
            or regex("^—|：$|位于|分布|设").search(led)
            or (led in ("是", "为", "分别是", "分别为", "依次是", "依次为") and _are_bodies(names))
        )
        more = regex("(?:（[^）]*）)?[、，](?:[^。；，\\d]*、|[^，。；]*等|以及|还有)").match(
            sentence.text[told.end() :]
        )
        if more and names and (number_in(told["number"]) or 0) > names.most:
            continue  # 四个片区：东边的甲、乙，西边的丙、丁
        if names and of_it and (led != "，有" or told["unit"] == "大") and not _OPEN.search(told["noun"]):
            yield from _told(sentence, told, names)


def _are_bodies(names: Names | None) -> bool:
    """Say whether all names are of people or of bodies and places, and not what things are like: 四位委员是甲某、乙某."""
    said = regex(f"、|{any_of(words().lists.joined)}").split(names.text) if names else []
    return bool(said) and all(len(name) in _PERSON or name[-1:] in words().lists.endings for name in said)


def _counted_behind(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 重点有四：甲、乙、丙、丁 and 中标人为甲公司、乙公司，中标企业数2家: a list that is led in, its count right beside it."""
    for told in _SO_MANY_ARE.finditer(sentence.text):
        names = _plain(told["names"])
        if names and all(name.endswith(told["unit"]) for name in names.text.split("、")):
            yield from _told(sentence, told, names)
    things = any_of((*words().lists.things, *words().lists.heads))
    for told in _COUNTED_BEHIND.finditer(sentence.text):
        noun = told["before"] or told["noun"]
        if (names := _plain(told["names"])) and regex(rf"{things}$" if told["before"] else f"^{things}").search(noun):
            yield from _told(sentence, told, names)


def _names_kind(led: str, told: re.Match[str]) -> bool:
    """Say whether words between a count and names name what it counts: 8种…，品种为."""
    noun = regex("^，|[为是有叫即：]|包括").sub("", led)
    return bool(noun) and (told["unit"] in noun or noun in words().lists.heads or noun in told["noun"])


def _keyed(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge “三查”，查甲、查乙、查丙, “四议”：甲提议、乙商议, 三个一律：… by the items that repeat their word."""
    for told in _SLOGAN.finditer(sentence.text):
        rest = regex("^(?:即|就是|指的?是?|[为是])").sub("", told["rest"].rstrip("。"))
        items = regex("[、，]|(?<=[”》])(?=[“《])").split(rest)
        opened = [regex(f"“?(?:和|一|以及|再)?{told['key']}").match(item) is not None for item in items]
        ended = [item.endswith(told["key"]) for item in items]
        run = opened.index(False) if False in opened else len(opened)
        run = len(items) if run <= 1 and all(ended) else run
        goes_on = regex(f"{re.escape(items[run - 1])}[”》]?、").search(rest) and run < len(items)
        if run > 1 and not goes_on and not regex(f"{told['key']}等").search(rest):
            yield from _counted(sentence, told, run, items[:run])
    for told in _KEY_WORD.finditer(sentence.text):
        items = regex("[，；、]").split(told["rest"].rstrip("。"))
        if all(told["key"] in item for item in items):
            yield from _counted(sentence, told, len(items), items)
    for told in _KEYED_AHEAD.finditer(sentence.text):
        items = told["names"].split("、")
        yield from _counted(sentence, told, len(items), items)


def _one_by_one(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 分成三路：一路…，一路…, 两点：首先…；其次…, “三件事”：甲、乙、丙 and “一廊三园”，…园有甲、乙、丙."""
    text = sentence.text
    for told in _IN_ORDER.finditer(text):
        yield from _counted(sentence, told, len(_TURNS.findall(told["rest"])), [])
    for told in _SLOGAN_IS.finditer(text):
        names = _plain(told["names"]) if told["quoted"] or told["unit"] == "件" else None
        if names and names.least - 1 <= (number_in(told["number"]) or 0) <= names.most + 1:
            yield from _told(sentence, told, names)
    for told in _EACH_ONE.finditer(text):
        pieces = regex("[，；]").split(told["rest"].rstrip("。"))
        each = [regex(f"(?:[还再另也]?有?)?一{told['key']}").match(piece) is not None for piece in pieces]
        run = each.index(False) if False in each else len(each)
        all_told = sum(each) == run and (run == len(each) or (number_in(told["number"]) or 0) < run)
        if all_told and not _OPEN.search(regex("另有?一|还有一").sub("", told["rest"])):
            yield from _counted(sentence, told, sum(each), [])
    for told in _TWO_PARTS.finditer(text):
        behind = rf"[，；：]{told['key']}则?即?(?:依次|分别)?(?:[为是有]|包括)(?P<names>[^，。；：\d]+)"
        listed = regex(behind).search(text[told.end() :])
        names = _plain(listed["names"]) if listed and len(told[0]) > len("“三园”") else None
        if names:
            yield from _told(sentence, told, names)


def _slogan_ahead(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 把住了产地、屠宰、运输、市场“四关”: names right before a slogan that counts them."""
    for told in _BEFORE_SLOGAN.finditer(sentence.text):
        kept = list(_KEPT.finditer(told["names"]))
        whole = told["unit"] and (told.start() == 0 or sentence.text[told.start() - 1] in "，。；")
        names = _plain(told["names"][kept[-1].end() if kept else 0 :]) if kept or whole else None
        if names and names.least > _LEAST:
            yield from _told(sentence, told, names)
    for told in _MADE_UP.finditer(sentence.text):
        if names := _plain(told["names"]):
            yield from _told(sentence, told, names)


def _looking_back(before: ReadSentence, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 境内河流有四：甲、乙、丙、丁。这4条河…: the only list of names of the sentence before, of what the count is of."""
    listed = _LAST_LIST.match(before.text)
    told = next((m for m in [_BACK.search(sentence.text)] if m and m.start() < _CLOSE), None)
    names = _plain(listed["names"]) if listed and told else None
    if listed and told and names and before.text.count("、") == listed["names"].count("、"):
        noun = told["unit"] + told["noun"]
        kin = {name[-1:] for name in names.text.split("、")}
        general = regex(any_of(words().lists.things)).search(told["noun"]) is not None
        same = any(letter in listed["lead"][-12:] for letter in told["noun"][:2]) or (
            len(kin) == 1 and kin <= set(noun)
        )
        if general or same:
            yield from _told(sentence, told, names)


def _by_office(before: str, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 组长：甲；成员：乙、丙。专家组共3人 by the names behind each office, and 任命：甲为局长，乙为主任。共任命2人 by who becomes what."""
    if told := _STAFF.search(sentence.text):
        near = sentence.text[told.end() :] if told["behind"] else before + sentence.text[: told.start()]
        groups = _OFFICES.findall(regex("（[^（）]*）").sub("", near))
        names = [name for group in groups for name in group.split("、")]
        plain = len(groups) > 1 and all(1 < len(name) <= 4 for name in names)
        yield from _counted(sentence, told, len(names), names) if plain else ()
    for way, named in _APPOINTED:
        listed = regex(rf"{way}[命任去]：?([^。；]+)").findall(before)
        names = regex(named).findall(listed[0]) if len(listed) == 1 else []
        told = regex(rf"{way}[命免去任职聘]{{1,2}}(?:干部|人员)?{_N}(?P<unit>[人名])").search(sentence.text)
        if told and len(names) > 1 and "等" not in listed[0]:
            yield from _counted(sentence, told, len(names), names)


def _plain(text: str) -> Names | None:
    """Read a closed list of at least two names; `None` for anything else."""
    text = regex("(?<=[”》])[和及与]?(?=[“《])").sub("、", text.strip())
    names = names_in(text) if not _OPEN.match(text) else None
    said = names.text.split("、") if names else []
    plain = names is not None and names.most >= _LEAST and not any(NOT_NAMES.search(name) for name in said)
    return names if plain and names is not None and names.least >= _LEAST else None


def _told(sentence: ReadSentence, told: re.Match[str], names: Names) -> Iterator[NumericClaim]:
    stated = number_in(told["number"]) or 0
    if not names.least <= stated <= names.most:
        yield from _counted(sentence, told, names.least if stated < names.least else names.most, names.text.split("、"))


def _counted(sentence: ReadSentence, told: re.Match[str], right: int, names: list[str]) -> Iterator[NumericClaim]:
    """Accuse a count that its names don't bear out; one that is far off is of something else."""
    stated = number_in(told["number"]) or 0
    kin = len({name[-1:] for name in names}) == 1 or len({len(name) for name in names}) == 1
    if names and stated < right - 1 and not kin:
        return  # 三个：政务中心、招商平台、种植、养殖、加工基地
    if right < _LEAST or stated < _LEAST or stated == right or abs(stated - right) > max(_CLOSE, right // _CLOSE):
        return
    groups = told.groupdict()
    said = told["number"] + (groups.get("unit") or groups.get("key") or "")
    shown = f"：{'、'.join(names)}" if names else ""
    message = f"文中写“{said}”，列了 {right} 个{shown}"
    yield text_claim(sentence, "count", said, f"{right}", Verdict.WRONG, message)
