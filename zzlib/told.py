"""Errors whose message is for people: in Chinese, what is wrong, where, and what to do; and what the operating system says, in Chinese."""

import errno
import os
import re
import shutil
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过系统允许的大小，或磁盘配额已用完",
    errno.EROFS: "所在磁盘是只读的",
    errno.EACCES: "没有读写权限，或文件正被其他程序打开",
    errno.EPERM: "没有读写权限，或文件正被其他程序打开",
    errno.EBUSY: "文件正被其他程序打开",
    errno.ENOENT: "找不到文件或文件夹",
    errno.ENOTDIR: "应是文件夹，却是一个文件",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.EISDIR: "应是文件，却是一个文件夹",
    errno.ENAMETOOLONG: "路径太长",
    errno.ENOMEM: "内存不足",
}

_LITTLE = 4 << 20
"""Bytes left on a disk with which a process that ended without a word had hardly enough: a run writes about as many."""
_NO_ROOM = re.compile(r"No space left|Errno 28\b")
_DUCKDB_FAULT = re.compile(r'"errno":"(\d+)"')


class ToldError(Exception):
    """Such an error. A notebook shows its message in place of a traceback, and the cell fails all the same.

    `wrong_use` tells that something which people wrote for the program can't be meant, as with a wrong option.
    """

    wrong_use = False

    def _render_traceback_(self) -> list[str]:
        """Give what IPython shows of the error."""
        return [str(self)]


def _at_fault(error: OSError) -> str:
    """Give the path that people have to look at: the file that stands where a folder should be, else what was asked for."""
    path = Path(os.fsdecode(error.filename))
    in_the_way = (folder for folder in path.parents if error.errno == errno.ENOTDIR and folder.is_file())
    return str(next(in_the_way, path))


def operating_system_fault(error: BaseException) -> str:
    """Say which fault of the disk or the system lies behind an error: the error itself or one that caused it.

    Gives an empty text when there is none.
    """
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno is not None:
            place = f"：{_at_fault(seen)}" if seen.filename else ""
            return _REASONS.get(seen.errno, f"系统错误 {seen.errno}（{seen.strerror}）") + place
        if found := _DUCKDB_FAULT.search(str(seen)):
            return _REASONS.get(int(found[1]), f"系统错误 {found[1]}")
        seen = seen.__cause__ or seen.__context__
    return ""


def full_disk(folder: Path, said: str = "") -> str:
    """Say that the disk of a folder is full, and what to do, where that is why a process wrote no more: it said so (`said`), or had no room to say it.

    Gives an empty text when it isn't.
    """
    left = shutil.disk_usage(folder).free
    if not (_NO_ROOM.search(said) or (not said and left < _LITTLE)):
        return ""
    return f"{_REASONS[errno.ENOSPC]}：{folder} 所在的磁盘只剩 {left / (1 << 20):.1f} MB，请腾出空间再运行"
