"""督办函-单位.docx: a letter to a unit about the items that it has not done, with the form on which it replies."""

import io
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from docxtpl.template import DocxTemplate

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
    template = own.read_bytes() if own.is_file() else default_letter_template()
    issuer = month.settings.document.issuer or month.settings.county.office
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    rules = environment()
    for letter in sent:
        document = DocxTemplate(io.BytesIO(template))
        document.render(_context(letter, names[letter.unit_id], month), rules)
        title = f"{LETTER_NAME}（{names[letter.unit_id]}）"
        date = datetime.combine(document_date(month), time())
        layout.save(
            document.docx, folder / f"{LETTER_NAME}-{file_safe(names[letter.unit_id])}.docx", title, issuer, date
        )


def _context(letter: DispatchLetter, unit: str, month: Month) -> dict[str, Any]:
    """Give a value to each placeholder (`zzlib.report.placeholders.LETTER`)."""
    document, day = month.settings.document, document_date(month)
    full = {row["unit_id"]: row["full_name"] for row in month.workspace.reference("units").rows()}
    return {
        "文号": letter.number,
        "单位": unit,
        "单位全称": full.get(letter.unit_id) or unit,
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
