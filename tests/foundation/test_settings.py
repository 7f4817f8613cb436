"""Settings: every key optional, mistakes said in one line."""

import re
from pathlib import Path

import pytest

import zzlib
from zzlib.settings import Settings, SettingsError, read_settings


def read(tmp_path: Path, text: str):
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_no_file_and_an_empty_file_give_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == read(tmp_path, "")
    assert read(tmp_path, "").bands.edges == (0.80, 0.25)


def test_all_sections_of_the_contract(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        """
        [county]
        name = "云溪县"
        code = "361021"
        office = "争资争项领导小组办公室"
        [returns]
        due_day = 8
        missing = "exclude"
        default_money_unit = "万元"
        [vocabulary]
        "政策性" = "formula"
        [bands]
        edges = [0.9, 0.5]
        measure = "awarded"
        [projects]
        large_yuan = 10_000_000
        completion_counts = "total"
        [schedule]
        by = "month"
        [document]
        kind = "half_year"
        date = 2013-06-08
        naming = "none"
        [privacy]
        mask_names = false
        [engine]
        memory_limit = "2GB"
        threads = 2
        """,
    )
    assert settings.returns.due_day == 8
    assert settings.vocabulary == {"政策性": "formula"}
    assert str(settings.document.date) == "2013-06-08"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[returns]\ndue_dya = 5", "returns.due_dya，最接近的是 due_day"),
        ("[retruns]\ndue_day = 5", "retruns，最接近的是 returns"),
        ("[returns]\nmissing = 'guess'", "returns.missing"),
        ("[bands]\nedges = [0.2, 0.5]", "从大到小"),
        ("[returns]\nmissing = 'guess'", "只能是 carry_forward（用上一次的数代替）、exclude（不计）"),
        ('[document]\nnaming = ["全部"]', "只能是 unfiled（未报的）、zero（到位为零的）、behind（落后和其他有问题的）"),
        ('[document]\nkind = "月报"', '只能是 ""（空着）、monthly（月通报）、half_year（半年小结）、year（全年总结）'),
        (
            '[findings]\nconversion_below = "10%"',
            "findings.conversion_below 的值 '10%' 不能用：应是数，不加引号；10% 写 0.1",
        ),
        ('[findings]\nstuck_above = "12.5％"', "12.5％ 写 0.125"),
        ("[findings]\nfew = 2.5", "应是整数"),
        ('[findings]\nfew = "三"', "应是整数，不加引号"),
        ('[document]\ndate = "六月五日"', "应是日期，写成 2013-06-05 的样子"),
        ("[schedule]\nby = [0.1, 0.2]", "设置 schedule.by 的值 [0.1, 0.2] 不能用：应有 12 项"),
        (f"[schedule]\nby = {[0.1] * 11 + ['x']}", "设置 schedule.by 第 12 项 的值 'x' 不能用：应是数，不加引号"),
        ('[schedule]\nby = "week"', "设置 schedule.by 的值 'week' 不能用：只能是 month（按月）"),
        ("[document]\ndate = 5", "设置 document.date 的值 5 不能用：应是日期"),
        ("[bands]\nedges = [0.8]", "设置 bands.edges 第 2 项没有写"),
        ("[county", "不是正确的 TOML"),
        ("[kinds]\nnames = {}", "至少写一种"),
        ('[kinds]\nnames = { formula = "政策型", competitive = "政策型" }', "名称“政策型”写了两次"),
        ('[kinds]\nnames = { formula = "政策型", competitive = "政策类" }', "名称“政策型”和“政策类”分不清"),
        ('[kinds]\nnames = { formula = "政策型", "bo nd" = "债券型" }', "代号“bo nd”不能用"),
        ('[kinds]\nnames = { formula = "政策型", new = "债券型" }', "代号“new”不能用：这个词另有用处"),
        ('[kinds]\nnames = { formula = "政策型", competitive = "竞 争型" }', "名称“竞 争型”不能用"),
        ('[kinds]\nnames = { formula = "政策型", competitive = "新增" }', "名称“新增”不能用：这个词在表上另有所指"),
        ('[kinds]\nnames = { formula = "政策型", bond = "债券型" }', "可用的有：formula（政策型）、bond（债券型）"),
        ('[kinds]\nby_application = ["formula", "bond"]', "“bond”不是 kinds.names 里的代号"),
        ("[kinds]\nby_application = []", "至少写一种要申报争取的"),
        ('[kinds]\nname = { formula = "政策型" }', "kinds.name，最接近的是 names"),
        (
            '[kinds]\nnames = { formula = "普惠型", competitive = "个性型" }\n[vocabulary]\n"切块" = "政策型"',
            "“政策型”不认识",
        ),
    ],
)
def test_mistakes_are_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value) and "nput should" not in str(caught.value)
    assert not re.search(r"literal|tuple|float|\.date\.", str(caught.value))


def test_a_local_word_may_stand_for_a_value_or_its_label(tmp_path: Path) -> None:
    words = read(tmp_path, '[vocabulary]\n"新建" = "新增"\n"续建" = "carried_over"\n').vocabulary
    assert words == {"新建": "new", "续建": "carried_over"}
    with pytest.raises(SettingsError, match="结转"):
        read(tmp_path, '[vocabulary]\n"新建" = "新新"\n')


def test_a_file_that_notepad_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes('[county]\nname = "鄢陵县"\n'.encode("gb18030"))
    assert read_settings(path).county.name == "鄢陵县"
    path.write_text("[county]\nname = “鄢陵县”\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="第 2 行"):
        read_settings(path)


def test_the_template_is_right_when_every_line_is_used(tmp_path: Path) -> None:
    text = (Path(zzlib.__file__).parent / "settings_template.toml").read_text(encoding="utf-8")
    keys = [line for line in text.splitlines() if line.startswith("# ") and " = " in line and "，…" not in line]
    lines = [line.removeprefix("# ") if line in keys else line for line in text.splitlines()]
    assert read(tmp_path, "\n".join(lines)).returns.due_day == 5
    assert len(keys) >= 20


def test_a_schedule_may_be_a_table_by_month(tmp_path: Path) -> None:
    text = "[schedule.by]\n" + "\n".join(f'"{month}" = {month / 12:.2f}' for month in range(1, 13))
    assert read(tmp_path, text).schedule.by[5] == 0.5


def test_kinds_keep_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    names = '{ policy = "政策型", bond = "债券型", contest = "竞争型" }'
    settings = read(tmp_path, f'[kinds]\nnames = {names}\nby_application = ["contest", "policy"]')
    kinds = settings.kinds
    assert kinds.ids == ("policy", "bond", "contest") and kinds.by_application == ("policy", "contest")
    assert kinds.ways == {"formula": ("bond",), "competitive": ("policy", "contest")}
    assert kinds.listed == "政策型、债券型与竞争型"
    assert list(kinds.labels.values()) == ["政策型", "债券型", "竞争型", "未注明类型"]


def test_the_kinds_of_a_county_that_names_none() -> None:
    kinds = Settings().kinds
    assert kinds.names == (("formula", "政策型"), ("competitive", "个性型")) and kinds.each_is_a_way
    assert kinds.way_names() == {"formula": "政策型", "competitive": "个性型"}
