"""A county's own wording changes what it names and leaves the rest; what can't be used is told in Chinese."""

import pytest

from tests.report.hand_made import hand_made_month
from zzlib.phrasing.phrases import Phrases
from zzlib.report import compose, sentences
from zzlib.writing.wording import WordingError, default_wording, wording
from zzlib.writing.wording_check import wording_faults


@pytest.fixture
def templates(tmp_path):
    def write(text: str):
        (tmp_path / "wording.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_folder_without_wording_changes_nothing(tmp_path):
    assert wording(tmp_path) == wording()


def test_only_what_is_named_changes(templates):
    folder = templates("""
        [title]
        monthly = "{county}争资争项简报"
        [opening.with_basis]
        year = "年终："
        [[paragraph]]
        id = "progress"
        clauses = [["共{units_total}个单位。"]]
    """)
    month = hand_made_month({"county": {"name": "某县"}})
    changed, plain = compose(month, folder), compose(month)
    assert changed.title == "某县争资争项简报"
    assert changed.sections[0].paragraphs[0].title == "（一）本月进展。"
    assert changed.sections[0].paragraphs[0].text == "共10个单位。"
    assert changed.sections[0].paragraphs[1:] == plain.sections[0].paragraphs[1:]
    assert wording(folder).title["half_year"] == wording().title["half_year"]


def test_a_paragraph_can_be_left_out_and_another_added(templates):
    folder = templates("""
        [[paragraph]]
        id = "quality"
        clauses = []
        [[paragraph]]
        id = "thanks"
        section = "next"
        title = "其他"
        clauses = [["到位{funds_received}。"]]
    """)
    circular = compose(hand_made_month(), folder)
    assert "quality" not in [p.id for p in circular.sections[0].paragraphs]
    assert circular.sections[2].paragraphs[-1].text == "到位至少10030万元。"


def test_a_change_is_seen_at_once(templates):
    month = hand_made_month()
    for said in ("一", "二"):
        folder = templates(f'[[paragraph]]\nid = "targets"\nclauses = [["{said}"]]')
        assert sentences(month, "targets", folder) == f"{said}。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[title", "不是正确的 TOML"),
        ('[titel]\nmonthly = "x"', "不认识 titel"),
        ('[[paragraph]]\nid = "new"\nclauses = []', "缺少 new 一段的 section"),
        ('[[paragraph]]\nid = "new"\nsection = "nxt"\ntitle = "x"\nclauses = []', "只能是 situation、problems、next"),
        ('[[paragraph]]\nid = "funds"\nclauses = "一句"', "funds 一段的 clauses 的写法不对"),
        ('[[paragraph]]\ntitle = "一句"', "第1个 .*没有写 id"),
        ("[title]\nmonthly = 5", "title monthly 的写法不对"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_entry(templates, text, said):
    with pytest.raises(WordingError, match=said):
        wording(templates(text))


def test_a_file_that_a_chinese_windows_wrote_is_read_and_its_fault_told_with_the_line(templates):
    folder = templates("")
    (folder / "wording.toml").write_bytes('[title]\nmonthly = "县里的标题"\n'.encode("gb18030"))
    assert wording(folder).title["monthly"] == "县里的标题"
    (folder / "wording.toml").write_bytes("[title]\nmonthly = 县里的标题\n".encode("gb18030"))
    with pytest.raises(WordingError, match=r"wording\.toml 不是正确的 TOML 文件：第 2 行写得不对"):
        wording(folder)


_NEW = '[[paragraph]]\nid = "bonds"\nsection = "situation"\ntitle = "专项债"\nclauses = [[{clause}], ["到位{{funds_received}}。"]]'


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ('"到位{funds_received，相当于{funds_completion}；"', "bonds 一段的“.*”：“{funds_received，相当于”的花括号不成对.*如 {funds_received}"),
        ('"到位funds_received}。"', "“}。”的花括号不成对"),
        ('{ when = "funds_gap < 0", text = "{funds_recieved}。" }', "{funds_recieved} 不认识，最接近的是 {funds_received}"),
        ('"{到位资金额}。"', "{到位资金额} 不认识，最接近的是 {funds_received}"),
        ('"{funds_received@个性型}。"', "没有这个项目类型，最接近的是 {funds_received@competitive}（个性型）"),
        ('{ when = "funds_received@专项型 > 0", text = "有。" }', "{funds_received@专项型} 没有这个项目类型"),
        ('{ when = "funds_gap", text = "有。" }', "条件“funds_gap”看不懂"),
    ],
)  # fmt: skip
def test_a_sentence_that_cannot_be_meant_is_refused_with_its_place_whatever_the_figures(templates, clause, said):
    folder = templates(_NEW.format(clause=clause))
    with pytest.raises(WordingError, match=said):
        compose(hand_made_month(), folder)


def test_each_own_sentence_that_can_be_meant_is_taken(templates):
    clause = (
        '{ when = "funds_gap < 0", text = "{funds_received@competitive}{funds_received@before}{zero:named}{month}。" }'
    )
    assert compose(hand_made_month(), templates(_NEW.format(clause=clause))).sections


def test_the_package_s_own_sentences_have_no_fault(templates):
    text = default_wording().decode().replace("。", "，。")  # so that each is the county's own
    assert list(wording_faults(wording(templates(text)), Phrases(hand_made_month()))) == []
