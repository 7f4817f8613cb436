"""What Excel does to reference files: months turned into dates, identifiers that lose their zeros, full-width letters."""

import re
import unicodedata
from collections.abc import Collection

from zzlib.form import Form
from zzlib.periods import period_of

_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_MOST_ZEROS = 20
"""Leading zeros that an identifier may have lost."""

_NUMBERED = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(?:\d{1,2}日?)?(?:[ T].*)?)?")
_NAMED = re.compile(r"(?:\d{1,2}-)?([A-Za-z]{3})[a-z]*-(\d{2}|\d{4})")


def month_text(text: str) -> str:
    """Give a month as Excel may write it (`2013/5`, `2013/5/1`, `May-13`, `2013年5月`) as `2013-05`.

    Anything else comes back as it is.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _NUMBERED.fullmatch(plain):
        year, month = int(match[1]), int(match[2])
    elif (match := _NAMED.fullmatch(plain)) and match[1].lower() in _MONTHS:
        year, month = int(match[2]), _MONTHS[match[1].lower()]
        year += 2000 if year < 100 else 0
    else:
        return text
    return period_of(year, month) if 1 <= month <= 12 else text


def identifier(text: str, known: Collection[str]) -> str:
    """Give the one known identifier that a text stands for: itself, in full-width letters, or without leading zeros.

    Gives `""` if there is none, or more than one.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix(".0")
    for found in (text, plain):
        if found in known:
            return found
    bare = plain.lstrip("0")
    alike = [one for zeros in range(_MOST_ZEROS) if (one := "0" * zeros + bare) in known] if bare else []
    return alike[0] if len(alike) == 1 else ""


def field_id(text: str, form: Form) -> str:
    """Give the id of the field that is meant by its id or its label, in any case and width; `""` if there is none."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return next((name for name, known in form.fields.items() if plain in (name, known.label.casefold())), "")
