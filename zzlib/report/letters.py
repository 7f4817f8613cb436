"""督办函-单位.docx: a letter to a unit about the items that it has not done, with the form on which it replies."""

import io
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from zzlib.dispatch.items import Dispatch
from zzlib.dispatch.letters import DispatchLetter, letters
from zzlib.dispatch.outcomes import days_overdue
from zzlib.dispatch.portfolios import unit_leaders
from zzlib.files import package_file
from zzlib.indicators.month import Month
from zzlib.money import display_money
from zzlib.names import file_safe
from zzlib.periods import last_day
from zzlib.phrasing.month_words import document_date
from zzlib.report import layout
from zzlib.report.attachment import NO_DATA, wan_of
from zzlib.report.bulletin import environment
from zzlib.report.dispatch_list import evidence
from zzlib.report.meeting_pages import due_text
from zzlib.report.template_check import TemplateFaultError, check_template
from zzlib.report.word_template import WordTemplate
from zzlib.writing.text import chinese_date

LETTER_NAME = "督办函"
TEMPLATE_FILE = f"{LETTER_NAME}.docx"
"""A county's own template lies under this name in its folder of templates (`data/templates`)."""


@cache
def default_letter_template() -> bytes:
    """Give the package's template, the one that the office starts from."""
    return package_file(__package__, "letter_template.docx")


def write_letters(dispatch: Dispatch, month: Month, folder: Path) -> None:
    """Write the month's letters; the same month, items and template give the same bytes.

    Raises:
        TemplateFaultError: the county's template can't be used; the message says where and why.
    """
    sent = letters(dispatch, month)
    own = month.workspace.templates_dir / TEMPLATE_FILE
    if not sent:
        return
    if own.is_file() and (problems := check_template(own)):
        raise TemplateFaultError(own, problems[0].place + problems[0].message)
    template = _LetterTemplate(own.read_bytes() if own.is_file() else default_letter_template())
    issuer = month.settings.document.issuer or month.settings.county.office
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    full = {row["unit_id"]: row["full_name"] for row in month.workspace.reference("units").rows()}
    rules = environment()
    for letter in sent:
        unit = names[letter.unit_id]
        template.render(_context(letter, unit, full.get(letter.unit_id) or unit, month), rules)
        title = f"{LETTER_NAME}（{unit}）"
        date = datetime.combine(document_date(month), time())
        layout.save(template.docx, folder / f"{LETTER_NAME}-{file_safe(unit)}.docx", title, issuer, date)


class _LetterTemplate(WordTemplate):
    """A template that is filled in once for each letter: it is opened, and its text made ready, only once."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        super().init_docx()
        self._ready: dict[str, str] = {}
        self._body: str = super().get_xml()  # type: ignore[no-untyped-call]
        properties = self.docx.core_properties
        self._said = {name: getattr(properties, name) for name in ("subject", "identifier")}
        parts = self.docx.part.package.parts
        self._parts = {part.partname: part.blob for part in parts if part.partname.startswith(_BESIDE)}

    def init_docx(self, reload: bool = True) -> None:
        """Keep the document, as its template had it beside the text."""
        for name, text in self._said.items():
            setattr(self.docx.core_properties, name, text)
        for part in self.docx.part.package.parts:
            if part.partname in self._parts and not hasattr(part, "_element"):
                part._blob = self._parts[part.partname]

    def get_xml(self) -> str:
        """Give the template's text, whatever was filled in since."""
        return self._body

    def get_part_xml(self, part: Any) -> str:
        """Give the template's header or footer."""
        return str(self._parts[part.partname].decode())

    def patch_xml(self, src_xml: str) -> str:
        """Make a text ready to be filled in."""
        if src_xml not in self._ready:
            self._ready[src_xml] = super().patch_xml(src_xml)  # type: ignore[no-untyped-call]
        return self._ready[src_xml]


_BESIDE = ("/word/header", "/word/footer", "/word/footnotes")
"""Parts beside the text that may hold placeholders."""


def _context(letter: DispatchLetter, unit: str, full_name: str, month: Month) -> dict[str, Any]:
    """Give a value to each placeholder (`zzlib.report.placeholders.LETTER`)."""
    document, day = month.settings.document, document_date(month)
    return {
        "文号": letter.number,
        "单位": unit,
        "单位全称": full_name,
        "依据文件": document.basis,
        "截至": chinese_date(last_day(month.period)),
        "件数": str(len(letter.items)),
        "项目数": str(letter.projects),
        "金额": display_money(letter.amount_fen) if letter.amount_fen else "",
        "回复期限": chinese_date(month.workspace.calendar.after(day, month.settings.dispatch.reply_days)),
        "责任领导": unit_leaders(month).get(letter.unit_id, ""),
        "署名": document.issuer or month.settings.county.office,
        "成文日期": chinese_date(day),
        "附注": document.contact,
        "县名": month.settings.county.name,
        "各事项": [
            {
                "序号": str(number),
                "问题": "，".join(filter(None, [item.problem, due_text(item, month)[1]])),
                "项目": item.project,
                "金额": wan_of(item.amount_fen) if item.amount_fen else NO_DATA,
                "要求": item.demand,
                "时限": due_text(item, month)[0],
                "逾期": str(days_overdue(item, day)),
                "责任领导": item.leader,
                "责任人": item.person,
                "依据": evidence(item, month),
            }
            for number, item in enumerate(letter.items, start=1)
        ],
    }
