"""What the operating system says is told with the path that a person has to look at."""

from pathlib import Path

import pytest

from zzlib.told import operating_system_fault


def test_a_file_in_the_place_of_a_folder_is_named_itself(tmp_path: Path) -> None:
    (tmp_path / "2013-03").write_text("", encoding="utf-8")
    with pytest.raises(NotADirectoryError) as raised:
        (tmp_path / "2013-03" / "received.csv").read_bytes()
    assert operating_system_fault(raised.value) == f"应是文件夹，却是一个文件：{tmp_path / '2013-03'}"
