"""Runs of a month: `zzlib.runs.run.run_month` reads, computes, executes the notebook and publishes all or nothing.

Nothing else is imported here: the process of a notebook (`zzlib.runs.notebook`) starts with what it needs and no more.
"""

import sys

# jsonschema, behind every reader of notebooks, loads this grammar of internet addresses if it can: more than a second
# in each process, for a check that notebooks have no use for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
