"""The process that executes one notebook through papermill (`python -m zzlib.runs.notebook`, job as JSON on stdin).

Papermill marks a notebook whose kernel died as complete, so success is only what this process says: it writes the
notebook made fit for publishing and its HTML after the last cell, and ends with code 0.
"""

import json
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import DeadKernelError
from papermill import execute_notebook
from papermill.exceptions import PapermillExecutionError

from zzlib.report.html import write_html
from zzlib.runs.execution import Job
from zzlib.runs.faults import operating_system_fault
from zzlib.runs.normalise import normalise

_QUIET = ["--IPKernelApp.log_level=ERROR"]
_PAPERMILL_MARK = "papermill-error-cell-tag"


def main() -> int:
    """Do the job that comes on standard input; give 0 when it is done."""
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    job = Job(**json.loads(line))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.update(job.environment)
    try:
        execute(job)
    except Exception as error:
        traceback.print_exc()
        Path(job.failure).write_text(_reason(error, job), encoding="utf-8")
        return 1
    return 0


def execute(job: Job) -> None:
    """Execute the notebook and write the result of the job."""
    executed = execute_notebook(
        _literally(job.notebook),
        _literally(job.raw),
        job.parameters,
        cwd=Path(job.notebook).parent,
        progress_bar=False,
        extra_arguments=_QUIET,
    )
    nbformat.write(normalise(executed, job.hidden), job.executed)
    write_html(Path(job.executed), Path(job.html), job.title)


def _literally(path: str) -> str:
    """Keep papermill from taking braces in a path for placeholders."""
    return path.replace("{", "{{").replace("}", "}}")


def _end_with_parent() -> None:
    # os.read, not sys.stdin: a thread waiting in the buffered reader would hang the interpreter's own end.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os._exit(3)


def _reason(error: Exception, job: Job) -> str:
    name = Path(job.notebook).name
    if isinstance(error, PapermillExecutionError):
        _mark_in_chinese(Path(job.raw))
        said = f"{error.ename}: {error.evalue}".strip().split("\n")[0]
        return f"笔记本 {name} 的单元 In [{error.exec_count}] 出错：{said}（该单元首行：{_first_line(error.source)}）"
    if isinstance(error, DeadKernelError):
        cell = _last_started(nbformat.read(job.raw, as_version=4))
        return f"笔记本 {name} 的内核在单元 In [{cell.execution_count}] 意外终止，多半是内存不足（该单元首行：{_first_line(cell.source)}）"
    return f"笔记本 {name} 未能完成：{operating_system_fault(error) or f'{type(error).__name__}: {error}'}"


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.split("\n") if line.strip()), "")


def _last_started(notebook: Any) -> Any:
    return [cell for cell in notebook.cells if cell.get("execution_count")][-1]


def _mark_in_chinese(path: Path) -> None:
    """Put the marks that papermill sets at the failing cell into Chinese."""
    notebook = nbformat.read(path, as_version=4)
    marks = [cell for cell in notebook.cells if _PAPERMILL_MARK in cell.metadata.get("tags", ())]
    for cell, text in zip(
        marks,
        (
            "本笔记本运行出错，[转到出错的单元](#papermill-error-cell)。",
            '<a id="papermill-error-cell"></a>运行到下一单元时出错，就此停止：',
        ),
        strict=False,
    ):
        cell.source = f"**{text}**"
    nbformat.write(notebook, path)


if __name__ == "__main__":
    sys.exit(main())
