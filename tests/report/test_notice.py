"""The notice that puts right a circular is laid into a template, the package's or the one that the office edits and has checked."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest

from zzlib.cli import main
from zzlib.report.notice import Notice, notice_template, write_notice
from zzlib.report.template_check import TemplateFaultError

DAY = datetime(2013, 2, 5)
NOTICE = Notice(
    "关于更正《云溪县2013年1月通报》的通知", "各责任单位：", "有关数据经核实有变动，更正如下。",
    [("已到位资金530万元。", "已到位资金590万元。", "水利局 <灌区> & 改造：200万元 → 260万元"), ("（没有这句话）", "另有一句。", "补报")],
    "云溪县领导小组办公室", "云溪县",
)  # fmt: skip


def own_template(folder: Path, change: dict[str, str]) -> Path:
    """Take a template as the office does, and type something else for some of its text."""
    path = folder / "notice.docx"
    assert main(["template", "new", str(path)]) == 0
    document = docx.Document(str(path))
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    for paragraph in (*document.paragraphs, *cells):
        for run in paragraph.runs:
            run.text = change.get(run.text, run.text)
    document.save(str(path))
    return path


def test_every_row_stands_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "更正.docx"
    write_notice(NOTICE, path, DAY)
    document = docx.Document(str(path))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["序号", "原文", "更正为", "原因"], ["1", *NOTICE.rows[0]], ["2", *NOTICE.rows[1]]]
    assert [p.text for p in document.paragraphs if p.text] == [
        NOTICE.title,
        NOTICE.addressee,
        NOTICE.lead,
        NOTICE.issuer,
        "　　年　月　日",  # the office fills it in
    ]
    write_notice(replace(NOTICE, dated="2013年2月8日"), path, DAY)
    assert docx.Document(str(path)).paragraphs[-1].text == "2013年2月8日"
    write_notice(NOTICE, path, DAY)
    again = tmp_path / "又.docx"
    write_notice(NOTICE, again, DAY)
    assert again.read_bytes() == path.read_bytes()


def test_what_is_blank_leaves_no_line(tmp_path: Path) -> None:
    write_notice(Notice("标题", "", "导语。", (), "", ""), tmp_path / "更正.docx", DAY)
    assert [p.text for p in docx.Document(str(tmp_path / "更正.docx")).paragraphs] == ["标题", "", "导语。"]


def test_the_countys_own_template_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = own_template(tmp_path, {"{{ 导语 }}": "{{ 县名 }}各单位：{{ 导语 }}特此通知。", "原因": "变动原因"})
    assert "各条" in capsys.readouterr().out
    assert main(["template", "check", str(path)]) == 0
    write_notice(NOTICE, tmp_path / "更正.docx", DAY, tmp_path)
    document = docx.Document(str(tmp_path / "更正.docx"))
    assert "云溪县各单位：有关数据经核实有变动，更正如下。特此通知。" in [p.text for p in document.paragraphs]
    assert [cell.text for cell in document.tables[0].rows[0].cells][3] == "变动原因"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"{{ 导语 }}": "{{ 导言 }}"}, "没有“导言”这个占位符"),
        ({"{{ 标题 }}": "更正通知"}, "缺少{{ 标题 }}"),
        ({"{{ 项.原因 }}": "{{ 项.理由 }}"}, "“项”没有“理由”"),
        ({"{{ 导语 }}": "{{ 数('funds_received') }}"}, "没有“数”这个占位符"),
        ({"{%tr endfor %}": ""}, "没有对应的 endfor"),
    ],
)
def test_a_fault_is_named_and_the_template_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: dict[str, str], said: str
) -> None:
    path = own_template(tmp_path, typed)
    capsys.readouterr()
    assert main(["template", "check", str(path)]) == 1
    assert said in capsys.readouterr().out
    with pytest.raises(TemplateFaultError, match="更正通知模板"):
        write_notice(NOTICE, tmp_path / "更正.docx", DAY, tmp_path)
    assert not (tmp_path / "更正.docx").exists()


def test_what_the_office_starts_from_is_always_the_same() -> None:
    assert notice_template() == notice_template()
