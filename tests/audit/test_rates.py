"""What `python -m tests.audit.rates` measures: words that always go with a relation make it likelier, the planted error put right first."""

import json
import random
import tomllib
from pathlib import Path

from tests.audit.rates import observed, true_texts, written
from zzlib.audit.chance import Likelihood


def test_words_that_always_go_with_a_relation_make_it_likelier(tmp_path: Path) -> None:
    draw = random.Random(7)
    passages = [_passage(draw, slipped=number % 2 == 0) for number in range(200)]
    lines = (json.dumps(passage, ensure_ascii=False) for passage in passages)
    (tmp_path / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")

    found = observed(true_texts([tmp_path]))
    measured = Likelihood.model_validate(tomllib.loads(written(found)))

    assert sum(found.held) >= len(passages)  # the slips are put right: each share holds
    assert measured.weights["share: cue 占"] > 0 > measured.weights["share: cue 率"]


def _passage(draw: random.Random, *, slipped: bool) -> dict[str, object]:
    """Write a share that holds, told by 占, beside a rate of something else; one digit of the share may be spoilt."""
    whole = draw.randint(4000, 9000)
    part = draw.randint(whole // 5, whole // 2)
    right = f"{100 * part / whole:.1f}%"
    wrong = f"{100 * part / whole + 30:.1f}%"
    told = wrong if slipped else right
    text = f"全县申报{whole}件，东镇申报{part}件，占{told}。群众好评率{draw.randint(800, 990) / 10}%。"
    return {"text": text, "planted": {"original": right, "printed": wrong} if slipped else None}
