"""The sections of the circular: the situation from the wording, problems and next steps from the draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zzlib.findings import Finding, advices, found, judge, weightiest
from zzlib.indicators.month import Month
from zzlib.indicators.once import once
from zzlib.periods import month_of
from zzlib.phrasing.clauses import Clauses
from zzlib.phrasing.phrases import Phrases, Said, split
from zzlib.writing import (
    Draft,
    DraftLine,
    DraftParagraph,
    Remark,
    Renderer,
    Writing,
    follow_up_text,
    outcomes,
    remarks,
    starting_draft,
)
from zzlib.writing.draft import STATES
from zzlib.writing.wording import ReportWording

DRAFTED = ("problems", "next")
"""The sections that a draft holds."""

OPENINGS = "openings"
"""The attachment that lists what could still be applied for (`advice.toml`, `attachment`)."""


_KINDS_BY_MONTH = {6: "half_year", 12: "year"}


@dataclass(frozen=True)
class WrittenParagraph:
    """A paragraph before it is numbered; `attachments` are what the advice in it sends along."""

    id: str
    title: str
    sentences: tuple[Said, ...]
    charts: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph without its title."""
        return "".join(said.text for said in self.sentences)


def document_kind(month: Month) -> str:
    """Give the kind of document: the settings', else by the month (half_year in June, year in December, else monthly)."""
    return month.settings.document.kind or _KINDS_BY_MONTH.get(month_of(month.period), "monthly")


@once
def named_as_drafted(month: Month, writing: Writing) -> Month:
    """Give the month with the draft's choice of which units are named, where it makes one."""
    if writing.draft is None or not writing.draft.naming:
        return month
    document = month.settings.document.model_copy(update={"naming": writing.draft.naming})
    return replace(month, settings=month.settings.model_copy(update={"document": document}))


def written_sections(month: Month, words: ReportWording, writing: Writing) -> dict[str, list[WrittenParagraph]]:
    """Give the paragraphs of every section of the wording, in order; a section with nothing to say is empty."""
    phrases = Phrases(month)
    drafted = drafted_paragraphs(month, words, writing)
    sections = {}
    for section in words.sections:
        own = drafted[section] if section in DRAFTED else _from_wording(phrases, words, section)
        sections[section] = own
    first = next(iter(sections), "")
    told = follow_up_text(outcomes(writing.previous, month), month.rhythm.said)
    if first and told:
        sections[first].insert(
            0,
            WrittenParagraph("follow_up", phrases.phrase(words.opening.follow_up), tuple(split(phrases.filled(told)))),
        )
    return sections


def first_draft(month: Month, words: ReportWording) -> Draft:
    """Give the draft to start from: what is found and advised, led in by the wording's own paragraphs."""
    phrases = Phrases(month)
    leads: dict[str, list[DraftParagraph]] = {name: [] for name in DRAFTED}
    for entry in words.paragraph:
        if entry.section in leads and (text := entry.claim(phrases)):
            leads[entry.section].append(DraftParagraph(entry.titled(phrases), (DraftLine("sentence", text, entry.id),)))
    judged = judge(month)
    if document_kind(month) == "monthly":
        judged = weightiest(judged, month.settings.findings.monthly_each)
    return starting_draft(month, judged, leads)


def renderer_of(month: Month, words: ReportWording, writing: Writing) -> Renderer:
    """Give what prints the lines of the month's draft; names are given as the draft wants them."""
    grounds: Mapping[str, Clauses] = {p.id: p.clauses for p in words.paragraph if p.section in DRAFTED}
    return Renderer(named_as_drafted(month, writing), judge(month), writing, grounds)


def draft_remarks(month: Month, words: ReportWording, writing: Writing) -> list[Remark]:
    """List what the writer of the month's draft should know; nothing without a draft."""
    if writing.draft is None:
        return []
    return list(remarks(writing.draft, renderer_of(month, words, writing), writing.views))


def draft_lines(month: Month, words: ReportWording, writing: Writing) -> list[str]:
    """Say which draft is used, and what its writer should know, a line each; nothing without a draft."""
    draft = writing.draft
    if draft is None:
        return []
    told = draft_remarks(month, words, writing)
    state = "，".join(filter(None, (STATES[draft.state], draft.by, draft.on)))
    lines = [f"问题和建议用的稿子：{writing.file}（{state}）" + (f"，有 {len(told)} 处要看：" if told else "")]
    return lines + [
        f"  {f'第{r.line}行：' if r.line else ''}{r.text}{f'（{r.sentence}）' if r.sentence else ''}" for r in told
    ]


def problems_not_told(writing: Writing, findings: list[Finding]) -> list[Finding]:
    """Give the problems found of which the month's draft says nothing; none without a draft."""
    if writing.draft is None:
        return []
    told = {line.basis for paragraph in writing.draft.problems for line in paragraph.lines}
    return [finding for finding in found(findings) if finding.rule.id not in told]


def drafted_paragraphs(month: Month, words: ReportWording, writing: Writing) -> dict[str, list[WrittenParagraph]]:
    """Give the paragraphs of the sections that a draft holds, sentences whose evidence is gone marked.

    In a signed draft only what can't be printed at all is marked: the rest is said in the summary of the run.
    """
    draft = writing.draft or first_draft(month, words)
    renderer = renderer_of(month, words, writing)
    signed = draft.state == "signed"
    return {
        section: [
            paragraph for part in draft.section(section) if (paragraph := _printed(part, renderer, signed)) is not None
        ]
        for section in DRAFTED
    }


def _printed(part: DraftParagraph, renderer: Renderer, signed: bool) -> WrittenParagraph | None:
    said: list[Said] = []
    charts = []
    for line in part.lines:
        shown = renderer.line(line)
        said += shown.sentences
        charts += [shown.chart] if shown.chart else []
        if shown.note and (shown.is_fault or not signed):
            said.append(Said(f"【待核：{shown.note}】"))
    bases = dict.fromkeys(line.basis for line in part.lines if line.basis)
    sent = tuple(advices()[name].attachment for name in bases if name in advices())
    return WrittenParagraph("、".join(bases), part.title, tuple(said), tuple(charts), sent) if said or charts else None


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
