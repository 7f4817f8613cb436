"""Ranks of units held against the ledger: who is how manyth of which group, counted from either end, who leads and who is last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zzlib.audit.against.ledger_cells import LedgerCells, judged
from zzlib.audit.against.ledger_scopes import NAMED, Scopes
from zzlib.audit.against.ledger_units import UnitsOfMonth
from zzlib.audit.against.ledger_words import RANKED_BY, Subject
from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, number_in
from zzlib.audit.reading.reading import Mention, ReadSentence

_AMONG = re.compile("^(?:.*(?:单位|部门|乡镇))?[中里内]")
_CLAUSE = re.compile("[，：；]")
_ORDINAL, _RANKS = r"(?:[一二两三四五六七八九十]+|\d+)", "(?:位居|位列|排名|排在|居|列|排)"
_PLACE = rf"(?:(?P<end>倒数)?第(?P<place>{_ORDINAL})|首位)"
_AFTER_RANK = re.compile(rf"(?:第{_ORDINAL}[位名]?|首位)[，、；]$")
_LAST = "(?:排名?在?|位?居|列)?(?:末位|倒数第一位?|最后一?[位名]|最低)的(?:单位)?[是为]"
_FUNDED = re.compile("有(?:资金到位|到位资金|[进入]资|[进入到]账|钱[进入到]账)的?[^，。；]{0,12}(?:[中里]|家)")
_OF_THOSE = re.compile(rf"(?:这|上述|以上|该){_ORDINAL}?[个家]?[^，；。]{{0,6}}(?:单位|部门|乡镇|镇|局)")
_BY = re.compile("按([一-龥]{2,6}?)(?=在|排|计|算|列)")
_ANY_GROUP = re.compile(
    rf"全县|各|所有|单位|成员|责任|{_ORDINAL}[个家]|[中里内]|[我你给大家]*(?:[念说报点列]一下|如下)|名单|[单部]位|的"
)
_ROW = 2  # names whose numbers tell by what they are ranked
_ORDERED = re.compile("^[按从以]|[在看]$|上看$|方面$|在?[中里内]$|(?:由高到低)?(?:排(?:名|序|位|列)?)?$")


@dataclass(frozen=True)
class _Told:
    """A place that a text gives a unit: how it is called, the place as printed, from which end, by what, of whom."""

    name: str
    place: str
    from_end: bool
    figure: str
    group: str


class RankReader:
    """Holds the ranks of a document against one month."""

    def __init__(self, scopes: Scopes, cells: LedgerCells, units: UnitsOfMonth) -> None:
        self._scopes, self._words, self._cells, self._units = scopes, scopes.words, cells, units
        name = units.name
        self._most = rf"(?P<name>{name})(?P<measure>[一-龥]{{2,10}}?)最[多高大](?=[，。；]|$)"
        one = rf"(?P<name>{name})(?P<measure>[一-龥]{{0,12}}?)(?:{_RANKS}(?P<group>[一-龥]{{0,6}}?))?{_PLACE}"
        other = rf"(?P<measure2>[一-龥]{{0,10}}?)第(?P<place2>{_ORDINAL})[位名]?(?:的)?[是为]?(?P<name2>{name})"
        several = rf"(?P<names>{name}(?:[、和及]{name})+)(?P<measure3>[一-龥]{{0,10}}?)(?:分列|分别|依次){_RANKS}?(?P<group3>[一-龥]{{0,6}}?)(?P<places>第?{_ORDINAL}[位名]?(?:[、和]第?{_ORDINAL}[位名]?)+)"
        self._told = "|".join((one, other, several))

    def claims(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Give a claim for each rank of a sentence that the month can tell."""
        yield from self._ranked(sentence)
        yield from self._most_of_group(sentence)
        several = rf"(?P<measure>[一-龥]{{0,14}}?)(?:排名|排在|居|排|列)?(?:前(?P<most>{_ORDINAL})[位名]|最[多高大](?=的))(?:的)?(?P<group>[一-龥]{{0,6}}?)(?:依次|分别)?(?:是|为|有|：)+(?P<names>{self._units.row})"
        for match in regex(several).finditer(sentence.text):
            yield from self._first(sentence, match)
        last = rf"(?P<measure>[一-龥]{{2,10}}?){_LAST}(?P<name>{self._units.name})(?![、和及])"
        for match in regex(last).finditer(sentence.text):
            yield from self._last(sentence, match)
        yield from self._ranked_behind(sentence)

    def _ranked(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge 甲局完成率居县直单位第一位，乙局第二; 完成率第一名甲局; and 甲、乙分列第一、第二."""
        text, by = sentence.text, ""
        for match in regex(self._told).finditer(text):
            said = match.groupdict()
            names = regex(self._units.name).findall(said["name"] or said["name2"] or said["names"])
            places = regex(_ORDINAL).findall(said["place"] or said["place2"] or said["places"] or "一")
            before = regex("[，：；、]").split(text[: match.start()])[-1]
            own = said["measure"] or said["measure2"] or said["measure3"]
            own = own if own and (self._ranking(own) or not regex(_RANKS).fullmatch(own)) else ""
            by = own or self._ordered_by(before) or by or self._ordered_by(*_CLAUSE.split(text[: match.start()]))
            by = by or self._ruled() or self._row_measure(sentence)
            ahead = [m for m in sentence.mentions if m.quantity.start < match.start() and m.dimension != COUNT]
            if not by and ahead and _AFTER_RANK.search(text[: match.start()]):
                by = self._measured_by(ahead[-1])
            group = said["group"] or said["group3"] or self._units.group_before(text[: match.end()])
            figure = self._figure(by) or self._beside(match, sentence, self._units.scope(names[0]))
            for name, place in zip(names, places, strict=False) if len(names) == len(places) and figure else ():
                told = _Told(name, place, bool(said["end"]), figure, group)
                yield from self._place(sentence, self._units.scope(name), told)

    def _beside(self, match: re.Match[str], sentence: ReadSentence, scope: str) -> str:
        """Give the figure that the number right behind a rank is of the same unit: 水利局在县直里排第8位，完成率46.6%."""
        behind = next((m for m in sentence.mentions if m.quantity.start >= match.end()), None)
        if match["name"] is None or behind is None or self._scopes.whose(behind).scope != scope:
            return ""
        return self._figure(self._measured_by(behind))

    def _last(self, sentence: ReadSentence, match: re.Match[str]) -> Iterator[NumericClaim]:
        """Judge 完成率排在末位的是某局, of all units or of those that something came to."""
        before = sentence.text[: match.end()]
        figure, scope = self._figure(match["measure"]), self._units.scope(match["name"])
        values = self._within(figure, self._units.group_before(before)) if figure else {}
        funded = {unit: value for unit, value in values.items() if unit in self._units.funded}
        lists = [funded] if _FUNDED.search(before) else [values, funded]
        if not funded or scope not in values:
            return
        right = any(pool and values[scope] == min(pool.values()) for pool in lists)
        last = self._units.said([unit for unit, value in funded.items() if value == min(funded.values())])
        message = f"工作台本月有资金到位的单位里“{self._units.label(figure)}”最低的是{last}，"
        message += "相符" if right else f"文中写{match['name']}"
        yield text_claim(sentence, "consistency", match["name"], last, Verdict.OK if right else Verdict.WRONG, message)

    def _most_of_group(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge 乡镇中，龙溪镇到位资金最多: who is first of a group that is named."""
        for match in regex(self._most).finditer(sentence.text):
            group, figure = self._units.group_before(sentence.text[: match.end()]), self._figure(match["measure"])
            if self._scopes.of_group(group) and figure:
                told = _Told(match["name"], "一", False, figure, group)
                yield from self._place(sentence, self._units.scope(match["name"]), told)

    def _ranked_behind(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge the rank of whose number stands right before: 气象局到位资金 x，(总量)居全县第三位."""
        led_by = rf"(?:[，（]|(?<=元)|(?<=[%亩])|(?<=里)|(?<=中))(?P<measure>[一-龥]{{0,8}}?)[仍还]?(?:在|{_RANKS})(?P<group>[一-龥]{{0,10}}?)"
        behind = rf"(?:{led_by}|(?<=[%元]，))(?:(?P<end>倒数)?第(?P<place>{_ORDINAL})(?![一二三四五六七八九十\d]|[位名]?的?[是为])|首位)"
        for match in regex(behind).finditer(sentence.text):
            ahead = [m for m in sentence.mentions if m.quantity.start < match.start()]
            while len(ahead) > 1 and ahead[-1].dimension == COUNT:
                ahead.pop()  # 在有进账的21家里排倒数第二
            whose = self._scopes.whose(ahead[-1]) if ahead else None
            if whose is None or whose.time not in ("", NAMED) or not whose.scope.startswith("unit:"):
                continue
            own_name = any(s.startswith("unit:") for s in self._scopes.piece(match["measure"] or "").scopes)
            if own_name or "一个" in (match["group"] or ""):
                continue  # 甲、乙两家在组里一个第2、一个第1
            clause = _CLAUSE.split(sentence.text[: match.start()])[-1]
            own = _BY.search(clause)
            said = _AMONG.sub("", self._scopes.token.sub("", match["measure"] or ""))  # 完成48.3%，县直单位中排第6位
            measure = own[1] if own else match["measure"] if self._words.plain(said) else ""
            figure = self._figure(measure or self._measured_by(ahead[-1]))
            figure = figure or ("" if measure else self._fits(ahead[-1], whose.scope))
            figure = figure or self._figure(self._ordered_by(*_CLAUSE.split(sentence.text[: match.start()])))
            group = regex(_RANKS).sub("", match["group"] or "") or self._units.group_before(
                sentence.text[: match.end()]
            )
            if figure:
                told = _Told(self._cells.owner(whose.scope), match["place"] or "一", bool(match["end"]), figure, group)
                yield from self._place(sentence, whose.scope, told)

    def _fits(self, mention: Mention, scope: str) -> str:
        """Give the figure that a number is of its unit: 教育局以1450万元."""
        known = ((figure, self._units.values(figure).get(scope)) for figure in RANKED_BY)
        return next((f for f, v in known if v is not None and judged(v, mention.quantity) != Verdict.WRONG), "")

    def _measured_by(self, mention: Mention) -> str:
        """Give the words for what a number is of, as units are ranked by it."""
        rest = self._scopes.whose(mention).said
        ahead = mention.previous
        if not self._words.plain(rest) and ahead and ahead.dimension == mention.dimension:
            return self._measured_by(ahead)
        completion = self._words.relation(rest) == ("completion", "")
        return "完成率" if completion else rest

    def _row_measure(self, sentence: ReadSentence) -> str:
        """Give the words for what the numbers right behind names are, if the month has them so: 前三名是甲局84.0%、乙局52.0%."""
        behind = {m.end(): self._units.scope(m[0]) for m in regex(self._units.name).finditer(sentence.text)}
        pairs = [(behind[m.quantity.start], m) for m in sentence.mentions if m.quantity.start in behind]
        for figure, words in RANKED_BY.items():
            values = self._units.values(figure)
            fits = [u for u, m in pairs if u in values and judged(values[u], m.quantity) != Verdict.WRONG]
            if len({*fits}) >= _ROW and 2 * len(fits) > len(pairs):
                return words
        return ""

    def _ordered_by(self, *clauses: str) -> str:
        """Give the last of clauses that says what units are ranked by: 按完成率排名, 从到位资金看."""
        own = (_FUNDED.sub("", said) for said in reversed(clauses))
        return next((said for said in own if self._ranking(said)), "")

    def _ruled(self) -> str:
        """Give what a document says elsewhere that its ranks go by: 名次按完成率算."""
        said = "".join(sentence.text for sentence in self._scopes.reading.sentences)
        return self._ordered_by(*(m[1] for m in regex("按([^，。；、]{2,8}?)(?:算|排|计|高低)").finditer(said)))

    def _ranking(self, said: str) -> Subject | None:
        return self._words.subject(_ORDERED.sub("", _AMONG.sub("", self._scopes.piece(_ORDERED.sub("", said)).rest)))

    def _figure(self, measure: str) -> str:
        """Give the figure that words say units are ranked by, "" where that can't be told."""
        subject = self._ranking(measure)
        return "" if subject is None or "@" in subject.id else subject.id

    def _within(self, figure: str, group: str) -> dict[str, Fraction]:
        """Give what the units of a group have of a figure, of all where none is named; nothing of a group that the county doesn't have."""
        values, own = self._units.values(figure), self._scopes.of_group(group)
        if own or _ANY_GROUP.sub("", group):
            values = {unit: value for unit, value in values.items() if unit in own}
        return values

    def _pools(self, told: _Told, scope: str, sentence: ReadSentence) -> Iterator[dict[str, Fraction]]:
        """Give what a place may be of: of the group told, else of all and of each group that the text names; of all of these or those that something came to."""
        whole = self._within(told.figure, told.group)
        groups = [] if self._scopes.of_group(told.group) else self._scopes.groups_named(sentence)
        for pool in (whole, *({u: v for u, v in whole.items() if u in own} for own in groups)):
            if scope in pool:
                yield pool
                yield {unit: value for unit, value in pool.items() if unit in self._units.funded}

    def _place(self, sentence: ReadSentence, scope: str, told: _Told) -> Iterator[NumericClaim]:
        pools = [pool for pool in self._pools(told, scope, sentence) if scope in pool]
        if not pools:
            return
        place, shown = int(number_in(told.place) or 0), f"{'倒数' * told.from_end}第{told.place}"
        standing = pools[-1] if told.from_end or _FUNDED.search(sentence.text) else pools[0]
        first, _ = _standing(standing, scope, told.from_end)
        if any(least <= place <= most for least, most in (_standing(pool, scope, told.from_end) for pool in pools)):
            verdict, said = Verdict.OK, "相符"
        else:
            verdict, said = Verdict.WRONG, f"文中写{shown}"
            there = [u for u in standing if _standing(standing, u, told.from_end)[0] == place]
            said += f"；{shown}的是{self._units.said(there)}" * bool(there)
        group = next((f"{name}单位" for name in self._scopes.groups if name in told.group), "全部单位")
        of = "有资金到位的" * (len(standing) < len(pools[0])) + group
        where = f"工作台本月{told.name}的“{self._units.label(told.figure)}”在{of}里"
        message = f"{where}是{'倒数' * told.from_end}第 {first} 位，{said}"
        stated = shown if shown in sentence.text else told.name  # 居首位, 最多
        yield text_claim(sentence, "consistency", stated, f"{'倒数' * told.from_end}第{first}", verdict, message)

    def _first(self, sentence: ReadSentence, match: re.Match[str]) -> Iterator[NumericClaim]:
        before = sentence.text[: match.start("names")]
        by = self._ordered_by(*_CLAUSE.split(sentence.text[: match.start()]), match["measure"])
        figure = self._figure(by or self._row_measure(sentence))
        values = self._within(figure, match["group"] or self._units.group_before(before)) if figure else {}
        names = regex(self._units.name).findall(match["names"])
        scopes = [self._units.scope(name) for name in names]
        if not values or not all(scope in values for scope in scopes):
            return
        groups = self._scopes.groups_named(sentence, every="部门" in before)
        pools = [values, *({u: v for u, v in values.items() if u in own} for own in groups if own.issuperset(scopes))]
        orders = [sorted(pool, key=lambda unit: -values[unit])[: len(names)] for pool in pools]
        fits = [order for order in orders if [values[s] for s in scopes] == [values[s] for s in order]]
        right, ranked = bool(fits), [*fits, orders[-1]][0]
        if not right and _OF_THOSE.search(before):
            return  # 这16个单位中，申报资金最多的是: of those only
        order = "、".join(self._cells.owner(scope) for scope in ranked)
        message = f"工作台本月“{self._units.label(figure)}”居前的依次是{order}，"
        message += "相符" if right else f"文中写{'、'.join(names)}"
        stated = match["names"] if regex(r"\d").search(match["names"]) is None else names[-1]
        yield text_claim(sentence, "consistency", stated, order, Verdict.OK if right else Verdict.WRONG, message)


def _standing(values: dict[str, Fraction], scope: str, from_end: bool) -> tuple[int, int]:
    """Give the first and the last place that a unit may be said to have, those that have as much beside it."""
    beyond = sum(v < values[scope] if from_end else v > values[scope] for v in values.values())
    return beyond + 1, beyond + sum(v == values[scope] for v in values.values())
