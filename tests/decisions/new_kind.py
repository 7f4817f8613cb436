"""A county in which a kind of question is asked that lies in a folder beside the package: what becomes of it, as JSON.

Run as `python -m tests.decisions.new_kind <folder with the kind> <folder for the county>`, so that the package has never been
without it.
"""

import json
import sys
from pathlib import Path

from zzlib.decisions import kinds


def worked(root: Path) -> dict[str, object]:
    """Ask, answer, look at what was decided, take it back."""
    from tests.checks.examples import file, row
    from tests.small_county import SmallCounty
    from zzlib.exchange.answers import Word, answer
    from zzlib.exchange.made import decisions_made, undo
    from zzlib.exchange.questions import open_questions
    from zzlib.indicators import month_issues
    from zzlib.ledger import open_ledger

    county, word = SmallCounty(root), Word("责任人甲", "电话核实")
    file(county, "2013-01", row(received=5, awarded_on="2013-02-01"))

    def asked() -> list[str]:
        return [question.text for question in open_questions(open_ledger(county.workspace, "2013-01"))]

    def said() -> list[str]:
        return [issue.code for issue in month_issues(open_ledger(county.workspace, "2013-01"))]

    result: dict[str, object] = {"asked": asked(), "said": said()}
    [question] = open_questions(open_ledger(county.workspace, "2013-01"))
    result["written"] = answer(county.workspace, question, "核实无误", word).said(county.workspace.form)
    result |= {"then asked": asked(), "then said": said()}
    [made] = decisions_made(county.workspace)
    result["made"] = made.said
    undo(county.workspace, made.id, word)
    result |= {
        "asked again": asked(),
        "unusable": [i.code for i in county.workspace.reference("file_decisions").issues],
    }
    return result


if __name__ == "__main__":
    kinds.__path__.append(sys.argv[1])
    print(json.dumps(worked(Path(sys.argv[2])), ensure_ascii=False))
