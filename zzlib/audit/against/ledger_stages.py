"""Rows that tell how many projects stand at which stage, held against the month: 谋划6个、储备9个、申报226个、在建34个."""

from collections.abc import Iterator

from zzlib.audit.against.ledger_scopes import COUNTY, Scopes
from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.vocabulary import Stage

_FITTING = 3  # stages of a row that have as many as the month, so that it is told of them


def stage_claims(scopes: Scopes) -> Iterator[NumericClaim]:
    """Give a claim for each number of a row of stages of the county's projects, or of a unit's, most of which are the month's."""
    projects = scopes.month.projects
    for sentence in scopes.reading.sentences:
        row = _row(sentence)
        if len(row) <= _FITTING or pattern("planned").search(sentence.text):
            continue
        whose = scopes.whose(next(iter(row.values()))).scope
        own = projects[projects["unit_id"] == whose.removeprefix("unit:")] if whose.startswith("unit:") else projects
        counts = {stage: int((own["stage"] == stage.value).sum()) for stage in row}
        right = [stage for stage in row if counts[stage] == row[stage].quantity.value]
        if len(right) < max(_FITTING, len(row) - 1) or whose.startswith("group:"):
            continue
        owner = "" if whose == COUNTY or own is projects else scopes.month.units.set_index("unit_id")["unit"][whose[5:]]
        for stage, mention in row.items():
            said = f"工作台本月{owner}处在“{stage.label}”阶段的项目是 {counts[stage]}个，"
            said += "相符" if stage in right else f"文中写 {mention.quantity.text}"
            verdict = Verdict.OK if stage in right else Verdict.WRONG
            yield statement("consistency", mention, verdict, said, recomputed=f"{counts[stage]}个", named=True)


def _row(sentence: ReadSentence) -> dict[Stage, Mention]:
    """Give the stages that stand right before the numbers of a sentence, each alone: not 谋划、储备、前期的共21个."""
    found: dict[Stage, Mention] = {}
    for mention in sentence.mentions:
        own = regex("[，；：。（）]").split(mention.before)[-1].lstrip("、")
        own = regex("(?:尚?未|[待等])[^，；。]*").sub("", own)  # 已下达尚未到位, 已申报等批复
        named = [stage for stage in Stage if stage.label in own]
        plain = mention.dimension == COUNT and mention.quantity.bare_unit == "个" and not mention.quantity.hedge
        if plain and len(named) == 1:
            found.setdefault(named[0], mention)
    return found
