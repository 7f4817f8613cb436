"""Every document that the workbench writes passes; the same document with one number changed does not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.sampling import of_each_kind
from zzlib.audit import NumericClaim, audit_blocks, audit_file
from zzlib.audit.documents.documents import DocumentBlock, read_document
from zzlib.audit.own import audited_against_month
from zzlib.dispatch import dispatch_of
from zzlib.indicators import Month, load_month
from zzlib.ledger import open_ledger
from zzlib.report import compose, write_bulletin, write_one_page, write_reminders, write_tables
from zzlib.report.letters import write_letters
from zzlib.report.meeting import write_meeting_paper
from zzlib.workspace import Workspace
from zzlib.writing.wording import wording

HOLDS = ("ok", "reachable")
COUNTIES = [
    {"units": 9, "months": 2, "seed": 1, "mess": "none", "faults": False},
    {"units": 10, "months": 6, "seed": 2, "mess": "ordinary", "faults": True},  # the half-year summary
    {"units": 6, "months": 12, "seed": 3, "mess": "ordinary", "faults": False},  # the year's
    {"units": 9, "months": 10, "seed": 6, "mess": "hard", "faults": True},
]


@pytest.fixture(scope="module", params=COUNTIES, ids=lambda county: f"{county['months']} months")
def month(request, ready_county) -> Month:
    return load_month(f"2013-{request.param['months']:02d}", Workspace(ready_county(**request.param)))


@pytest.mark.slow
def test_the_documents_of_any_county_pass(month, tmp_path):
    write_bulletin(month, tmp_path / "通报.docx")
    write_one_page(month, tmp_path / "一页.docx", tmp_path / "一页.png")
    write_reminders(month, tmp_path / "催报.txt")
    claims = [claim for name in ("通报.docx", "一页.docx", "催报.txt") for claim in audit_file(tmp_path / name)]
    assert [claim.message for claim in claims if claim.verdict in ("wrong", "truncated")] == []
    assert sum(claim.verdict in HOLDS for claim in claims) >= 10
    # Only a document that says that it rounds asks its reader to make allowance for it.
    rounds = wording().amounts.note in compose(month).sections[0].paragraphs[-1].text
    prose = [
        claim.message for claim in audit_file(tmp_path / "通报.docx") if claim.verdict == "reachable" and not claim.cell
    ]
    assert rounds or prose == []


@pytest.mark.slow
def test_the_papers_of_a_meeting_pass_by_themselves_and_by_the_ledger(month, tmp_path):
    ledger = open_ledger(month.workspace, month.period)
    dispatch = dispatch_of(ledger, month)
    write_meeting_paper(dispatch, month, tmp_path / "调度会材料.docx")
    write_letters(dispatch, month, tmp_path)
    write_bulletin(month, tmp_path / "通报.docx")
    write_one_page(month, tmp_path / "一页.docx", tmp_path / "一页.png")
    for paper in sorted(tmp_path.glob("*.docx")):
        blocks = read_document(paper)
        held, _ = audited_against_month(blocks, ledger)
        alone = [claim for claim in audit_blocks(blocks) if claim.verdict == "wrong"]
        off = [claim for claim in held if claim.verdict in ("wrong", "doubtful", "truncated")]
        assert [(paper.name, c.where, c.sentence, c.message) for c in (*alone, *off)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape",
    [
        {"units": 16, "months": 12, "seed": 17, "mess": "ordinary", "faults": True},
        {"units": 30, "months": 5, "seed": 1, "mess": "ordinary", "faults": False},
    ],
    ids=lambda shape: f"{shape['months']} months",
)
def test_the_documents_of_every_month_pass(ready_county, tmp_path, shape):
    workspace = Workspace(ready_county(**shape))
    accused = []
    for number in range(2, shape["months"] + 1):
        month = load_month(f"2013-{number:02d}", workspace)
        write_bulletin(month, tmp_path / "通报.docx")
        write_one_page(month, tmp_path / "一页.docx", tmp_path / "一页.png")
        claims = [claim for name in ("通报.docx", "一页.docx") for claim in audit_file(tmp_path / name)]
        accused += [f"{number}月：{claim.message}" for claim in claims if claim.verdict == "wrong"]
    assert accused == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "months"),
    [
        ({"units": 14, "months": 5, "seed": 4, "mess": "ordinary", "faults": False}, (4, 5)),
        ({"units": 9, "months": 12, "seed": 21, "mess": "hard", "faults": True}, (2, 6, 12)),
        ({"units": 7, "months": 8, "seed": 33, "mess": "none", "faults": False}, (3, 8)),
    ],
    ids=lambda told: "-".join(map(str, told)) if isinstance(told, tuple) else f"seed {told['seed']}",
)
def test_a_circular_passes_with_its_own_tables_beside_it(ready_county, tmp_path, shape, months):
    workspace = Workspace(ready_county(**shape))
    accused = []
    for number in months:
        month = load_month(f"2013-{number:02d}", workspace)
        write_bulletin(month, tmp_path / "通报.docx")
        write_tables(month, tmp_path / "附表.xlsx")
        blocks = [*read_document(tmp_path / "通报.docx"), *read_document(tmp_path / "附表.xlsx")]
        accused += [f"{number}月：{claim.message}" for claim in audit_blocks(blocks) if claim.verdict == "wrong"]
    assert accused == []


@pytest.fixture(scope="module")
def circular(tmp_path_factory) -> list[DocumentBlock]:
    """The demo county's circular, with its table of units."""
    path = tmp_path_factory.mktemp("demo") / "通报.docx"
    write_bulletin(load_month("2013-05", Workspace(Path(__file__).parents[2])), path)
    return read_document(path)


def changed(number: str) -> str:
    """Move a printed number by a tenth, or by one of its last digit if that is more."""
    step = Decimal(1).scaleb(-len(number.partition(".")[2]))
    return str(Decimal(number) + max(step, (Decimal(number) / 10).quantize(step)))


Changed = tuple[str, list[DocumentBlock]]
"""What was changed, a kind of claim or a column, and the document with it."""


def told(changes: list[Changed]) -> list[set[str]]:
    """Give the verdicts of each changed document."""
    return [{claim.verdict for claim in audit_blocks(change)} for _, change in changes]


def share(found: list[set[str]], *verdicts: str) -> float:
    return sum(not said.isdisjoint(verdicts) for said in found) / len(found)


def in_the_text(blocks: list[DocumentBlock], claims: list[NumericClaim]) -> Iterator[Changed]:
    """Give the document once with each number of the prose that a claim rests on or states changed."""
    done = set()
    for claim in claims:
        text = blocks[claim.place].text
        for printed in [claim.stated, *(operand.text for operand in claim.operands)]:
            match = re.search(rf"(?<![\d.]){re.escape(printed)}", text[text.find(claim.sentence) :]) if text else None
            number = re.match(r"[\d.]+", printed)
            if not match or not number:
                continue
            at = match.start() + text.find(claim.sentence)
            if (claim.place, at) not in done:
                done.add((claim.place, at))
                new = text[:at] + changed(number[0]) + text[at + len(number[0]) :]
                document = [*blocks[: claim.place], replace(blocks[claim.place], text=new), *blocks[claim.place + 1 :]]
                yield claim.kind, document


def in_the_table(blocks: list[DocumentBlock], claims: list[NumericClaim]) -> Iterator[Changed]:
    """Give the document once with each cell of a table changed that a claim proves."""
    for claim in claims:
        number = re.match(r"[\d.]+", claim.stated)
        if claim.cell and number and Decimal(number[0]):
            row, column = claim.cell
            rows = [list(cells) for cells in blocks[claim.place].rows]
            rows[row][column] = rows[row][column].replace(number[0], changed(number[0]))
            table = replace(blocks[claim.place], rows=tuple(map(tuple, rows)))
            yield f"column {column}", [*blocks[: claim.place], table, *blocks[claim.place + 1 :]]


@pytest.mark.slow
def test_a_changed_number_is_found(circular):
    claims = [claim for claim in audit_blocks(circular) if claim.verdict in HOLDS]
    prose, table = list(in_the_text(circular, claims)), list(in_the_table(circular, claims))
    assert len(prose) > 20
    found = told(of_each_kind(prose, 6))
    assert share(found, "wrong") >= 0.75 and share(found, "wrong", "doubtful") >= 0.8
    assert (
        share(told(of_each_kind(table, 8)), "wrong") >= 0.9
    )  # of every cell that something proves, not only of rates and totals
