"""`zz backup` and `zz restore-workspace`: all that can't be made anew, in one file that says when it isn't whole any more."""

import json
import random
import resource
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.ready import ReadyCounties
from zzlib.cli import main
from zzlib.moving import archive
from zzlib.moving.archive import LIST, BackupError, read_backup, restore_backup, write_backup
from zzlib.workspace import Workspace, WorkspaceError

WRONG_USE, NOT_DONE = 2, 3


@pytest.fixture
def used(tmp_path: Path, ready_county: ReadyCounties) -> Path:
    """Give a workspace in which people have worked: a draft, an issued version, a changed output, an open workbook."""
    root = ready_county(own=tmp_path / "云溪 县", units=3, months=1, seed=5, mess="none")
    for name, text in {
        "data/drafts/2013-01/稿1.md": "稿",
        "data/templates/wording.toml": "",
        "outputs/版本/2013-01/1/artefacts/bulletin.docx": "发出的",
        "outputs/发布记录.jsonl": "{}\n",
        "outputs/修改稿/2013-01-1/bulletin.docx": "改过的",
        "outputs/已签/2013-01-1/bulletin.docx": "签过的",
        "outputs/2013-01/figures.csv": "能再算出来",
        "outputs/2013-01/bulletin.docx": "在 Word 里改着的",
        "outputs/2013-01/manifest.json": json.dumps(
            {
                "artefacts": [
                    {"path": "figures.csv", "sha256": archive.digest_of("能再算出来".encode())},
                    {"path": "bulletin.docx", "sha256": archive.digest_of("出的".encode())},
                ]
            }
        ),
        "outputs/year/2014/2014年目标.xlsx": "填着的",
        "outputs/year/2014/2014年结转项目.xlsx": "能再算出来",
        "outputs/year/2014/.written.json": json.dumps(
            {
                "2014年目标.xlsx": archive.digest_of("空的".encode()),
                "2014年结转项目.xlsx": archive.digest_of("能再算出来".encode()),
            }
        ),
        "data/reference/~$units.xlsx": "Excel 的锁",
        "data/ledger/2013-01/x.parquet": "能再算出来",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def held(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def zz(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_what_people_made_comes_back_and_what_can_be_computed_stays_away(used: Path, tmp_path: Path) -> None:
    assert zz("backup", tmp_path / "备份.zip", "--root", used) == 0
    assert zz("restore-workspace", tmp_path / "备份.zip", tmp_path / "新机器") == 0
    before, after = held(used), held(tmp_path / "新机器")
    assert after == {name: before[name] for name in after}
    left = {
        name
        for name in before.keys() - after.keys()
        if not name.startswith(("truth/", "data/ledger/", "outputs/.locks/"))
    }
    assert left == {
        "data/reference/~$units.xlsx",
        "outputs/2013-01/figures.csv",
        "outputs/2013-01/manifest.json",
        "outputs/year/2014/.written.json",
        "outputs/year/2014/2014年结转项目.xlsx",
    }


@pytest.mark.slow
def test_a_workspace_put_up_elsewhere_gives_the_same_bytes(tmp_path: Path, ready_county: ReadyCounties) -> None:
    root = ready_county(units=3, months=1, seed=5, mess="none")
    write_backup(Workspace(root), tmp_path / "备份.zip")
    restore_backup(tmp_path / "备份.zip", tmp_path / "新机器")
    figures = []
    for place in (shutil.copytree(root, tmp_path / "旧机器"), tmp_path / "新机器"):
        assert zz("run", "2013-01", "--root", place) == 0
        made = place / "outputs" / "2013-01"
        figures.append({p.name: p.read_bytes() for p in made.iterdir() if p.suffix in (".csv", ".docx", ".xlsx")})
    assert figures[0] == figures[1]


def test_a_backup_says_which_file_is_not_as_it_was(
    used: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_backup(Workspace(used), tmp_path / "好.zip")
    with zipfile.ZipFile(tmp_path / "好.zip") as good, zipfile.ZipFile(tmp_path / "坏.zip", "w") as bad:
        names = [name for name in good.namelist() if name != "data/settings.toml"]
        for name in names:
            changed = b"\xef\xbb\xbf1" if name == "data/reference/units.csv" else good.read(name)
            bad.writestr(name, changed)
        bad.writestr("data/returns/2013-01/多出.xlsx", b"")
    assert zz("backup", "--check", tmp_path / "好.zip") == 0
    assert "备份完好" in capsys.readouterr().out
    assert zz("backup", "--check", tmp_path / "坏.zip", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"]
    assert told["problems"] == [
        "多出 data/returns/2013-01/多出.xlsx",
        "少了 data/settings.toml",
        "data/reference/units.csv 与备份时不一样，或已经损坏",
    ]
    with pytest.raises(BackupError, match="什么都没有建"):
        restore_backup(tmp_path / "坏.zip", tmp_path / "新")
    assert not (tmp_path / "新").exists()


def test_no_changed_byte_of_the_archive_gives_other_files(used: Path, tmp_path: Path) -> None:
    """Bytes of the archive that carry nothing (dates, rights) may change; then what comes out is what went in."""
    write_backup(Workspace(used), tmp_path / "好.zip")
    whole, draw = (tmp_path / "好.zip").read_bytes(), random.Random(7)
    expected = read_backup(tmp_path / "好.zip").files
    refused = 0
    for number in range(120):
        place = draw.randrange(len(whole))
        damaged = tmp_path / f"{number}.zip"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ draw.randrange(1, 256)]) + whole[place + 1 :])
        try:
            found = read_backup(damaged)
        except BackupError:
            refused += 1
            continue
        assert found.problems or found.files == expected
        refused += bool(found.problems)
    assert refused > 60


@pytest.mark.parametrize("path", ["../外面.txt", "/etc/x", "data/../../x", "C:\\x", "别处/x"])
def test_an_archive_never_writes_outside_the_workspace(path: str, tmp_path: Path) -> None:
    said = {"county": "云溪县", "program": "1", "made_at": "2013-06-07T09:00:00+08:00"}
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr(path, "x")
        made.writestr(LIST, json.dumps(said | {"files": {path: archive.digest_of(b"x")}}))
    with pytest.raises(BackupError, match="不属于工作区的路径"):
        restore_backup(tmp_path / "x.zip", tmp_path / "新")
    assert not (tmp_path / "新").exists()


def test_wrong_places_get_one_line_and_nothing_is_written(
    used: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "有.zip").write_text("旧的")
    before = held(tmp_path)
    for target, said in {
        tmp_path / "有.zip": "没有覆盖它",
        tmp_path / "无" / "x.zip": "没有文件夹",
        used / "data" / "x.zip": "不能放在工作区的 data 里面",
        used / "outputs" / "x.zip": "不能放在工作区的 outputs 里面",
    }.items():
        assert zz("backup", target, "--root", used) == WRONG_USE
        assert said in capsys.readouterr().err
    assert zz("backup", "--check", used / "data" / "settings.toml") == NOT_DONE
    assert "不是备份" in capsys.readouterr().err
    assert zz("backup", "--check", tmp_path / "没有.zip") == NOT_DONE
    assert "找不到文件" in capsys.readouterr().err
    assert held(tmp_path) == before


def test_a_folder_in_use_is_never_overwritten(used: Path, tmp_path: Path) -> None:
    write_backup(Workspace(used), tmp_path / "x.zip")
    before = held(used)
    with pytest.raises(WorkspaceError, match="不是空文件夹"):
        restore_backup(tmp_path / "x.zip", used)
    assert held(used) == before


def test_files_that_change_meanwhile_leave_no_backup(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of a month before a return came and half of it after would be a state that never was."""
    digest, late = archive.digest_of, used / "data" / "returns" / "2013-01" / "迟到.xlsx"

    def digest_while_somebody_works(data: bytes) -> str:
        late.write_bytes(b"x")
        return digest(data)

    monkeypatch.setattr(archive, "digest_of", digest_while_somebody_works)
    with pytest.raises(BackupError, match=r"迟到\.xlsx 有变动"):
        write_backup(Workspace(used), tmp_path / "x.zip")
    assert [path.name for path in tmp_path.iterdir()] == [used.name]


@pytest.mark.slow
def test_a_full_disk_leaves_no_part_of_a_backup(used: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "zzlib", "backup", str(tmp_path / "x.zip"), "--root", str(used)]
    limit = (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    assert done.returncode == NOT_DONE
    assert "磁盘" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [used.name]
