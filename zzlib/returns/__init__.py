"""Read what units send: any workbook -> cells with addresses -> records and issues. Knows no units and no figures."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zzlib.returns.extraction import Extraction
from zzlib.returns.form import FormField, fields

if TYPE_CHECKING:
    from zzlib.returns.json_lines import to_json_lines
    from zzlib.returns.reader import failed, read, read_all, unopened

__all__ = ["Extraction", "FormField", "failed", "fields", "read", "read_all", "to_json_lines", "unopened"]


def __getattr__(name: str) -> Any:
    """Load what reads files when it is first asked for: most processes only handle what was read before."""
    if name in __all__:
        return getattr(import_module(f"{__name__}.{'json_lines' if name == 'to_json_lines' else 'reader'}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
