"""Files to be sent are written whole, and nobody's changes are lost, whoever else is writing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from zzlib.exchange import outbox
from zzlib.exchange.outbox import OutboxBusyError, put_files


def put(root: Path, **files: str) -> outbox.Sent:
    data = {f"{name}.xlsx": text.encode() for name, text in files.items()}
    return put_files(root / "forms" / "2013-06", data, root, whole=True)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.xlsx")}


def test_what_the_program_wrote_is_replaced_and_what_it_no_longer_makes_goes(tmp_path: Path) -> None:
    put(tmp_path, a="1", b="1")
    sent = put(tmp_path, a="2", c="1")
    assert (texts(sent.folder), sent.moved) == ({"a.xlsx": "2", "c.xlsx": "1"}, None)


def test_what_a_person_changed_is_moved_and_what_a_person_put_there_stays(tmp_path: Path) -> None:
    folder = put(tmp_path, a="1", b="1").folder
    (folder / "a.xlsx").write_text("改过", "utf-8")
    (folder / "b.xlsx").write_text("改过", "utf-8")
    (folder / "别的.xlsx").write_text("放进的", "utf-8")
    sent = put(tmp_path, a="1")
    assert sent.moved is not None and sent.moved.parent == tmp_path / "修改稿"
    assert texts(sent.moved) == {"a.xlsx": "改过", "b.xlsx": "改过"}
    assert texts(folder) == {"a.xlsx": "1", "别的.xlsx": "放进的"}


def test_a_record_that_is_damaged_makes_the_program_careful(tmp_path: Path) -> None:
    folder = put(tmp_path, a="1").folder
    (folder / ".written.json").write_text("[", "utf-8")
    sent = put(tmp_path, a="2")
    assert sent.moved is not None and texts(sent.moved) == {"a.xlsx": "1"}


def test_several_at_once_leave_one_whole_state(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: put(tmp_path, a=str(n), b=str(n)), range(8)))
    found = texts(tmp_path / "forms" / "2013-06")
    assert len(set(found.values())) == 1 and len(found) == 2
    assert not (tmp_path / "修改稿").exists()
    assert [p.name for p in (tmp_path / "forms" / "2013-06").glob(".*")] == [".written.json"]


def test_one_that_never_ends_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, a="1")
    monkeypatch.setattr(outbox, "_PATIENCE_SECONDS", 0.05)
    lock = next((tmp_path / ".locks").iterdir())
    with FileLock(lock), pytest.raises(OutboxBusyError, match="另一个程序一直在写"):
        put(tmp_path, a="2")
