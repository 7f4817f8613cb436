"""`zz template`: a template to start from, never over another file, and what is wrong with an edited one."""

import json

import pytest
import typer

from zzlib.cli import main
from zzlib.cli.templates import templates
from zzlib.report.bulletin import default_template


def zz(*arguments: str) -> int:
    return templates(list(arguments), standalone_mode=False)


def test_new_writes_the_starter_and_names_the_placeholders(tmp_path, capsys):
    file = tmp_path / "data" / "templates" / "bulletin.docx"
    assert zz("new", str(file)) == 0
    assert file.read_bytes() == default_template()
    assert "{{ 成文日期 }}" in capsys.readouterr().out
    assert zz("check", str(file)) == 0
    assert "没有问题" in capsys.readouterr().out


def test_new_never_writes_over_a_file(tmp_path):
    file = tmp_path / "bulletin.docx"
    file.write_bytes(b"mine")
    with pytest.raises(typer.BadParameter, match="没有覆盖"):
        zz("new", str(file))
    assert file.read_bytes() == b"mine"


def test_check_tells_the_faults_and_ends_with_1(tmp_path, capsys):
    file = tmp_path / "t.docx"
    file.write_text("文字", encoding="utf-8")
    assert zz("check", str(file)) == 1
    assert "不是 Word 文档" in capsys.readouterr().out
    assert zz("check", str(file), "--json") == 1
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert set(problem) == {"place", "text", "message", "advice"}


@pytest.mark.parametrize(("arguments", "said"), [(("check", "没有.docx"), "找不到文件"), (("new", "t.doc"), ".docx")])
def test_a_wrong_file_name_is_told(arguments, said):
    with pytest.raises(typer.BadParameter, match=said):
        zz(*arguments)


@pytest.mark.slow
def test_check_looks_at_the_county_s_own_sentences(county, capsys):
    county.file_return("2013-05", "水利局", [["灌区改造", "A-1", "个性型", "新增", "省级专项", 500, 400, 320, None]])
    path = county.root / "data" / "templates" / "wording.toml"
    path.parent.mkdir()
    path.write_text('[[paragraph]]\nid = "funds"\nclauses = [["到位{funds_recieved}。"]]\n', encoding="utf-8")
    assert main(["template", "check", str(path)]) == 1
    said = capsys.readouterr().out
    assert "funds 一段的“到位{funds_recieved}。”" in said and "最接近的是 {funds_received}" in said
    path.write_text('[[paragraph]]\nid = "funds"\nclauses = [["到位{funds_received}。"]]\n', encoding="utf-8")
    assert main(["template", "check", str(path)]) == 0
    path.write_text("[titel]\n", encoding="utf-8")
    assert main(["template", "check", str(path)]) == 1
    assert main(["template", "check", str(path.rename(county.root / "wording.toml"))]) == 2
