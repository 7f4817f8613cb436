"""Lists, numbers and ranks of units held against the ledger: how many units are past a line and which, who didn't report, who leads."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from zzlib.audit.against.ledger_bounds import BOUND, BUT_FOR, holds
from zzlib.audit.against.ledger_cells import LedgerCells, figure_value, judged
from zzlib.audit.against.ledger_scopes import IN, NAMED, Scopes
from zzlib.audit.against.ledger_words import RANKED_BY, Subject
from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, number_in
from zzlib.audit.reading.reading import Mention, ReadSentence, without_asides
from zzlib.periods import month_of

_AMONG = re.compile("^(?:.*(?:单位|部门|乡镇))?[中里内]")
_BUT, _CLAUSE = re.compile("[^，。；]*，但[^，。；]*"), re.compile("[，：；]")
_UNITS = "(?:责任|成员|县直|部门)?(?:单位|乡镇|部门)"
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]是|其中|目前|截至目前|还|全县|，)+")
_OPENS = r"(?:个?(?:责任|成员)?(?:单位|乡镇|部门)?(?:（均[^（）]*）)?[，：（]?(?:分别|依次)?(?:是|为|有|即|包括)?[：]?)"
_ORDINAL, _RANKS = r"(?:[一二两三四五六七八九十]+|\d+)", "(?:位居|位列|排名|排在|居|列|排)"
_AFTER_RANK = re.compile(rf"(?:第{_ORDINAL}[位名]?|首位)[，、；]$")
_AMOUNT = r"(?:（?(?:到位|争取)?(?:资金)?\d+(?:\.\d+)?(?:万元|亿元|%|个|亩)）?)?"
_OTHER_WORK = re.compile("(?<!争资)(?<!争项)(?:工作|考核|评比|活动|行动)(?:中|里|上|方面)|项目(?!资金)|招商|税|用地")
_IDLE = re.compile(r"真正|单位|乡镇|部门|成员|(?<!本)月报表?|报表|材料|的|[还仍尚另]|有|共|\W|[一二三四五六七八九十]是")
_LAST = "(?:排名?在?|位?居|列)?(?:末位|倒数第一位?|最后一?[位名]|最低)的(?:单位)?[是为]"
_FUNDED = re.compile("有(?:资金到位|到位资金|进资)的[^，。；]*[中里]")
_OF_THOSE = re.compile(rf"(?:这|上述|以上|该){_ORDINAL}?[个家]?[^，；。]{{0,6}}(?:单位|部门|乡镇|镇|局)")
_ROW = 2  # names whose numbers tell by what they are ranked
_ORDERED = re.compile("^[按从以]|[在看]$|上看$|方面$|在?[中里内]$|(?:由高到低)?(?:排(?:名|序|位|列)?)?$")


@dataclass(frozen=True)
class _Units:
    """Units that a sentence may mean: the figure's own reading first."""

    called: str
    choices: tuple[frozenset[str], ...]
    figure: str = ""


class ListReader:
    """Holds the lists and ranks of a document against one month."""

    def __init__(self, scopes: Scopes, cells: LedgerCells) -> None:
        self._scopes, self._words, self._month, self._cells = scopes, scopes.words, scopes.month, cells
        self._counts: dict[int, _Units] = {}
        name = "|".join(map(re.escape, self._scopes.names))
        county = re.escape(self._month.settings.county.name)
        self._name = rf"(?:(?:{county})?县?(?:{name}))"
        self._list = rf"{self._name}(?:[、和及]{self._name})*"
        self._list_with_amounts = self._list.replace(self._name, f"{self._name}{_AMOUNT}")
        self._list_ahead = rf"(?:有|是|为|包括)?(?P<names>{self._list})(?P<more>等)?(?:共|这)?$"
        groups = "|".join(map(re.escape, self._scopes.groups))
        self._within = rf"(?:在([^，。；]{{0,14}})|((?:{groups})(?:单位|部门)?|\d+个镇))[中里内]"
        self._most = rf"(?P<name>{self._name})(?P<measure>[一-龥]{{2,10}}?)最[多高大](?=[，。；]|$)"
        self._place_of_one = rf"(?P<name>{self._name})(?P<measure>[一-龥]{{0,12}}?)(?:{_RANKS}(?P<group>[一-龥]{{0,6}}?))?(?:第(?P<place>{_ORDINAL})|首位)"
        self._one_of_place = (
            rf"(?P<measure2>[一-龥]{{0,10}}?)第(?P<place2>{_ORDINAL})[位名]?(?:的)?[是为]?(?P<name2>{self._name})"
        )
        self._places_of_several = rf"(?P<names>{self._name}(?:[、和及]{self._name})+)(?P<measure3>[一-龥]{{0,10}}?)(?:分列|分别|依次){_RANKS}?(?P<group3>[一-龥]{{0,6}}?)(?P<places>第?{_ORDINAL}[位名]?(?:[、和]第?{_ORDINAL}[位名]?)+)"

    @property
    def counted(self) -> dict[int, frozenset[str]]:
        """The units behind each number of units that was read."""
        return {number: units.choices[0] for number, units in self._counts.items()}

    def claims(self) -> Iterator[NumericClaim]:
        """Give a claim for each number of units, each list and each rank that the month can tell."""
        for sentence in self._scopes.reading.sentences:
            for mention in sentence.mentions:
                yield from self._counted(mention)
            yield from self._ranked(sentence)
            yield from self._ranked_behind(sentence)
            yield from self._named(sentence)

    def _counted(self, mention: Mention) -> Iterator[NumericClaim]:
        time = self._scopes.whose(mention).time
        if mention.dimension != COUNT or mention.quantity.hedge or time not in ("", IN, NAMED):
            yield from self._of_earlier(mention, time)
            return
        ahead = regex(self._list_ahead).search(mention.lead)
        lead = mention.lead[: ahead.start()] if ahead else mention.lead
        units = self._meant(lead, mention, "" if time == "" else "本月") if self._counts_units(lead, mention) else None
        units = units or self._of_those(mention)
        if units is None or BUT_FOR.match(mention.text_behind):
            return
        self._counts[mention.number] = units
        behind = mention.text_behind.partition("；")[0]
        behind = regex("（均[^（）]*）").sub("", behind) if "（" in behind else without_asides(behind)  # 均为本月升入
        listed = ahead or regex(rf"[^，：（；\d]{{0,14}}?{_OPENS}(?P<names>{self._list})(?P<more>等)?").match(behind)
        counts = [len(choice) for choice in units.choices]
        right = mention.quantity.value in counts
        if right or not ahead or lead:  # 甲、乙2个单位到位资金为零: others may have none as well
            verdict = Verdict.OK if right else Verdict.WRONG
            best = units.choices[counts.index(int(mention.quantity.value))] if right else units.choices[0]
            message = f"工作台本月“{units.called}”的单位是 {len(best)} 个，"
            message += "相符" if right else f"文中写 {mention.quantity.text}；有{self._said(best)}"
            extra = [] if right or not listed else self._beside(listed["names"], units)[0]
            message += f"：{'、'.join(extra)}不在其中" * bool(extra)
            yield statement("consistency", mention, verdict, message, recomputed=f"{len(best)}个")
        if listed and (right or (ahead and not lead)):
            whole = right and not listed["more"] and (not ahead or bool(lead))
            yield from self._compared(mention.sentence, listed["names"], units, whole=whole)

    def _of_those(self, mention: Mention) -> _Units | None:
        """Give the units of a group of those counted before: 其中县直10个：…；乡镇3个：…."""
        named = regex("其中|单位|部门|有|的").sub("", mention.lead) in self._scopes.groups
        own = self._scopes.of_group(mention.lead) if named else ()
        known = [units for number, units in self._counts.items() if number < mention.number and units.figure]
        if not own or not known or mention.after:
            return None
        return replace(known[-1], choices=tuple(choice & own for choice in known[-1].choices), figure="")

    def _of_earlier(self, mention: Mention, time: str) -> Iterator[NumericClaim]:
        """Judge how many there were at the end of an earlier month, told behind how many there are: 27个单位（上月29个）."""
        units = self._counts.get(mention.previous.number) if mention.previous else None
        figure = self._month.figures.get(units.figure, time) if units else None
        bare = not regex(r"上个?月|\d{1,2}月份?[底末]?|\W").sub("", self._words.plain(mention.lead))
        plain = bare and mention.dimension == COUNT
        if units and figure and figure.value is not None and not figure.incomplete and plain:
            right = mention.quantity.value == figure.value
            message = f"工作台{self._cells.month_said(figure)}“{units.called}”的单位是 {figure.size} 个，"
            message += "相符" if right else f"文中写 {mention.quantity.text}"
            verdict = Verdict.OK if right else Verdict.WRONG
            yield statement("consistency", mention, verdict, message, recomputed=f"{figure.size}个")

    def _counts_units(self, lead: str, mention: Mention) -> bool:
        """Say whether a number is one of units: 2个单位, 单位有2个, and, where the sentence counts units, 迟报的2个."""
        if regex(_UNITS).match(mention.after) or regex(_UNITS + "(?:还)?(?:共)?(?:有|为)?$").search(lead):
            return True
        ahead = mention.text_before.removesuffix(mention.lead)
        if mention.quantity.bare_unit not in ("个", "家"):
            return False
        if "%" in lead and not mention.after:  # 完成率80%以上的单位2家：…。25%以上、不到80%的13家
            paragraph = self._scopes.reading.paragraph_of(mention.sentence)
            ahead = "".join(s.text for s in paragraph if s.number < mention.sentence.number) + ahead
        named = regex(f"{_UNITS}(?!.*项目)").search(ahead + lead) is not None
        after = (
            "" if regex(r"[约近]?\d").match(mention.text_behind[len(mention.after) :]) else mention.after
        )  # 4个完成年度目标的80%
        if any(said and self._by_words(said, "本月", alone=not named) for said in (after, lead)):
            return True
        return named and not mention.after and regex("的(?:共?有|为|是)?$").search(lead) is not None

    def _compared(self, sentence: ReadSentence, names: str, units: _Units, *, whole: bool) -> Iterator[NumericClaim]:
        """Say which names of a list the month's units don't have, and which of them it lacks."""
        extra, best, lacking = self._beside(names, units)
        missing = lacking if whole else frozenset[str]()
        if not extra and not missing:
            return
        unfiled = self._members({"band": "unfiled"})
        shown = [name + "（未报）" * (self._scopes.names[self._bare(name)] in unfiled) for name in extra]
        told = [f"{'、'.join(shown)}不在其中"] * bool(extra) + [f"名单里没有{self._said(missing)}"] * bool(missing)
        message = f"工作台本月“{units.called}”的单位有{self._said(best)}：{'，'.join(told)}"
        stated = extra[0] if extra else names
        yield text_claim(sentence, "consistency", stated, "", Verdict.WRONG, message)

    def _beside(self, names: str, units: _Units) -> tuple[list[str], frozenset[str], frozenset[str]]:
        """Give the names of a list that aren't of units, the choice of these that is nearest to it, and those of it that it lacks."""
        said = {self._scopes.names[self._bare(name)]: name for name in regex(self._name).findall(names)}
        best = min(units.choices, key=lambda choice: len(choice ^ said.keys()))
        return [said[scope] for scope in said if scope not in best], best, best - said.keys()

    def _bare(self, name: str) -> str:
        match = self._scopes.token.match(name)
        return match["unit"] if match else name

    def _said(self, scopes: Collection[str]) -> str:
        names = [self._cells.owner(f"unit:{unit}") for unit in self._month.units["unit_id"] if f"unit:{unit}" in scopes]
        return "、".join(names) if names else "零个"

    def _meant(self, lead: str, mention: Mention, month: str) -> _Units | None:
        if regex("任务|完成").search(lead) and _OTHER_WORK.search(mention.text_before):
            return None
        behind = regex(rf"(?:分别)?(?:是|为|有|即|：)?(?={self._name})").split(mention.after)[0]
        behind = behind + (_BUT.match(mention.text_behind) or [behind])[0].removeprefix(behind)
        bare = _NUMBERED.sub("", self._scopes.token.sub("", lead))
        found = self._by_words(f"{bare}{behind}", month) or self._by_bounds(lead)
        found = found or (self._by_words(behind, month, alone=True) if bare.endswith("有") else None)
        own = self._scopes.of_group(lead + behind) or self._scopes.of_group(self._group_before(mention.text_before))
        if not (found and own):
            return found
        return replace(found, choices=tuple(choice & own for choice in found.choices), figure="")

    def _group_before(self, text: str) -> str:
        """Give the group that words before put something in, the nearest: 县直单位中, 在5个成员单位中."""
        found = [*regex(self._within).finditer(text)]
        return found[-1][1] or found[-1][2] if found else ""

    def _by_words(self, said: str, month: str = "", *, alone: bool = False) -> _Units | None:
        said = regex(rf"(?<!\d){month_of(self._month.period)}月份?(?![底末])").sub("本月", said)
        said = _IDLE.sub("", said)
        for known in (k for k in self._words.list if k.alone or not alone):
            if regex(known.words).fullmatch(said) or regex(known.words).fullmatch(month + said):
                figure = self._month.figures.get(known.figure)
                members = self._members(known.members)
                if figure is None or figure.incomplete or figure.value != len(members):
                    return None
                names = figure.label.removesuffix("的单位")
                wider = self._month.units.query(known.wider)["unit_id"] if known.wider else ()
                choices = [members, members - self._members(known.apart), members | {f"unit:{u}" for u in wider}]
                choices += [self._members(known.either)] if known.either else []
                return _Units(names, tuple(choices), known.figure)
        return None

    def _members(self, wanted: dict[str, str | bool]) -> frozenset[str]:
        units = self._month.units if wanted else self._month.units[:0]
        for column, value in wanted.items():
            units = units[units[column] == value]
        return frozenset("unit:" + units["unit_id"])

    def _by_bounds(self, lead: str) -> _Units | None:
        """Give the units past the lines that words draw: 完成年度目标25%以上、不足80%的, 到位资金1000万元以上的."""
        lead = regex("过半(?=的|$)").sub("50%以上", lead)
        bounds = [m for m in BOUND.finditer(lead) if m["unit"] or m["unit2"]]
        ranged = any(m["high"] for m in bounds)
        if not bounds or (not ranged and not regex(r"(?:以上|以下|以内|之间|不足|低于|不到|超过|高于)").search(lead)):
            return None
        measure = lead[: bounds[0].start()]
        figure = self._measure(measure, percent=(bounds[0]["unit"] or bounds[0]["unit2"]) == "%")
        rest = self._words.plain(regex(BOUND).sub("", lead[bounds[0].start() :]))
        if figure is None or regex(r"但|含|不|责任|县直").sub("", rest):
            return None
        kept, roughly = (
            frozenset(u for u, value in values.items() if all(holds(bound, value) for bound in bounds))
            for values in (self._values(figure), self._values(figure, incomplete=True))
        )
        label = self._label(figure) + lead[len(measure) :].partition("的")[0]
        return _Units(label, (kept & self._members({"with_funds": True}), kept, roughly))

    def _measure(self, said: str, *, percent: bool) -> str | None:
        rest = self._scopes.piece(said).rest
        if percent:
            rest = regex("^有?(?:进资|资金到位|到位资金)但?|^[有但]|在$").sub("", rest)
            hangs, named = self._words.relation(rest), self._words.subject(rest)
            own = named is not None and named.id == "funds_completion"
            return "funds_completion" if own or rest in ("", "完成") or hangs == ("completion", "") else None
        subject = self._words.subject(rest.rstrip("在"))
        return subject.id if subject and "@" not in subject.id else None

    def _label(self, figure: str) -> str:
        return next(f.label for f in self._month.figures if f.figure == figure)

    def _values(self, figure: str, *, incomplete: bool = False) -> dict[str, Fraction]:
        units = [f"unit:{unit}" for unit in self._month.units["unit_id"]]
        known = {unit: self._month.figures.get(figure, unit) for unit in units}
        told = {unit: f for unit, f in known.items() if f is not None and f.value is not None}
        return {unit: figure_value(f) for unit, f in told.items() if incomplete or not f.incomplete}

    def _ranked(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge 甲局完成率居县直单位第一位，乙局第二; 完成率第一名甲局; 甲、乙分列第一、第二 and 到位资金排前三位的依次是甲、乙、丙."""
        text, by = sentence.text, ""
        for match in regex("|".join((self._place_of_one, self._one_of_place, self._places_of_several))).finditer(text):
            said = match.groupdict()
            names = regex(self._name).findall(said["name"] or said["name2"] or said["names"])
            places = regex(_ORDINAL).findall(said["place"] or said["place2"] or said["places"] or "一")
            before = regex("[，：；、]").split(text[: match.start()])[-1]
            own = said["measure"] or said["measure2"] or said["measure3"]
            own = own if own and (self._ranking(own) or not regex(_RANKS).fullmatch(own)) else ""
            by = own or self._ordered_by(before) or by or self._ordered_by(*_CLAUSE.split(text[: match.start()]))
            by = by or self._row_measure(sentence)
            ahead = [m for m in sentence.mentions if m.quantity.start < match.start()]
            if not by and ahead and _AFTER_RANK.search(text[: match.start()]):
                by = self._measured_by(ahead[-1])
            group = said["group"] or said["group3"] or self._group_before(text[: match.end()])
            label, values = self._in_order(by, group)
            for name, place in zip(names, places, strict=False) if len(names) == len(places) else ():
                if (scope := self._scopes.names[self._bare(name)]) in values:
                    yield self._place(sentence, scope, (name, place, label, group), values)
        yield from self._most_of_group(sentence)
        several = rf"(?P<measure>[一-龥]{{0,14}}?)(?:排名|排在|居|排|列)?(?:前(?P<most>{_ORDINAL})[位名]|最[多高](?=的))(?:的)?(?P<group>[一-龥]{{0,6}}?)(?:依次|分别)?(?:是|为|有|：)+(?P<names>{self._list_with_amounts})"
        for match in regex(several).finditer(text):
            yield from self._first(sentence, match)
        for match in regex(rf"(?P<measure>[一-龥]{{2,10}}?){_LAST}(?P<name>{self._name})(?![、和及])").finditer(text):
            yield from self._last(sentence, match)

    def _last(self, sentence: ReadSentence, match: re.Match[str]) -> Iterator[NumericClaim]:
        """Judge 完成率排在末位的是某局, of all units or of those that something came to."""
        before = sentence.text[: match.end()]
        label, values = self._in_order(match["measure"], self._group_before(before))
        scope = self._scopes.names[self._bare(match["name"])]
        funded = {u: v for u, v in values.items() if u in self._members({"with_funds": True})}
        lists = [funded] if _FUNDED.search(before) else [values, funded]
        if not funded or scope not in values:
            return
        right = any(pool and values[scope] == min(pool.values()) for pool in lists)
        last = self._said([unit for unit, value in funded.items() if value == min(funded.values())])
        message = f"工作台本月有资金到位的单位里“{label}”最低的是{last}，"
        message += "相符" if right else f"文中写{match['name']}"
        yield text_claim(sentence, "consistency", match["name"], last, Verdict.OK if right else Verdict.WRONG, message)

    def _most_of_group(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge 乡镇中，龙溪镇到位资金最多: who is first of a group that is named."""
        for match in regex(self._most).finditer(sentence.text):
            group = self._group_before(sentence.text[: match.end()])
            label, values = self._in_order(match["measure"], group)
            scope = self._scopes.names[self._bare(match["name"])]
            if self._scopes.of_group(group) and scope in values:
                yield self._place(sentence, scope, (match["name"], "一", label, group), values)

    def _ranked_behind(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge the rank of whose number stands right before: 气象局到位资金 x，(总量)居全县第三位."""
        behind = rf"(?:[，（]|(?<=元)|(?<=[%亩]))(?P<measure>[一-龥]{{0,8}}?)(?:在|{_RANKS})(?P<group>[一-龥]{{0,10}}?)第(?P<place>{_ORDINAL})"
        for match in regex(behind).finditer(sentence.text):
            ahead = [m for m in sentence.mentions if m.quantity.start < match.start()]
            whose = self._scopes.whose(ahead[-1]) if ahead else None
            measure = match["measure"] if self._words.plain(match["measure"]) else ""
            by = measure or (self._measured_by(ahead[-1]) if ahead else "")
            by = by or self._ordered_by(*_CLAUSE.split(sentence.text[: match.start()]))
            group = regex(_RANKS).sub("", match["group"]) or self._group_before(sentence.text[: match.end()])
            label, values = self._in_order(by, group)
            if whose and whose.time == "" and whose.scope in values:
                told = (self._cells.owner(whose.scope), match["place"], label, group)
                yield self._place(sentence, whose.scope, told, values)

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
        behind = {m.end(): self._scopes.names[self._bare(m[0])] for m in regex(self._name).finditer(sentence.text)}
        pairs = [(behind[m.quantity.start], m) for m in sentence.mentions if m.quantity.start in behind]
        for figure, words in RANKED_BY.items():
            values = self._values(figure)
            fits = [u for u, m in pairs if u in values and judged(values[u], m.quantity) != Verdict.WRONG]
            if len({*fits}) >= _ROW and 2 * len(fits) > len(pairs):
                return words
        return ""

    def _ordered_by(self, *clauses: str) -> str:
        """Give the last of clauses that says what units are ranked by: 按完成率排名, 从到位资金看."""
        return next((said for said in reversed(clauses) if self._ranking(said)), "")

    def _ranking(self, said: str) -> Subject | None:
        return self._words.subject(_ORDERED.sub("", _AMONG.sub("", self._scopes.piece(_ORDERED.sub("", said)).rest)))

    def _in_order(self, measure: str, group: str) -> tuple[str, dict[str, Fraction]]:
        """Give what units are ranked by, its name first, of those of the group that is named; nothing where that can't be told."""
        subject = self._ranking(measure)
        if subject is None or "@" in subject.id:
            return "", {}
        values = self._values(subject.id)
        own = self._scopes.of_group(group)
        if own or regex(r"全县|各|单位|成员|责任|\d+个").sub("", group):
            values = {unit: value for unit, value in values.items() if unit in own}
        return self._label(subject.id), values

    def _place(
        self, sentence: ReadSentence, scope: str, said: tuple[str, ...], values: dict[str, Fraction]
    ) -> NumericClaim:
        name, place, label, group = said
        above = sum(value > values[scope] for value in values.values())
        if above < (number_in(place) or 0) <= above + sum(value == values[scope] for value in values.values()):
            verdict, told = Verdict.OK, "相符"
        else:
            verdict, told = Verdict.WRONG, f"文中写第{place}"
            there = [u for u in values if sum(v > values[u] for v in values.values()) + 1 == number_in(place)]
            told += f"；第{place}的是{self._said(there)}" * bool(there)
        message = f"工作台本月{name}的“{label}”在{group or '全部单位'}里是第 {above + 1} 位，{told}"
        stated = f"第{place}" if f"第{place}" in sentence.text else name  # 居首位, 最多
        return text_claim(sentence, "consistency", stated, f"第{above + 1}", verdict, message)

    def _first(self, sentence: ReadSentence, match: re.Match[str]) -> Iterator[NumericClaim]:
        before = sentence.text[: match.start("names")]
        by = self._ordered_by(*_CLAUSE.split(sentence.text[: match.start()]), match["measure"])
        by = by or self._row_measure(sentence)
        label, values = self._in_order(by, match["group"] or self._group_before(before))
        names = regex(self._name).findall(match["names"])
        scopes = [self._scopes.names[self._bare(name)] for name in names]
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
        message = f"工作台本月“{label}”居前的依次是{order}，" + ("相符" if right else f"文中写{'、'.join(names)}")
        stated = match["names"] if regex(r"\d").search(match["names"]) is None else names[-1]
        yield text_claim(sentence, "consistency", stated, order, Verdict.OK if right else Verdict.WRONG, message)

    def _named(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge who didn't report where no number of them is told: 甲局、乙镇本月未报."""
        behind = rf"(?P<names>{self._list})(?P<said>[一-龥]{{2,14}})"  # a number behind a list is judged with it
        before = rf"(?:^|[，；：、])(?P<said>[^，；：]{{2,16}}?)的(?:县直|垂管)?(?:单位|部门|乡镇)?，?(?:有|是|为)：?(?P<names>{self._list})(?![、和及]|等?(?:共|这)?\d)"
        for match in (*regex(behind).finditer(sentence.text), *regex(before).finditer(sentence.text)):
            if (units := self._by_words(match["said"], alone=True)) is not None:
                yield from self._compared(sentence, match["names"], units, whole=False)
