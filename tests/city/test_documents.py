"""The city's papers in an office's hands: its own template, its own sentences, the page for a leader."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.city.conftest import PERIOD
from tests.report.test_attachment import width_of
from zzlib.charts.units import completion_message
from zzlib.city.circular import city_circular, paragraph_text, write_city_circular, write_city_page
from zzlib.city.gathering import CountyPart
from zzlib.city.month import CityMonth, city_month, printable_figures
from zzlib.city.template import RANKING, TEMPLATE_FILE, default_city_template
from zzlib.cli import main
from zzlib.kinds import DEFAULT_KINDS
from zzlib.phrasing.phrases import WordingError
from zzlib.report.layout import SIZE_LIST
from zzlib.report.template_check import TemplateFaultError, check_template
from zzlib.workspace import Workspace


@pytest.fixture
def city(make_city: Callable[..., Workspace], tmp_path: Path) -> Workspace:
    made = make_city(tmp_path / "市")
    (made.root / "data" / "templates").mkdir()
    return made


def month_of(city: Workspace, parts: list[CountyPart]) -> CityMonth:
    return city_month(Workspace(city.root), PERIOD, parts)


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_the_template_to_start_from_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / TEMPLATE_FILE).write_bytes(default_city_template())
    assert check_template(tmp_path / TEMPLATE_FILE, printable_figures(DEFAULT_KINDS)) == []
    assert default_city_template() == default_city_template()


@pytest.mark.slow
def test_an_own_template_makes_the_circular_and_a_broken_one_is_told(city: Workspace, parts: list[CountyPart]) -> None:
    file = city.root / "data" / "templates" / TEMPLATE_FILE
    assert main(["template", "new", str(file)]) == 0
    document = docx.Document(str(file))
    opening = next(paragraph for paragraph in document.paragraphs if "导语" in paragraph.text)
    opening.insert_paragraph_before("到位{{ 数('funds_received', '乙县') }}，共{{ 数('counties_total') }}个县")
    document.save(str(file))
    assert main(["template", "check", str(file)]) == 0
    whole = month_of(city, parts)
    write_city_circular(whole, city.root / "通报.docx")
    received = whole.month.figures.text("funds_received", "unit:c02")
    assert f"到位{received}，共3个县" in texts(city.root / "通报.docx")
    opening.insert_paragraph_before("{{ 数('counties_all') }}")
    document.save(str(file))
    assert main(["template", "check", str(file)]) == 1
    with pytest.raises(TemplateFaultError, match="counties_all"):
        write_city_circular(whole, city.root / "通报.docx")


@pytest.mark.slow
def test_an_own_sentence_stands_in_the_circular_and_an_unknown_figure_is_told(
    city: Workspace, parts: list[CountyPart]
) -> None:
    file = city.root / "data" / "templates" / "wording.toml"
    file.write_text(
        '[[paragraph]]\nid = "gap"\nclauses = [["{counties_total}个县还差{funds_gap}。"]]\n', encoding="utf-8"
    )
    whole = month_of(city, parts)
    told = [text for _, paragraphs in city_circular(whole).sections for _, text in paragraphs]
    assert any(text.startswith("3个县还差") for text in told)
    file.write_text(file.read_text(encoding="utf-8").replace("funds_gap", "funds_gip"), encoding="utf-8")
    with pytest.raises(WordingError, match="funds_gip"):
        city_circular(month_of(city, parts))
    assert main(["template", "check", str(file)]) == 1


def test_the_red_head_is_the_countys(city: Workspace, parts: list[CountyPart]) -> None:
    with (city.root / "data" / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write('issuer = "云岭市争资争项工作领导小组办公室"\nnumber = "云争办〔2013〕3号"\nred_head = true\n')
    write_city_circular(month_of(city, parts), city.root / "通报.docx")
    head = [text for text in texts(city.root / "通报.docx") if text][:3]
    assert head[:2] == ["云岭市争资争项工作领导小组办公室", "云争办〔2013〕3号"]


def test_best_and_worst_are_named_with_their_completion(parts: list[CountyPart], city: Workspace) -> None:
    whole = month_of(city, parts)
    ordered = whole.month.units.sort_values("completion", ascending=False)
    first, last = (ordered.iloc[place] for place in (0, -1))
    told = "".join(text for _, paragraphs in city_circular(whole).sections for _, text in paragraphs)
    share = {
        row["unit_id"]: whole.month.figures.text("funds_completion", f"unit:{row['unit_id']}") for row in (first, last)
    }
    assert f"完成率居前的是{first['unit']}{share[first['unit_id']]}，" in told
    assert f"居后的是{last['unit']}{share[last['unit_id']]}；" in told


def test_the_page_for_a_leader_is_one_page_of_the_citys_figures(city: Workspace, parts: list[CountyPart]) -> None:
    whole = month_of(city, parts)
    write_city_page(whole, city.root / "一页通.docx", city.root / "一页通.png")
    assert (city.root / "一页通.png").read_bytes().startswith(b"\x89PNG")
    told = "".join(texts(city.root / "一页通.docx"))
    assert "3个县（市、区）中" in told and whole.month.figures.text("funds_completion") in told


def test_what_pictures_say_of_counties_is_counted_of_counties(parts: list[CountyPart], city: Workspace) -> None:
    with (city.root / "data" / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[schedule]\nby = [{', '.join(['1.0'] * 12)}]\n")  # nobody is so far: all are behind
    whole = month_of(city, parts)
    assert (whole.month.units["completion"] < 1).all() and (whole.month.units["received_fen"] > 0).all()
    assert completion_message(whole.drawn).startswith("3个有目标的已报县（市、区）中，3个落后于时序进度，")


def test_a_county_in_which_returns_are_missing_is_praised_with_the_others(
    parts: list[CountyPart], city: Workspace
) -> None:
    whole = month_of(city, parts)
    most = whole.month.units.loc[whole.month.units["received_fen"].idxmax(), "unit"]
    standing_in = replace(whole.month, units=whole.month.units.assign(stands_in=True))
    told = city_circular(replace(whole, month=standing_in))
    said = "".join(text for _, paragraphs in told.sections for _, text in paragraphs)
    assert f"到位资金居前的是{most}" in said
    assert "、".join(whole.month.units["unit"]) + "有单位缺报" in told.note


def test_money_that_has_not_come_is_told_with_the_counties_that_wait_for_most(
    parts: list[CountyPart], city: Workspace
) -> None:
    whole = month_of(city, parts)
    waited = {part.county.name: part.month.figures["funds_awaited", "county"].value for part in parts if part.month}
    most = max(waited, key=lambda name: waited[name] or 0)
    assert f"没有到位，其中较多的是{most}" in paragraph_text(whole, "unarrived")


def test_a_large_amount_stands_in_one_line_of_its_column() -> None:
    longest = {"完成率": "100.0%", "年度任务": "9999999"}
    longest |= dict.fromkeys(("到位资金", "还差", "争取资金"), "9999999.99")
    for heading, millimetres in RANKING:
        room = (millimetres - 2 * 57 / 20 / 72 * 25.4) / 25.4 * 72 / SIZE_LIST.pt
        assert max(map(width_of, (heading, longest.get(heading, "")))) <= room, heading
    assert sum(width for _, width in RANKING) == 156
