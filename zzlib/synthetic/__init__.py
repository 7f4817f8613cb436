"""Counties made up with known truth: the demo county, test fixtures, benchmarks.

The flow: a spec (data) -> a plan (which unit has which project, with which amounts by month) -> returns (who files what
when, with planted faults) -> workbooks and reference files, and the truth computed from the plan.
"""

from zzlib.synthetic.county import FolderNotEmptyError, make_county
from zzlib.synthetic.shapes import Shape

__all__ = ["FolderNotEmptyError", "Shape", "make_county"]
