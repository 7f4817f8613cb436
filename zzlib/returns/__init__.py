"""Read what units send: any workbook -> cells with addresses -> records and issues. Knows no units and no figures."""

from zzlib.returns.extraction import Extraction
from zzlib.returns.form import FormField, fields
from zzlib.returns.json_lines import to_json_lines
from zzlib.returns.reader import failed, read, read_all, unopened

__all__ = ["Extraction", "FormField", "failed", "fields", "read", "read_all", "to_json_lines", "unopened"]
