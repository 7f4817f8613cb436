"""Write the returns of a month: workbooks, `received.csv`, and where the planted facts stand in them."""

from dataclasses import dataclass, replace
from pathlib import Path

from zzlib.files import digest_of
from zzlib.synthetic.filings import Return
from zzlib.synthetic.formats import packed_file
from zzlib.synthetic.formats.files import ARCHIVES, as_paragraphs, stored_parts
from zzlib.synthetic.formats.mail import mail_with
from zzlib.synthetic.formats.values import written
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.locked import locked_workbook, outsized_workbook
from zzlib.synthetic.messes.catalogue import catalogue, form_messes
from zzlib.synthetic.messes.laying_out import draft_return
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.reorganised import form_of
from zzlib.synthetic.styles import WrittenStyle
from zzlib.synthetic.tables import write_table
from zzlib.synthetic.workbook import address

RECEIVED_COLUMNS = ("file", "sha256", "unit_id", "received_at", "by")
_NAMES = {"zip_gbk": "gb18030"}
CLERK = "责任人甲"
"""Who takes returns in, in `received.csv` (`by`)."""


@dataclass(frozen=True)
class WrittenFile:
    """A return as written: its file name, bytes, sheets, and where its values stand.

    `file` is what issues call it (`资料.zip/a.xlsx` inside a .zip), `data` what lies in the folder, `content` the bytes of
    the workbook itself, `messes` what it has of the catalogue.
    """

    item: Return
    file: str
    data: bytes
    content: bytes
    sheets: dict[str, WrittenGrid]
    main: str
    messes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The name of the file in its folder."""
        return self.file.split("/", 1)[0]

    def place(self, *place: int | str) -> tuple[str, str]:
        """Give sheet and A1 address of a value (see `Grid.places`), or nothing if the form doesn't show it."""
        for name, grid in self.sheets.items():
            if place in grid.places:
                return name, address(grid.places[place])
        return "", ""

    def cell(self, *place: int | str) -> str:
        """Give the A1 address of a value, or nothing."""
        return self.place(*place)[1]

    def text(self, *place: int | str) -> str:
        """Give what stands there as text."""
        grid = next((grid for grid in self.sheets.values() if place in grid.places), None)
        return written(grid.value(grid.places[place])) if grid else ""


def write_return(county: PlannedCounty, item: Return) -> WrittenFile:
    """Make the file of a return in the style of its unit, with the unit's messes."""
    style = _return_style(county, item)
    barred = (*item.barred, *(("file",) if item.workbook else ()))
    messes = form_messes(county.spec.messes, county.rng("messes", item.unit_id), barred)
    draft = draft_return(county, item, style, messes)
    kind = next((catalogue()[name] for name in messes if catalogue()[name].slot == "file"), None)
    file = style.file_pattern.format(
        unit=draft.present.name, year=county.spec.year, month=item.month, quarter=item.month // 3
    )
    file = item.file or file.replace(".xlsx", f"{'（初稿）' * item.draft}{kind.suffix if kind else '.xlsx'}")
    sheets, main = draft.sheets, draft.main
    if kind and kind.plain:
        # A file of texts, a web page or a Word document has one sheet without a name; a workbook saved as a page has one.
        main = main if kind.file == "mht" else ""
        sheets = {main: as_paragraphs(draft.grid) if kind.file == "docx" else draft.grid}
    content = packed_file(item.kind or (kind.file if kind else ""), sheets, main, draft.hidden)
    content = _spoilt(item.body, content)
    if not kind or kind.file not in ARCHIVES:
        return WrittenFile(item, file, content, content, sheets, main, messes)
    archive = f"{draft.present.name}{item.month}月资料{'（初稿）' * item.draft}.{kind.file[:3]}"
    inside = f"报送/{file}" if kind.file == "zip_gbk" else file
    packed = (
        mail_with({inside: content})
        if kind.file == "eml"
        else stored_parts({inside: content}, _NAMES.get(kind.file, ""))
    )
    return WrittenFile(item, f"{archive}/{inside}", packed, content, sheets, main, messes)


def _spoilt(body: str, content: bytes) -> bytes:
    """Give what is left of a file that does not open, or is something else."""
    bodies = {
        "workbook": content,
        "truncated": content[: len(content) // 2],
        "nothing": b"",
        "locked": locked_workbook(),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(2000),
        "outsized": outsized_workbook(content),
        "binary": stored_parts({"xl/workbook.bin": bytes(100)}),
        "archive": b"Rar!\x1a\x07\x00" + bytes(2000),
    }
    return bodies[body]


def _return_style(county: PlannedCounty, item: Return) -> WrittenStyle:
    style = form_of(county, item.unit_id, item.month)
    if item.plain_rows:
        columns = (*style.columns, *({"kind", "origin"} - {*style.columns, *county.spec.unasked}))
        style = replace(style, sections=False, kind_by_section=False, columns=columns)
    # Without a unit of money every amount is unreadable; a typed nought would leave open whether it is one of them.
    return replace(style, nil=None) if item.no_nil or not item.money_unit_stated else style


def write_month(county: PlannedCounty, returns: list[Return], folder: Path) -> list[WrittenFile]:
    """Write the workbooks and `received.csv` of one month into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [write_return(county, item) for item in returns]
    for one in files:
        (folder / one.path).write_bytes(one.data)
    write_table(folder / "received.csv", RECEIVED_COLUMNS, [_received(county, one) for one in files])
    return files


def _received(county: PlannedCounty, one: WrittenFile) -> dict[str, object]:
    """Give the line of `received.csv`; the office notes the unit of a file that doesn't open, else only now and then."""
    item = one.item
    noted = item.noted and (
        not item.readable or (item.known_unit and county.rng("noted", item.unit_id, item.month).random() < 0.7)
    )
    return {
        "file": one.path,
        "sha256": digest_of(one.data),
        "unit_id": item.unit_id if noted else "",
        "received_at": item.register_time or item.received_at.isoformat(),
        "by": CLERK,
    }
