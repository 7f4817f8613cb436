"""Drive one version of the program through a plan of steps in a workspace, and note what it said.

Run by the interpreter and with the PYTHONPATH of the version: `python driver.py ROOT PLAN RESULT`. Uses only what a user
has: the commands, and the Python door of README.md.
"""

import contextlib
import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

Step = dict[str, Any]


def main(root: str, plan: str, result: str) -> None:
    """Take every step of the plan (a JSON list) and write what came of each as a JSON list."""
    os.chdir(root)
    steps: list[Step] = json.loads(Path(plan).read_text(encoding="utf-8"))
    done = [{"step": step["name"], **_taken(step)} for step in steps]
    Path(result).write_text(json.dumps(done, ensure_ascii=False, indent=1), encoding="utf-8")


def _taken(step: Step) -> dict[str, Any]:
    took = {"command": command, "frames": _frames, "views": _views, "store": _store, "answer": _answer}
    try:
        return took[step["kind"]](**step["with"])
    except Exception:  # what a version can't do is an answer, too
        return {"code": -1, "out": "", "err": traceback.format_exc().splitlines()[-1]}


def command(arguments: list[str]) -> dict[str, Any]:
    """Run `zz` in this process; give its exit code and what it said."""
    from zzlib.cli import main as zz

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = zz(arguments)
        except SystemExit as leaving:
            code = leaving.code
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return {"code": code, "out": texts[0], "err": texts[1]}


def _frames(period: str) -> dict[str, Any]:
    from zzlib import ledger

    tables = {name: getattr(ledger, f"load_{name}")(period) for name in ("projects", "funding", "units")}
    columns = (  # a column a line: one that came or went is one difference
        f"{name}.{column} ({table[column].dtype}): {'|'.join(map(str, table[column]))}"
        for name, table in tables.items()
        for column in table
    )
    return {"code": 0, "out": "\n".join(columns), "err": ""}


def _views(period: str) -> dict[str, Any]:
    from zzlib import explore

    said = []
    for name in ("conversion", "progress", "gap"):
        panel = getattr(explore, name)(period)
        result = panel.result
        parts = {"message": panel.message.value, "sentence": result.text(), "notes": "".join(result.notes)}
        parts |= {"table": result.table.html(), "behind": result.behind.html(50)}
        said += [f"{name}.{part}: {value}" for part, value in parts.items()]
    return {"code": 0, "out": "\n".join(said).replace("<tr", "\n<tr"), "err": ""}


def _store(period: str) -> dict[str, Any]:
    """Press 写入报告 in each view, so that the workspace holds stored views."""
    from zzlib import explore

    said = []
    for name in ("conversion", "progress", "gap"):
        panel = getattr(explore, name)(period)
        for button in _buttons(panel):
            if button.description == "写入报告":
                button.click()
        said.append(panel.said.value)
    return {"code": 0, "out": "\n".join(said), "err": ""}


def _buttons(widget: Any) -> list[Any]:
    inner = [found for child in getattr(widget, "children", ()) for found in _buttons(child)]
    return [widget, *inner] if hasattr(widget, "click") else inner


def _answer(period: str, most: int) -> dict[str, Any]:
    """Answer the first open question of a month with its first choice, `most` times over."""
    said, who = [], ["--by", "责任人甲", "--why", "电话核实", "--source", "当日来电"]
    for _ in range(most):
        questions = json.loads(command(["decide", period, "--json"])["out"]).get("questions", [])
        answerable = [q for q in questions if q.get("choices")]
        if not answerable:
            break
        question = answerable[len(said) % len(answerable)]
        named = str(question.get("id") or question.get("name") or question.get("number"))
        answer = str(question["choices"][0]["value"])
        said.append(json.dumps(command(["decide", period, named, answer, *who]), ensure_ascii=False))
    return {"code": 0, "out": "\n".join(said), "err": ""}


if __name__ == "__main__":
    main(*sys.argv[1:])
