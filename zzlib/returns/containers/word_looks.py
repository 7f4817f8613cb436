"""How the letters of a Word document are drawn, run by run: struck out or deleted, or so that nobody sees them."""

import re
from collections.abc import Mapping

from zzlib.returns.containers.colours import BLACK, UNKNOWN, WHITE, hides
from zzlib.returns.containers.markup import Attributes
from zzlib.returns.containers.styles import SMALLEST

DELETING = frozenset(("del", "moveFrom"))
"""Elements around what a tracked change (修订) takes away."""

_OFF = ("0", "false", "none")
_MARKERS = {"black": BLACK, "white": WHITE}
_STYLE = re.compile(r"<w:style\b")
_ID = re.compile(r'\bw:styleId="([^"]*)"')
_PROPERTY = re.compile(r"<w:(strike|dstrike|vanish|color|sz|shd)\b([^<>]*)>")
_ATTRIBUTE = re.compile(r'\bw:(\w+)="([^"]*)"')


class Letters:
    """The properties of one run of letters, as the elements within it state them."""

    def __init__(self) -> None:
        self.struck = self.hidden = False
        self._colour, self._ground = BLACK, ""
        self._half_points = 20

    def note(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a property of the run."""
        value = attributes.get("val", "")
        if name in ("strike", "dstrike"):
            self.struck = value not in _OFF
        elif name == "vanish":
            self.hidden = value not in _OFF
        elif name == "color":
            self._colour = _colour(value, BLACK)
        elif name == "sz" and value.isdecimal():
            self._half_points = int(value)
        elif name == "shd":
            self._ground = ground_of(attributes)
        elif name == "highlight":
            self._ground = _MARKERS.get(value, UNKNOWN)

    def unseen(self, ground: str) -> bool:
        """Tell whether nobody sees the letters; `ground` is the colour of what they stand on."""
        return self.hidden or self._half_points < 2 * SMALLEST or hides(self._colour, self._ground or ground)


def ground_of(shading: Mapping[str, str]) -> str:
    """Give the colour of a shading; `""` if it states none."""
    if shading.get("val", "clear") not in ("clear", "nil", "solid"):
        return UNKNOWN
    fill = shading.get("color" if shading.get("val") == "solid" else "fill", "auto")
    return _colour(fill, "")


def _colour(value: str, automatic: str) -> str:
    return automatic if value in ("auto", "") else f"#{value.lower()}"


class WordStyles:
    """What the styles of a document (`styles.xml`) draw otherwise, by their id."""

    def __init__(self, text: str = "") -> None:
        self._said: dict[str, list[tuple[str, Attributes]]] = {}
        for style in _STYLE.split(text)[1:]:
            name = _ID.search(style.partition(">")[0])
            found = [(kind, dict(_ATTRIBUTE.findall(tag))) for kind, tag in _PROPERTY.findall(style)]
            if name and found:
                self._said[name[1]] = found

    def draw(self, style: str | None, letters: Letters) -> None:
        """Give letters the properties of a style."""
        for kind, attributes in self._said.get(style or "", ()):
            if kind != "shd":
                letters.note(kind, attributes)

    def shades(self, style: str | None) -> bool:
        """Tell whether a style of tables gives their cells another ground than white."""
        return any(
            kind == "shd" and ground_of(said) not in ("", WHITE) for kind, said in self._said.get(style or "", ())
        )
