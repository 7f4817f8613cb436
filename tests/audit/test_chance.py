"""Slips in relations that only the order of a text tells: accused where an accident is excluded, and only there."""

import random

import pytest

from zzlib.audit import audit_text
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.judging.chance import SlipKind, likelihood, slips_of
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.quantities import quantities
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.accidents import accident_claims
from zzlib.audit.slips.figures import FigureList
from zzlib.audit.slips.hypotheses import hypotheses
from zzlib.audit.slips.traits import TraitReader

SLIPS = {
    "halves": ("热线共受理诉求60523件。直办38612件，占60.8%；转办23711件，占39.2%。", "38612件"),
    "parts in the next sentence": (
        "全年货运总量达到876.54万吨，增长3.1%。其中铁路123.17万吨，增长2.2%；公路610.58万吨，增长3.4%；水路124.79万吨，增长2.9%。",
        "124.79万吨",
    ),
    "a remainder": ("今年收到投诉52386件，已办结50914件，在办1742件。", "1742件"),
    "changes": ("全县用户净增5127.4户。其中固定用户减少1362.5户，移动用户增加6849.9户。", "6849.9户"),
}
"""Each text with the figure in it that one slip has spoilt."""


@pytest.mark.parametrize(("text", "stated"), SLIPS.values(), ids=SLIPS)
def test_a_slip_that_parts_what_stands_together_is_accused(text: str, stated: str) -> None:
    assert [claim.stated for claim in _wrong(text)] == [stated]


INNOCENT = {
    "figures of another month": "1—10月货运量451.4亿吨，其中公路333.0亿吨、铁路76.6亿吨。10月货运量14.9亿吨。",
    "parts that leave some out": "全县共有企业5236家，其中工业2104家、建筑业1021家。",
    "too few digits for no accident": "全区有教师52人，甲校14人，乙校11人。",
    "a hedge": "共受理约60523件。直办34812件，转办23711件。",
    "figures printed so again": "共收到605件，其中来电348件、来信237件。来电的34812件都已办结。",
}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT)
def test_what_may_be_otherwise_is_not_accused(text: str) -> None:
    assert [claim.message for claim in _wrong(text)] == []


def test_what_a_number_was_before_a_slip() -> None:
    quantity = quantities("达到4.41吨")[0]
    before = {kind: {float(value) for value in slips_of(quantity, kind)} for kind in SlipKind}

    assert before[SlipKind.SWAPPED] == {4.14}
    assert before[SlipKind.REPEATED] == {0.41, 44.11, 44.41}
    assert 4.47 in before[SlipKind.CHANGED]


def test_points_are_accused_where_the_rates_are_proved_by_their_numbers() -> None:
    text = "本院收案250件，结案30件，结案率12.00%。上年同期收案240件，结案69件，结案率28.75%。结案率下降16.57个百分点。"

    assert [claim.recomputed for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == ["16.75个百分点"]


def test_a_slip_is_one_comment_with_what_the_figure_was() -> None:
    text, _ = SLIPS["a remainder"]

    assert [claim.recomputed for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == ["1472件"]


def test_figures_at_random_are_accused_no_more_often_than_the_bound_says() -> None:
    draw = random.Random(20130531)
    documents, accused, tried = 400, 0, 0
    for _ in range(documents):
        text = random_text(draw)
        tried += len(list(hypotheses(FigureList(FigureRegister(read(text_blocks(text)))))))
        accused += len(_wrong(text))

    assert tried > documents  # there is something to be tempted by
    assert accused <= documents / 50


def random_text(draw: random.Random) -> str:
    """Write a total, parts that make about as much, a share and a remainder, none of them reckoned."""
    size = 10 ** draw.randint(3, 6)
    total = draw.randint(size, 9 * size)
    parts = [draw.randint(total // 5, total // 2) for _ in range(draw.randint(2, 4))]
    listed = "、".join(f"{name}类{part}件" for name, part in zip("甲乙丙丁", parts, strict=False))
    share = draw.randint(1000, 9999) / 100
    return f"共受理{total}件，其中{listed}。甲类事项办结{draw.randint(size // 9, size)}件，占受理总数的{share}%。"


def _wrong(text: str) -> list[NumericClaim]:
    """Give what the judge alone accuses, no other claim being proved."""
    found = accident_claims(FigureRegister(read(text_blocks(text))), [])
    return [claim for claim in found if claim.verdict == Verdict.WRONG]


def test_parts_led_in_by_among_them_that_lack_a_round_number_are_only_asked_about() -> None:
    """Of 605 the other 20 may have come another way: one changed digit is no proof in so few, where the parts need not be all."""
    claims = audit_text("共收到605件，其中来电348件、来信237件。")
    assert [claim.verdict for claim in claims if claim.kind == "sum"] == [Verdict.DOUBTFUL]


def test_a_rate_reckoned_with_the_number_of_now_is_accused() -> None:
    text = "年末贷款余额137.9亿元，比年初增加16.7亿元，增长12.1%。"
    assert [claim.recomputed for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == ["13.8%"]


def test_digits_that_are_not_neighbours_may_be_exchanged() -> None:
    exchanged = {float(value) for value in slips_of(quantities("达到47.01吨")[0], SlipKind.EXCHANGED)}
    assert exchanged == {17.04, 41.07}


def test_words_that_tell_how_a_number_was_made_make_it_likelier_that_it_was() -> None:
    told, bare = "全县共有企业61家，占全市企业512家的11.9%。", "全县有企业61家，全市有企业512家，好评率11.9%。"
    assert _meant(told, "share") > 2 * _meant(bare, "share")


def test_a_list_whose_like_lists_make_their_totals_is_likelier_to_make_its_own() -> None:
    lists = "甲镇申报86件，其中水利35件、交通52件。乙镇申报{}件，其中水利38件、交通41件。丙镇申报{}件，其中水利57件、交通39件。"
    whole, part = (_meant(lists.format(*totals), "two") for totals in ((79, 96), (97, 133)))
    assert whole > part


def _meant(text: str, kind: str) -> float:
    """Say how likely the first hypothesis of a kind is meant."""
    figures = FigureList(FigureRegister(read(text_blocks(text))))
    tried = list(hypotheses(figures))
    return likelihood().meant(TraitReader(tried, figures).traits(next(h for h in tried if h.kind == kind)))


@pytest.mark.parametrize("odd", ["0", "-6.2", "1" * 400, "（）", "∞", "8,,3", "１２.３４", "("])
def test_no_odd_number_ends_an_audit_or_one_of_its_kinds(odd: str) -> None:
    text = f"全县受理诉求60523件。直办38612件，占{odd}%；转办{odd}件，占39.2%。比上年增加{odd}件，增长12.1%，提高{odd}个百分点。"
    assert not [claim.message for claim in audit_text(text) if "出错" in claim.message]
