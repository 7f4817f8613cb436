"""What was signed is never replaced without a copy; what is printed otherwise than what was signed is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from zzlib.runs.signed import Signed, compared, copies, keep_signed

PERIOD = "2013-05"
SIGNED = {"file": "data/drafts/2013-05/稿2.md", "sha256": "a", "state": "signed", "by": "责任人甲", "on": "2013-06-04"}
DRAFT = {**SIGNED, "file": "data/drafts/2013-05/稿1.md", "state": "draft"}
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a folder of outputs in which the money received and a unit's are printed."""

    def folder(name: str, received: str, drafted: dict[str, str], at: str = "2013-06-04T09:00:00") -> Path:
        place = tmp_path / name
        place.mkdir(parents=True)
        lines = ["figure,scope,text", f"funds_received,county,{received}", "funds_received,unit:u02,3万元"]
        (place / "figures.csv").write_text("\n".join(lines), encoding="utf-8-sig")
        manifest = {"draft": drafted, "timings": {"finished": at}}
        (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        (tmp_path / "staging").mkdir(exist_ok=True)
        return place

    return folder


def keep(tmp_path: Path, built: Path, drafted: dict[str, str]) -> Path | None:
    return keep_signed(tmp_path, PERIOD, built, tmp_path / "staging", drafted)


def test_what_a_signed_draft_gave_is_kept_once(tmp_path: Path, make: Make) -> None:
    old = make(PERIOD, "412万元", SIGNED)
    built = make("built", "420万元", SIGNED)
    kept = keep(tmp_path, built, SIGNED)
    assert kept == tmp_path / "已签" / "2013-05-20130604-090000" and old.exists()
    assert (kept / "figures.csv").read_bytes() == (old / "figures.csv").read_bytes()
    assert keep(tmp_path, built, SIGNED) is None and copies(tmp_path, PERIOD) == [kept]


def test_what_lay_there_when_it_was_signed_is_kept_too(tmp_path: Path, make: Make) -> None:
    make(PERIOD, "412万元", DRAFT)
    assert keep(tmp_path, make("built", "420万元", SIGNED), SIGNED) is not None


def test_what_was_signed_is_kept_when_a_new_draft_is_begun(tmp_path: Path, make: Make) -> None:
    make(PERIOD, "412万元", SIGNED)
    assert keep(tmp_path, make("built", "420万元", DRAFT), DRAFT) is not None


def test_a_persons_edits_of_what_was_signed_are_in_the_copy(tmp_path: Path, make: Make) -> None:
    (make(PERIOD, "412万元", SIGNED) / "bulletin.docx").write_bytes(b"edited")
    kept = keep(tmp_path, make("built", "412万元", SIGNED), SIGNED)
    assert kept is not None and (kept / "bulletin.docx").read_bytes() == b"edited"


def test_nothing_is_kept_that_is_not_signed_or_does_not_change(tmp_path: Path, make: Make) -> None:
    assert keep(tmp_path, make("first", "412万元", SIGNED), SIGNED) is None
    make(PERIOD, "412万元", DRAFT)
    assert keep(tmp_path, make("built", "420万元", DRAFT), DRAFT) is None
    assert keep(tmp_path, make("same", "412万元", SIGNED), SIGNED) is None
    assert not (tmp_path / "已签").exists()


def test_the_changes_are_told_against_what_was_first_signed(tmp_path: Path, make: Make) -> None:
    old = make(PERIOD, "412万元", SIGNED)
    kept = keep(tmp_path, make("built", "420万元", SIGNED), SIGNED)
    (old / "figures.csv").write_text("figure,scope,text\nfunds_received,county,430万元\n", encoding="utf-8-sig")
    for made in (kept, None):  # at that run, and at every one after
        told = compared(tmp_path, PERIOD, SIGNED, made)
        assert told is not None and told.compared == kept
        assert [(c.figure, c.scope, c.before, c.after) for c in told.changes] == [
            ("funds_received", "county", "412万元", "430万元"),
            ("funds_received", "unit:u02", "3万元", ""),
        ]
    assert told.to_json()["changed"][0]["label"] and told.to_json()["kept"] is None
    assert "（水利局）：3万元 → 没有" in "\n".join(told.lines({"u02": "水利局"}))


def test_nothing_is_told_of_a_month_that_nobody_signed(tmp_path: Path, make: Make) -> None:
    make(PERIOD, "412万元", DRAFT)
    assert compared(tmp_path, PERIOD, DRAFT, None) is None
    assert Signed(None, None).lines() == []
