"""A county's first day: units, targets and last year's figures out of the office's own lists, and the workspace made of them."""

from zzlib.beginning.county import Beginning, workspace_files
from zzlib.beginning.history import History, read_history
from zzlib.beginning.lists import ListError, Listing, Source, file_source, pasted, read_listing
from zzlib.beginning.numbers import Pick, refuse
from zzlib.beginning.placing import check_place, place
from zzlib.beginning.targets import UnitTarget, read_targets, states_targets
from zzlib.beginning.units import Unit, read_units

__all__ = [
    "Beginning",
    "History",
    "ListError",
    "Listing",
    "Pick",
    "Source",
    "Unit",
    "UnitTarget",
    "check_place",
    "file_source",
    "pasted",
    "place",
    "read_history",
    "read_listing",
    "read_targets",
    "read_units",
    "refuse",
    "states_targets",
    "workspace_files",
]
