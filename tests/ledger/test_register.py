"""A register that can't be read is an error at its line: no unit becomes punctual, or late, by it; and none is torn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ledger.test_filing import ROAD, build, filing
from tests.small_county import SmallCounty
from zzlib import files
from zzlib.exchange.appending import append_entries
from zzlib.files import digest_of
from zzlib.ledger.register import RECEIVED_COLUMNS
from zzlib.runs.journal import logged, read_journal

HEAD = ",".join(RECEIVED_COLUMNS)
LATE = "水利局.xlsx,,,2013-03-01T09:00:00,责任人甲"
IN_TIME = "发改委.xlsx,,,2013-02-02T09:00:00,责任人甲"


@pytest.fixture
def register(county: SmallCounty) -> Path:
    """发改委 filed in time, 水利局 late."""
    county.file_return("2013-01", "发改委", [ROAD])
    path = county.file_return("2013-01", "水利局", [ROAD]).with_name("received.csv")
    path.write_text(f"{HEAD}\n{IN_TIME}\n{LATE}\n", encoding="utf-8")
    return path


def faults(county: SmallCounty) -> list[tuple[str, str, str]]:
    said = (i for i in build(county).issues if i.code == "register_line_unreadable")
    return [(i.level, i.file, i.cell) for i in said]


@pytest.mark.parametrize(
    "line",
    [
        "水利局.xlsx,,,2013-03-01T09:00:00",
        "水利局.xlsx;;;2013-03-01T09:00:00;责任人甲",
        '"水利局.xlsx,,,2013-03-01T09:00:00,责任人甲',
        "水利局.xlsx,2013-03-01T09:00:00,,,责任人甲",
        "水利局.xlsx,,,,责任人甲",
        "水利局.xl",
        "2013-03-01T09:00:00,,,水利局.xlsx,责任人甲",
    ],
    ids=["short", "semicolons", "open-quote", "time-as-digest", "no-time", "torn", "swapped"],
)
def test_a_line_that_cannot_be_read_makes_nobody_punctual(county: SmallCounty, register: Path, line: str) -> None:
    text = f"{HEAD}\n{line}\n{IN_TIME}\n"
    register.write_text(text, encoding="utf-8")
    assert faults(county) == [("error", "received.csv", "A2")]
    assert filing(build(county)) == {"发改委": "on_time", "水利局": "untimed", "城关镇": "missing"}
    assert register.read_text(encoding="utf-8") == text, "what may stand there already is not registered anew"


def test_a_time_that_is_none_makes_nobody_punctual(county: SmallCounty, register: Path) -> None:
    register.write_text(f"{HEAD}\n{LATE.replace('2013-03-01T09:00:00', '上周五')}\n{IN_TIME}\n", encoding="utf-8")
    assert filing(build(county))["水利局"] == "untimed"
    assert "received_at_unreadable" in [i.code for i in build(county).issues]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace("sha256,", "", 1).encode(),
        lambda text: text.replace("sha256", "received_at", 1).encode(),
        lambda text: text.replace(HEAD, '"' + HEAD, 1).encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.split("\n", 1)[1].encode(),
        lambda text: b"PK\x03\x04\xff\xff",
    ],
    ids=["semicolons", "column-missing", "column-twice", "quote", "utf-16", "no-headings", "no-text"],
)
def test_a_register_of_another_shape_is_an_error_and_left_alone(
    county: SmallCounty, register: Path, spoilt: Callable[[str], bytes]
) -> None:
    data = spoilt(register.read_text(encoding="utf-8"))
    register.write_bytes(data)
    assert faults(county) == [("error", "received.csv", "A1")]
    assert filing(build(county)) == {"发改委": "untimed", "水利局": "untimed", "城关镇": "missing"}
    assert register.read_bytes() == data


def test_other_orders_encodings_and_a_doubled_heading_are_understood(county: SmallCounty, register: Path) -> None:
    rows = "received_at,file,by,unit_id,sha256,备注\r\n2013-03-01 9:00,水利局.xlsx,,,,\r\n2013/2/2,发改委.xlsx,,,,\r\n"
    register.write_bytes(rows.encode("gb18030"))
    assert filing(build(county)) == {"发改委": "on_time", "水利局": "late", "城关镇": "missing"} and not faults(county)
    (register.parent / "城关镇.xlsx").write_bytes((register.parent / "水利局.xlsx").read_bytes())
    build(county)
    added = register.read_bytes().decode("gb18030").splitlines()[-1].split(",")
    assert added[1] == "城关镇.xlsx" and len(added[4]) == 64
    register.write_text(f"{HEAD}\n{HEAD}\n{IN_TIME}\n{LATE}\n", encoding="utf-8")
    assert faults(county) == [("error", "received.csv", "A2")]
    assert filing(build(county))["水利局"] == "late", "a heading is about no file"


def test_a_new_file_is_registered_beside_a_line_about_another(county: SmallCounty, register: Path) -> None:
    register.write_text(f"{HEAD}\n水利局.xl\n", encoding="utf-8")
    assert filing(build(county)) == {"发改委": "late", "水利局": "untimed", "城关镇": "missing"}  # first seen today


@contextmanager
def disk_full_after(monkeypatch: pytest.MonkeyPatch, left: int) -> Iterator[None]:
    """Let so many bytes be written to any file, then no more."""
    opened = Path.open

    def limited(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        stream = opened(self, mode, *rest, **named)  # type: ignore[call-overload]
        if "r" in mode and "+" not in mode:
            return stream
        write = stream.write

        def written(data: bytes | str) -> int:
            nonlocal left
            if len(data) > left:
                write(data[:left])
                stream.flush()
                left = 0
                raise OSError(28, "No space left on device")
            left -= len(data)
            return write(data)

        return _Stream(stream, written)

    with monkeypatch.context() as full:
        full.setattr(Path, "open", limited)
        yield


class _Stream:
    def __init__(self, stream: object, write: Callable[[bytes | str], int]) -> None:
        self._stream, self.write = stream, write

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()  # type: ignore[attr-defined]


def test_a_full_disk_tears_no_register_at_any_byte(
    county: SmallCounty, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (register.parent / "城关镇.xlsx").write_bytes(b"new")
    before = register.read_bytes()
    for left in range(0, len(before) + 200, 7):
        with disk_full_after(monkeypatch, left):
            try:
                build(county)
            except OSError as error:
                assert error.errno == 28
        if register.read_bytes() != before:
            break
        assert [p.name for p in register.parent.iterdir() if p.name.startswith(".")] == []
    else:
        pytest.fail("the register was never written")
    assert before in register.read_bytes()
    assert "城关镇.xlsx" in register.read_text(encoding="utf-8") and not faults(county)


@pytest.mark.parametrize("name", ["corrections", "aliases", "project_links", "file_decisions"])
def test_a_full_disk_tears_no_file_of_decisions(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    county.reference(name, [])
    path = county.root / "data" / "reference" / f"{name}.csv"
    before = path.read_bytes()
    for left in range(0, len(before) + 10, 5):
        with disk_full_after(monkeypatch, left), pytest.raises(OSError, match="No space"):
            append_entries(county.workspace, name, lambda _: [{"decided_by": "责任人甲"}])
        assert path.read_bytes() == before


def test_a_full_disk_tears_no_log_of_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with logged(tmp_path, "2013-05") as entry:
        entry.outcome = "published"
    log = tmp_path / ".log" / "runs.jsonl"
    before = log.read_bytes()
    for left in range(0, len(before), 11):
        with disk_full_after(monkeypatch, left), logged(tmp_path, "2013-06"):
            pass
        assert log.read_bytes() == before and len(read_journal(tmp_path)) == 1


def test_what_is_added_is_on_the_disk_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    fsync = files.os.fsync
    monkeypatch.setattr(
        files.os, "fsync", lambda handle: synced.append(Path(f"/dev/fd/{handle}").is_dir()) or fsync(handle)
    )
    files.replace_file(tmp_path / "a.csv", b"x")
    files.add_file(tmp_path / "b.md", b"y")
    assert synced == [False, True, False, True]
    with pytest.raises(FileExistsError):
        files.add_file(tmp_path / "b.md", b"z")
    assert (tmp_path / "b.md").read_bytes() == b"y" and sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "b.md"]


def test_a_file_that_was_received_and_is_gone_is_an_error_until_it_is_back(county: SmallCounty) -> None:
    county.file_return("2013-01", "发改委", [ROAD])
    path = county.file_return("2013-01", "水利局", [ROAD])
    content = path.read_bytes()
    build(county)
    path.unlink()

    def absent() -> list[tuple[str, str, str]]:
        ledger = build(county)
        return [(i.level, i.file, i.period) for i in ledger.issues if i.code == "register_file_absent"]

    assert absent() == [("warning", "水利局.xlsx", "2013-01")]
    (path.parent / "补报").mkdir()
    (path.parent / "补报" / "水利局（另存）.xlsx").write_bytes(content)
    register = path.with_name("received.csv")
    line = f"水利局.xlsx,{digest_of(content)},,2013-02-02T09:00:00,责任人甲"
    register.write_text(f"{HEAD}\n{IN_TIME}\n{line}\n", encoding="utf-8")
    assert absent() == [], "it lies there under another name"
    (path.parent / "补报" / "水利局（另存）.xlsx").rename(path.parent.parent / "a.xlsx")
    assert absent() == [("warning", "补报/水利局（另存）.xlsx", "2013-01")], "one content is said once"
    register.write_text(f"{HEAD}\n{IN_TIME}\n", encoding="utf-8")
    assert absent() == [], "the office has taken it out of the register"
