"""A number told once more a little further on, pointed back to: 1.36亿立方米 … 1360万立方米的总库容, 这45.2万册藏书, 68名正式党员全部到会, 4500公顷，折67.5万亩."""

import re
from collections.abc import Iterator

from zzlib.audit.documents.places import is_heading, is_heading_text
from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, Printed, Verdict, told_alike
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import COUNT, MONEY, POINTS, TIMES, Quantity, conversion, written
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.reading import Mention, words_between
from zzlib.audit.reading.register import FigureRegister, places
from zzlib.audit.reading.same_thing import told_apart
from zzlib.audit.slips.retold import ANOTHER, PERIOD

_SENTENCES, _PARAGRAPHS, _NOUN, _NAME, _BEHIND = 3, 2, 2, 4, 12
_PART_OF_YEAR = re.compile("[上下]半年|[一二三四]季度")
_VERBS = re.compile("(?:已经?|达|到|至|为|是|有|共|升|降|完成|实现)+$")
_HEAD = re.compile("^(?:【[^】]*|[（(]?(?:内容)?(?:提要|摘要|要点|导语|标题|题目|核心提示)[）：].*)$")


def told_twice_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge each number that points back to the only one before it that it can mean."""
    for mention in register.reading.mentions:
        if not mention.quantity.hedge:
            found = _turned(mention) or _pointed_back(mention, register)
            if found is not None:
                yield found


def _turned(mention: Mention) -> NumericClaim | None:
    """Judge 4500公顷，折67.5万亩 and 叁佰万元整（小写）3000000元: the same in another unit, in another size, or written out."""
    ahead = mention.previous
    if ahead is None or ahead.quantity.hedge:
        return None
    between = words_between(ahead, mention)
    by_words = ahead.dimension == mention.dimension == MONEY and _is_in_words(ahead) != _is_in_words(mention)
    told = words().retold.turned if not by_words else words().retold.written
    if not re.fullmatch(told, between):
        return None
    factor = conversion(ahead.quantity, mention.quantity)
    same = ahead.dimension == mention.dimension and ahead.quantity.scale != mention.quantity.scale
    if factor is None and not by_words and not (same and _slip(ahead.quantity, mention.quantity)):
        return None
    own, times = ahead.quantity, factor or Fraction(1)
    verdict = told_alike(Printed(own.value * times, own.step * times, exact=by_words), mention.quantity.printed)
    shown = written(own.value * times, mention.quantity)
    said = "相符" if verdict != Verdict.WRONG else f"应为 {shown}，文中写 {mention.quantity.text}"
    return statement(
        "consistency", mention, verdict, f"{own.text} 就是 {shown}，{said}", [ahead], recomputed=shown, named=True
    )


def _is_in_words(mention: Mention) -> bool:
    return not re.search(r"\d", mention.quantity.text)


def _pointed_back(mention: Mention, register: FigureRegister) -> NumericClaim | None:
    """Judge a number that points back by its words, where they can mean only one number before it."""
    others = list(_alike(mention, register))
    if any(_agree(other, mention) for other in others):
        return None
    near = [other for other in others if _noun(other, mention)] or others
    if mention.previous in near and _slip(near[0].quantity, mention.quantity) == "size":
        near = near[:1]  # 由2.4亿立方米增加到3.1亿立方米，31000万立方米的库容
    if len({m.quantity.value for m in near}) != 1 or not _may_be_one(near[-1], mention):
        return None
    one = near[-1]
    every = re.match(words().retold.every, mention.text_behind) is not None
    if not (every or _points_back(one, mention, register)):
        return None
    where = places([register.entries[one.number - 1]])
    right = written(one.quantity.value, mention.quantity)
    shown = f"，就是 {right}" if one.quantity.scale != mention.quantity.scale else ""
    message = f"{where}写 {one.quantity.text}{shown}，这里再说到同一个数，写 {mention.quantity.text}，两处不一致"
    return statement("consistency", mention, Verdict.WRONG, message, [one], recomputed=right, named=True)


def _points_back(one: Mention, mention: Mention, register: FigureRegister) -> bool:
    """Say whether the words about a number tell that it was told before, and a slip parts the two prints."""
    told, noun, slip = words().retold, _noun(one, mention), _slip(one.quantity, mention.quantity)
    apart = one.sentence is not mention.sentence
    pointed = re.search(told.pointing, mention.before) is not None
    long = mention.quantity.digits > _NOUN and (apart or mention.dimension == MONEY)
    if slip != "size" and pointed and (apart or mention.begin > one.quantity.end) and (noun or long):
        return slip == "order" or (noun != "" and (slip != "" or (apart and len(noun) > _NOUN)))
    bare = _is_bare(mention)
    named = re.match(f"的(?:{told.sizes})", mention.after) is not None
    of = named or (mention.after.startswith("的") and noun != "")
    if slip == "size":
        behind = mention.text_behind[:_BEHIND]
        said = re.search(f"(?:{told.anew})，?$", mention.text_before) or of or re.match(told.whole, behind)
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
    return re.fullmatch(words().retold.bare, mention.before) is not None


def _alike(mention: Mention, register: FigureRegister) -> Iterator[Mention]:
    """Give the numbers of the unit of one that stand before it: in the sentences of its paragraph right before, or in a heading above."""
    for other in register.reading.before(mention):
        apart = mention.sentence.paragraph - other.sentence.paragraph
        near = not apart and mention.sentence.number - other.sentence.number <= _SENTENCES
        above = 0 < apart <= _PARAGRAPHS and _is_title(other)
        if (near or above) and not other.quantity.hedge and _same_unit(other, mention):
            yield other


def _same_unit(one: Mention, other: Mention) -> bool:
    if one.dimension != other.dimension or one.dimension in (POINTS, TIMES, "bare"):
        return False
    units = [m.quantity.bare_unit for m in (one, other)]
    return one.dimension != COUNT or units[0] == units[1] or any(set(units) <= set(g) for g in words().counted.alike)


def _agree(one: Mention, other: Mention) -> bool:
    return told_alike(one.quantity.printed, other.quantity.printed) in HOLDS


def _is_told_once(one: Mention, register: FigureRegister) -> bool:
    """Say whether no other number of a document is that of a title."""
    return not any(m is not one and _same_unit(one, m) and _agree(one, m) for m in register.reading.around(one))


def _noun(one: Mention, mention: Mention) -> str:
    """Give the words behind a number, or before it, that the one before is told by; "" for none."""
    behind = re.sub("^的", "", mention.after)[:6]
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
    kinds = [set(re.findall(words().retold.apart, said)) for said in (one.lead, _between(one, mention))]
    return same and kinds[1] <= kinds[0] and not told_apart(one, mention)


def _between(one: Mention, mention: Mention) -> str:
    if one.sentence is mention.sentence:
        return one.sentence.text[one.quantity.end : mention.quantity.start]
    return mention.text_before
