"""The net itself: what differs between two workspaces is seen, what may differ is not."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.net.compare import Intended
from tests.net.differences import files, steps


@pytest.fixture
def workspaces(tmp_path) -> tuple[Path, Path]:
    for side in ("base", "now"):
        (tmp_path / side / "outputs").mkdir(parents=True)
    return tmp_path / "base", tmp_path / "now"


def took(root: Path, **said) -> list[dict]:
    return [{"step": "zz check", "code": 0, "out": "", "err": ""} | said]


def test_the_same_is_nothing(workspaces):
    for root in workspaces:
        (root / "outputs" / "figures.csv").write_text("funds_received,1.00\n")
    assert list(files(*workspaces)) == []


def test_one_fen_in_one_figure_is_seen(workspaces):
    for root, value in zip(workspaces, ("1.00", "1.01"), strict=True):
        (root / "outputs" / "figures.csv").write_text(f"funds_received,{value}\n")
    assert list(files(*workspaces)) == [
        ("outputs/figures.csv", "-funds_received | 1.00"),
        ("outputs/figures.csv", "+funds_received | 1.01"),
    ]


def test_a_word_in_a_document_is_seen_and_a_changed_style_too(workspaces):
    for root, word, style in zip(workspaces, ("下降", "上升"), ("a", "b"), strict=True):
        for name, text in (("words", f"<w:t>{word}</w:t>"), ("style", f'<w:pStyle w:val="{style}"/>')):
            with zipfile.ZipFile(root / "outputs" / f"{name}.docx", "w") as package:
                package.writestr("document.xml", text)
    assert [what for _, what in files(*workspaces)] == [
        "bytes differ, texts agree",
        "-document.xml: 下降",
        "+document.xml: 上升",
    ]


def test_files_that_go_or_come_are_seen_but_not_derived_ledgers(workspaces):
    base, now = workspaces
    (base / "outputs" / "units.csv").touch()
    (now / "outputs" / "一页通.png").touch()
    (now / "data" / "ledger").mkdir(parents=True)
    (now / "data" / "ledger" / "x.parquet").touch()
    assert list(files(base, now)) == [("outputs/units.csv", "gone"), ("outputs/一页通.png", "new")]


def test_versions_timings_and_where_it_lies_are_no_difference(workspaces):
    def said(root: Path, seconds: float) -> str:
        return json.dumps(
            {"outputs": f"{root}/outputs", "timings": {"seconds": seconds}, "versions": {"zzlib": seconds}}
        )

    done = [took(root, out=said(root, n)) for n, root in enumerate(workspaces)]
    assert list(steps(*done, workspaces)) == []


def test_an_exit_code_and_a_word_that_a_command_says_are_seen(workspaces):
    done = [took(workspaces[0], out="没有错误"), took(workspaces[1], out="发现错误 1 个", code=1)]
    assert [what for _, what in steps(*done, workspaces)] == ["exit code 0 -> 1", "-没有错误", "+发现错误 1 个"]


def test_an_intended_difference_covers_its_own_kind_only():
    kind = Intended(where="*/outputs/*/figures.csv", what="?funds_received | *", why="…")
    assert kind.covers("demo/outputs/2013-05/figures.csv", "+funds_received | 1.01")
    assert not kind.covers("demo/outputs/2013-05/units.csv", "+funds_received | 1.01")
    assert not kind.covers("demo/outputs/2013-05/figures.csv", "+funds_awarded | 1.01")
