"""Order and lists: 从高到低依次为…, A、B、C3个乡镇, 三点要求：一是…, headings with （一）（二）."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from zzlib.audit.documents.places import is_heading_text
from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.lists.counts import NOT_NAMES
from zzlib.audit.lists.listed_items import list_behind
from zzlib.audit.lists.numbered import item_number, items_below, paragraphs
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import ReadSentence, without_asides
from zzlib.audit.reading.register import FigureRegister

_NUMBER = r"(?P<number>十[一二三四五六七八九]|[二两三四五六七八九十]{1,2}|\d{1,2})"
_FALLING = re.compile(
    r"[从由](?:高[到至]低|多[到至]少|大[到至]小|快[到至]慢)(?:[^。；：\d]|\d{1,2}(?=月)){0,24}?(?:依次|分别)?(?:为：?|是：?|有|：)|(?:较[多高大快]|最[多高大快]|最?集中|突出)[^，。；：]{0,10}?依次(?:为：?|是：?|：)"
)
_EITHER = re.compile(r"[从由](?:好到差|优到劣|强到弱)[^。；：\d]{0,16}?(?:依次|分别)?(?:为：?|是：?|有|：)")
_RISING = re.compile(
    r"[从由](?:低[到至]高|少[到至]多|小[到至]大|慢[到至]快)[^。；：\d]{0,16}?(?:依次|分别)?(?:为：?|是：?|有|：)"
)
_TOP = re.compile(
    r"(?:居|列|排名?|占|位于|处于)[^，。；：]{0,6}?(?:前(?:的)?[二两三四五六七八九十\d]{1,2}[位名]?|靠前)[^，。；：]{0,10}?(?:(?:为|是|有)：?|：)"
)
_FIRST_NAMED = re.compile("前[三四五六七八九十][名位]?(?:的[一-龥]{0,8})?(?:分别|依次)?(?:为|是|有)：?")
_ORDERS = ((_EITHER, 0, True), (_FALLING, 1, True), (_RISING, -1, True), (_TOP, 1, False), (_FIRST_NAMED, 0, False))
_SO_MANY_FIRST = re.compile(r"前的?([二两三四五六七八九十]{1,2}|\d{1,2})")
_COUNTED_THINGS = (
    "[一-龥]{0,2}(?:业务|工作|任务|指标|工程|行动|制度|产品|服务|技术|机制|政策|社?会?保险|基金|收入|支出|费用|税)"
)
_COUNTED = re.compile(r"\d[处个名件项家户人起万亿元%]|[两三四五六七八九十][条处座所家个]$")
_THEY = re.compile("已|均|全部|都|尚未|仍未|未能|先后|分别")
_NONE_LEFT = re.compile("以上[一-龥]{0,4}(?:均|全部|都)|名单已?全部|名单如上|全部名单|无遗漏|均已列出")
_NAME = "[一-龥A-Za-z0-9·“”《》]{1,14}"
_NAMES_BEFORE = re.compile(
    rf"(?P<names>(?:{_NAME}、)+?{_NAME}?)(?P<all>，?(?:共计|共有|共|合计|等)|，?{any_of(words().lists.sums_up)}|(?<=[”》])，)?"
    r"(?P<number>(?<![\d.第])\d{1,2}|(?<!第)[二两三四五六七八九十]{1,2})(?P<unit>个|人|家|条|项|所|名|位|处|座|种|级|季|门|支|股|册|卷|站|厂|店|馆|园|路|线|户|组|部门|单位|省|市|州|县|镇|乡|村|地|校|院|局|区|方|类|大(?=[一-龥]{2}|类)(?![学型量小宗件]|中[型小]))(?=(?P<after>[一-龥]{0,8}))"
)
# 收入、支出由甲、乙、丙三类构成: of 甲, 乙 and 丙; 超过100亿元的有甲、乙
_MADE_OF = re.compile(
    "^[^、]*\\d年[^、\\d]{0,6}在(?=[一-龥]{2})|^.*(?:[一-龥]{2}(?<![自事缘来])由|内设|下设|设有|下辖|的[有是为])(?=[一-龥]{2})"
)
_LED_TO = re.compile(
    "^.*(?:赴|前往|深入|走访|先后[到在]了?|到了|来到|涉及|覆盖|涵盖|来自|停靠|[者名员]为|选举|选出|推选|聘请|任命)(?=[一-龥]{2})"
)
_MEASURED = "个(?:月|季度|学期|百分点|千分点|工作日|交易日|自然日|日历[天日]|小时|星期|年头)"  # no list is so long
_POINTS_OF = re.compile(
    rf"(?<![第\d.]){_NUMBER}(?![农季\d.]|{_MEASURED})(?:个|项|点|条|大|类|种|处|起|例)?(?:方面)?[一-龥]{{0,10}}$"
)
_LOOKS_BACK_AT = re.compile(
    rf"(?:[上前]述|以上)(?:[一-龥]{{0,6}}(?:[共合总]?计|共))?{_NUMBER}(?:个方面|方面|[个项点条大类份件])"
)
_ANNOUNCED = re.compile(
    rf"(?<![\d.第]){_NUMBER}(?!(?<=八)项规定|{_MEASURED})(?:个|项|点|条|大|类|种|件|例|所|家|名|处|起|批次)(?P<noun>[一-龥]{{0,6}})"
)
_OF_MATTERS = re.compile(
    "(?:情况|进展|数据|指标|结果|成绩|得分|概况)(?:通报|报告|汇报|公布|公告|通知|反馈)?如下[：。]$"
)
"""What the points below a count are of where they aren't the things that it counts: 现将2个医共体运行情况通报如下：."""
# 两快两高, no 七个一律
_TWO_AND_TWO = re.compile("[一二两三四五六七八九](?![个项条大])[一-龥][一二两三四五六七八九][一-龥]")
_BRACKET = re.compile(rf"（共?{_NUMBER}(?:个|项|条|类|种|件|例|所|家|名|处|起)(?P<noun>)）$")
_QUOTED_NAME = re.compile("“[^”]+”$")
_QUOTED = re.compile(rf"“{_NUMBER}[个大项](?P<noun>[一-龥]{{2,4}})”")
_ATTACHED = re.compile(rf"{_NUMBER}[个家名位所](?P<noun>[一-龥]{{0,8}})（(?:具体)?名单(?:附后|见附件|附下|如下|见后)）")
_LEAD_IN, _NOUN, _FEW = 60, 4, 2
_MANY = 5  # names between a colon and their number are all of them: 辖：甲、乙、丙、丁、戊、己8个村
_ABSTRACT = re.compile("方面|问题|措施|举措|任务|要求|建议|做法|特[点征]|亮点|变化|趋势|成效|原因|环节|经验|工作")
_LOOKS_BACK = re.compile("上述|以上|前述|这[一-龥]")
_SAYS = re.compile(
    "明确|提出|存在|强调|部署|确定|发现|梳理|做好|抓好|落实|采取|呈现|开展|取得|表现|体现|抓了|做了|推进"
)
_INLINE = re.compile(r"(?:^|[，。；：])(?P<place>[一二三四五六七八九十]{1,2})(?:是|要|抓)")
_ORDERED = re.compile("[降升]序|[从由][高多大低少小][到至]|依次(?:下降|递减|减少|递增|上升)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_INLINES = (
    _INLINE,
    re.compile("(?:^|[；：。])其(?P<place>[一二三四五六七八九十])[，、：]"),
    re.compile(r"(?:^|[；：。])案例(?P<place>[一二三四五六七八九十]|\d)[：、]"),
    re.compile(r"(?:^|[：；。])(?P<place>[一二三四五六七八九十]{1,2})、"),
    re.compile("(?:^|[。；：])（(?P<place>[一二三四五六七八九十]{1,2})）"),
    re.compile(r"(?:^|[。；：])（(?P<place>\d{1,2})）"),
    re.compile(r"(?:^|[。；：])(?P<place>\d{1,2})[.、．](?!\d)"),
    re.compile(r"(?:^|[。；：])第(?P<place>[一二三四五六七八九十]{1,2})[，、]"),
    re.compile("[，；：](?P<place>[一二三四五六七八九])(?:组|队|班|片|路|线)(?![一二三四五六七八九\\d])"),
    re.compile(
        "[，；：。]第(?P<place>[一二三四五六七八九十])(?:小?组|章|节|部分|批|阶段|轮|步|类|期|条|关|招|件|项|块|道|点|站|季)"
    ),
    re.compile(f"(?:^|[：；。]|(?<=[一-龥]))(?P<place>[{_CIRCLED}])"),
    re.compile(r"(?:(?<=^附件：)|(?<=[一-龥])) ?(?P<place>\d{1,2})[.．](?!\d)"),
)
_AS_FOLLOWS = re.compile("，(?:[一-龥]{0,4}如下|(?:具体|分别|主要)?(?:是|为|有)|[计即]|包括|附)$")
_UNITS = tuple("个项条件例所家名处起户座")
_FAR = 1.5  # what is announced is no more of what the items make, and no less than a third of it
_ALSO = re.compile("此外|另外|同时还")
_ITEM_NUMBER = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．是]{1,2}")


def ordering_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of order, of names and of numbered points."""
    for sentence in register.reading.sentences:
        yield from _ranked(sentence)
        yield from _names_before(sentence)
    yield from _points(register)


def _ranked(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge lists that say in which order they stand."""
    for pattern, sign, said in _ORDERS:
        match = pattern.search(sentence.text)
        items = list_behind(sentence, match.end())[0] if match else []
        few = _SO_MANY_FIRST.search(match[0]) if match and not said else None
        items = items[: number_in(few[1])] if few else items  # 前三名为甲、乙、丙，第一名领先0.88分
        if match is None or len(items) < 3:
            continue
        told = said or "依次" in match[0] or _ORDERED.search(sentence.text) is not None
        way = sign or (1 if items[0].quantity.value > items[-1].quantity.value else -1)
        name = match[0].rstrip("：")
        for left, right in pairwise(items):
            if way * (right.quantity.value - left.quantity.value) > 0:
                message = f"“{name}”后面，{right.quantity.text} 排在 {left.quantity.text} 之后，次序不对"
                yield statement("order", right, Verdict.WRONG if told else Verdict.DOUBTFUL, message, [left])
                return
        message = f"{'、'.join(m.quantity.text for m in items)} 的次序与“{name}”相符"
        yield statement("order", items[0], Verdict.OK, message, proof=tuple(items))
        return


def _names_before(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge A、B、C、D四个法庭 and A、B、C，共4家: names right before their number."""
    text = regex("(?<=[”》])(?=[“《])").sub("、", without_asides(sentence.text))
    for match in _NAMES_BEFORE.finditer(text):
        names = _MADE_OF.sub("", match["names"]).split("、")
        names[0] = _LED_TO.sub("", names[0])
        last = regex("[和及与]").split(names[-1])
        stated = number_in(match["number"])
        counted = len(names) + len(last) - 1
        mixed = regex(r"[一-龥]{0,10}[和与及、][\d一二两三四五六七八九]").match(match.string[match.end() :])
        # 甲镇、乙镇、丙镇等2个镇
        more = match["all"] == "等" and not mixed and stated is not None and stated < len(names)
        more |= match["all"] == "等" and _NONE_LEFT.search(sentence.text) is not None
        if any(
            regex(
                r"^[一二三四五六七八九十]$|[一二两三四五六七八九]条|\d|^(?:[还另]有|有“)|[一-龥]{4}各[一-龥]{0,3}$"
            ).search(
                name,
            )
            for name in names
        ):
            continue  # 国道两条、省道三条; 特殊教育学校1所、职业中专1所; 除甲外，还有乙、丙，共3家
        if regex("[、和与及]\\d").match(match.string[match.end("unit") :]):
            continue  # 县道、乡道发生3处和5处
        if any(regex("[交报到]了$|没有?[一-龥]|还有$").search(name) for name in names):
            continue  # 表交了、钱一分没见着的还有3个单位
        kind = regex("行业|产业|门类").match(match["after"]) is not None
        if kind and stated == sum(name.endswith("业") for name in names):
            continue  # 信息传输、软件和信息技术服务业、金融业: a name may have a list in it
        if not stated or stated > 2 * counted or not _are_names(names, last, match, closed=more):
            continue  # 图书馆、文化馆、博物馆共47座: kinds, not names
        joined = (
            regex("会同|联合|携手|协同|连同|加上|[它其]?[与和同]").match(names[0]) is not None
        )  # 住建局会同城管局、市场监管局三方
        usual = sorted(map(len, names))[len(names) // 2]
        places = match["unit"] == "个" and regex("城市|[省市县区乡镇]|国家").match(match["after"])
        run_on = places and sum(len(name) == 2 * usual for name in names[1:-1])  # 郑州、杭州广州、西安
        good = stated in (counted, len(names)) or (stated == counted + 1 and (joined or run_on == 1))
        good |= stated == counted - 1 and any("及其" in name for name in names)  # 食用油、油脂及其制品
        said = f"前面列了 {counted} 个名称：{'、'.join(names)}"
        message = f"{said}，相符" if good else f"文中写 {match['number']}{match['unit']}，{said}"
        off = min(abs(stated - counted), abs(stated - len(names)))
        near = off == 1 or (off == _FEW and (match["unit"] == "人" or _is_summed_up(match) or len(names[-1]) == 1))
        closed = match.string[: match.start()].endswith("：") and (len(names) > _MANY or "共" in (match["all"] or ""))
        verdict = Verdict.OK if good else Verdict.WRONG if near or more or closed else Verdict.DOUBTFUL
        stated_text, right = match["number"] + match["unit"], f"{counted}{match['unit']}"
        yield text_claim(sentence, "count", stated_text, right, verdict, message)


def _is_summed_up(match: re.Match[str]) -> bool:
    """Say whether words take names together before they count them: 、国画，凡6门; “甲”“乙”，2个."""
    said = (match["all"] or "").lstrip("，")
    return (match["all"] == "，" or said in words().lists.sums_up) and said != "等"


def _are_names(names: list[str], last: list[str], match: re.Match[str], *, closed: bool) -> bool:
    """Say whether items are names of what is counted: 城关镇、柳河镇 of 镇, not of 5个村; with 等 they may be some of them unless `closed`."""
    following = names[1:-1] + last
    if match["unit"] in "站厂店馆园路线户组":
        return all(name.endswith(match["unit"]) and len(name) > 1 for name in (*names, *last))
    quoted = names[-1].startswith("“") and all(map(_QUOTED_NAME.search, names))
    if quoted or match["unit"] == "人":  # 委员为甲某、乙某2人, not 教师、医生35人
        return quoted or (not match["names"].startswith(names[0]) and all(1 < len(name) < 4 for name in names))
    if any(NOT_NAMES.search(name) or _COUNTED.search(name) for name in names[1:]) or names[-1].endswith(("第", "的")):
        return False
    if _COUNTED.search(names[0]) or (not closed and "等" in match["names"] + (match["all"] or "")):
        return False
    single = [len(name) == 1 for name in following]
    if any(single):  # 市、县、乡、村四级
        told = match["unit"] in "级方季册卷种类" or match["after"].startswith(("片区", "方向", "方位", "片"))
        told |= set(following) <= set("甲乙丙丁戊己庚辛壬癸")
        return all(single) and len(single) > 1 and told
    if match["unit"] in ("大", "类", "种", "级") or (
        match["unit"] == "项" and regex(_COUNTED_THINGS).match(match["after"])
    ):
        return True
    endings, things = words().lists.endings, any_of(words().lists.things)
    last_letters = {name[-1:] for name in following}  # 赵河、刘湾、孙店: of no kind, as one of them has no ending
    kinds = last_letters if last_letters <= set(endings) else set()
    of = match["unit"] + match["after"]  # 5省份, 4镇, 3个省级政府门户网站
    noun = regex(rf"[一-龥]{{0,7}}?(?:{things}|[{endings}])").match(
        of if regex(rf"{things}|[{endings}]").match(of) else match["after"]
    )
    if not kinds and match["after"].startswith(("项目", "省")):
        return True
    if _is_summed_up(match) and not kinds:
        return len(names) > _FEW or match["all"] == "，"
    if noun is None and len({name[-1:] for name in names}) == 1 and names[-1][-1] in match["after"][:4]:
        return True  # 东山桥、西山桥 of 桥梁
    bodies = all(name[-1:] in endings and not regex(r"\d").search(name) for name in (*names, *last))
    if bodies and not match["after"]:
        return True
    if noun is None:
        they = bodies and _THEY.match(match["after"]) is not None
        # 四星级的有甲、乙、丙三个
        told = (
            bool(match["all"]) or regex("[一-龥]有(?=[一-龥]{2})").search(match["names"].partition("、")[0]) is not None
        )
        return (told and not match["after"]) or they
    return not kinds or regex(things).search(noun[0]) is not None or bool(kinds & set(noun[0]))


def _points(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the number of points that a sentence or a heading announces by those that follow, numbered."""
    blocks = paragraphs(register)
    lists = [
        n for n, (_, text) in enumerate(blocks) if regex("(?:附件?[0-9]?：?)?[^，。]{0,16}名单：?").fullmatch(text)
    ]
    for place, (sentence, text) in enumerate(blocks):
        attached = list(_ATTACHED.finditer(text))
        if len(attached) == len(lists) == 1 and lists[0] > place:
            behind = [line for _, line in blocks[lists[0] + 1 :]]
            names = list(takewhile(lambda line: regex("[一-龥A-Za-z·]{2,20}").fullmatch(line.strip()), behind))
            if len(names) > 1:
                yield from _announced(sentence, attached[0], len(names), closed=True)
        yield from _inline(sentence, text, [later for _, later in blocks[place + 1 :]])
        announced = _announcement(text)
        if announced and place + 1 < len(blocks) and _INLINE.match(below := blocks[place + 1][1]):
            starts = [match.start("place") for match in _INLINE.finditer(below)]
            told = [below[start:end] for start, end in pairwise([*starts, len(below)])]
            yield from _summed(sentence, announced, told) if len(told) > 1 else ()
        items, closed = items_below([later for _, later in blocks[place + 1 :]]) if announced else ([], False)
        if announced is None or not items:
            continue
        own, first = item_number(text), item_number(items[0])
        if own and ((first is not None and first[0] <= own[0]) or blocks[place + 1][1] != items[0]):
            continue  # a further item, no head of a list of its own
        heading = not own and not regex("[：（）。]$").search(text)
        if announced.re is _QUOTED and not all(announced["noun"] in item for item in items):
            continue
        matters = _OF_MATTERS.search(text) is not None
        kin = not matters and _kin(announced["noun"] or text[: announced.start()], items)
        heading, kin = heading or matters, kin or _ABSTRACT.search(announced[0]) is not None
        if len(items) > 1 and (summed := list(_summed(sentence, announced, items))):
            yield from summed
        elif len(items) > 1 and (not heading or kin) and items[0].startswith(blocks[place + 1][0].text[:1]):
            yield from _announced(sentence, announced, len(items), closed=closed)


def _inline(sentence: ReadSentence, text: str, later: list[str]) -> Iterator[NumericClaim]:
    """Judge 三点要求：一是…；二是… and 五大行动：（一）…；（二）… within a paragraph."""
    for pattern in _INLINES:
        first = pattern.search(text)
        if first is None or first["place"] not in ("一", "1", "①"):
            continue
        opening = text[: first.start() + 1].rstrip("，")
        head = _AS_FOLLOWS.sub("", regex("[：。]$|[“”]").sub("", opening).rpartition("。")[2])
        announced = None if _TWO_AND_TWO.search(head) else _POINTS_OF.search(head)
        places = [m["place"] for m in pattern.finditer(text)]
        ordinals = [_CIRCLED.find(p) + 1 or number_in(p) for p in places]
        numbered = len(places) > 1 and ordinals == list(range(1, len(places) + 1))
        more = any(f"{n}是" in line or f"（{n}）" in line for line in later for n in "二三四五六七八九")
        starts = [m.start("place") for m in pattern.finditer(text)]
        told = [text[start:end] for start, end in pairwise([*starts, len(text)])]
        below = "".join(line for line in later[:1] if line.startswith(("（以上", "以上", "上述")))
        for back in _LOOKS_BACK_AT.finditer(told[-1] + below) if numbered and not more else ():
            yield from _announced(sentence, back, len(places), closed=True)
        if announced and numbered and (summed := list(_summed(sentence, announced, told))):
            yield from summed
        elif announced and numbered and opening[-1:] in ("：", "。"):
            one = text.count("。") <= 1 and f"“{announced['number']}" in opening  # “八条”措施：第一条…
            yield from _announced(sentence, announced, len(places), closed=not more and not _ALSO.search(text), one=one)
        elif announced and number_in(announced["number"]) == len(places) > _FEW and opening.endswith("："):
            yield from _misnumbered(sentence, ordinals, [m[0].strip("，。；：") for m in pattern.finditer(text)])


def _summed(sentence: ReadSentence, announced: re.Match[str], items: list[str]) -> Iterator[NumericClaim]:
    """Judge what is announced by the like numbers that open each item of the list: 共10个：（一）新建项目4个。（二）…."""
    unit = announced[0][len(announced["number"]) :][:1]
    bare = (_ITEM_NUMBER.sub("", item) for item in items)
    told = [regex(rf"[^，。：；\d]{{2,24}}?(\d+){unit}(?![一-龥]{{0,2}}\d)").match(item) for item in bare]
    counts = [int(match[1]) for match in told if match]
    stated = number_in(announced["number"])
    if unit not in _UNITS or len(counts) < len(items) or not stated or stated == len(items):
        return
    good = stated == sum(counts)
    said = f"后面各条是 {'、'.join(map(str, counts))}，合计 {sum(counts)}{unit}"
    message = f"{said}，相符" if good else f"文中写 {stated}{unit}，{said}"
    near = sum(counts) < stated * _FAR * 2 and stated < sum(counts) * _FAR
    verdict = Verdict.OK if good else Verdict.WRONG if near else Verdict.DOUBTFUL
    yield text_claim(sentence, "sum", f"{stated}{unit}", f"{sum(counts)}{unit}", verdict, message)


def _announcement(text: str) -> re.Match[str] | None:
    """Give the number of things that a heading or a lead-in announces."""
    if text.endswith("：") and len(text) < _LEAD_IN:
        return next(reversed(list(_ANNOUNCED.finditer(regex("[。；]").split(text)[-1]))), None)
    last = text.removesuffix("。").rpartition("。")[2]
    if len(quoted := list(_QUOTED.finditer(last))) == 1 and text.endswith("。"):
        return quoted[0]
    if text.endswith("如下。"):
        return next(reversed(list(_ANNOUNCED.finditer(last))), None)
    if text.endswith("。") and len(last) < _LEAD_IN and _SAYS.search(last) and not _LOOKS_BACK.search(last):
        told = [m for m in _ANNOUNCED.finditer(last) if _ABSTRACT.search(last[m.start() : m.end() + _NOUN])]
        return told[0] if len(told) == 1 else None  # 呈现出五个新特点，…。 over 一、… to 五、…
    if bracket := _BRACKET.search(text):
        return bracket
    return _ANNOUNCED.search(text) if is_heading_text(text) else None


def _kin(noun: str, items: list[str]) -> bool:
    """Say whether items are of what a title counts: 三所学校 above 第一中学、中心小学."""
    letters = set(noun.partition("的")[0][-2:])
    return bool(letters) and all(letters & set(item) for item in items)


def _misnumbered(sentence: ReadSentence, ordinals: list[int | None], marks: list[str]) -> Iterator[NumericClaim]:
    """Judge 一是…；二是…；五是… of three points: the only one that is out of turn."""
    off = [n for n, ordinal in enumerate(ordinals) if ordinal != n + 1]
    if len(off) == 1:
        message = f"“{marks[off[0]]}”是列出的第 {off[0] + 1} 点，序号不对"
        yield text_claim(sentence, "count", marks[off[0]], f"{off[0] + 1}", Verdict.WRONG, message)


def _announced(
    sentence: ReadSentence, announced: re.Match[str], listed: int, *, closed: bool, one: bool = False
) -> Iterator[NumericClaim]:
    """Judge an announced number by the length of the list; one that is shorter may go on elsewhere unless `closed`."""
    stated = number_in(announced["number"])
    said = announced[0][announced.start("number") - announced.start() :]
    numbered = regex("[一二三四五六七八九十]+是").match(announced[0])  # 二是在市场流通方面：（1）…
    if not stated or numbered or _TWO_AND_TWO.search(announced[0]):
        return
    good, told = stated == listed, f"后面列了 {listed} 点"
    unit = 2 if said[len(announced["number"]) :].startswith("方面") else 1
    stated_text = said[: len(announced["number"]) + unit]
    message = f"{told}，相符" if good else f"文中写“{announced[0].strip('（）：')}”，{told}"
    one_off = stated == listed + 1 or (
        one and stated == listed + _FEW
    )  # of five points three are told: the text may be an extract
    bad = Verdict.WRONG if listed > stated or (closed and one_off) else Verdict.DOUBTFUL
    yield text_claim(sentence, "count", stated_text, "", Verdict.OK if good else bad, message)
