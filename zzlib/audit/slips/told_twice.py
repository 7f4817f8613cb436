"""A number told once more a little further on, pointed back to: 1.36亿立方米 … 1360万立方米的总库容, 这45.2万册藏书, 68名正式党员全部到会; or told in another way of counting: 自然增长率-1.2‰，每万人净减12人, 27枚奖牌 above 11金9银7铜, 1小时20分（80分钟）."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.documents.places import is_heading, is_heading_text
from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, Printed, Verdict, round_half_up, told_alike
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, POINTS, TIMES, Quantity, written
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.reading import Mention, ReadSentence, stripped, words_between
from zzlib.audit.reading.register import FigureRegister, places
from zzlib.audit.reading.same_thing import told_apart
from zzlib.audit.slips.retold import ANOTHER, PERIOD

_SENTENCES, _PARAGRAPHS, _NOUN, _NAME, _BEHIND, _NEAR = 3, 2, 2, 4, 12, 9
_PART_OF_YEAR = re.compile("[上下]半年|[一二三四]季度")
_SPAN = re.compile("(?:19|20)\\d\\d[～~—–至-]+(?:19|20)\\d\\d年")
_VERBS = re.compile("(?:已经?|达|到|至|为|是|有|共|升|降|完成|实现)+$")
_HEAD = re.compile(
    "^(?:【[^】]*|[（(]?(?:内容)?(?:提要|摘要|要点|导语|标题|题目|核心提示)[）：].*|【(?:[一-龥]{0,2}[提摘概]要|导读|导语|核心提示)】.*)$"
)
_ALL_ABOVE = re.compile("(?:上述|前述|^以上)[一-龥]{0,2}$")
_OF_SO_MANY = re.compile(
    "每(?P<many>百|千|万|十万|百万)(?:[一-龥]{1,4}?)(?:[，中里一当][^，。；\\d]{0,10}|[^，。；\\d]{0,6})$"
)
_MEDALS = re.compile(
    r"(?P<n0>\d{1,3})(?:枚|块)?金(?:牌)?[、，]?(?P<n1>\d{1,3})(?:枚|块)?银(?:牌)?[、，]?(?P<n2>\d{1,3})(?:枚|块)?铜"
)
_MEDAL = "{kind}牌(?P<n>\\d{{1,3}})[枚块]"
_KINDS = "金银铜"
_IN_ALL = re.compile(r"(?<![\d.])(?P<a>\d{1,3})[枚块]奖牌|奖牌(?:总数|榜)?[一-龥]{0,2}(?P<b>\d{1,3})[枚块]")
_TWICE = re.compile(
    r"(?P<many>\d{1,3})(?P<big>小时|年|天|周)(?:零|又)?(?P<more>\d{1,2}|半)(?:(?P<small>分|个月|小时|天)钟?)?"
    r"(?:（(?:即|合|共|折合)?|，(?:即|合|折合|也就是|折算成?))(?P<n>\d{1,4})(?P<unit>分钟|个月|小时|天)"
)
_SMALL = {"小时": ("分", 60), "年": ("个月", 12), "天": ("小时", 24), "周": ("天", 7)}


def told_twice_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge each number that points back to the only one before it that it can mean, or tells in another way of counting what was told."""
    for mention in register.reading.mentions:
        if not mention.quantity.hedge:
            found = _turned(mention) or _pointed_back(mention, register) or _summed(mention, register)
            yield from (claim for claim in (found, _of_so_many(mention, register)) if claim is not None)
    yield from _medals(register)
    yield from _all_medals(register)
    for sentence in register.reading.sentences:
        for match in _TWICE.finditer(sentence.text):
            yield from _in_the_smaller(sentence, match)


def _turned(mention: Mention) -> NumericClaim | None:
    """Judge 叁佰万元整（小写）3000000元 and 1.36亿立方米，即1360万立方米: the same in another size, or written out."""
    ahead = mention.previous
    if ahead is None or ahead.quantity.hedge:
        return None
    between = words_between(ahead, mention)
    by_words = ahead.dimension == mention.dimension == MONEY and _is_in_words(ahead) != _is_in_words(mention)
    told = words().retold.turned if not by_words else words().retold.written
    same = ahead.dimension == mention.dimension and ahead.quantity.scale != mention.quantity.scale
    if not regex(told).fullmatch(between) or not (by_words or (same and _slip(ahead.quantity, mention.quantity))):
        return None
    own, shown = ahead.quantity, written(ahead.quantity.value, mention.quantity)
    verdict = told_alike(Printed(own.value, own.step, exact=by_words), mention.quantity.printed)
    said = "相符" if verdict != Verdict.WRONG else f"应为 {shown}，文中写 {mention.quantity.text}"
    message = f"{own.text} 就是 {shown}，{said}"
    return statement("consistency", mention, verdict, message, [ahead], recomputed=shown, named=True)


def _is_in_words(mention: Mention) -> bool:
    return not regex(r"\d").search(mention.quantity.text)


def _pointed_back(mention: Mention, register: FigureRegister) -> NumericClaim | None:
    """Judge a number that points back by its words, where they can mean only one number before it."""
    others = list(_alike(mention, register))
    if any(_agree(other, mention) for other in others) or mention.quantity.value in _reckoned(others):
        return None
    meant = [other for other in others if _is_meant(other, mention)] or _whole_of(others, mention)
    if meant and len({m.quantity.value for m in meant}) == 1 and _slip(meant[0].quantity, mention.quantity):
        return _differing(meant[0], mention, register)
    near = [other for other in others if _noun(other, mention)] or others
    if mention.previous in near and _slip(near[0].quantity, mention.quantity) == "size":
        near = near[:1]  # 由2.4亿立方米增加到3.1亿立方米，31000万立方米的库容
    if len({m.quantity.value for m in near}) != 1 or not _may_be_one(near[-1], mention):
        return None
    one = near[-1]
    every = regex(words().retold.every).match(mention.text_behind) is not None
    return _differing(one, mention, register) if every or _points_back(one, mention, register) else None


def _differing(one: Mention, mention: Mention, register: FigureRegister) -> NumericClaim:
    where = places([register.entries[one.number - 1]])
    right = written(one.quantity.value, mention.quantity)
    shown = f"，就是 {right}" if one.quantity.scale != mention.quantity.scale else ""
    message = f"{where}写 {one.quantity.text}{shown}，这里再说到同一个数，写 {mention.quantity.text}，两处不一致"
    return statement("consistency", mention, Verdict.WRONG, message, [one], recomputed=right, named=True)


def _reckoned(others: Sequence[Mention]) -> set[Fraction]:
    """Give what numbers that stand together make: the sums of neighbours, the differences of two."""
    values = [m.quantity.value for m in others[:_NEAR]]
    ends = [(a, b) for a in range(len(values)) for b in range(a + _NOUN, len(values) + 1)]
    return {sum(values[a:b], Fraction(0)) for a, b in ends} | {abs(one - other) for one in values for other in values}


def _is_meant(one: Mention, mention: Mention) -> bool:
    """Say whether words tell for sure that a number is the one before: 上述35户105人 of 33户105人, 到会的43名 of 实到41人, 在线下36场的基础上 of 线下38场."""
    for behind in (True, False):
        pairs = [[m, *m.behind[:1]] if behind else [*m.ahead[-1:], m] for m in (one, mention)]
        beside = all(len(pair) > 1 and pair[0].quantity.end == pair[1].quantity.start for pair in pairs)
        same = beside and pairs[0][behind].quantity.text == pairs[1][behind].quantity.text
        if same and regex(words().retold.pointing).search(pairs[1][0].before):
            return True
    name = stripped(one.before)
    if regex("的(?:基础|基数|规模)上").match(mention.text_behind) and len(name) >= _NOUN:
        return name in mention.lead
    who = regex("(?P<said>[一-龥]{2,4})的$").search(mention.lead)
    kin = next((group for group in words().retold.kin if who is not None and who["said"].endswith(group)), ())
    due = regex("[应未缺]").search(one.lead)  # 应到45人
    return one.sentence is not mention.sentence and not due and any(word in one.lead for word in kin)


def _whole_of(others: Sequence[Mention], mention: Mention) -> list[Mention]:
    """Give the first number that 上述36个项目 can mean, where those behind it are at most its parts and it is told of the like."""
    if not others or not _ALL_ABOVE.search(mention.before):
        return []
    *parts, whole = others
    named = set(mention.after[:_NOUN]) & set(whole.lead + whole.after[:_NAME])
    return [whole] if named and sum(m.quantity.value for m in parts) <= whole.quantity.value else []


def _summed(mention: Mention, register: FigureRegister) -> NumericClaim | None:
    """Judge 上述265公里 by the sum of all that the last sentence with numbers of its unit tells, where a slip parts them."""
    ahead = register.reading.sentences[max(0, mention.sentence.number - _NOUN) : mention.sentence.number]
    told = [[m for m in s.mentions if _same_unit(m, mention) and not m.quantity.hedge and not m.depth] for s in ahead]
    parts = next((found for found in reversed(told) if found), [])
    if not _ALL_ABOVE.search(mention.before) or not _NOUN <= len(parts) <= _NEAR:
        return None
    right = sum((m.quantity.value for m in parts), Fraction(0))
    whole = any(m.quantity.value >= right for m in _alike(mention, register))  # of which these are parts
    whole = whole or any("其中" in m.before for m in parts)
    told_so = mention.quantity.value in {m.quantity.value for m in parts} | _reckoned(parts)
    if whole or told_so or not is_slip(mention.quantity, right, short=True):
        return None
    shown = written(right, mention.quantity)
    message = f"前面 {'、'.join(m.quantity.text for m in parts)} 共 {shown}，这里写 {mention.quantity.text}，两处不一致"
    return statement("consistency", mention, Verdict.WRONG, message, parts, recomputed=shown, named=True)


def _points_back(one: Mention, mention: Mention, register: FigureRegister) -> bool:
    """Say whether the words about a number tell that it was told before, and a slip parts the two prints."""
    told, noun, slip = words().retold, _noun(one, mention), _slip(one.quantity, mention.quantity)
    apart = one.sentence is not mention.sentence
    if apart and len(noun) > _NAME and regex("综上|总之|综合(?:上述|以上)").match(mention.sentence.text):
        return True
    pointed = regex(told.pointing).search(mention.before) is not None
    long = mention.quantity.digits > _NOUN and (apart or mention.dimension == MONEY)
    if slip != "size" and pointed and (apart or mention.begin > one.quantity.end) and (noun or long):
        return slip == "order" or (noun != "" and (slip != "" or (apart and len(noun) > _NOUN)))
    bare = _is_bare(mention)
    named = regex(f"的(?:{told.sizes})").match(mention.after) is not None
    of = named or (mention.after.startswith("的") and noun != "")
    if slip == "size":
        behind = mention.text_behind[:_BEHIND]
        said = regex(f"(?:{told.anew})，?$").search(mention.text_before) or of or regex(told.whole).match(behind)
        return bool(
            pointed
            or (bare and (noun or said))
            or (len(noun) >= _NAME and one.sentence.block is mention.sentence.block)
        )
    if _is_title(one) and slip == "order" and not is_heading(mention.sentence.block):
        alone = _is_told_once(one, register) and mention.quantity.digits > _NOUN
        return len(noun) >= _NAME or (alone and len({m.number for m in _alike(mention, register)}) == 1)
    return slip == "order" and bool(noun) and ((apart and (bare or of)) or (bare and of))


def _is_bare(mention: Mention) -> bool:
    """Say whether a number opens its clause, so that it says itself only what it is of."""
    return regex(words().retold.bare).fullmatch(mention.before) is not None


def _alike(mention: Mention, register: FigureRegister) -> Iterator[Mention]:
    """Give the numbers of the unit of one that stand before it: in the sentences of its paragraph right before, or in a heading above."""
    for other in register.reading.before(mention):
        apart = mention.sentence.paragraph - other.sentence.paragraph
        near = not apart and mention.sentence.number - other.sentence.number <= _SENTENCES
        above = 0 < apart <= _PARAGRAPHS and _is_title(other)
        if (near or above) and not other.quantity.hedge and _same_unit(other, mention):
            yield other


def _same_unit(one: Mention, other: Mention) -> bool:
    units = [m.quantity.bare_unit for m in (one, other)]
    if units[1] == "个" and units[0] and regex(f"[一-龥]{{0,3}}{units[0]}").match(other.after):
        return True  # 优良天数321天 … 这312个优良天
    if one.dimension != other.dimension or one.dimension in (POINTS, TIMES, "bare"):
        return False
    return one.dimension != COUNT or units[0] == units[1] or any(set(units) <= set(g) for g in words().counted.alike)


def _agree(one: Mention, other: Mention) -> bool:
    return told_alike(one.quantity.printed, other.quantity.printed) in HOLDS


def _is_told_once(one: Mention, register: FigureRegister) -> bool:
    """Say whether no other number of a document is that of a title."""
    return not any(m is not one and _same_unit(one, m) and _agree(one, m) for m in register.reading.around(one))


def _noun(one: Mention, mention: Mention) -> str:
    """Give the words behind a number, or before it, that the one before is told by; "" for none."""
    behind = regex("^的").sub("", mention.after)[:6]
    said = one.lead + "|" + one.after[:12]
    sizes = (behind[:size] for size in range(len(behind), _NOUN - 1, -1))
    noun = next((word for word in sizes if word in said), "")
    ahead = _VERBS.sub("", mention.lead)
    return noun or next((ahead[-size:] for size in (6, 5, _NAME) if len(ahead) >= size and ahead[-size:] in said), "")


def _is_title(mention: Mention) -> bool:
    """Say whether a number stands in a heading, one with a colon that opens the document, too, or in a title in brackets."""
    block = mention.sentence.block
    opens = mention.sentence.paragraph == 0 and is_heading_text(block.text.replace("：", ""))
    return opens or is_heading(block) or _HEAD.search(mention.text_before) is not None


def _slip(one: Quantity, other: Quantity) -> str:
    """Say what kind of slip parts two prints: the digits in another order, another size, one digit; "" for none."""
    digits = [q.number.replace(".", "").strip("0") for q in (one, other)]
    if one.scale != other.scale:
        sure = min(map(len, digits)) >= _NOUN and sorted(digits[0]) == sorted(digits[1])
        return "size" * sure
    if sorted(one.number) == sorted(other.number):
        return "order"
    return "digit" * is_slip(other, one.value, short=True)


def _may_be_one(one: Mention, mention: Mention) -> bool:
    """Say whether no word tells two numbers apart: another time, a part, a plan, what was new of it."""
    ahead, own = ({*ANOTHER.findall(m.lead), *PERIOD.findall(m.lead)} for m in (one, mention))
    if _is_title(one):
        own -= {word for word in own - ahead if _PART_OF_YEAR.match(word)}
    now = mentions_any(words().roles.now, mention.text_before)
    taken_over = one.sentence is mention.sentence or _is_bare(mention) or mention.after.startswith("的")
    same = own == ahead or (not own and not now and taken_over)
    dated = regex("(?:19|20)\\d\\d年").search(mention.text_before) is not None  # 1983～1990年6899例; 1990年374例
    same = same and not (dated and _SPAN.findall(one.text_before) != _SPAN.findall(mention.text_before))
    kinds = [set(regex(words().retold.apart).findall(said)) for said in (one.lead, _between(one, mention))]
    return same and kinds[1] <= kinds[0] and not told_apart(one, mention)


def _between(one: Mention, mention: Mention) -> str:
    if one.sentence is mention.sentence:
        return one.sentence.text[one.quantity.end : mention.quantity.start]
    return mention.text_before


def _in_the_smaller(sentence: ReadSentence, match: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge a length of time that is told in two units and once more in the smaller: 1小时20分（120分钟）."""
    unit, many = _SMALL[match["big"]]
    half = match["more"] == "半"
    if not match["unit"].startswith(unit) or (match["small"] or unit) != unit or not (half or match["small"]):
        return
    right = int(match["many"]) * many + (many // 2 if half else int(match["more"]))
    stated, shown = match["n"] + match["unit"], f"{right}{match['unit']}"
    if stated != shown:
        message = (
            f"前面写 {match[0][: match.start('n') - match.start()].rstrip('（，即合共')}，就是 {shown}，这里写 {stated}"
        )
        yield text_claim(sentence, "consistency", stated, shown, Verdict.WRONG, message)


def _of_so_many(mention: Mention, register: FigureRegister) -> NumericClaim | None:
    """Judge a number of every so many by the only rate right before it, where the words say that both are one."""
    told = _OF_SO_MANY.search(mention.lead)
    near = register.mentions_before(mention)
    rates = [m for m in near[-1:] if m.dimension in (PERCENT, POINTS) and not m.quantity.hedge]
    if told is None or not rates or mention.dimension in (PERCENT, POINTS):
        return None
    rate = rates[0]
    since = rate.quantity.end if rate.sentence is mention.sentence else 0
    if not regex(words().retold.anew).search(mention.sentence.text[since : mention.quantity.start]):
        return None
    made = abs(rate.quantity.value) / 100 * words().scales[told["many"]]
    verdict = Verdict.OK if round_half_up(made, mention.quantity.step) == abs(mention.quantity.value) else Verdict.WRONG
    right = f"{float(made):g}{mention.quantity.unit}"
    said = "相符" if verdict in HOLDS else f"应为 {right}，文中写 {mention.quantity.text}"
    message = f"{rate.quantity.text} 就是每{told['many']}里 {right}，{said}"
    return statement("consistency", mention, verdict, message, [rate], recomputed=right, named=True)


def _all_medals(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the only number of all medals by the only row of gold, silver and bronze: 27枚奖牌 above 12金9银7铜."""
    rows = [match for s in register.reading.sentences for match in _MEDALS.finditer(s.text)]
    told = [(s, match) for s in register.reading.sentences for match in _IN_ALL.finditer(s.text)]
    stated = {match["a"] or match["b"] for _, match in told}
    made = {str(sum(int(match[f"n{place}"]) for place in range(len(_KINDS)))) for match in rows}
    if len(stated) != 1 or len(made) != 1:
        return
    (sentence, match), right, said = told[0], made.pop(), stated.pop()
    off = sum(one != other for one, other in zip(right, said, strict=False))  # 96 medals of all, 18 of ours
    if len(right) == len(said) > 1 and right != said and (off == 1 or sorted(right) == sorted(said)):
        message = f"{rows[0][0]} 共 {right} 枚奖牌，这里写 {match[0]}，两处不一致"
        yield text_claim(sentence, "consistency", match[0], f"{right}枚", Verdict.WRONG, message)


def _medals(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 11金9银15铜 by the medals of each kind that the sentences of the paragraph around it tell once."""
    for sentence in register.reading.sentences:
        near = "".join(s.text for s in register.reading.paragraph_of(sentence))
        for match in _MEDALS.finditer(sentence.text):
            for place, kind in enumerate(_KINDS):
                told = set(regex(_MEDAL.format(kind=kind)).findall(near))
                stated = match[f"n{place}"]
                if len(told) == 1 and told != {stated}:
                    right = told.pop()
                    message = f"同段写{kind}牌 {right} 枚，这里写 {stated}{kind}，两处不一致"
                    yield text_claim(
                        sentence, "consistency", f"{stated}{kind}", f"{right}{kind}", Verdict.WRONG, message
                    )
