"""A county's additions to the form (`data/form.toml`): further words for known fields, columns of its own, the order of steps."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from zzlib.data import DataModel, model_of, nearest_key, wrong_value
from zzlib.files import digest_of
from zzlib.folding import fold
from zzlib.form import FieldPlace, Form, FormField, package_form
from zzlib.told import ToldError

FILE = "data/form.toml"

RESERVED = frozenset({
    "applied_again", "apart", "awarded_again", "band", "below", "came", "carried", "converted", "corrected", "counts", "county", "decided", "field_from", "filed_twice",
    "filed_twice_differing", "filed_twice_first", "finish_overdue", "group", "has_problems", "idle", "lacking_land", "large", "leader_asked", "lines",
    "name_key", "overpaid", "period", "pipeline", "position", "project_id", "reached_allotted", "reached_applied",
    "reached_received", "received_again", "reclaimed", "row", "sizeable", "source_id", "start_overdue", "states_amount", "states_approvals", "states_contact",
    "states_land", "states_matching", "step", "stuck", "stuck_large", "target", "unarrived", "unit_id", "unstarted", "without_leader", "won",
    "works", "works_finished", "works_started", "written",
})  # fmt: skip
"""Names of columns of the ledger and of what is told of projects, which no field may bear; a test holds them complete."""

RESERVED_ENDS = ("_fen", "_unreadable", "_source_id", "_row", "_uncounted", "_hidden", "_unasked")
_TYPES = {"money": "金额", "number": "数量", "text": "文字", "date": "日期"}
_LONGEST = 40
"""Longer texts are no headings for the reader."""


class FormError(ToldError, ValueError):
    """`data/form.toml` can't be used; the message says in Chinese which key and what to write."""

    wrong_use = True


class OwnField(DataModel):
    """A `[[fields]]` of `data/form.toml`: further `synonyms` of a known field, or a column of the county's own.

    `width` (characters), `prompt` (shown when a cell is selected), `carried` (last month's value is filled in) and
    `on_form` say how the column stands on the form that units are sent.
    """

    field_id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    label: str = ""
    synonyms: tuple[str, ...] = ()
    type: Literal["money", "number", "text", "date"] | None = None
    unit: str = ""
    basis: Literal["", "year_to_date", "month", "since_start", "project"] = ""
    of: Literal["", "line", "project"] = ""
    personal: StrictBool = False
    width: Annotated[float, Field(ge=4, le=60)] | None = None
    prompt: Annotated[str, Field(max_length=100)] = ""
    carried: StrictBool | None = None
    on_form: StrictBool = True

    def field(self) -> FormField:
        """Give the column as a field of the form."""
        money = self.type == "money"
        basis = (self.basis or ("project" if self.of == "project" else "year_to_date")) if money else self.basis
        return FormField(
            field_id=self.field_id, label=self.label, synonyms=self.synonyms, type=self.type or "text", unit=self.unit,
            multiline=self.type == "text", basis=basis, of=self.of, personal=self.personal, role="whole" if money and basis == "project" else "",
        )  # fmt: skip

    def place(self) -> FieldPlace:
        """Give how it stands on the form that units are sent."""
        return FieldPlace(self.width or 0, self.prompt, self.carried, self.on_form)


class _Overlay(DataModel):
    steps: tuple[str, ...] = ()
    fields: tuple[OwnField, ...] = ()


def read_form(path: Traversable) -> Form:
    """Read a county's form: the package's with what `data/form.toml` adds; a file that is not there adds nothing.

    Raises:
        FormError: it is no TOML, or something in it can't be meant; the message names file and key.
    """
    return _form_of(path.read_bytes()) if path.is_file() else package_form()


@lru_cache(maxsize=8)
def _form_of(data: bytes) -> Form:
    """Give the form that the content of a file makes: the same content is the same form."""
    overlay = model_of(data, _Overlay, FILE, FormError, _explained)
    if wrong := next(_wrong(overlay), ""):
        raise FormError(f"{FILE} {wrong}")
    if not overlay.fields and not overlay.steps:
        return package_form()
    return _with(package_form(), overlay, digest_of(data))


def _with(package: Form, overlay: _Overlay, digest: str) -> Form:
    more = {entry.field_id: entry.synonyms for entry in overlay.fields}
    known = [
        field.model_copy(update={"synonyms": (*field.synonyms, *more.get(field.field_id, ()))}) for field in package.all
    ]
    own = [entry for entry in overlay.fields if entry.field_id not in package.fields]
    fields = (*known, *(entry.field() for entry in own))
    places = {entry.field_id: entry.place() for entry in own}
    return Form(fields, package.header, package.units, overlay.steps or package.steps, places, digest)


def _wrong(overlay: _Overlay) -> Iterator[str]:
    """Say what can't be meant: ids that clash, words that belong to another field or would never be met, steps that are none."""
    package, seen = package_form(), set[str]()
    for entry in overlay.fields:
        place = f"字段 {entry.field_id}"
        if entry.field_id in seen:
            yield f"{place} 写了两次，请并成一段"
        seen.add(entry.field_id)
        known = package.fields.get(entry.field_id)
        yield from _wrong_addition(place, entry, known) if known else _wrong_field(place, entry)
    yield from _wrong_words(overlay)
    yield from _wrong_steps(overlay)


def _wrong_addition(place: str, entry: OwnField, known: FormField) -> Iterator[str]:
    """Say what an entry of a known field changes of it: only words may be added."""
    if entry.type and entry.type != known.type:
        yield f"{place} 的 type：“{known.label}”是程序已有的字段，类型是 {known.type}，不能改成 {entry.type}；自己的列请另起一个 field_id"
    if entry.label and fold(entry.label) != fold(known.label):
        yield f"{place} 的 label：程序已有的字段叫“{known.label}”，不能改名；把“{entry.label}”写进 synonyms 就认得了"
    changed = sorted(entry.model_fields_set - {"field_id", "label", "type", "synonyms"})
    if changed:
        yield f"{place} 的 {changed[0]}：“{known.label}”是程序已有的字段，只能加 synonyms（本县的叫法）"
    if not entry.synonyms:
        yield f'{place}：“{known.label}”是程序已有的字段，要写 synonyms = ["本县的叫法"]'


def _wrong_field(place: str, entry: OwnField) -> Iterator[str]:
    """Say what is wrong with a column of the county's own."""
    if not entry.label.strip():
        near = nearest_key(entry.field_id, package_form().fields).partition("（")[0]
        yield f'{place} 没有写 label；自己的列要写 label = "列名" 和 type。若指程序已有的字段，{near}'
    if entry.type is None:
        types = "、".join(f"{name}（{said}）" for name, said in _TYPES.items())
        yield f"{place} 没有写 type，可以写：{types}"
    if entry.field_id in RESERVED or entry.field_id.endswith(RESERVED_ENDS):
        yield f"{place}：这个编号台账自己要用，请换一个，如 own_{entry.field_id}"
    if entry.basis and entry.type != "money":
        yield f'{place} 的 basis：只有金额（type = "money"）才写从何时累计'
    if entry.unit and entry.type != "number":
        yield f'{place} 的 unit：只有数量（type = "number"）才写；金额的单位在报表里写'
    if entry.type == "number" and entry.of == "line":
        yield f"{place} 的 of：数量只能是项目的（project）"
    if entry.type == "money" and (entry.of == "project") != (entry.basis == "project") and entry.of and entry.basis:
        yield f'{place}：of = "project" 的金额，basis 也应是 "project"；两项写一项就行'


def _wrong_words(overlay: _Overlay) -> Iterator[str]:
    package = package_form()
    belongs = {word: label.field_id for word, label in package.labels.items()}
    called = {known.field_id: known.label for known in package.all} | {
        entry.field_id: entry.label for entry in overlay.fields if entry.label
    }
    for entry in overlay.fields:
        for key, word in (
            *((("label", entry.label),) if entry.label else ()),
            *(("synonyms", w) for w in entry.synonyms),
        ):
            place, folded = f"字段 {entry.field_id} 的 {key}", fold(word)
            owner = belongs.setdefault(folded, entry.field_id)
            if owner != entry.field_id:
                yield f"{place}：“{word}”已经是字段 {owner}（{called[owner]}）的叫法，一个叫法只能归一个字段"
            if not folded or len(folded) > _LONGEST:
                yield f"{place}：“{word}”不能作列名，应是 1 到 {_LONGEST} 个字"
            if folded in package.header.idle:
                yield f"{place}：“{word}”单独说明不了是哪一列，请写全，如 专项债{word}"
            if unit := _unit_in(folded, package):
                yield f"{place}：“{word}”里的单位不要写，括号里的“{unit}”读表时会自己认"


def _unit_in(folded: str, form: Form) -> str:
    """Give the unit that a bracket of a heading states, `""` if none does: such a bracket is never part of the words."""
    units = {word for _, words in form.units.money for word in words} | form.units.other_money | form.units.measures
    stated = re.findall(r"[(\[【]([^()\[\]【】]*)[)\]】]", folded)
    return next((text for text in stated if text.rpartition(":")[2].removeprefix("单位") in units), "")


def _wrong_steps(overlay: _Overlay) -> Iterator[str]:
    if not overlay.steps:
        return
    package = package_form()
    fields = package.fields | {e.field_id: e.field() for e in overlay.fields if e.field_id not in package.fields}
    for step in overlay.steps:
        known = fields.get(step)
        if known is None:
            yield f"steps 里的“{step}”不是字段，{nearest_key(step, package.steps)}"
        elif known.type != "money" or known.basis != "year_to_date":
            yield f"steps 里的 {step}（{known.label}）不是年初以来累计的金额，不能排进先后"
    if len(set(overlay.steps)) < len(overlay.steps):
        yield "steps 里有写了两次的"
    if absent := [step for step in package.steps if step not in overlay.steps]:
        yield f"steps 少了 {'、'.join(f'{step}（{package.label(step)}）' for step in absent)}；只能调整先后、加自己的金额列"


def _explained(error: Any, written: dict[str, Any]) -> str:
    """Say what an error of the model means: which entry, which key."""
    keys = list(error["loc"])
    entry = (
        f"第 {keys[1] + 1} 个 [[fields]]" if len(keys) > 1 and keys[0] == "fields" and isinstance(keys[1], int) else ""
    )
    if entry and isinstance(row := written["fields"][keys[1]], dict) and row.get("field_id"):
        entry += f"（{row['field_id']}）"
    key = ".".join(str(k) for k in (keys[2:] if entry else keys))
    place = "".join((entry, " 的 " if entry and key else "", key))
    if error["type"] == "extra_forbidden":
        known: Iterable[str] = OwnField.model_fields if entry else _Overlay.model_fields
        return f"{entry}{'：' if entry else ''}不认识的 {key}，{nearest_key(str(keys[-1]), known)}"
    if error["type"] == "missing":
        return f"{entry}没有写 {key}"
    if key == "field_id":
        return f"{place} 的值 {error['input']!r} 不能用：应是小写英文字母、数字和下划线，如 special_bonds"
    return f"{place} 的值 {error['input']!r} 不能用：{wrong_value(error)}"
