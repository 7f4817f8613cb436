"""Read one file that a unit sent into an `Extraction`: any workbook, ours or not, whatever is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from zzlib.files import digest_of
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.names import legible
from zzlib.returns.cells.dates import read_year
from zzlib.returns.cells.row_words import only_says_nothing
from zzlib.returns.cells.text import fold
from zzlib.returns.cells.words import Vocabulary, vocabulary_of, words
from zzlib.returns.containers.book import open_book
from zzlib.returns.containers.bounds import MAX_UNPACKED, OutOfMemoryError, UnusableFileError
from zzlib.returns.containers.grid import Book, Grid
from zzlib.returns.containers.hidden import left_out
from zzlib.returns.containers.mail import letter as letter_of
from zzlib.returns.containers.members import unpack
from zzlib.returns.extraction import Extraction
from zzlib.returns.findings import IssueCollector, once_a_file
from zzlib.returns.form import Form, package_form, read_by
from zzlib.returns.layout.headings import Headings
from zzlib.returns.rows.assemble import assemble, filing_of
from zzlib.returns.rows.context import Context
from zzlib.returns.rows.hints import report_letter
from zzlib.returns.rows.pages import Page, read_pages
from zzlib.returns.rows.rulings import Rulings


def read(
    path: Path | str,
    *,
    name: str | None = None,
    data: bytes | None = None,
    default_money_unit: str = "",
    vocabulary: Mapping[str, str] | None = None,
    kinds: Kinds = DEFAULT_KINDS,
    year: int | None = None,
    month: str = "",
    headings: Headings | None = None,
    rulings: Rulings | None = None,
    letter: str = "",
    form: Form | None = None,
) -> Extraction:
    """Read a file that a unit sent.

    `name` is what issues call the file (default: `path`), e.g. `资料.zip/a.xlsx`; `data` its bytes when it does not
    lie on disk. `default_money_unit` holds where the file states no unit of money; `vocabulary` is the county's local
    word -> value of kind, origin, stage or source level, `kinds` are its kinds of projects; `year` holds where the file states a month without one,
    `month` (`2013-05`) is the one that it came for, by which tables of other months are told;
    `headings` are what people decided of columns that the form does not know, `rulings` of rows that may be sums, `letter`
    is what the mail says that brought the file; `form` is the county's (default: the package's). Whatever is wrong with the content becomes an issue.

    Raises:
        FileNotFoundError: there is no file at `path` (and no `data`).
        ValueError: `vocabulary` has a value that does not exist.
    """
    words = vocabulary_of(frozenset((vocabulary or {}).items()), kinds)
    findings = IssueCollector(name or legible(str(path)))
    report_letter(letter, findings)
    try:
        data = _bytes_of(path) if data is None else data
    except UnusableFileError as error:
        return _unusable(error, findings, "")
    sha256 = digest_of(data)
    try:
        context = Context(year, month, headings or Headings(), rulings or Rulings())
        with read_by(form or package_form()):
            extraction = _read_book(open_book(data), words, default_money_unit or None, findings, context)
    except UnusableFileError as error:
        return _unusable(error, IssueCollector(findings.file), sha256)
    except MemoryError as error:
        raise OutOfMemoryError(
            f"读 {findings.file} 时内存不够，请关掉其他程序后再运行，或请单位拆小这份文件"
        ) from error
    except Exception as error:  # one file must not stop a month
        return failed(findings.file, sha256, error)
    return replace(extraction, sha256=sha256, issues=once_a_file(extraction.issues))


def read_all(
    path: Path | str,
    *,
    default_money_unit: str = "",
    vocabulary: Mapping[str, str] | None = None,
    form: Form | None = None,
    kinds: Kinds = DEFAULT_KINDS,
) -> list[Extraction]:
    """Read a file, or each of the files in a .zip (`资料.zip/甲局/月报.xlsx`); the rest as for `read`."""
    try:
        data = _bytes_of(path)
        files = unpack(legible(str(path)), data)
    except UnusableFileError as error:
        return [_unusable(error, IssueCollector(legible(str(path))), "")]
    letter = letter_of(data)
    county = {"default_money_unit": default_money_unit, "vocabulary": vocabulary, "form": form, "kinds": kinds}
    return [read(path, name=name, data=content, letter=letter, **county) for name, content in files]  # type: ignore[arg-type]


def unopened(file: str) -> Extraction:
    """Give what is known of a file that may not be opened: nothing but its name, and the issue that says so."""
    return _unusable(UnusableFileError("file_in_use"), IssueCollector(file), "")


def failed(file: str, sha256: str, error: Exception) -> Extraction:
    """Give what is known of a file over whose content this program itself stumbled, and the issue that says so."""
    what = f"{type(error).__name__}：{' '.join(str(error).split())[:80]}"
    return _unusable(UnusableFileError("file_failed", what), IssueCollector(file), sha256)


def _bytes_of(path: Path | str) -> bytes:
    """Give the content of a file.

    Raises:
        UnusableFileError: it may not be opened, or is too large to be looked at.
    """
    try:
        if Path(path).stat().st_size > MAX_UNPACKED:
            raise UnusableFileError("file_too_large")
        return Path(path).read_bytes()
    except PermissionError as error:
        raise UnusableFileError("file_in_use") from error


def _unusable(error: UnusableFileError, findings: IssueCollector, sha256: str) -> Extraction:
    findings.add(error.code, what=error.what)
    return Extraction(findings.file, sha256, False, issues=tuple(findings.issues))


def _read_book(
    book: Book, vocabulary: Vocabulary, default_unit: str | None, findings: IssueCollector, context: Context
) -> Extraction:
    for code, names in (("hidden_sheet", book.hidden), ("sheet_too_large", book.too_large)):
        findings.issues += [i for name in names for i in findings.on(name).add(code, value=name).issues]
    book = replace(book, grids=tuple(grid for grid in book.grids if not _is_own(grid)))
    before = len(findings.issues)
    extraction = _read_grids(book, vocabulary, default_unit, findings, context)
    # Of hidden rows and columns it is said once what is in them: as an error, or here.
    named = ((grid.name, left_out(grid, extraction.issues)) for grid in book.grids)
    hidden = [i for name, value in named if value for i in findings.on(name).add("hidden_cells", value=value).issues]
    return replace(extraction, issues=(*extraction.issues[:before], *hidden, *extraction.issues[before:]))


def _read_grids(
    book: Book, vocabulary: Vocabulary, default_unit: str | None, findings: IssueCollector, context: Context
) -> Extraction:
    context = replace(context, year=read_year(findings.file.rsplit("/", 1)[-1]) or context.year)
    grids = [grid for grid in book.grids if any(grid.filled(row) for row in range(len(grid.rows)))]

    def all_pages(any_table: bool = False) -> list[Page]:
        return [p for g in grids for p in read_pages(g, vocabulary, findings.on(g.name), context, any_table)]

    pages = all_pages()
    zero = any(page.nothing_to_report and page.around.unit for page in pages)
    zero |= all(not page.layouts and only_says_nothing(_texts(page.grid)) for page in pages)
    zero &= bool(pages)
    form = zero or any(page.layouts or page.around.unit or page.around.period for page in pages)
    if not zero and not any(page.layouts for page in pages):
        pages = all_pages(any_table=True)
    if any(page.layouts for page in pages):
        return replace(assemble(pages, vocabulary, default_unit, findings), form=form)
    if not zero and (pages or not book.too_large):
        findings.add("header_not_found" if pages else "workbook_blank")
    filing = filing_of(pages, [], findings.file)
    return Extraction(findings.file, "", zero, filing=filing, issues=tuple(findings.issues), form=form)


def _texts(grid: Grid) -> Iterator[str]:
    return (str(grid.cell(row, c)) for row in range(len(grid.rows)) for c in grid.filled(row))


def _is_own(grid: Grid) -> bool:
    """Tell whether a sheet is one that the program wrote beside a form: how to fill it in, or what a receipt says."""
    first = grid.cell(0, 0)
    return isinstance(first, str) and fold(first).startswith(tuple(map(fold, words().own.marks)))
