"""The auditor: a document in, its claims with verdicts out."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from zzlib.audit.alone.alone import alone_claims
from zzlib.audit.alone.short_documents import short_document_claims
from zzlib.audit.averages.averages import average_claims
from zzlib.audit.averages.equations import equation_claims
from zzlib.audit.averages.products import product_claims
from zzlib.audit.averages.tariffs import tariff_claims
from zzlib.audit.calendar.calendars import calendar_claims
from zzlib.audit.calendar.durations import duration_claims
from zzlib.audit.calendar.own_period import own_period_claims
from zzlib.audit.calendar.pace import pace_claims, schedule_claims
from zzlib.audit.calendar.timeline import timeline_claims
from zzlib.audit.changes.cancelling import cancelling_claims, pull_claims
from zzlib.audit.changes.changes import change_claims
from zzlib.audit.changes.dated_changes import dated_change_claims
from zzlib.audit.changes.differences import difference_claims
from zzlib.audit.changes.growth import growth_claims
from zzlib.audit.changes.increments import increment_claims
from zzlib.audit.changes.index_numbers import index_claims
from zzlib.audit.changes.moved import moved_claims
from zzlib.audit.changes.points import point_claims
from zzlib.audit.changes.rate_differences import rate_difference_claims
from zzlib.audit.changes.told_apart import told_apart_claims
from zzlib.audit.changes.turned import turned_claims
from zzlib.audit.changes.yearly_growth import yearly_growth_claims
from zzlib.audit.documents.blocks import DocumentBlock, prose_cells
from zzlib.audit.documents.documents import read_document, text_blocks
from zzlib.audit.judging.claim import NumericClaim, doubted, statement
from zzlib.audit.judging.evidence import confirmed, of_now, unless_of_others, without_echoes
from zzlib.audit.judging.excuses import excused
from zzlib.audit.judging.taken import without_explained
from zzlib.audit.lists.announced_names import announced_name_claims
from zzlib.audit.lists.comparing import comparing_claims
from zzlib.audit.lists.counts import count_claims
from zzlib.audit.lists.directions import direction_claims
from zzlib.audit.lists.list_totals import list_total_claims
from zzlib.audit.lists.named_pairs import named_pair_claims
from zzlib.audit.lists.numbered import headed_total_claims
from zzlib.audit.lists.ordering import ordering_claims
from zzlib.audit.lists.ranking import ranking_claims
from zzlib.audit.lists.reckoned_counts import reckoned_count_claims
from zzlib.audit.lists.standings import standing_claims
from zzlib.audit.numbers.arithmetic import ACCUSED, UNSURE, Verdict
from zzlib.audit.reading.reading import Reading, ReadSentence, read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.shares.all_shares import beyond_all_claims, remainder_claims
from zzlib.audit.shares.complements import complement_claims
from zzlib.audit.shares.halves_told import half_claims
from zzlib.audit.shares.opposites import opposite_claims
from zzlib.audit.shares.same_whole import same_whole_claims
from zzlib.audit.shares.shares import share_claims
from zzlib.audit.shares.spoken_shares import spoken_share_claims
from zzlib.audit.slips.accidents import accident_claims
from zzlib.audit.slips.beside_the_text import beside_claims, unless_noted
from zzlib.audit.slips.blame import blamed
from zzlib.audit.slips.in_step import in_step_claims
from zzlib.audit.slips.made_beside import unless_made_beside
from zzlib.audit.slips.other_orders import reordered_claims
from zzlib.audit.slips.other_units import other_unit_claims
from zzlib.audit.slips.read_anew import exchanged_claims
from zzlib.audit.slips.retold import headline_claims, retold_claims
from zzlib.audit.slips.stray_units import stray_unit_claims
from zzlib.audit.slips.told_twice import told_twice_claims
from zzlib.audit.slips.unit_slips import said_again_claims, unit_slip_claims
from zzlib.audit.tables.lone_totals import words_about
from zzlib.audit.tables.named_columns import named_column_claims
from zzlib.audit.tables.other_rows import other_row_claims
from zzlib.audit.tables.running_totals import running_total_claims
from zzlib.audit.tables.tables import change_cell_claims, column_kind_claims, falling_total_claims, table_claims
from zzlib.audit.tables.text_and_cells import text_and_cell_claims
from zzlib.audit.tables.text_rows import text_row_claims
from zzlib.audit.tables.told_in_step import told_in_step_claims
from zzlib.audit.tables.told_made import told_made_claims
from zzlib.audit.tables.told_near import told_near_claims
from zzlib.audit.tables.told_pairs import told_pair_claims
from zzlib.audit.tables.told_rows import told_row_claims
from zzlib.audit.tables.told_ways import told_way_claims
from zzlib.audit.tables.twin_cells import twin_cell_claims
from zzlib.audit.totals.balances import balance_claims
from zzlib.audit.totals.closed_parts import by_closing_words
from zzlib.audit.totals.counted_totals import counted_total_claims
from zzlib.audit.totals.entireties import entirety_claims
from zzlib.audit.totals.named_sums import named_sum_claims
from zzlib.audit.totals.partitions import misprint_claims, partition_claims
from zzlib.audit.totals.stocks import stock_claims
from zzlib.audit.totals.sums import sum_claims
from zzlib.audit.totals.twin_totals import mirrored_claims, twin_total_claims
from zzlib.audit.totals.wholes import whole_claims
from zzlib.audit.totals.within import within_claims

_log = logging.getLogger(__name__)

_Family = Callable[[ReadSentence, Reading], Iterable[NumericClaim]]
_Weighing = Callable[[list[NumericClaim], Reading], list[NumericClaim]]
_FAMILIES: tuple[tuple[str, _Family], ...] = (
    ("share", share_claims),
    ("growth", growth_claims),
    ("difference", difference_claims),
    ("difference", point_claims),
    ("sum", sum_claims),
    ("count", count_claims),
    ("pace", pace_claims),
    ("schedule", schedule_claims),
    ("consistency", said_again_claims),
)

_RELATIONS: tuple[Callable[[FigureRegister], Iterable[NumericClaim]], ...] = (
    timeline_claims,
    stock_claims,
    opposite_claims,
    average_claims,
    ordering_claims,
    whole_claims,
    within_claims,
    comparing_claims,
    change_claims,
    rate_difference_claims,
    dated_change_claims,
    yearly_growth_claims,
    cancelling_claims,
    index_claims,
    product_claims,
    equation_claims,
    tariff_claims,
    pull_claims,
    entirety_claims,
    counted_total_claims,
    twin_total_claims,
    mirrored_claims,
    ranking_claims,
    retold_claims,
    headline_claims,
    told_twice_claims,
    standing_claims,
    text_and_cell_claims,
    told_near_claims,
    named_sum_claims,
    named_pair_claims,
    duration_claims,
    calendar_claims,
    own_period_claims,
    direction_claims,
    told_way_claims,
    told_row_claims,
    told_pair_claims,
    told_in_step_claims,
    spoken_share_claims,
    list_total_claims,
    headed_total_claims,
    reckoned_count_claims,
    twin_cell_claims,
)

_AFTER_OTHERS: tuple[Callable[[FigureRegister, list[NumericClaim]], Iterable[NumericClaim]], ...] = (
    complement_claims,
    increment_claims,
    told_apart_claims,
    balance_claims,
    partition_claims,
    unit_slip_claims,
    text_row_claims,
    named_column_claims,
    told_made_claims,
    announced_name_claims,
    other_row_claims,
    turned_claims,
    moved_claims,
    half_claims,
    in_step_claims,
    stray_unit_claims,
    alone_claims,
)


def audit_text(text: str) -> list[NumericClaim]:
    """Find the numeric claims of pasted text and judge them, in the order of the text."""
    return audit_blocks(text_blocks(text))


def audit_file(path: Path) -> list[NumericClaim]:
    """Find the numeric claims of a .docx, .txt, .md or .html file and judge them.

    Raises:
        UnreadableDocumentError: the file can't be read.
    """
    return [replace(claim, file=path.name) for claim in audit_blocks(read_document(path))]


def audit_blocks(blocks: list[DocumentBlock], *, cell: bool = False) -> list[NumericClaim]:
    """Judge the claims of a document's paragraphs and tables, or of the sentences of one cell, beside which others may tell what is meant."""
    register = FigureRegister(read(blocks))
    claims = _judged(register)
    claims += [] if cell else _related(short_document_claims, register, claims)
    claims = _unless_told(claims)
    anew = (other_unit_claims, exchanged_claims, reordered_claims, beside_claims)
    units = [claim for again in anew for claim in _related(partial(again, judge=_judged_text), register, claims)]
    moved = {number for claim in units for number in claim.numbers}
    claims = [c for c in claims if c.verdict not in ACCUSED or not moved & c.numbers]
    claims = _weighed(lambda told, _: blamed(told, register), claims + units, register.reading)
    for weighed in (without_explained, unless_of_others, unless_noted):
        claims = _weighed(weighed, claims, register.reading)
    refuted = {c.entry for c in claims if c.verdict == Verdict.WRONG and c.entry}
    claims = [c for c in claims if c.verdict != Verdict.DOUBTFUL or not refuted & {m.number for m in c.proof}]
    claims = _weighed(lambda told, _: unless_made_beside(told, register), claims, register.reading)
    claims += beyond_all_claims(claims)
    return sorted([*claims, *_of_prose(blocks)], key=lambda claim: claim.place)


def _judged_text(text: str) -> list[NumericClaim]:
    return _told(FigureRegister(read(text_blocks(text))))


def _told(register: FigureRegister) -> list[NumericClaim]:
    """Judge the claims of all families, and weigh them."""
    reading = register.reading
    claims = _related(same_whole_claims, register)
    for sentence in reading.sentences:
        found = [c for kind, family in _FAMILIES for c in _guarded(kind, family, sentence, reading)]
        rest = partial(remainder_claims, proved=[*claims, *found])
        claims += found + _guarded("difference", rest, sentence, reading)
    claims += _related(_of_tables, register)
    for relation in _RELATIONS:
        claims += _related(relation, register)
    for relation_after in _AFTER_OTHERS:
        claims += _related(relation_after, register, claims)
    firm = {claim.entry for claim in claims if claim.firm}
    kinds = {(claim.kind, claim.entry) for claim in claims if claim.firm and claim.verdict == Verdict.WRONG}
    claims = [c for c in claims if c.firm or c.entry not in firm or c.kind not in ("share", "level")]
    claims = [c for c in claims if c.firm or c.verdict != Verdict.WRONG or (c.kind, c.entry) not in kinds]
    accused = {(claim.kind, claim.entry) for claim in claims if claim.verdict == Verdict.WRONG and claim.entry}
    claims = [c for c in claims if c.verdict != Verdict.DOUBTFUL or (c.kind, c.entry) not in accused]
    judged = sorted(_once(claims), key=lambda claim: not claim.firm)
    for weighed in (excused, without_echoes, of_now, confirmed):
        judged = _weighed(weighed, judged, reading)
    return judged


def _judged(register: FigureRegister) -> list[NumericClaim]:
    """Judge the claims of all families, and the slips of the pen by which others fail."""
    judged = _told(register)
    for last in (accident_claims, misprint_claims):
        slips = _related(last, register, judged)
        wrong = [claim for claim in slips if claim.verdict == Verdict.WRONG]
        judged = [c for c in judged if not any(_gives_way(c, claim) for claim in wrong)] + slips
    return _unless_told(by_closing_words(judged, register.reading))


def _unless_told(claims: list[NumericClaim]) -> list[NumericClaim]:
    """Leave out what is doubtful of numbers that hold, or are wrong."""
    told = {c.entry for c in claims if c.verdict in (Verdict.OK, Verdict.WRONG) and c.entry}
    return [c for c in claims if c.verdict != Verdict.DOUBTFUL or c.entry not in told]


def _gives_way(claim: NumericClaim, wrong: NumericClaim) -> bool:
    """Say whether what is unsure rests on a number that is wrong, or what holds has left out some of the parts that don't make it."""
    numbers = {m.number for m in claim.proof}
    if claim.verdict in UNSURE:
        return wrong.entry in numbers | {claim.entry}
    same = claim.kind == "sum" and claim.entry == wrong.entry
    return wrong.firm and same and numbers < {m.number for m in wrong.proof}


def _of_prose(blocks: list[DocumentBlock]) -> Iterator[NumericClaim]:
    """Give the claims of the sentences that stand in cells of tables; each cell is judged by itself: others are of other rows."""
    for place, block in enumerate(blocks):
        for cell, text in prose_cells(block):
            for claim in audit_blocks([DocumentBlock(text)], cell=True):
                yield replace(claim, place=place, cell=cell, entry=0, proof=())


def _of_tables(register: FigureRegister) -> Iterator[NumericClaim]:
    blocks = register.reading.blocks
    for grid in register.reading.grids:
        around = grid.caption + words_about(blocks, grid.place)
        yield from [*table_claims(grid, around), *column_kind_claims(grid)]
        yield from [*change_cell_claims(grid), *falling_total_claims(grid, around), *running_total_claims(grid)]


def _weighed(weigh: _Weighing, claims: list[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Give the claims as weighed one by one with the others; where it fails, what is accused is only doubted."""
    try:
        return list(weigh(claims, reading))
    except Exception:
        _log.debug("%s", weigh, exc_info=True)
        message = "程序复核这一处时出错，请人工核对"
        return [doubted(c, message) if c.verdict == Verdict.WRONG else c for c in claims]


def _related(
    relation: Callable[..., Iterable[NumericClaim]], register: FigureRegister, *claims: list[NumericClaim]
) -> list[NumericClaim]:
    """Give the claims of a relation, of one that builds on `claims`, too; where it fails, one claim that says so, and the rest of the document is judged."""
    try:
        return list(relation(register, *claims))
    except Exception:
        _log.debug("%s", relation, exc_info=True)
        message = "程序核对全文的一类说法时出错，这一类没有核对，请人工核对；其余照常核对"
        return [statement("consistency", m, Verdict.UNVERIFIABLE, message) for m in register.reading.mentions[:1]]


def _guarded(kind: str, family: _Family, sentence: ReadSentence, reading: Reading) -> list[NumericClaim]:
    """Give the claims of a family; where it fails, one claim that says so, and the rest of the document is judged."""
    try:
        return list(family(sentence, reading))
    except Exception:
        _log.debug("%s: %s", kind, sentence.original, exc_info=True)
        message = "程序核对这一句时出错，这一类说法没有核对，请人工核对；其余各句照常核对"
        return [statement(kind, mention, Verdict.UNVERIFIABLE, message) for mention in sentence.mentions[:1]]


def _once(claims: list[NumericClaim]) -> Iterator[NumericClaim]:
    """Give each claim once, the firm one first; of a cell that one reading of tables accuses not that another can't tell, nor is sure of."""
    firm = {_said_of(claim) for claim in claims if claim.firm}
    claims = [claim for claim in claims if claim.firm or _said_of(claim) not in firm]
    accused = {_said_of(claim) for claim in claims if claim.cell and claim.verdict in ACCUSED}
    named = {_said_of(claim) for claim in claims if claim.named and claim.said}
    wrong = {_said_of(claim) for claim in claims if claim.cell and claim.verdict == Verdict.WRONG}
    seen = set()
    for claim in claims:
        said = _said_of(claim)
        surer = {Verdict.UNVERIFIABLE: accused, Verdict.DOUBTFUL: wrong}.get(claim.verdict, ())
        if said not in seen and said not in surer:
            seen.add(said)
            yield replace(claim, named=True, said=True) if said in named else claim


def _said_of(claim: NumericClaim) -> tuple[object, ...]:
    if claim.cell:
        return claim.place, claim.sentence, claim.cell, claim.recomputed
    shown = tuple(operand.value for operand in claim.operands)
    one_cell = claim.kind == "consistency" and claim.entry and shown  # two readings of text and tables tell of it
    said = claim.verdict if one_cell else claim.message
    return claim.place, claim.sentence, claim.kind, claim.stated, shown, said
