"""What `python -m tests.audit.rates` measures: words that always go with a relation make it likelier, the planted error put right first; spoilt figures tell what a slip looks like."""

import json
import random
import tomllib
from pathlib import Path

from tests.audit.rates import Observed, belonging, slips, true_texts, written
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.judging.chance import Likelihood
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.totals.misprints import MISPRINT
from zzlib.audit.totals.partitions import tried_partitions


def test_words_that_always_go_with_a_relation_make_it_likelier(tmp_path: Path) -> None:
    draw = random.Random(7)
    passages = [_passage(draw, slipped=number % 2 == 0) for number in range(200)]
    lines = (json.dumps(passage, ensure_ascii=False) for passage in passages)
    (tmp_path / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")

    found = Observed()
    for text in true_texts([tmp_path]):
        found.add(belonging(text, is_made=False))
    measured = Likelihood.model_validate(tomllib.loads(written(*found.belonging(), texts=len(passages))))

    assert sum(holds for _, _, holds, _ in found.hypotheses) >= len(
        passages
    )  # the slips are put right: each share holds
    assert measured.weights["share: cue 占"] > max(0.0, measured.weights.get("share: cue 率", 0.0))


def _passage(draw: random.Random, *, slipped: bool) -> dict[str, object]:
    """Write a share that holds, told by 占, beside a rate of something else; one digit of the share may be spoilt."""
    whole = draw.randint(4000, 9000)
    part = draw.randint(whole // 5, whole // 2)
    right = f"{100 * part / whole:.1f}%"
    wrong = f"{100 * part / whole + 30:.1f}%"
    told = wrong if slipped else right
    text = f"全县申报{whole}件，东镇申报{part}件，占{told}。群众好评率{draw.randint(800, 990) / 10}%。"
    return {"text": text, "planted": {"original": right, "printed": wrong} if slipped else None}


def test_spoilt_totals_are_told_from_lists_that_were_never_all() -> None:
    """Where what 分 leads in always adds up and 主要有 never does, a total is misprinted in the former, not in the latter."""
    draw = random.Random(11)
    found = Observed()
    for _ in range(60):
        found.add(slips(_list(draw, "按渠道分，", is_all=True), is_made=False))
        found.add(slips(_list(draw, "主要有：", is_all=False), is_made=True))
    weights = found.of_slips(0.0)

    assert {row.is_so for row in found.misprints} == {True, False}
    spoilt, partial = _odds("按渠道分，", weights), _odds("主要有：", weights)
    assert spoilt > 0 > partial


def _list(draw: random.Random, lead: str, *, is_all: bool) -> str:
    parts = [draw.randint(1000, 4000) for _ in range(3)]
    total = sum(parts) + (0 if is_all else draw.randint(500, 2500))
    return f"全年受理诉求{total}件。{lead}电话{parts[0]}件、网络{parts[1]}件、来信{parts[2]}件。"


def _odds(lead: str, weights: dict[str, float]) -> float:
    """Give the logarithm of the odds that a total which lacks 900 of its parts is misprinted."""
    register = FigureRegister(read(text_blocks(f"全年受理诉求7321件。{lead}电话2145件、网络2632件、来信1644件。")))
    known = [traits for _, _, traits in tried_partitions(register)[1] if MISPRINT in traits]
    return max(sum(weights.get(trait, 0.0) for trait in traits) for traits in known)
