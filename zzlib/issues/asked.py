"""What units are asked to answer: the errors and warnings of their files that a figure hangs on and only they can settle."""

import pandas as pd

from zzlib.issues import catalogue


def asked(issues: pd.DataFrame) -> pd.DataFrame:
    """Give those of a frame of issues (`issues_frame`) that a unit has to answer, in the frame's order.

    Not those of the office's own files, of files that nobody has claimed, nor what a unit may mend the next time.
    """
    types = catalogue()
    codes = issues["code"].map(lambda code: types[code].asked).astype("bool")
    own = (issues["unit_id"] != "") & (issues["file"] != "") & ~issues["file"].str.startswith("data/")
    return issues[codes & own & (issues["unit_advice"] != "")]


def unchecked(issues: pd.DataFrame) -> pd.DataFrame:
    """Give those of a frame of issues whose amounts count as filed and make figures wrong if the file is wrong."""
    types = catalogue()
    return issues[issues["code"].map(lambda code: types[code].unchecked).astype("bool")]


def weights(issues: pd.DataFrame) -> pd.Series:
    """Give how much hangs on each issue (1 to 3)."""
    types = catalogue()
    return issues["code"].map(lambda code: types[code].weight).astype("int64")
