"""The sections of the circular: of the draft, which begins with what the wording says and what is found; the county's own of the wording."""

from dataclasses import dataclass, replace
from math import ceil

from zzlib.findings import Finding, advices, found, judge, weightiest
from zzlib.findings.pressing import Since, most_pressing, since, standing
from zzlib.indicators.month import Month
from zzlib.indicators.once import once
from zzlib.phrasing.marks import Said, said, split
from zzlib.phrasing.month_words import document_kind
from zzlib.phrasing.phrases import Phrases
from zzlib.writing import (
    Draft,
    DraftLine,
    DraftParagraph,
    Remark,
    Renderer,
    Writing,
    advice_of,
    follow_up_text,
    outcomes,
    remarks,
    starting_draft,
    thread_text,
    told_not_reached,
)
from zzlib.writing.draft import MISUSE, SECTIONS, STATES
from zzlib.writing.page_room import LINES_A_PAGE, line_count
from zzlib.writing.rendering import Ground
from zzlib.writing.restatement import restatement
from zzlib.writing.restating import FILE as RESTATED_FILE
from zzlib.writing.signed_figures import count_moved, is_lost, sign_again, signature_due
from zzlib.writing.wording import ReportWording

SITUATION = "situation"
"""The section whose paragraphs follow the wording while nobody changes them; problems and next steps are made of what is found."""

PROBLEMS = "problems"

FOLLOW_UP = "follow_up"
"""The paragraph on what became of last month's requests."""

RESTATEMENT = "restatement"
"""The paragraph on what earlier circulars state otherwise than is known now."""

NOTES = "notes"
"""The section of what is said of the data: it stands under the first attachment."""

OPENINGS = "openings"
"""The attachment that lists what could still be applied for (`advice.toml`, `attachment`)."""


@dataclass(frozen=True)
class WrittenParagraph:
    """A paragraph before it is numbered; `attachments` are what the advice in it sends along.

    One that `follows` says what the wording says, and may be left out where the text is too long.
    """

    id: str
    title: str
    sentences: tuple[Said, ...]
    charts: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    follows: bool = True

    @property
    def text(self) -> str:
        """The paragraph without its title."""
        return "".join(said.text for said in self.sentences)


@once
def named_as_drafted(month: Month, writing: Writing) -> Month:
    """Give the month with the draft's choice of which units are named, where it makes one."""
    if writing.draft is None or writing.draft.naming is None:
        return month
    naming = writing.draft.naming
    named = {"naming": tuple(word for word in naming if word != MISUSE), "name_misuse": MISUSE in naming}
    document = month.settings.document.model_copy(update=named)
    return replace(month, settings=month.settings.model_copy(update={"document": document}))


def written_sections(month: Month, words: ReportWording, writing: Writing) -> dict[str, list[WrittenParagraph]]:
    """Give the paragraphs of every section of the wording, in order; a section with nothing to say is empty."""
    phrases = Phrases(month)
    drafted = drafted_paragraphs(month, words, writing)
    sections = {
        section: drafted[section] if section in drafted else _from_wording(phrases, words, section)
        for section in words.sections
    }
    weights = {entry.id: entry.weight for entry in words.paragraph if entry.yields(phrases)}
    _fit(sections, weights, _room(month, words))
    return sections


def _fit(sections: dict[str, list[WrittenParagraph]], weights: dict[str, int], room: int) -> None:
    """Leave out paragraphs that have a weight, the lightest first, until the text has no more lines than there is room for."""
    for name in sorted(weights, key=lambda name: weights[name]):
        if _lines(sections) <= room:
            return
        for section, paragraphs in sections.items():
            sections[section] = [part for part in paragraphs if part.id != name or not part.follows]


_BELOW = 7
"""Lines of the list of attachments, signature and date, with what stays blank above them."""
_TITLE_LINE = 14
"""Characters of a line of the title, which is divided evenly."""
_RED_HEAD = 10
"""The mark of the issuing office with what stays blank above and below it, the document's number, the line."""
_KEPT_WHOLE = 2
"""Lines that stay blank at the ends of pages, where the next paragraph is not divided."""
_YIELDING = 5
"""Paragraphs of the situation up to this weight give way to problems."""
_LEAST = 3
"""Problems that are told whatever room there is."""


def _lines(sections: dict[str, list[WrittenParagraph]]) -> int:
    """Estimate the lines of the sections' text, without its notes."""
    texts = [f"（一）{p.title}。{p.text}" for name, parts in sections.items() if name != NOTES for p in parts]
    return len(sections) + sum(map(line_count, texts))


def first_draft(month: Month, words: ReportWording, writing: Writing | None = None) -> Draft:
    """Give the draft to start from: the wording's situation, what is found and advised, led in by the wording's own paragraphs."""
    writing = writing or Writing()
    return replace(_of_findings(month, words, writing), situation=first_situation(month, words, writing))


def first_situation(month: Month, words: ReportWording, writing: Writing) -> tuple[DraftParagraph, ...]:
    """Give the situation to start from; paragraphs that don't stand now are there by their brackets alone, to stand when they do."""
    phrases = Phrases(month)
    monthly, follow_up = document_kind(month) == "monthly", (DraftLine("sentence", "", FOLLOW_UP),)
    parts = [
        DraftParagraph(
            (entry.titled(phrases) or entry.id) if entry.title else "",
            (DraftLine("sentence", entry.claim(phrases), entry.id),),
        )
        for entry in words.paragraph
        if entry.section == SITUATION
    ]
    # A month begins with what became of the last one's requests, a summary ends with that.
    if monthly:
        parts.insert(0, DraftParagraph(phrases.phrase(words.opening.follow_up), follow_up))
    else:
        parts.append(DraftParagraph(phrases.phrase(words.opening.follow_up_of_year), follow_up))
    if writing.restated:
        parts.append(DraftParagraph(words.restatement.title, (DraftLine("sentence", "", RESTATEMENT),)))
    return (*(part for part in parts if not part.title), *(part for part in parts if part.title))


def whole_draft(month: Month, words: ReportWording, writing: Writing) -> Draft:
    """Give the month's draft, or the one to start from; to one that says nothing of the situation the wording's is added."""
    if writing.draft is None:
        return first_draft(month, words, writing)
    return replace(writing.draft, situation=writing.draft.situation or first_situation(month, words, writing))


def _of_findings(month: Month, words: ReportWording, writing: Writing) -> Draft:
    phrases = Phrases(month)
    leads: dict[str, list[DraftParagraph]] = {name: [] for name in SECTIONS if name != SITUATION}
    for entry in words.paragraph:
        if entry.section in leads and (text := entry.claim(phrases)):
            leads[entry.section].append(DraftParagraph(entry.titled(phrases), (DraftLine("sentence", text, entry.id),)))
    judged, limits = judge(month), month.settings.findings
    if document_kind(month) != "monthly":
        return _short_enough(month, words, leads, writing)
    most = limits.monthly_most
    drafts = (_of_pressing(month, judged, leads, number) for number in range(most, _LEAST, -1))
    # What every circular tells has a heading of its own, in short, where it does not press: it takes one of the five.
    fitting = (draft for draft in drafts if _titles(draft) <= most and _has_room(month, words, draft, writing))
    return next(fitting, _of_pressing(month, judged, leads, min(_LEAST, most)))


def _of_pressing(month: Month, judged: list[Finding], leads: dict[str, list[DraftParagraph]], number: int) -> Draft:
    """Give the draft of a month that tells so many pressing problems, and in short what every circular tells."""
    limits = month.settings.findings
    pressing = most_pressing(weightiest(judged, limits.monthly_each), month, number)
    always = [finding for finding in standing(judged, month) if finding not in pressing]
    told = [finding for finding in judged if finding in pressing or finding in always]
    known = {f.rule.id: how for f in told if (how := since(f, month)) is not Since.NEW}
    return starting_draft(month, told, leads, known, limits.monthly_most)


def _titles(draft: Draft) -> int:
    """Count the headings of problems."""
    return sum(bool(part.title) for part in draft.problems)


def _short_enough(
    month: Month, words: ReportWording, leads: dict[str, list[DraftParagraph]], writing: Writing
) -> Draft:
    """Give the draft of a summary: the gravest families of problems, each with as much as the pages hold.

    What the year asked and is not reached goes on, as far as its problem is still found.
    """
    judged, most = judge(month), month.settings.findings.monthly_most
    told, still = _of_families(judged, month, most), advice_of(judged)
    left = [advice for advice in told_not_reached(writing.earlier, month) if advice in still]

    def of(number: int) -> Draft:
        return starting_draft(month, most_pressing(told, month, number, news=False), leads, left=left)

    for number in range(len(told), _LEAST, -1):
        draft = of(number)
        measures = sum(bool(part.title) for part in draft.next)
        if measures <= most + bool(left) and _has_room(month, words, draft, writing):
            return draft
    return of(_LEAST)


def _has_room(month: Month, words: ReportWording, draft: Draft, writing: Writing) -> bool:
    """Tell whether a draft's text has room for the situation, but for its paragraphs that give way."""
    phrases = Phrases(month)
    light = {entry.id for entry in words.paragraph if entry.weight <= _YIELDING and entry.yields(phrases)}
    kept = [part for part in _from_wording(phrases, words, SITUATION) if part.id not in light]
    if told := _followed_up(month, writing):
        said = tuple(split(phrases.filled(told)))
        kept.append(WrittenParagraph(FOLLOW_UP, words.opening.follow_up, said))
    lines = _lines({**drafted_paragraphs(month, words, Writing(draft)), SITUATION: kept})
    return lines <= _room(month, words)


def _of_families(judged: list[Finding], month: Month, most: int) -> list[Finding]:
    """Give all problems found of the families, at most so many, that the gravest ones are of."""
    for number in range(len(found(judged)), 0, -1):
        families = {finding.rule.family for finding in most_pressing(judged, month, number, news=False)}
        if len(families) <= most:
            return [finding for finding in found(judged) if finding.rule.family in families]
    return []


def _room(month: Month, words: ReportWording) -> int:
    """Give the lines that the sections may have: those of the pages but for what stands before and after them."""
    document, kind, phrases = month.settings.document, document_kind(month), Phrases(month)
    title = document.title or phrases.phrase(words.title[kind])
    opening = phrases.phrase((words.opening.with_basis if document.basis else words.opening.without_basis)[kind])
    above = 3 + ceil(len(title) / _TITLE_LINE) + line_count(opening)
    return LINES_A_PAGE * document.pages - (_RED_HEAD if document.red_head else 0) - above - _BELOW - _KEPT_WHOLE


def renderer_of(month: Month, words: ReportWording, writing: Writing) -> Renderer:
    """Give what prints the lines of the month's draft; names are given as the draft wants them."""
    named = named_as_drafted(month, writing)
    phrases = Phrases(named)
    grounds = {
        section: {
            entry.id: Ground(entry.clauses, entry.claim(phrases), section == SITUATION)
            for entry in words.paragraph
            if entry.section == section
        }
        for section in SECTIONS
    }
    grounds[SITUATION][FOLLOW_UP] = Ground((), _followed_up(month, writing), follows=True)
    restated = restatement(writing.restated, named, words.restatement)
    claim = "".join(said.text for said in restated)
    grounds[SITUATION][RESTATEMENT] = Ground((), claim, follows=True, said=restated)
    return Renderer(named, judge(month), writing, grounds)


def _followed_up(month: Month, writing: Writing) -> str:
    """Say what became of last month's requests, in a summary of the year's; `""` where there is nothing to tell."""
    if document_kind(month) != "monthly":
        return thread_text(writing.earlier, month)
    return follow_up_text(outcomes(writing.previous, month), month.rhythm.said)


def draft_remarks(month: Month, words: ReportWording, writing: Writing) -> list[Remark]:
    """List what the writer of the month's draft should know; nothing without a draft."""
    if writing.draft is None:
        return []
    told = list(remarks(writing.draft, renderer_of(month, words, writing), writing.views))
    written = {line.basis for part in writing.draft.situation for line in part.lines}
    if writing.restated and writing.draft.situation and RESTATEMENT not in written:
        add = f"在 # {SECTIONS[SITUATION]} 下写一行“## {words.restatement.title}”，再写一行“[{RESTATEMENT}]”"
        told.append(Remark(0, f"已印发的通报有数要更正，稿子里没有写（全部列在 {RESTATED_FILE}）：要写的，{add}"))
    return told


def draft_lines(month: Month, words: ReportWording, writing: Writing) -> list[str]:
    """Say what is restated, which draft is used and what its writer should know, a line each; nothing without a draft."""
    draft, count = writing.draft, len(writing.restated)
    restated = [f"以前印发的通报有 {count} 个数要更正，全部列在 {RESTATED_FILE}"] if count else []
    if draft is None:
        return restated
    told = draft_remarks(month, words, writing)
    state = "，".join(filter(None, (STATES[draft.state], draft.by, draft.on)))
    lines = [*restated, f"通报用的稿子：{writing.file}（{state}）" + (f"，有 {len(told)} 处要看：" if told else "")]
    lines += [
        f"  {f'第{r.line}行：' if r.line else ''}{r.text}{f'（{r.sentence}）' if r.sentence else ''}" for r in told
    ]
    due = signature_due(count_moved(month, draft), lost=is_lost(month.workspace, month.period, draft))
    return [*lines, *([f"{due}。要印发的，{sign_again(month.period)}"] if due else [])]


def problems_not_told(writing: Writing, findings: list[Finding]) -> list[Finding]:
    """Give the problems found of which the month's draft says nothing; none without a draft."""
    if writing.draft is None:
        return []
    told = {line.basis for paragraph in writing.draft.problems for line in paragraph.lines}
    return [finding for finding in found(findings) if finding.rule.id not in told]


def drafted_paragraphs(month: Month, words: ReportWording, writing: Writing) -> dict[str, list[WrittenParagraph]]:
    """Give the paragraphs of the sections that a draft holds, sentences whose evidence is gone marked.

    The situation stands where more than its lead-in does.

    In a signed draft only what can't be printed at all is marked: the rest is said in the summary of the run.
    """
    draft, renderer, titles = (
        whole_draft(month, words, writing),
        renderer_of(month, words, writing),
        _Titles(month, words),
    )
    signed = draft.state == "signed"
    printed = {
        section: [
            replace(paragraph, title=titles.now(part)) if section == SITUATION else paragraph
            for part in draft.section(section)
            if (paragraph := _printed(part, section, renderer, signed)) is not None
        ]
        for section in SECTIONS
    }
    if not any(paragraph.title for paragraph in printed[SITUATION]):
        printed[SITUATION] = []
    return printed


class _Titles:
    """The titles of paragraphs that rest on the situation's wording: one that nobody has changed is as the figures choose."""

    def __init__(self, month: Month, words: ReportWording) -> None:
        self._phrases = Phrases(month)
        self._entries = {entry.id: entry for entry in words.paragraph if entry.section == SITUATION}

    def now(self, part: DraftParagraph) -> str:
        entry = next((self._entries[line.basis] for line in part.lines if line.basis in self._entries), None)
        if entry is None or part.title not in {entry.id, *entry.titles(self._phrases)}:
            return part.title
        return entry.titled(self._phrases)


def _printed(part: DraftParagraph, section: str, renderer: Renderer, signed: bool) -> WrittenParagraph | None:
    said: list[Said] = []
    charts = []
    bases: dict[str, None] = {}
    follows = True
    for line in part.lines:
        shown = renderer.line(line, section)
        said += shown.sentences
        charts += [shown.chart] if shown.chart else []
        if shown.note and (shown.is_fault or not signed):
            said.append(Said(f"【待核：{shown.note}】"))
        if line.basis and (shown.sentences or not shown.follows):
            bases[line.basis] = None
        follows = follows and (shown.follows or not shown.sentences)
    sent = tuple(advices()[name].attachment for name in bases if name in advices())
    return (
        WrittenParagraph("、".join(bases), part.title, _whole(said), tuple(charts), sent, follows)
        if said or charts
        else None
    )


def _whole(parts: list[Said]) -> tuple[Said, ...]:
    """Put together what several lines say in one sentence."""
    whole: list[Said] = []
    for part in parts:
        if whole and whole[-1].text.endswith("；"):
            whole[-1] = said((whole[-1].marked or whole[-1].text) + (part.marked or part.text))
        else:
            whole.append(part)
    return tuple(whole)


def _from_wording(phrases: Phrases, words: ReportWording, section: str) -> list[WrittenParagraph]:
    """Give a section's paragraphs that have something to say; untitled ones only where a titled one follows."""
    entries = [entry for entry in words.paragraph if entry.section == section]
    written = [(entry, phrases.filled(entry.claim(phrases))) for entry in entries]
    leads = [WrittenParagraph(entry.id, "", tuple(split(text))) for entry, text in written if text and not entry.title]
    titled = [
        WrittenParagraph(entry.id, entry.titled(phrases), tuple(split(text)))
        for entry, text in written
        if text and entry.title
    ]
    return leads + titled if titled else []
