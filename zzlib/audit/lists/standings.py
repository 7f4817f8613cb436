"""What is said of a list of names and numbers: 浓度最低的是甲区, 白马镇最多, 乙县居首位, 丙区第三, 不足60%的有2个; held against the list."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from zzlib.audit.documents.grids import TableColumn, TableGrid, grid_of
from zzlib.audit.judging.claim import NumericClaim, doubted, text_claim
from zzlib.audit.lists.list_counts import bounded_claims
from zzlib.audit.lists.listed_items import IDLE, ITEMS, LONG, RankedItem, is_of_all, listed_items, table_lists
from zzlib.audit.lists.ranks_beside import rank_beside_claims
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.tables import PLACES
from zzlib.audit.tables.told_cells import ToldCells, plain_digits

_MOST = re.compile(
    "(?P<phrase>(?:(?:19|20)\\d\\d年|\\d{1,2}月)?[^，；。：\\d]{2,18}?)(?:最(?P<way>[高多低少大小快慢长短])|(?:居|列|排在?|位居)(?![一-龥]?(?:世界|全球|亚洲|全[国省]))[一-龥]{0,4}?(?:首位|榜首|第一|末位|[一-龥]{1,4}?之首)|(?:继续|持续|仍然)?(?:领跑|居首|领先))(?![的一-龥])"
)
_MOST_IS = re.compile(
    "最(?P<way>[高多低少大小快慢长短])(?:的|(?=[一-龥]{2,4}出现在))(?![两二三四五六七八九十])(?P<about>[一-龥]{0,4})(?:是|为|出现在|在)(?P<phrase>(?:19|20)\\d\\d年|\\d{1,2}月|(?!最)[^，；。：\\d]{2,12})"
)
_RANKED = re.compile(
    "(?:(?:[一二三四五六七八九十\\d]+个?|各)[一-龥]{1,3}?(?:之中|当中|里|中)，?)?(?P<phrase>[一-龥“”]{2,14}?)(?:在[一二三四五六七八九十\\d]+个?[一-龥]{1,3}?(?:之中|当中|里|中))?(?:[由从](?:高[到向至]低|[多大][到向至][少小]))?(?:位?[居列]|排名?在?)?(?:[全各本][一-龥])?(?:(?:\\d{1,2}|[二三四五六七八九十]{1,3})个[一-龥]{1,4}?)?第(?P<rank>[一二三四五六七八九十]{1,2}|\\d{1,2})[位名]?(?=[、，。；和]|$)"
)
_FIRST_IS = re.compile(
    "(?:[居列排占]|位居|位列)[一-龥]{0,4}?(?:首位|第一位?|榜首)的(?:是|为)(?P<phrase>[^，；。：、\\d]{2,12})"
)
_NEXT_IS = re.compile("其次(?:是|为)(?P<phrase>[^，；。：、\\d]{2,12})")
_FEW_ARE = re.compile(
    "(?P<end>[前后末])(?P<number>[两二三四五六七八九]|\\d(?!\\d))[位名]?(?:(?:的[一-龥]{0,6})?(?:分别|依次)?(?:是|为)|的(?=[^，。；、]{2,8}、))(?P<phrase>[^，。；：\\d]{4,40}?)(?=各[奖给予]|分别[奖给予]|给予|予以|进行|颁发|[，。；：\\d]|$)"
)
_MOST_OF = re.compile("最[高多低少大小快慢长短]的?[是为]?|[首末]位|榜首|[从以][^，。；]{2,12}[看为]")
_AMONG = re.compile("全[一-龥]|\\d[^，。；位]*[中里]")
_OF_ALL, _SHARED_RANK = re.compile("各[省市]|居前|排名?前|前[二三四五六七八九十\\d]"), re.compile("(?:同|均|都)为|并列")
_FROM_HIGH = re.compile("[从由](?:高到低|多到少|大到小)")
_FROM_LOW = re.compile("[从由](?:低到高|少到多|小到大)[^。；\\d]{0,8}依次")
_SAYS_ORDER = re.compile("[由从][多大高]到[少小低]|依次|前[二三四五六七八九十\\d]{1,2}[位名]")
_SHARED_WITH = re.compile("[与和同跟][^，；。]{2,14}并列")  # 与某局并列全县第一: of those that no list names
_DOWN = "，从高到低"
_BASE_TOLD = re.compile("[以按][^，。；]{1,12}?(?:为(?:基数|分母)|计算?)")  # 化解率以办结件为基数，教育部门最高
_DERIVED = "每均占率"  # 每万人起数, no 起数
_CHANGE, _CHANGE_HEAD = re.compile("(?:同比|较上年)?(?:增[幅速]|涨幅)"), re.compile("同比|增[幅速]|涨幅|增长")
_OF_LIST = re.compile("(?:[上前]列|[上前]述|以上|上表|表中)[^，。；]*[中里]，")
_SINCE = re.compile("近[\\d一二三四五六七八九十几]*年|历[年史]|以来")  # 年报率为近五年最高
_ROSE = re.compile(
    "[由从](?:上[年月季期]度?|去年)的?第[^，；。]{1,3}?位?[一-龥]{0,4}?[至到](?:[今本][年月季期]度?)?的?(?=第)"
)
_ITS_SHARE_THEN = re.compile("占[^，；。\\d]{0,10}[\\d.]+%，(?=位?[居列]|排)")  # 食品类占21.9%，列第三
_RANK_WORDS = re.compile(
    "[由从][高多大][到向至][低少小]|[全各本][一-龥]|[总数量额度]|在|[一二三四五六七八九十\\d两]+个?[市县区省院乡镇街道家村]*[中里]?|倒数|并列|位?名?[居列]|排名?|位次?|第|代表团|街道|[市县区镇乡的中以]|其中|继续|仍然|依然|[，。；、名位]"
)
_OTHER_MEASURE = re.compile("[若如]?按[^，。；]{2,14}[，计算看]|同比|环比|增|降|率|人均|全[省国]|上[年月季]|去年")
_OF_GROUP = re.compile(f"(?:{pattern('groups').pattern})(?:单位|部门)?[中里内]")
_BY_OTHER = re.compile("按[^，。；]{2,14}(?:计|算|看|排[序名列]?)，")
_TOLD = re.compile(r"，?(?:为|达到?|有|是|[仅只]有?)?(?P<number>\d[\d.]*)(?P<unit>%|[一-龥]{0,3})")
_MORE_IS_BETTER = re.compile("完成率|到位率|满意[率度]|合格率|达标率|得分|税收|收入|产值|产量|投资|资金")
_LOW, _SLOW = "低少小慢短", "低少小快短"
_OF_TIME = re.compile(
    "分钟|小时|工作日|天$|秒|用时|耗时|时间|时长|时限|到场|到达|响应|出警|周期|天数"
)  # the fastest takes the least
_PACE = re.compile(f"率|进度|比|增|{_OF_TIME.pattern}")
_BOTH_ENDS = re.compile(
    "最(?P<one>[高多低少大小快慢长短])的?[与和、]最(?P<other>[高多低少大小快慢长短])的?(?:分别|依次)[是为](?P<first>[^，。；、和与]{2,10})[与和、](?P<last>[^，。；、]{2,10})"
)
_BEHIND = 3  # sentences behind a list that may speak of it
_NEAR = 2  # of another paragraph
_SHORT = (1, 2)  # a name has two letters; what is found anywhere in a phrase three


def standing_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge superlatives, ranks and counts by the one list of names and numbers of their sentence, or of the one before."""
    lists = list(table_lists(ToldCells(register)))
    tables = [grid for _, block, _ in register.reading.tables if (grid := grid_of(block.rows)) is not None]
    ranked = [(grid, column) for grid in tables for column in grid.ranks.values() if PLACES.search(column.heading)]
    for sentence in register.reading.sentences:
        yield from _of_places(sentence, *ranked[0]) if len(ranked) == 1 else ()
        yield from _few_of_columns(sentence, lists)
        items = listed_items(sentence)
        if not items:
            yield from _of_columns(sentence, lists)
            continue
        yield from _extremes(sentence, sentence.text[: items[0].end].rpartition("；")[2].rpartition("，")[0], items)
        ahead = register.reading.sentences[max(sentence.number - 1, 0)]
        head = ahead.text if ahead is not sentence and ahead.text.endswith("：") else ""
        behind = register.reading.sentences[sentence.number + 1 : sentence.number + 1 + _BEHIND]
        yield from rank_beside_claims(sentence, items, sentence.text + "".join(s.text for s in behind[:1]))
        for other in (sentence, *takewhile(lambda s: not listed_items(s), behind)):
            text = other.text[items[-1].end :] if other is sentence else other.text
            if other.paragraph == sentence.paragraph or other.number <= sentence.number + _NEAR:
                yield from _extremes(other, text, items)
                yield from _ranks(other, text, items, head + sentence.text)
            yield from _firsts(other, text, items)
            between = "".join(s.text for s in register.reading.sentences[sentence.number : other.number])
            whole = is_of_all(sentence.text, len(items))
            yield from bounded_claims(other, text, items, sentence.text + between, whole=whole)


def _of_places(sentence: ReadSentence, grid: TableGrid, column: TableColumn) -> Iterator[NumericClaim]:
    """Judge 甲区名列第三 by the only column of a document that tells places."""
    places = {grid.labels[row]: int(cell.quantity.value) for row, cell in column.cells.items()}
    for told in _RANKED.finditer(sentence.text):
        thought = sentence.text[: told.end()].rpartition("；")[2]
        named = [label for label in places if len(label) > 1 and label in told["phrase"]]
        rank = number_in(told["rank"]) or 0
        right = next((label for label, place in places.items() if place == rank), "")
        other = _OTHER_MEASURE.search(thought) or regex("从[^，。；]{2,12}看").search(thought)
        if len(named) == 1 and right and places[named[0]] != rank and not other:
            message = f"文中说“{told[0]}”，表中{named[0]}是第 {places[named[0]]}，第 {rank} 是{right}"
            yield text_claim(sentence, "order", told[0], right, Verdict.WRONG, message)


def _of_columns(sentence: ReadSentence, lists: list[tuple[str, list[RankedItem]]]) -> Iterator[NumericClaim]:
    """Judge 满意率最高的是甲区 by the list of a table whose name its clause, or one before, names last; of none by all that tell the same first."""
    if _OF_GROUP.search(sentence.text):
        return  # 乡镇中，到位资金居前三位的是: of some of the rows
    by = _BY_OTHER.search(sentence.text)
    if by and not any(head and head in by[0] for head, _ in lists):
        return  # 按入库时间算，甲镇第一: of none of the columns
    measure, spoken = lists[0] if len(lists) == 1 and _OF_LIST.match(sentence.text) else ("", [])
    ranked: dict[str, list[RankedItem]] = {}
    for clause in regex("[；。]|，(?!(?:为|达到?|有|[仅只]有?)\\d)").split(
        _BASE_TOLD.sub("", sentence.text.replace("次之", "列第二位"))
    ):
        ends = [
            (clause.rfind(head[-n:]) + n, head in clause, -len(head), place)
            for place, (head, _) in enumerate(lists)
            for n in (4, 3, 2)
            if len(head) >= n and head[-n:] in clause
        ]
        marks = [mark for mark in _DERIVED if any(mark in lists[place][0] for *_, place in ends)]
        fits = [end for end in ends if all((mark in clause) == (mark in lists[end[-1]][0]) for mark in marks)]
        ends = fits or ends  # 投资额居首: not of 人均投资
        if not ends and any(mark in clause and mark not in measure for mark in _DERIVED):
            measure, spoken = "", []  # 人均投入则以乙乡最高
        measure, spoken = lists[max(ends)[-1]] if ends else (measure, spoken)
        changes = [items for head, items in lists if _CHANGE_HEAD.search(head)] if _CHANGE.search(clause) else []
        if len(changes) == 1:  # 农产品同比增幅最大
            yield from _extremes(sentence, _CHANGE.sub("", clause), changes[0])
            continue
        for judge in (_extremes, _firsts) if spoken else ():
            yield from judge(sentence, clause, spoken)
        if spoken and _is_of_no_other(clause, spoken, measure):
            ranked[clause] = spoken
    for items in {id(items): items for items in ranked.values()}.values():  # the ranks of one list together
        text = "，".join(c for c, told in ranked.items() if told is items)
        way = _from(text, items)
        turned = [replace(item, value=-item.value) for item in items] if way < 0 else items
        listed = items[0].of + "各" * (not _AMONG.search(text)) + _DOWN * (way != 0)
        yield from _ranks(sentence, text, turned, listed)


def _is_of_no_other(clause: str, items: list[RankedItem], measure: str) -> bool:
    """Say whether a clause names but a row of a list, its place, and the measure that the list is of."""
    names = sorted((item.words for item in items if item.words in clause), key=len)
    ends = (measure[start:] for start in range(len(measure) - 1))
    said = next((end for end in ends if end in clause), "\n")
    left = clause.replace(said, "").replace(names[-1] if names else "\n", "")
    return bool(names) and len(_RANK_WORDS.sub("", _MOST_OF.sub("", left))) <= 1


def _from(text: str, items: list[RankedItem]) -> int:
    """Say from which end of a list words count: 1 where who is called first has the most, -1 where it has the least."""
    told = [match for match in (*_MOST.finditer(text), *_MOST_IS.finditer(text)) if "末位" not in match[0]]
    named = [_of(match["phrase"], items) for match in told]
    values = [item.value for item in items]
    ends = [(item.value == max(values)) - (item.value == min(values)) for item in named if item is not None]
    return ends[0] if len(set(ends)) == 1 else 0


def _of(phrase: str, items: list[RankedItem]) -> RankedItem | None:
    """Give the item that the beginning of a phrase names: 白马镇 of 白马镇出栏."""
    phrase = IDLE.sub("", phrase)
    for last in (1, LONG):  # its beginning, else what stands anywhere in it
        for length in range(len(phrase), _SHORT[last > 1], -1):
            parts = [phrase[at : at + length] for at in range(min(last, len(phrase) - length + 1))]
            named = str.__contains__ if last == 1 else str.startswith
            hits = [item for item in items if any(named(item.words, part) for part in parts)]
            if hits:
                return hits[0] if len(hits) == 1 else None
    return None


def _extremes(sentence: ReadSentence, text: str, items: list[RankedItem]) -> Iterator[NumericClaim]:
    values = [item.value for item in items] if "零下" not in sentence.text else []
    text = _BOTH_ENDS.sub(
        r"最\g<one>的是\g<first>，最\g<other>的是\g<last>", regex(r"以[\d.]+[%一-龥]{0,2}?的").sub("", text)
    )
    for match in (*_MOST.finditer(text), *_MOST_IS.finditer(text)):
        item = _of(match["phrase"], items)
        ahead, told = match[0] + text[: match.start()], _TOLD.match(text, match.end())
        if (
            item is None
            or not values
            or _SINCE.search(ahead)
            or _SHARED_WITH.search(match[0])
            or regex("(?<!新)增|[降减升]|方面|同比|[若如]按|按[人每]").search(ahead)
        ):
            continue
        paced = match["way"] not in ("快", "慢") or item.unit == "%" or _PACE.search(item.unit + item.of)
        other = told and (told["number"] != item.shown.removesuffix(item.unit) or not item.unit.endswith(told["unit"]))
        if not paced or other or _is_of_other_measure(match["phrase"], item, items):
            continue  # 利润率：建材2.23%、…。从亏损面看，建材最高，为35.7%: not of what is listed
        if regex("从[^，。；看]{0,6}(?:总量|规模|数量|绝对)[^，。；看]{0,6}看").search(ahead):
            continue  # 增速：电子信息17.3%、…。从总量看陶瓷建材最大
        low = bool(match["way"]) and match["way"] in (_SLOW if _OF_TIME.search(item.unit + item.of) else _LOW)
        right = min(values) if low else max(values)
        if item.value != right and not (not match["way"] and item.value in (min(values), max(values))):
            best = next(i for i in items if i.value == right)
            yield _of_list(sentence, item, best, f"文中说“{match[0].strip('，')}”")


def _is_of_other_measure(phrase: str, item: RankedItem, items: list[RankedItem]) -> bool:
    """Say whether the words beside a name tell another measure than the list is of: 枫树坪乡人均最高, 国家赔偿虽数量最少 behind a list of rates."""
    runs = (phrase[at:end] for at in range(len(phrase)) for end in range(at + 2, len(phrase) + 1))
    name = max((run for run in runs if run in item.words), key=len, default="")
    rest = regex("[虽然则是以仍均为有也都还]|其中").sub("", phrase.replace(name, ""))
    rest = rest if item.unit == "%" or "率" in item.of else _RANK_WORDS.sub("", regex("[件起户人宗笔]数").sub("", rest))
    listed = item.of or "".join(one.words for one in items)
    told = len(rest) > 1 and regex("均|率|[量额值数]|[队县市区乡镇村局]$").search(rest) is not None
    unlike = told and not any(rest[n : n + 2] in listed for n in range(len(rest) - 1))
    return bool(name) and (unlike or name not in phrase.rpartition("以")[2])  # 检察建议占立案的比例以平塘最高


def _ranks(sentence: ReadSentence, text: str, items: list[RankedItem], listed: str) -> Iterator[NumericClaim]:
    """Judge 甲第一、乙第二、丙第三 by the order of the numbers; a single rank where the list says its order (从高到低) or that it is of all (各市)."""
    if _FROM_LOW.search(listed) and all(a.value <= b.value for a, b in pairwise(items)):
        items = [replace(item, value=-item.value) for item in items]  # 浓度由低到高依次为: the first is the lowest
    text = regex("（[省市县区州]）").sub("", text)  # 在五省（市）中居第2位
    text = _ITS_SHARE_THEN.sub("", _ROSE.sub("", text))
    found = [
        (item, number_in(m["rank"]) or 0, m[0])
        for m in _RANKED.finditer(text)
        if (item := _of(m["phrase"], items) or _subject(text[: m.start()], items))
        and not _is_otherwise(text[: m.end()], item, listed.rpartition(items[-1].shown)[0] or listed)
    ]
    if _SHARED_RANK.search(listed):
        return  # 甲乡、乙乡同为95.2分: more names than numbers
    order = sorted(items, key=lambda item: item.value, reverse=True)
    below = any("倒数" in said for _, _, said in found)
    told = [(item, len(order) + 1 - rank if "倒数" in said else rank) for item, rank, said in found]
    falls = all(a.value >= b.value for a, b in pairwise(items))  # then no rank is told from below
    down = _FROM_HIGH.search(text) is not None or listed.endswith(_DOWN)
    said = (falls and _SAYS_ORDER.search(listed) is not None) or down
    falls |= said or below
    whole = said or falls or is_of_all(listed, len(items)) or is_of_all(text, len(items)) or len(told) >= ITEMS - 1
    values = sorted({item.value for item in items}, reverse=True)
    off = [
        (item, rank)
        for item, rank in told
        if 0 < rank <= len(order)
        and item.value not in (order[rank - 1].value, *values[rank - 1 : rank])  # 并列第二 may be followed by 第三
        and (whole or order[rank - 1].value > item.value)  # of more than are listed it may stand further down
    ]
    risen = all(order[-rank].value == item.value for item, rank in told if rank <= len(order)) and not falls
    few = len({item.words for item, _ in told}) == len(told) and len(off) < max(len(told), 2)
    several = regex("[、和及][^，。；]{2,12}(?:分列|分别[列居排获为]+)第").search(text)  # 甲、乙分列第二、第三
    if off and few and not several and not (risen and len(told) > 1):
        item, rank = off[0]
        claim = _of_list(sentence, item, order[rank - 1], f"文中说{item.words[-8:]}第 {rank}")
        told_so = next(m for of, _, m in found if of is item)
        if item.unit != "%" and regex(r"%[^\d；。]*$").search(text[: text.rfind(told_so)]):
            return  # 到位636万元，…；完成31.5%，列第二: the rank is of the rate
        place = 1 + sum(other.value > item.value for other in items)
        claim = replace(claim, stated=told_so[told_so.rfind("第") :], recomputed=f"第{place}位")
        yield doubted(claim, "请核") if risen and not _MORE_IS_BETTER.search(listed) else claim


def _subject(ahead: str, items: list[RankedItem]) -> RankedItem | None:
    """Give the item that the sentence is of where it names no other before: 海丰县获17枚，位居第五."""
    named = [item for item in items if item.words in ahead]
    led = "，?(?:其中|而|[我本][县市区镇乡]（)?"
    opens = len(named) == 1 and regex(led + re.escape(named[0].words)).match(ahead)
    return named[0] if opens else None


def _firsts(sentence: ReadSentence, text: str, items: list[RankedItem]) -> Iterator[NumericClaim]:
    """Judge 最多的是甲，其次是乙 and 居前两位的是甲和乙 by the largest numbers of the list."""
    order = sorted(items, key=lambda item: item.value, reverse=True)
    for match, place in (*((m, 0) for m in _FIRST_IS.finditer(text)), *((m, 1) for m in _NEXT_IS.finditer(text))):
        ahead = text[: match.start()].rpartition("。")[2]
        least = place and not regex("最[多高大集突]|首位|第一|榜首").search(ahead)
        item = None if least or _OTHER_MEASURE.search(ahead) else _of(match["phrase"], items)
        if item is not None and item.value != order[place].value:
            yield _of_list(sentence, item, order[place], f"文中说“{match[0]}”")
    for match in _FEW_ARE.finditer(text):
        yield from _few(sentence, match, order if match["end"] == "前" else order[::-1], items)


def _few(
    sentence: ReadSentence, match: re.Match[str], order: list[RankedItem], items: list[RankedItem]
) -> Iterator[NumericClaim]:
    """Judge 前三名依次为甲、乙、丙 and 后三名为…, by who is among them, and where they stand one behind the other by that, too."""
    named = [_of(name, items) for name in regex("[、和及]").split(match["phrase"])]
    few = order[: number_in(match["number"]) or 0]
    told = [item for item in named if item is not None]
    if len(named) != len(few) or len(told) != len(named):
        return
    first = order[0].value >= order[-1].value
    wrong = [item for item in told if item.value != few[-1].value and (item.value < few[-1].value) == first]
    if wrong:
        missed = next(item for item in few if item not in told)
        yield _of_list(sentence, wrong[0], missed, f"文中说“{match[0]}”")
    elif "依次" in match[0] or match["end"] == "前":
        off = [(item, right) for item, right in zip(told, few, strict=True) if item.value != right.value]
        turned = [item.value for item in told] == [right.value for right in reversed(few)]
        for item, right in off[:1] if "依次" in match[0] and not turned else ():
            yield _of_list(sentence, item, right, f"文中说“{match[0]}”")


def _few_of_columns(sentence: ReadSentence, lists: list[tuple[str, list[RankedItem]]]) -> Iterator[NumericClaim]:
    """Judge 到位资金居前三位的是甲4105万元、乙3418万元、丙2694万元 by the column of that head, all of whose numbers told are cells."""
    text = sentence.text
    for mention in reversed(sentence.mentions):
        text = text[: mention.quantity.start] + text[mention.quantity.end :]
    text = text.replace("（）", "")
    for match in _FEW_ARE.finditer(text) if lists and text != sentence.text else ():
        clause = regex("[，；。：]").split(text[: match.start()])[-1]
        named = [told for head, told in lists if len(head) > 1 and head in clause]
        start = sentence.text.find(regex("[、和及]").split(match["phrase"])[0])
        few = [m.quantity for m in sentence.mentions if m.quantity.start > start][: number_in(match["number"])]
        shown = {plain_digits(item.shown) for told in named for item in told}
        ahead = pattern("groups").search(text[: match.start()])
        if len(named) == 1 and few and not ahead and all(plain_digits(q.number) in shown for q in few):
            order = sorted(named[0], key=lambda item: item.value, reverse=match["end"] == "前")
            yield from _few(sentence, match, order, named[0])


def _is_otherwise(said: str, item: RankedItem, listed: str) -> bool:
    """Say whether a rank is told of another measure than the list is of: 若按每万人计，…; 增幅居第二."""
    clause = regex("[，。；](?=[^，。；]*$)").sub("\n", said).rpartition("\n")[2]
    clause = regex("全[省国]").sub("", clause) if _OF_ALL.search(listed) else clause
    told = _OTHER_MEASURE.search(clause.replace(item.words, "")) or regex("[若如]按[^。；]*$").search(said)
    if told is not None and told[0] not in listed:
        return True
    measure = _RANK_WORDS.sub("", clause.rpartition(item.words)[2])
    measure = measure.replace("空气质量", "" if regex("浓度|PM|指数").search(listed) else "空气质量")
    return sum(letter not in listed for letter in measure) > 1  # 支出规模居第5位 behind a list of growth


def _of_list(sentence: ReadSentence, item: RankedItem, right: RankedItem, said: str) -> NumericClaim:
    message = f"{said}，而名单里它是 {item.shown}，应为{right.words[-8:]}（{right.shown}）"
    return text_claim(sentence, "order", item.shown, right.shown, Verdict.WRONG, message)
