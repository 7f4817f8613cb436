"""What the door says of a month, and how it refuses."""

from decimal import Decimal

import pytest

import zzlib as zz
from zzlib.told import ToldError


def official(period: str, figure: str = "funds_received") -> Decimal | None:
    return zz.month(period).figures[figure].value


def said(what: type[Exception] = ToldError) -> pytest.RaisesExc[Exception]:
    return pytest.raises(what, check=lambda error: "\n" not in str(error))
