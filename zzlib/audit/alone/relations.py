"""Relations of short passages that hold no other numbers of their kinds: words tell what each number is (`relations.toml`)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations
from typing import Literal

from zzlib.audit.alone.told_numbers import ToldNumber, is_let_be, is_told_of_two, passage_of
from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement, text_claim
from zzlib.audit.numbers.arithmetic import PROVED, Printed, Verdict, bounds_of, judge
from zzlib.audit.numbers.expressions import formula_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, POINTS, number_in, written
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.register import FigureRegister
from zzlib.data import DataModel, package_toml

_KINDEST = (*PROVED, Verdict.WRONG)
RESULT, MANY, SET = "result", "*all", "="
_SAME, HEADS, IDLE = "same", "heads", "idle"
_ALL = 100
_LITTLE = 20  # a part so small may a rough number be off
_MOST = 8  # numbers of one kind in a closed passage


class ClosedRelation(DataModel):
    """A relation: `made` tells what the result ought to be (any of them will do; `words => formula` only where a number has such words), `slots` what each number is and its words.

    A slot is the kind of its number (`same`: all of these in one unit) and a pattern for the words around it, or `*`;
    `=` says that it is set and no rounded number. `told` must stand in the passage, `never` must not; `beside` are slots
    that follow each other, and `idle` is a number that only may be there.
    """

    made: tuple[str, ...]
    slots: dict[str, str]
    kind: str = ""
    """What its table is called; of an amount its formula tells whether it is a sum or a difference."""
    told: str = ""
    never: str = ""
    beside: tuple[str, ...] = ()
    last: bool = False
    """Whether the result stands behind all others, with no other amount between."""
    across: bool = False
    """Whether its numbers may stand in several thoughts of a sentence."""
    bound: Literal["", "most", "least"] = ""
    """Whether the result may only be no more, or no less, than what is made."""
    rough: tuple[str, ...] = ()
    """Slots whose numbers may be told as thresholds."""
    sure: bool = False
    """Whether nothing else that the numbers make excuses it: what is paid for each is no rounded mean that they make."""


@dataclass(frozen=True)
class _SetBinding(Binding):
    """Operands of which some are set, and no rounded numbers: a price, a rate, what a loan is of."""

    firm: frozenset[int] = frozenset()

    @property
    def printed(self) -> list[Printed]:
        """The operands as printed, the set ones exact."""
        return [replace(p, exact=p.exact or n in self.firm) for n, p in enumerate(super().printed)]


class _ClosedWords(DataModel):
    words: dict[str, str]
    never: str
    seats: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]
    relation: dict[str, tuple[ClosedRelation, ...]]


@cache
def _told() -> _ClosedWords:
    return _ClosedWords.model_validate(package_toml(__package__, "relations.toml"))


@cache
def _relations() -> tuple[ClosedRelation, ...]:
    """Give all relations, each with its kind."""
    tables = _told().relation.items()
    told = [
        one.model_copy(update={"kind": "" if kind == "amount" else kind}) for kind, listed in tables for one in listed
    ]
    return tuple(own for one in told for own in _of_each_kind(one))


@cache
def _relations_of(kinds: frozenset[str]) -> tuple[ClosedRelation, ...]:
    """Give the relations that numbers of these kinds may fill."""
    found = {*kinds, _SAME, HEADS}
    return tuple(r for r in _relations() if {_slot(s)[0] for name, s in r.slots.items() if name != IDLE} <= found)


def _of_each_kind(relation: ClosedRelation) -> Iterator[ClosedRelation]:
    """Give a relation for each kind that its slots name: `bare|years` is a relation of bare numbers and one of years."""
    most = max(len(said.partition(" ")[0].split("|")) for said in relation.slots.values())
    for at in range(most):
        told = {name: said.partition(" ") for name, said in relation.slots.items()}
        slots = {
            name: f"{kinds.split('|')[at % len(kinds.split('|'))]} {said}" for name, (kinds, _, said) in told.items()
        }
        yield relation.model_copy(update={"slots": slots})


@cache
def _pattern(said: str) -> re.Pattern[str]:
    """Give a pattern of the table, with its {names} of words filled in."""
    filled = regex(r"\{([a-z_]+)\}").sub(lambda name: f"(?:{_told().words[name[1]]})", said)
    return re.compile(filled) if filled == said else _pattern(filled)


def closed_passage_claims(register: FigureRegister, _: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge each thought, and a short note of two sentences, by the relations whose words it has."""
    sentences = register.reading.sentences
    for sentence in sentences:
        ends = [match.start() for match in regex("；").finditer(sentence.text)]
        spans = zip([0, *ends], [*ends, len(sentence.text)], strict=True)
        passages = [(*passage_of([sentence], span), False) for span in spans]
        passages += [(*passage_of([sentence]), True)] if ends else []
        done: set[int] = set()
        for numbers, text, across in passages:
            yield from _judged(numbers, text, done, across=across)
    if len(sentences) == len(("first", "second")):
        yield from _judged(*passage_of(sentences), {0}, across=True)


def _judged(numbers: list[ToldNumber], text: str, done: set[int], *, across: bool) -> Iterator[NumericClaim]:
    """Judge a passage by each relation whose words it has, by the kindest of all ways to take its numbers; a result once."""
    kinds = frozenset(n.kind for n in numbers)
    for relation in _relations_of(kinds) if len(numbers) > 1 else ():
        unlike = _pattern(relation.never or _told().never).search(text)
        if unlike or (across and not relation.across) or not _pattern(relation.told).search(text):
            continue
        found: dict[int, list[dict[str, list[ToldNumber]]]] = {}
        for way in _ways(relation, numbers):
            found.setdefault(way[RESULT][0].start, []).append(way)
        for at, ways in found.items():
            tried = [c for way in ways for made in _ways_made(relation, way) if (c := _claim(relation, made, way))]
            turned = ways[0][RESULT][0].kind in (PERCENT, POINTS) and len(ways) == 1
            either = "差" in ways[0][RESULT][0].said  # 差值 may be of either way
            turned_round = [c for c in tried if c.recomputed == f"-{c.stated}" and not either]
            claims = [c for c in tried if not c.recomputed.startswith("-")] or turned_round or tried * turned
            claims = [c for c in claims if not _is_turned_share(c)]
            if claims and at not in done:
                told = min(claims, key=_preference)
                if not relation.bound or told.verdict == Verdict.WRONG:
                    done.add(at)
                    yield told


def _ways_made(relation: ClosedRelation, way: Mapping[str, list[ToldNumber]]) -> Sequence[str]:
    """Give what the result may be made by: those ways that words of its numbers name (`{down}§ => then - now`), else those that need none."""
    pairs = [made.rpartition(" => ") for made in relation.made]
    told = [number.said for listed in way.values() for number in listed]
    named = [made for words, _, made in pairs if words and any(map(_pattern(words).search, told))]
    return named or [made for words, _, made in pairs if not words]


def _is_turned_share(claim: NumericClaim) -> bool:
    """Say whether what would be more than all is printed as a share: of 全体成员（剔除缺失的5位）的34% the 5 are no whole."""
    return claim.verdict == Verdict.WRONG and claim.kind == "share" and claim.unit == "%" and (claim.exact or 0) > _ALL


def _preference(claim: NumericClaim) -> tuple[int, bool]:
    """Put the kindest verdict first, and of those that fail what is no more than all: a part is mostly the smaller number."""
    rank = _KINDEST.index(claim.verdict) if claim.verdict in _KINDEST else len(_KINDEST)
    return rank, regex(r"\d{3,}(?:\.\d+)?%").match(claim.recomputed) is not None


def _ways(relation: ClosedRelation, numbers: list[ToldNumber]) -> Iterator[dict[str, list[ToldNumber]]]:
    """Give the ways in which the numbers of a passage fill all slots, none of their kinds left over."""
    slots = {name: _slot(said) for name, said in relation.slots.items()}
    kinds = {kind for name, (kind, _) in slots.items() if name != HEADS}
    for result in numbers:
        if not _fits(result, *slots[RESULT]):
            continue
        others = [n for n in numbers if n is not result and not n.idle]
        groups = [result] if slots[RESULT][0] == _SAME else _groups(others) if _SAME in kinds else [result]
        heads = [n for n in numbers if n is not result and (n.idle or n.is_amount) and not _alike(n, result)]
        for one in groups:
            pool = [n for n in others if n.kind in kinds or (_SAME in kinds and n.is_amount and _alike(n, one))]
            if relation.last:  # 调整后为42个，涉及楼栋386栋
                unit = result.quantity.bare_unit
                pool = [n for n in pool if n.start < result.start or n.quantity.bare_unit == unit]
            if not _is_beside(result, pool, others) or (relation.last and not _is_last(result, pool, others)):
                continue
            ways = [
                [*_filled(relation, slots, result, [n for n in pool if n is not h], h)] for h in heads if HEADS in slots
            ]
            if HEADS not in slots:
                yield from _filled(relation, slots, result, pool, None)
            elif len(found := [way for way in ways if way]) == 1:
                yield from found[0]


def _is_beside(result: ToldNumber, pool: list[ToldNumber], others: list[ToldNumber]) -> bool:
    """Say whether the amount nearest to a rate, before it if there is one, is of those that it may rest on: not 28户整合为12户，资产286.4亿元，增长18.6%."""
    amounts = [n for n in others if n.is_amount]
    if result.kind != PERCENT or not any(n.is_amount for n in pool):
        return True
    ahead = [n for n in amounts if n.start < result.start]
    return (ahead[-1] if ahead else amounts[0]) in pool


def _is_last(result: ToldNumber, pool: list[ToldNumber], others: list[ToldNumber]) -> bool:
    """Say whether a result stands behind the numbers that it may rest on, a rate right behind them."""
    ahead = [n for n in others if n.start < result.start and n.is_amount]
    near = result.kind != PERCENT or not ahead or ahead[-1] in pool
    return near and all(n.start < result.start for n in pool)


def _groups(numbers: list[ToldNumber]) -> list[ToldNumber]:
    """Give an amount of each unit that there is."""
    found: list[ToldNumber] = []
    for number in numbers:
        if number.is_amount and not any(_alike(number, one) for one in found):
            found.append(number)
    return found


@cache
def _slot(said: str) -> tuple[str, str]:
    kind, _, pattern = said.lstrip(SET).partition(" ")
    return kind, pattern


def _fits(number: ToldNumber, kind: str, pattern: str) -> bool:
    """Say whether a number is of the kind of a slot and has its words."""
    alike = kind == number.kind or (kind == _SAME and number.is_amount) or kind == HEADS
    return alike and (pattern in ("*", MANY) or _pattern(pattern).search(number.said) is not None)


def _alike(one: ToldNumber, other: ToldNumber) -> bool:
    """Say whether two numbers may be added, or divided; places count those who take them: 岗位45个，录用38人; letters and visits: 412件、157批."""
    units = {one.quantity.bare_unit, other.quantity.bare_unit}
    if any(units <= set(like) and _pattern(said).search(one.sentence.text) for said, like in _told().seats.items()):
        return True
    if one.mention is not None and other.mention is not None:
        return same_unit(one.mention, other.mention)
    return one.kind == other.kind


def _filled(
    relation: ClosedRelation,
    slots: Mapping[str, tuple[str, str]],
    result: ToldNumber,
    pool: list[ToldNumber],
    head: ToldNumber | None,
) -> Iterator[dict[str, list[ToldNumber]]]:
    """Give the ways in which numbers that are all of their kinds fill the slots beside the result's and that of the heads."""
    names = [name for name in slots if name not in (RESULT, HEADS)]
    pool = _once(pool)
    names = [name for name in names if name != IDLE or len(pool) == len(names)]
    many = next((name for name in names if slots[name][1] == MANY), None)
    single = [name for name in names if name != many]
    if len(pool) > _MOST or len(pool) < len(names) + bool(many) or (many is None and len(pool) != len(names)):
        return
    for chosen in permutations(pool[::-1], len(single)):  # a part stands mostly behind its whole
        rest = [n for n in pool if n not in chosen]
        if many and result.quantity.value <= len(rest) + 1:
            continue  # 田径14枚、游泳11枚、…，这5项
        way = {name: [number] for name, number in zip(single, chosen, strict=True)} | {RESULT: [result]}
        way |= {HEADS: [head]} if head is not None else {}
        way |= {many: rest} if many else {}
        fit = all(_fits(n, *slots[name]) for name, listed in way.items() for n in listed)
        if fit and _told_many(result, slots) in (0, len(rest)) and _are_one(way, slots, relation.rough):
            order = [way[name][0] for name in relation.beside]
            starts = [n.start for n in order]
            between = [n for n in pool if order and n.kind == order[0].kind and starts[0] < n.start < starts[-1]]
            between = [n for n in between if n not in order]
            if starts == sorted(starts) and not between:
                yield way


def _told_many(result: ToldNumber, slots: Mapping[str, tuple[str, str]]) -> int:
    """Give of how many parts the words at a result say that it is, 0 where they don't: 三口合缺."""
    found = _pattern(slots[RESULT][1].lstrip("*")).search(result.said)
    return (number_in(found.groupdict().get("n") or "") or 0) if found else 0


def _once(pool: list[ToldNumber]) -> list[ToldNumber]:
    """Leave out a length of time that is told again: 连续4年每年…，四年下来."""
    found: list[ToldNumber] = []
    for number in pool:
        again = number.mention is None and any(
            n.kind == number.kind and n.quantity.value == number.quantity.value for n in found
        )
        if not again:
            found.append(number)
    return found


def _are_one(
    way: Mapping[str, list[ToldNumber]], slots: Mapping[str, tuple[str, str]], may_be_rough: Sequence[str]
) -> bool:
    """Say whether all that must be in one unit is, what is told for each is told for what the heads count, and nothing is rough."""
    same = [n for name, listed in way.items() if slots[name][0] == _SAME for n in listed]
    over = slots[RESULT][1]  # 超5人 is no rough number where it is told of a task
    plain = [name for name in way if name not in (RESULT, *may_be_rough)]
    rough = any(n.quantity.hedge for name in plain for n in way[name])
    rough = rough or any(n.quantity.hedge not in over for n in way[RESULT] if n.quantity.hedge)
    if rough or not all(_alike(same[0], n) for n in same[1:]):
        return False
    if HEADS not in way:
        return True
    told, head = way["each" if "each" in way else RESULT][0], way[HEADS][0]
    return _is_for(told, head) if "each" in way else _is_mean_of(told, head)


def _is_for(each: ToldNumber, heads: ToldNumber) -> bool:
    """Say whether a price is told for each of what is counted: 每户2万元 of 37户, 每村5万元 of 12个村."""
    unit = heads.quantity.bare_unit
    alike = {
        unit,
        heads.quantity.unit.lstrip("万亿"),
        *(u for group in (*words().counted.alike, *words().counted.apart) if unit in group for u in group),
    }
    said = regex(rf"每[一个]?(?:{any_of(tuple(alike))}|(?P<noun>(?![月年天日季])[一-龥]))|[单票定]价").search(each.said)
    if said is None:  # 80岁以上老人每月50元，1300人
        return regex("每个?[月年季天日]").search(each.said) is not None and heads.quantity.bare_unit in (
            "人",
            "名",
            "户",
        )
    return not said["noun"] or regex(rf".*§[一-龥]{{0,4}}{said['noun']}").match(heads.said) is not None


def _is_mean_of(mean: ToldNumber, heads: ToldNumber) -> bool:
    """Say whether a mean is told of what is counted: 户均 of 户, 平均每个项目 of 个."""
    said = regex("[每单](?P<a>(?![天日月年季])[一-龥])[^每]*§").search(mean.said) or regex(
        "(?P<a>[一-龥])[均平][^均]*§|一(?P<b>[一-龥])[^每]*§|人头"
    ).search(mean.said)
    letter = next((g for g in said.groups() if g), "人") if said else ""
    letter = "人" if letter == "平" else letter
    return heads.quantity.bare_unit in (letter, *words().averages.units.get(letter, ()), *_told().heads.get(letter, ()))


def _claim(relation: ClosedRelation, made: str, way: Mapping[str, list[ToldNumber]]) -> NumericClaim | None:
    """Judge the result by what the others make."""
    result = way[RESULT][0]
    listed = [(name, number) for name, numbers in way.items() if name not in (RESULT, IDLE) for number in numbers]
    firm = {name for name, said in relation.slots.items() if said.startswith(SET)}
    mentions = [(name, n.mention) for name, n in listed if n.mention is not None]
    extra = [
        (name, replace(n.quantity, dimension=COUNT, step=Fraction(1)) if name in firm else n.quantity)
        for name, n in listed
        if n.mention is None
    ]
    layout = [name for name, _ in (*mentions, *extra)]
    values = [m.quantity.value for _, m in mentions] + [q.value for _, q in extra]
    kind = relation.kind or ("difference" if " - " in made else "sum")
    formula = formula_of(made, tuple(layout), values)
    if formula is None:
        return None
    operands, quantities = tuple(m for _, m in mentions), tuple(q for _, q in extra)
    exact = frozenset(n for n, (name, _) in enumerate(mentions) if name in firm)
    binding = _SetBinding(formula, operands, quantities, exact)
    if relation.bound:
        return _bounded(kind, result, binding, most=relation.bound == "most")
    if result.mention is not None:
        claim = settle(kind, result.mention, [binding], certain=True, strict_hedge=False)[0]
        wrong = claim.verdict == Verdict.WRONG
        if wrong and (is_let_be(kind, result.mention) or (kind == "sum" and is_told_of_two(result, values))):
            return None
        trial = None if wrong and relation.sure else claim.trial
        beside = tuple(n.mention for n in way.get(IDLE, ()) if wrong and n.mention is not None)
        return replace(claim, said=True, named=True, firm=wrong, trial=trial, proof=(*claim.proof, *beside))
    return _of_words(kind, result, binding)


def _bounded(kind: str, result: ToldNumber, binding: _SetBinding, *, most: bool) -> NumericClaim:
    """Judge a result that is no more, or no less, than what the others make: 第15位 of 14, 收回182张 of 180张 that were sent."""
    exact = binding.formula.compute(*(p.value for p in binding.printed))
    low, high = bounds_of(binding.formula, binding.printed, exact)
    own, slack = result.quantity.printed, exact / _LITTLE if result.quantity.hedge else 0
    verdict = Verdict.WRONG if (own.low > high + slack if most else own.high < low - slack) else Verdict.OK
    right = written(exact, result.quantity)
    used = "、".join(q.text for q in binding.quantities)
    message = f"由 {used} 算，{'至多' if most else '至少'}是 {right}，文中写 {result.quantity.text}"
    if result.mention is None:
        return text_claim(result.sentence, kind, result.quantity.text, right, verdict, message, proof=binding.operands)
    claim = statement(kind, result.mention, verdict, message, binding.operands, recomputed=right)
    return replace(claim, named=True, said=True, firm=True)


def _of_words(kind: str, result: ToldNumber, binding: Binding) -> NumericClaim:
    """Judge a result that is no number of the register: 八成, 28年, 第20届."""
    verdict, exact = judge(binding.formula, binding.printed, result.quantity.printed)
    right = "" if exact is None else result.shown(written(exact, result.quantity))
    said = "相符" if verdict != Verdict.WRONG else f"应为 {right}，文中写 {result.quantity.text}"
    message = f"由 {'、'.join(q.text for q in binding.quantities)} 算，{said}"
    return text_claim(result.sentence, kind, result.quantity.text, right, verdict, message, proof=binding.operands)
