"""Lists and numbers of units held against the ledger: how many units are past a line and which, who didn't report."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.against.ledger_bounds import BUT_FOR
from zzlib.audit.against.ledger_cells import LedgerCells
from zzlib.audit.against.ledger_members import MembersMeant, UnitsMeant
from zzlib.audit.against.ledger_ranks import RankReader
from zzlib.audit.against.ledger_scopes import IN, NAMED, Scopes
from zzlib.audit.against.ledger_units import UnitsOfMonth
from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT
from zzlib.audit.reading.reading import Mention, ReadSentence, without_asides

_BUT = re.compile("[^，。；]*，但[^，。；]*")
_UNITS = "(?:责任|成员|县直|部门)?(?:单位|乡镇|部门)"
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]是|其中|目前|截至目前|还|全县|，)+")
_OPENS = r"(?:个?(?:责任|成员)?(?:单位|乡镇|部门)?(?:（均[^（）]*）)?[，：（]?(?:分别|依次)?(?:是|为|有|即|包括)?[：]?)"
_ORDINAL = r"(?:[一二两三四五六七八九十]+|\d+)"
_OTHER_WORK = re.compile("(?<!争资)(?<!争项)(?:工作|考核|评比|活动|行动)(?:中|里|上|方面)|项目(?!资金)|招商|税|用地")


class ListReader:
    """Holds the lists and ranks of a document against one month."""

    def __init__(self, scopes: Scopes, cells: LedgerCells) -> None:
        self._scopes, self._words, self._month, self._cells = scopes, scopes.words, scopes.month, cells
        self._units = UnitsOfMonth(scopes, cells)
        self._members = MembersMeant(scopes, self._units)
        self._ranks = RankReader(scopes, cells, self._units)
        self._counts: dict[int, UnitsMeant] = {}
        self._list = self._units.row
        self._list_ahead = (
            rf"(?:有|是|为|包括)?(?P<names>{self._list})(?P<more>等)?(?:，?(?:[你他我]们|以上|上述|[共这]))*$"
        )

    @property
    def counted(self) -> dict[int, frozenset[str]]:
        """The units behind each number of units that was read."""
        return {number: units.choices[0] for number, units in self._counts.items()}

    def claims(self) -> Iterator[NumericClaim]:
        """Give a claim for each number of units, each list and each rank that the month can tell."""
        for sentence in self._scopes.reading.sentences:
            for mention in sentence.mentions:
                yield from self._counted(mention)
            yield from self._ranks.claims(sentence)
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
            message += "相符" if right else f"文中写 {mention.quantity.text}；有{self._units.said(best)}"
            extra = [] if right or not listed else self._beside(listed["names"], units)[0]
            message += f"：{'、'.join(extra)}不在其中" * bool(extra)
            yield statement("consistency", mention, verdict, message, recomputed=f"{len(best)}个")
        if listed and (right or (ahead and not lead)):
            whole = right and not listed["more"] and (not ahead or bool(lead))
            yield from self._compared(mention.sentence, listed["names"], units, whole=whole)

    def _of_those(self, mention: Mention) -> UnitsMeant | None:
        """Give the units of a group of those counted before: 其中县直10个：…；乡镇3个：…."""
        named = regex("其中|单位|部门|有|的|占了?").sub("", mention.lead) in self._scopes.groups
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
        if regex("[%成]").search(lead) and not mention.after:  # 完成率80%以上的单位2家：…。25%以上、不到80%的13家
            paragraph = self._scopes.reading.paragraph_of(mention.sentence)
            ahead = "".join(s.text for s in paragraph if s.number < mention.sentence.number) + ahead
        named = regex(f"{_UNITS}(?!.*项目)").search(ahead + lead) is not None
        after = (
            "" if regex(r"[约近]?\d").match(mention.text_behind[len(mention.after) :]) else mention.after
        )  # 4个完成年度目标的80%
        if any(said and self._members.by_words(said, "本月", alone=not named) for said in (after, lead)):
            return True
        return named and not mention.after and regex("的(?:共?有|为|是)?$").search(lead) is not None

    def _compared(
        self, sentence: ReadSentence, names: str, units: UnitsMeant, *, whole: bool
    ) -> Iterator[NumericClaim]:
        """Say which names of a list the month's units don't have, and which of them it lacks."""
        extra, best, lacking = self._beside(names, units)
        missing = lacking if whole else frozenset[str]()
        if not extra and not missing:
            return
        unfiled = self._units.members({"band": "unfiled"})
        shown = [name + "（未报）" * (self._units.scope(name) in unfiled) for name in extra]
        told = [f"{'、'.join(shown)}不在其中"] * bool(extra) + [f"名单里没有{self._units.said(missing)}"] * bool(
            missing
        )
        message = f"工作台本月“{units.called}”的单位有{self._units.said(best)}：{'，'.join(told)}"
        stated = extra[0] if extra else names
        yield text_claim(sentence, "consistency", stated, "", Verdict.WRONG, message)

    def _beside(self, names: str, units: UnitsMeant) -> tuple[list[str], frozenset[str], frozenset[str]]:
        """Give the names of a list that aren't of units, the choice of these that is nearest to it, and those of it that it lacks."""
        said = {self._units.scope(name): name for name in regex(self._units.name).findall(names)}
        best = min(units.choices, key=lambda choice: (len(said.keys() - choice), len(choice - said.keys())))
        return [said[scope] for scope in said if scope not in best], best, best - said.keys()

    def _meant(self, lead: str, mention: Mention, month: str) -> UnitsMeant | None:
        if regex("任务|完成").search(lead) and _OTHER_WORK.search(mention.text_before):
            return None
        behind = regex(rf"(?:分别)?(?:是|为|有|即|：)?(?={self._units.name})").split(mention.after)[0]
        behind = behind + (_BUT.match(mention.text_behind) or [behind])[0].removeprefix(behind)
        bare = _NUMBERED.sub("", self._scopes.token.sub("", lead))
        found = self._members.by_words(f"{bare}{behind}", month) or self._members.by_bounds(lead)
        found = found or (self._members.by_words(behind, month, alone=True) if bare.endswith("有") else None)
        own = self._scopes.of_group(lead + behind) or self._scopes.of_group(
            self._units.group_before(mention.text_before)
        )
        if not (found and own):
            return found
        return replace(found, choices=tuple(choice & own for choice in found.choices), figure="")

    def _named(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge who didn't report where no number of them is told: 甲局、乙镇本月未报."""
        behind = rf"(?P<names>{self._list})(?P<said>[一-龥]{{2,14}})"  # a number behind a list is judged with it
        before = rf"(?:^|[，；：、])(?P<said>[^，；：]{{2,16}}?)的(?:县直|垂管)?(?:单位|部门|乡镇)?，?(?:有|是|为)：?(?P<names>{self._list})(?![、和及]|等?(?:共|这)?\d)"
        for match in (*regex(behind).finditer(sentence.text), *regex(before).finditer(sentence.text)):
            if (units := self._members.by_words(match["said"], alone=True)) is not None:
                yield from self._compared(sentence, match["names"], units, whole=False)
