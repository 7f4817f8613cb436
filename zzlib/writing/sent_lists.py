"""The lists that go with a circular: as attachments, or, where one has a row or two, as a sentence at the text's end."""

from dataclasses import dataclass
from typing import Any

from zzlib.findings.openings import opening_rows
from zzlib.findings.problem_projects import TAKEN_BACK, problems_to_act_on
from zzlib.indicators.month import Month
from zzlib.periods import chinese
from zzlib.phrasing.lists import of_unit
from zzlib.phrasing.marks import Said
from zzlib.phrasing.phrases import Phrases
from zzlib.writing.sections import WrittenParagraph
from zzlib.writing.wording import Opening

_MONTH = len("2013-06")

LISTED = "listed"
"""The paragraph that says what is too short for an attachment."""


@dataclass(frozen=True)
class SentLists:
    """Which lists are attachments, and the paragraphs that say those with fewer rows than `Opening.least_rows`."""

    problems: bool
    openings: bool
    paragraphs: tuple[WrittenParagraph, ...]


def sent_lists(month: Month, titles: Opening, told: frozenset[str], *, openings: bool, named: bool) -> SentLists:
    """Choose how the lists of a circular go with it: that of the problems `told`, and where it sends `openings` that of programmes.

    Of money taken back the text names the projects by itself. The writer may have `named` the latter: then it goes along however short it is. Where no unit may be named nothing is
    listed, in the text neither.
    """
    phrases, naming = Phrases(month), bool(month.settings.document.naming)
    asked = problems_to_act_on(month, told).to_dict("records") if naming else []
    could = opening_rows(month) if openings and naming else []
    long = [len(asked) >= titles.least_rows, len(could) >= titles.least_rows or named]
    short = [
        (titles.few_problems, [] if long[0] else [_project(row) for row in asked if row["amount_of"] != TAKEN_BACK]),
        (titles.few_openings, [] if long[1] else list(map(_programme, could))),
    ]
    said = [Said(f"{phrases.phrase(lead)}{'、'.join(entries)}。") for lead, entries in short if entries]
    return SentLists(long[0], openings and long[1], tuple(WrittenParagraph(LISTED, "", (one,)) for one in said))


def _project(row: dict[Any, Any]) -> str:
    return f"{of_unit(row['unit'], row['project'])}（{row['problem']}，{row['demand']}）"


def _programme(row: dict[str, str]) -> str:
    ends, _, closing = row["申报止"].partition("（")
    until = f"，申报到{chinese(ends) if len(ends) == _MONTH else ends}" if ends[:1].isdecimal() else ""
    whose = f"同方向的项目有{row['可报项目']}" if row["可报项目"] else row["可申报单位"]
    return f"{row['专项']}（{whose}{until}{'，' * bool(closing)}{closing.rstrip('）')}）"
