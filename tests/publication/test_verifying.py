"""One byte changed, taken away or added under 版本/ or in the log is named; figures computed anew are the kept ones."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publication.conftest import PERIOD
from zzlib.publication import verifying
from zzlib.publication.kept import kept_version
from zzlib.publication.verifying import Verified, verify
from zzlib.workspace import Workspace

Zz = Callable[..., int]


@pytest.fixture
def unreckoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the figures aside, for tests of bytes."""
    monkeypatch.setattr(verifying, "_recomputed", lambda kept: ([], []))


def said(verified: Verified) -> str:
    return "\n".join([*(p for one in verified.versions for p in one.problems), *verified.problems])


def kept_files(workspace: Workspace) -> list[Path]:
    root = workspace.outputs_dir / "版本"
    return [path for path in sorted(root.rglob("*")) if path.is_file()]


def overwrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.slow
def test_what_was_issued_is_whole(issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert zz("verify", "--json") == 0
    whole = {"period": PERIOD, "n": 1, "ok": True, "problems": []}
    assert json.loads(capsys.readouterr().out) == {"ok": True, "versions": [whole], "problems": []}
    assert zz("verify", PERIOD, "1") == 0 and f"{PERIOD} 第 1 版：完好" in capsys.readouterr().out


def test_a_version_that_was_not_issued_is_wrong_use(issued_county: Workspace, zz: Zz) -> None:
    assert zz("verify", PERIOD, "2") == 2 and zz("verify", "2013-02") == 2


def test_nothing_issued_is_no_fault(signed_county: Path, zz: Zz, capsys: pytest.CaptureFixture[str]) -> None:
    assert zz("verify", "--json") == 0
    assert json.loads(capsys.readouterr().out.partition("{")[2].join(["{", ""])) == {
        "ok": True,
        "versions": [],
        "problems": [],
    }


@pytest.mark.usefixtures("unreckoned")
def test_every_changed_file_is_named(issued_county: Workspace) -> None:
    outputs = issued_county.outputs_dir
    for path in kept_files(issued_county):
        data = path.read_bytes()
        for at in sorted({0, len(data) // 2, len(data) - 1} - {-1}):
            overwrite(path, flipped(data, at))
            found = verify(issued_county)
            assert not found.ok and path.relative_to(outputs.parent).as_posix() in said(found), path
        overwrite(path, data)
    assert verify(issued_county).ok


@pytest.mark.usefixtures("unreckoned")
def test_every_missing_and_added_file_is_named(issued_county: Workspace) -> None:
    root = issued_county.outputs_dir
    for path in kept_files(issued_county):
        data = path.read_bytes()
        path.unlink()
        found = verify(issued_county)
        assert not found.ok and path.relative_to(root.parent).as_posix() in said(found), path
        overwrite(path, data) if path.exists() else path.write_bytes(data)
    places = ["版本/a", "版本/objects/a", f"版本/{PERIOD}/a", f"版本/{PERIOD}/1/a", f"版本/{PERIOD}/1/artefacts/x/a"]
    for place in places:
        (root / place).parent.mkdir(exist_ok=True)
        (root / place).write_bytes(b"a")
        found = verify(issued_county)
        assert not found.ok and f"outputs/{place} 是另外放进的" in said(found)
        (root / place).unlink()
    assert verify(issued_county).ok


@pytest.mark.slow
@pytest.mark.usefixtures("unreckoned")
def test_a_changed_byte_of_the_log_is_named(issued_county: Workspace, zz: Zz) -> None:
    assert zz("issue", PERIOD, "--by", "责任人甲", "--supersede", "--despite", "--why", "错字") == 0
    log = issued_county.outputs_dir / "发布记录.jsonl"
    data = log.read_bytes()
    for at in [*range(0, len(data), 13), len(data) - 1]:
        overwrite(log, flipped(data, at))
        found = verify(issued_county)
        assert not found.ok and "发布记录.jsonl" in said(found), (at, data[at : at + 1])
    first, second = data.splitlines(keepends=True)
    for other in (first, second, second + first, first + first + second, data[:-1], data + b"\n", b""):
        overwrite(log, other)
        assert not verify(issued_county).ok, other[:20]
    overwrite(log, data)
    assert verify(issued_county).ok


def test_a_version_beside_the_log_is_none(issued_county: Workspace, zz: Zz) -> None:
    (issued_county.outputs_dir / "发布记录.jsonl").write_bytes(b"")
    (found,) = verify(issued_county).versions
    assert (found.period, found.n, found.ok) == (PERIOD, 1, False)
    assert zz("issue", PERIOD, "--by", "责任人甲", "--despite", "--why", "已核") == 3
    assert zz("restore", PERIOD, "1") == 2


def test_the_kept_inputs_alone_give_the_kept_figures(issued_county: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = kept_version(issued_county.outputs_dir, PERIOD)
    with kept.workspace() as workspace:
        assert (workspace.root / "data" / "returns" / PERIOD / "水利局.xlsx").exists()
        assert not workspace.root.is_relative_to(issued_county.root)
    monkeypatch.setattr(verifying, "computed_figures", lambda *_: {("funds_received", "county"): {"value": "1"}})
    found = verify(issued_county)
    assert not found.ok and "funds_received（county）" in said(found)
    monkeypatch.setattr(verifying, "code_digest", lambda: "另一个")
    found = verify(issued_county)
    assert found.ok and "本机程序与它不同" in found.versions[0].remarks[0]
