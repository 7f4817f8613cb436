"""Executes a notebook through papermill in a kernel that is already there, and says why when it fails.

Papermill marks a notebook whose kernel died as complete: nothing here believes the marks that it sets.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import KernelManager
from nbclient.exceptions import DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from zzlib.notebook_page import write_html
from zzlib.runs.execution import Job
from zzlib.runs.normalise import normalise, worded
from zzlib.told import operating_system_fault

_MARK = "papermill-error-cell-tag"
_MARKS = (
    "**运行出错：[转到出错的单元](#papermill-error-cell)**",
    '<a id="papermill-error-cell"></a>**运行到下面这个单元时出错，就此停止：**',
)


class _WrittenOnce(NBClientEngine):
    """Papermill's engine, which writes the whole notebook twice for each cell; this one writes it once, when the kernel has ended, too."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:  # type: ignore[override]
        path, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options)  # type: ignore[no-untyped-call]
        except DeadKernelError:
            nb_man.output_path = path
            nb_man.save()
            raise


papermill_engines.register("written_once", _WrittenOnce)  # type: ignore[no-untyped-call]


def execute(job: Job, kernel: KernelManager) -> None:
    """Execute the notebook of a job and write it made fit for publishing, and its page where one is asked for.

    Raises:
        PapermillExecutionError: a cell failed.
        DeadKernelError: the kernel ended before its time.
    """
    executed = execute_notebook(  # type: ignore[no-untyped-call]
        _literally(job.notebook), _literally(job.raw), job.parameters, progress_bar=False, km=kernel,
        engine_name="written_once",
    )  # fmt: skip
    nbformat.write(worded(normalise(executed, job.hidden), job.every), job.executed)  # type: ignore[no-untyped-call]
    if job.page:
        write_html(Path(job.executed), Path(job.page), job.title, job.links)


def _literally(path: str) -> str:
    """Keep papermill from taking braces in a path for placeholders."""
    return path.replace("{", "{{").replace("}", "}}")


def reason(error: Exception, job: Job) -> str:
    """Say in Chinese why a job failed: the notebook, the cell's number and first line, the error."""
    name = Path(job.notebook).name
    if isinstance(error, PapermillExecutionError):
        with suppress(OSError):
            _mark_in_chinese(Path(job.raw))
        said = f"{error.ename}: {error.evalue}".strip().split("\n")[0]
        return f"笔记本 {name} 的单元 In [{error.exec_count}] 出错：{said}（该单元首行：{_first_line(error.source)}）"
    if isinstance(error, DeadKernelError):
        number, source = _last_started(Path(job.raw))
        said = f"的内核在单元 In [{number}] 意外终止，多半是内存不足"
        return f"笔记本 {name} {said}（该单元首行：{_first_line(source)}）"
    return f"笔记本 {name} 未能完成：{operating_system_fault(error) or f'{type(error).__name__}: {error}'}"


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.split("\n") if line.strip()), "")


def _last_started(path: Path) -> tuple[int, str]:
    """Give the number and the source of the code cell that the kernel was given last."""
    cells = [cell for cell in json.loads(path.read_bytes())["cells"] if cell["cell_type"] == "code"]
    started = [cell for cell in cells if cell["metadata"]["papermill"]["start_time"]]
    return len(started), "".join(started[-1]["source"])


def _mark_in_chinese(path: Path) -> None:
    """Put the two marks that papermill sets, on top and at the failing cell, into Chinese."""
    notebook = json.loads(path.read_bytes())
    marks = [cell for cell in notebook["cells"] if _MARK in cell["metadata"].get("tags", ())]
    for mark, text in zip(marks, _MARKS, strict=True):
        mark["source"] = text
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")
