"""What a document prints adds up as printed, whatever the amounts; nothing is balanced."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.hand_made import figure, hand_made_month
from zzlib.indicators.month import Figures, Month
from zzlib.phrasing.amounts import AmountStep, PrintedScale, closing, reprinted
from zzlib.phrasing.marks import split
from zzlib.phrasing.phrases import Phrases
from zzlib.writing.wording import wording

TEXT = (
    "任务{funds_target}，到位{funds_received}，完成{funds_completion}，还差{funds_gap}。"
    "到位资金中，政策型{funds_received@formula}、个性型{funds_received@competitive}。"
)
SCALES = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "元": Decimal(1)}


def county(target: Decimal, formula: Decimal, competitive: Decimal) -> Month:
    """Make a month whose money is of two kinds; amounts in yuan."""
    received = formula + competitive
    completion = replace(
        figure("funds_completion", f"{received / target:.10f}"), numerator=received, denominator=target
    )
    made = [
        figure("funds_target", str(target)),
        figure("funds_received", str(received)),
        figure("funds_gap", str(target - received)),
        figure("funds_received", str(formula), scope="kind:formula"),
        figure("funds_received", str(competitive), scope="kind:competitive"),
        completion,
    ]
    month = hand_made_month()
    return replace(month, figures=Figures([*month.figures, *made]))


def printed(month: Month, steps: tuple[AmountStep, ...] = ()) -> tuple[list[str], PrintedScale]:
    said = split(Phrases(month).filled(TEXT))
    amounts = closing(month, [said], steps or wording().amounts.steps)
    return [reprinted(sentence, month, amounts).text for sentence in said], amounts


def yuan(text: str) -> list[tuple[Decimal, Decimal]]:
    """Give the amounts of a text, each with what its last digit is worth."""
    return [
        (Decimal(number) * SCALES[unit], SCALES[unit].scaleb(-len(number.partition(".")[2])))
        for number, unit in re.findall(r"(\d+(?:\.\d+)?)(亿元|万元|元)", text)
    ]


def adds_up(total: tuple[Decimal, Decimal], *parts: tuple[Decimal, Decimal]) -> bool:
    """Tell whether parts give a total as a pocket calculator shows it; no digit of the coarsest may differ."""
    return abs(sum(value for value, _ in parts) - total[0]) < max(last for _, last in (total, *parts))


yuan_to_the_fen = st.decimals(min_value=1, max_value=5 * 10**9, places=2)
whole_wan = st.integers(1, 500_000).map(lambda wan: Decimal(wan * 10_000))


amounts_of_money = st.one_of(whole_wan, yuan_to_the_fen)


@pytest.mark.slow
@given(amounts_of_money, amounts_of_money, amounts_of_money)
@settings(max_examples=25)
def test_parts_differences_and_shares_are_those_of_what_is_printed(target, formula, competitive):
    sentences, amounts = printed(county(target, formula, competitive))
    (task, received, gap), parts = map(yuan, sentences)
    assert amounts.closes or any(amount % 10_000 for amount in (target, formula, competitive))
    if amounts.closes:
        assert adds_up(received, *parts)
        assert adds_up(max(task, received), min(task, received), gap)
        share = (received[0] / task[0] * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert f"完成{share}%" in sentences[0]


def test_amounts_are_whole_wan_as_in_the_returns():
    sentences, amounts = printed(county(Decimal("1300000000"), Decimal("292590000"), Decimal("119700000")))
    assert sentences == [
        "任务130000万元，到位41229万元，完成31.7%，还差88771万元。",
        "到位资金中，政策型29259万元、个性型11970万元。",
    ]
    assert (amounts.closes, amounts.finer) == (True, frozenset())


def test_a_county_that_wants_yi_has_the_coarsest_step_that_closes():
    steps = tuple(AmountStep(unit="yi", digits=digits) for digits in (2, 3, 4))
    sentences, amounts = printed(county(Decimal("1300000000"), Decimal("292590000"), Decimal("119700000")), steps)
    assert sentences == [
        "任务13亿元，到位4.123亿元，完成31.7%，还差8.877亿元。",
        "到位资金中，政策型2.926亿元、个性型1.197亿元。",
    ]  # 2.93 + 1.20 is not 4.12
    assert (amounts.step.digits, amounts.closes) == (3, True)


def test_only_a_paragraph_whose_whole_wan_do_not_add_up_has_decimals():
    sentences, amounts = printed(county(Decimal("1300000000"), Decimal("292594000"), Decimal("119704000")))
    assert sentences == [
        "任务130000.00万元，到位41229.80万元，完成31.7%，还差88770.20万元。",
        "到位资金中，政策型29259.40万元、个性型11970.40万元。",
    ]  # 29259 + 11970 is not 41230
    assert amounts.closes


@pytest.mark.parametrize(
    ("fen", "said"), [(1_420_06_00_00, "1420万元"), (1_400_00_00_00, "1400万元"), (6_42_00_00, "6万元")]
)
def test_whole_wan_keep_their_zeros(fen, said):
    assert PrintedScale(AmountStep(unit="yi", digits=3)).texts([fen]) == [said]


def test_parts_by_way_of_giving_add_up_too():
    month = hand_made_month()  # 7522.50 and 2507.50
    said = split(
        Phrases(month).filled("到位{funds_received}（{funds_formula_received}、{funds_competitive_received}）。")
    )
    amounts = closing(month, [said], wording().amounts.steps)
    total, *parts = yuan(reprinted(said[0], month, amounts).text)
    assert adds_up(total, *parts) and amounts.closes  # 7523 + 2508 is not 10030


NOT_COME = (
    "已争取未到位{funds_not_received}（上级未下达{funds_not_allotted}，已下达未到位{funds_allotted_not_received}）。"
)


@pytest.mark.parametrize(
    ("whole", "parts", "closes"),
    [
        ("142544500", ("85045200", "57499300"), True),  # 8505 + 5750 is not 14254
        ("142544488.88", ("85045244.44", "57499244.44"), False),  # and here 8504.52 + 5749.92 is not 14254.45
    ],
)
def test_what_has_not_come_and_its_two_parts_add_up_or_it_is_told(whole, parts, closes):
    made = {
        "funds_not_received": whole,
        "funds_not_allotted": parts[0],
        "funds_allotted_not_received": parts[1],
    }
    month = hand_made_month(figures=made | {"funds_target": "916480000"})
    sentences = split(Phrases(month).filled(NOT_COME))
    amounts = closing(month, [sentences], wording().amounts.steps)
    total, *others = yuan(reprinted(sentences[0], month, amounts).text)
    assert (amounts.closes, adds_up(total, *others)) == (closes, closes)
