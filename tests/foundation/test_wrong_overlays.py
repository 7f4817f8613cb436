"""What people may write wrongly in a county's overlays: each is told in one line, with file and key, and nothing is done."""

from pathlib import Path

import pytest

from tests.foundation.own_columns import FIGURES, FORM, MEASURES, overlay, own_county
from tests.small_county import HEADER, SmallCounty
from zzlib.cli import main
from zzlib.county_form import RESERVED, RESERVED_ENDS, FormError
from zzlib.form import package_form
from zzlib.indicators.flags import FLAGGED_LINE_COLUMNS, FLAGGED_PROJECT_COLUMNS, KEYS
from zzlib.indicators.own_figures import OwnFigureError, catalogue_of

MAY, JUNE = "2013-05", "2013-06"


@pytest.fixture
def own(tmp_path: Path) -> SmallCounty:
    return own_county(tmp_path / "县")


FORM_FAULTS = [
    ("[[fields]", "不是正确的 TOML 文件：第 1 行写得不对"),
    ('step = ["applied"]', "不认识的 step，最接近的是 steps"),
    ('[[fields]]\nfield_id = "bond"\nlable = "债券"', "第 1 个 [[fields]]（bond）：不认识的 lable，最接近的是 label"),
    ('[[fields]]\nlabel = "债券"', "第 1 个 [[fields]]没有写 field_id"),
    ('[[fields]]\nfield_id = "Bond"\nlabel = "债券"', "应是小写英文字母、数字和下划线"),
    ('[[fields]]\nfield_id = "bond"\nlabel = "债券"', "字段 bond 没有写 type，可以写：money（金额）"),
    ('[[fields]]\nfield_id = "bond"\nlabel = "债券"\ntype = "integer"', "（bond） 的 type 的值 'integer' 不能用"),
    ('[[fields]]\nfield_id = "received"\ntype = "text"\nsynonyms = ["拨入"]', "类型是 money，不能改成 text"),
    (
        '[[fields]]\nfield_id = "received"\nlabel = "拨入资金"\nsynonyms = ["拨入"]',
        "不能改名；把“拨入资金”写进 synonyms",
    ),
    ('[[fields]]\nfield_id = "received"\nbasis = "month"\nsynonyms = ["拨入"]', "只能加 synonyms"),
    ('[[fields]]\nfield_id = "received"', "要写 synonyms"),
    ('[[fields]]\nfield_id = "received"\nsynonyms = ["批复金额"]', "“批复金额”已经是字段 awarded（争取资金）的叫法"),
    ('[[fields]]\nfield_id = "recieved"\nsynonyms = ["拨入"]', "若指程序已有的字段，最接近的是 received"),
    ('[[fields]]\nfield_id = "bond"\nlabel = "债券（万元）"\ntype = "money"', "里的单位不要写"),
    ('[[fields]]\nfield_id = "bond"\nlabel = "金额"\ntype = "money"', "“金额”单独说明不了是哪一列"),
    ("[fields]\nfield_id = 'bond'", "fields 的值"),
    ('[[fields]]\nfield_id = "tel"\nlabel = "手机"\ntype = "text"\npersonal = "yes"', "应是 true 或 false"),
    ('[[fields]]\nfield_id = "period"\nlabel = "期次"\ntype = "text"', "这个编号台账自己要用"),
    (2 * '[[fields]]\nfield_id = "bond"\nlabel = "债券"\ntype = "money"\n', "字段 bond 写了两次"),
    ('steps = ["applied", "paid"]', "steps 少了 awarded（争取资金）"),
    ('steps = ["applied", "awarded", "allotted", "received", "paid", "land_granted"]', "不能排进先后"),
]


@pytest.mark.parametrize(("text", "said"), FORM_FAULTS)
def test_a_wrong_overlay_is_told_with_its_key(county: SmallCounty, text: str, said: str) -> None:
    (county.root / "data" / "form.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as told:
        _ = county.workspace.form
    assert str(told.value).startswith("data/form.toml ") and said in str(told.value)


def test_with_a_wrong_overlay_every_command_says_one_line_and_does_nothing(
    county: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    county.file_return(
        MAY, "水利局", [["灌区改造", "A-1", "个性型", "新增", "省级专项", 500, 400, 320]], header=HEADER[:9]
    )
    (county.root / "data" / "form.toml").write_text("[[fields]]\nfield_id = 'received'\n", encoding="utf-8")
    file = str(county.root / "data" / "returns" / MAY / "水利局.xlsx")
    for command in (
        ["check", MAY],
        ["forms", JUNE],
        ["extract", file],
        ["run", MAY],
        ["explain", "funds_received", MAY],
    ):
        assert main([*command, "--root", str(county.root)]) == 2
        out, err = capsys.readouterr()
        said = 'data/form.toml 字段 received：“到位资金”是程序已有的字段，要写 synonyms = ["本县的叫法"]\n'
        assert (out, err) == ("", said)
    assert not (county.root / "outputs" / MAY).exists()


def test_an_overlay_in_a_code_page_of_windows_is_read_and_one_in_utf_16_is_refused(county: SmallCounty) -> None:
    path = county.root / "data" / "form.toml"
    path.write_bytes(FORM.encode("gb18030"))
    assert county.workspace.form.label("goal") == "绩效目标"
    path.write_bytes(FORM.encode("utf-16"))
    with pytest.raises(ValueError, match=r"data/form\.toml 不是正确的 TOML 文件：文字编码认不出.*另存为 UTF-8"):
        _ = county.workspace.form


OTHER_FAULTS = [
    ("measures", "[received]\nfield = 'received'", "measures.toml 的 [received]：程序已有叫 received 的"),
    ("measures", "[bonds]\nfield = 'bonds'", "measures.toml 的 [bonds] 的 field：没有 bonds 这个字段，最接近的是"),
    ("measures", "[goal]\nfield = 'goal'", "“绩效目标”不能加总"),
    ("measures", "[x1]\nfield = 'special_bonds'\nwhere = { orign = 'new' }", "没有 orign 这一列，最接近的是 origin"),
    (
        "measures",
        "[x1]\nfield = 'special_bonds'\nwhere = { origin = 'newish' }",
        "origin 没有“newish”，可以写：carried_over、new",
    ),
    ("measures", "[x1]\nfield = 'special_bonds'\ntable = 'projects'", "“专项债资金”在 funding 里，不在 projects 里"),
    ("measures", "[x1]\ncolumn = 'special_bonds_fen'", "不认识的 column"),
    ("figures", "[x1]\nmeasure = 'special_bonds'", "figures.toml 的 [x1]：没有写 label"),
    ("figures", "[x1]\nlabel = '债'\nmeasure = 'bonds'", "没有 bonds 这个量，最接近的是"),
    ("figures", "[x1]\nlabel = '已到位资金'\nmeasure = 'special_bonds'", "已有指标叫这个"),
    ("figures", "[x1]\nlabel = '债'\nmeasure = 'loan'\nscopes = ['category']", "scopes：category 用不上"),
    ("figures", "[x1]\nlabel = '专项'\nmeasure = 'programmes_open'", "programmes_open 不能用在自己的指标里"),
    ("figures", "[x1", "figures.toml 不是正确的 TOML 文件"),
]


@pytest.mark.parametrize(("name", "text", "said"), OTHER_FAULTS)
def test_a_wrong_measure_or_figure_is_told_with_its_entry(county: SmallCounty, name: str, text: str, said: str) -> None:
    overlay(county.root, FORM, **{"measures": MEASURES, "figures": "" if name == "measures" else FIGURES, name: text})
    with pytest.raises(OwnFigureError) as told:
        catalogue_of(county.workspace)
    assert str(told.value).startswith(f"data/{name}.toml ") and said in str(told.value)


def test_with_a_wrong_figure_a_command_says_one_line(own: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(own.root, figures="[x1]\nmeasure = 'loan'\n")
    assert main(["check", MAY, "--root", str(own.root)]) == 2
    assert capsys.readouterr() == ("", "data/figures.toml 的 [x1]：没有写 label\n")


def test_no_field_can_take_the_place_of_a_column_of_the_ledger() -> None:
    columns = {*FLAGGED_PROJECT_COLUMNS, *FLAGGED_LINE_COLUMNS, *KEYS}
    others = {column.removesuffix("_fen") for column in columns} - package_form().fields.keys()
    assert {name for name in others if not name.endswith(RESERVED_ENDS)} <= RESERVED
