"""Letters to units: whom the rule and a person make them go to, what they say, and the office's own template."""

import shutil
from pathlib import Path

import pytest
from docx import Document

from tests.dispatch.following import file_months, items
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.dispatch.letters import ask_unit, letters
from zzlib.indicators import load_month
from zzlib.report.letter_starter import write_letter_template
from zzlib.report.letters import TEMPLATE_FILE, default_letter_template, write_letters
from zzlib.report.template_check import TemplateFaultError, check_template

PERIOD = "2013-05"
LATE = {f"2013-0{month}": [{"name": name, "leader": ""} for name in ("公路", "桥梁", "渠道")] for month in range(1, 6)}
"""Three projects without a leader since January: overdue by 97 days in June; and since April waiting, overdue by 5."""


@pytest.fixture
def late(county: SmallCounty) -> SmallCounty:
    file_months(county, LATE)
    file_months(county, {PERIOD: [{"name": "堤防", "leader": ""}]}, unit="城关镇")
    return county


def written(county: SmallCounty, folder: Path) -> dict[str, list[str]]:
    """Write the month's letters; give the text of each, a line a paragraph or row."""
    write_letters(items(county, PERIOD), load_month(PERIOD, county.workspace), folder)
    found = {}
    for file in sorted(folder.glob("督办函*.docx")):
        document = Document(str(file))
        rows = ["|".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
        found[file.stem] = [*(paragraph.text for paragraph in document.paragraphs), *rows]
    return found


def settings(county: SmallCounty, text: str) -> None:
    (county.root / "data" / "settings.toml").write_text(text, encoding="utf-8")


def test_a_unit_with_enough_long_overdue_items_gets_a_letter_that_names_them(late: SmallCounty, tmp_path: Path) -> None:
    settings(late, '[county]\nname = "云溪县"\noffice = "云溪县争资办"\n[document]\nbasis = "《办法》"\n')
    [(name, text)] = written(late, tmp_path).items()
    assert name == "督办函-水利局"
    assert text[:2] == ["云溪县争资争项督办函", "督办〔2013〕5-2号"]
    [said] = [line for line in text if line.startswith("根据")]
    assert said == (
        "根据《办法》，现就截至2013年5月31日你单位的争资争项事项予以督办：涉及项目3个、事项3件，涉及资金300万元，具体如下（单位：万元）。"
    )
    assert "1|公路|100|没有责任领导，逾期97天|明确责任领导|2月28日" in text
    # Five working days from the 5th: the State Council made 8 and 9 June days of work, 10 to 12 the festival.
    assert any("于2013年6月13日前将回执书面报云溪县争资办" in line for line in text)


@pytest.mark.parametrize(
    ("rule", "units"),
    [("letter_items = 4", []), ("letter_items = 0", []), ("letter_days = 97", []), ("letter_days = 4", ["u02"])],
)
def test_the_county_s_rule_says_whom(late: SmallCounty, rule: str, units: list[str]) -> None:
    settings(late, f"[dispatch]\n{rule}\n")
    found = letters(items(late, PERIOD), load_month(PERIOD, late.workspace))
    assert [letter.unit_id for letter in found] == units
    assert [len(letter.items) for letter in found] == [6] * len(units)


def test_a_person_names_a_unit_once_and_numbers_stay(late: SmallCounty) -> None:
    month = load_month(PERIOD, late.workspace)
    before = letters(items(late, PERIOD), month)
    assert len(ask_unit(late.workspace, items(late, PERIOD), "u03", "责任人甲")) == 1
    assert ask_unit(late.workspace, items(late, PERIOD), "u03", "责任人甲") == []
    after = letters(items(late, PERIOD), month)
    assert [(each.unit_id, each.number) for each in after] == [("u02", before[0].number), ("u03", "督办〔2013〕5-3号")]


def test_the_command_records_it_and_writes_the_letter(
    late: SmallCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["dispatch", PERIOD, "--root", str(late.root), "--output", str(tmp_path / "出")]
    assert main([*asked, "--letter", "城关镇"]) == 2  # nobody says who
    assert not (late.root / "data" / "dispatch" / "events.csv").exists()
    assert main([*asked, "--letter", "城关镇", "--by", "责任人甲"]) == 0
    assert {file.name for file in (tmp_path / "出").iterdir()} == {
        "调度会材料.docx", "问题清单.xlsx", "figures.csv", "资金监管.xlsx", "统筹储备.xlsx", "督办函-水利局.docx", "督办函-城关镇.docx",
    }  # fmt: skip
    assert main([*asked, "--letter", "城关", "--by", "责任人甲"]) == 2
    assert "没有单位叫“城关”；最接近的是 城关镇" in capsys.readouterr().err


def test_what_a_person_changed_is_kept_before_a_paper_is_made_again(
    late: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ["dispatch", PERIOD, "--root", str(late.root)]
    assert main(made) == 0
    letter = late.root / "outputs" / PERIOD / "dispatch" / "督办函-水利局.docx"
    letter.write_bytes(b"changed")
    assert main(made) == 0
    [kept] = (late.root / "outputs" / "修改稿").rglob("督办函-水利局.docx")
    assert (kept.read_bytes(), letter.read_bytes()[:2]) == (b"changed", b"PK")
    assert "有人改过" in capsys.readouterr().err


def test_the_office_s_template_is_used_and_a_faulty_one_refused(late: SmallCounty, tmp_path: Path) -> None:
    own = late.root / "data" / "templates" / TEMPLATE_FILE
    own.parent.mkdir()
    document = Document()
    for line in (
        "{{ 文号 }}致{{ 单位 }}，{{ 回复期限 }}前回复",
        "{%p for 项 in 各事项 %}",
        "{{ 项.项目 }}",
        "{%p endfor %}",
    ):
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "{{ 文号 }}"
    document.save(str(own))
    assert check_template(own) == []
    ask_unit(late.workspace, items(late, PERIOD), "u03", "责任人甲")
    texts = written(late, tmp_path)
    assert [texts[f"督办函-{unit}"][0] for unit in ("水利局", "城关镇")] == [
        "督办〔2013〕5-2号致水利局，2013年6月13日前回复",
        "督办〔2013〕5-3号致城关镇，2013年6月13日前回复",
    ]
    heads = [Document(str(tmp_path / f"督办函-{unit}.docx")).sections[0].header for unit in ("水利局", "城关镇")]
    assert [head.paragraphs[0].text for head in heads] == ["督办〔2013〕5-2号", "督办〔2013〕5-3号"]
    document.add_paragraph("{{ 各节 }}")
    document.save(str(own))
    with pytest.raises(TemplateFaultError, match=r"督办函模板 督办函\.docx 不能用：.*没有“各节”这个占位符"):
        written(late, tmp_path)


def test_the_starter_is_what_the_package_holds_and_has_no_fault(tmp_path: Path) -> None:
    write_letter_template(tmp_path / TEMPLATE_FILE)
    assert (tmp_path / TEMPLATE_FILE).read_bytes() == default_letter_template()
    assert check_template(tmp_path / TEMPLATE_FILE) == []
    shutil.copy(tmp_path / TEMPLATE_FILE, tmp_path / "bulletin.docx")
    assert check_template(tmp_path / "bulletin.docx")  # a letter is no circular


def test_a_template_command_writes_the_letter_s_starter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "new", str(tmp_path / TEMPLATE_FILE)]) == 0
    assert (tmp_path / TEMPLATE_FILE).read_bytes() == default_letter_template()
    assert "回复期限" in capsys.readouterr().out
