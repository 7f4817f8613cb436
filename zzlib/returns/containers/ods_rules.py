"""The rules (条件格式) of an OpenDocument sheet, as those of a workbook."""

import html
import re
from collections.abc import Iterator

from zzlib.returns.containers.conditions import MAX_RULES, SIGNS, ConditionalRule, areas_of
from zzlib.returns.containers.ods_looks import SpreadsheetStyles

_BLOCK, _CONDITION = re.compile(r"<calcext:conditional-format\b"), re.compile(r"<calcext:condition\b([^>]*)")
_ATTRIBUTE = re.compile(r'\b([\w-]+:[\w-]+)="([^"]*)"')
_SHEET = re.compile(r"(?:'[^']*'|[^\s.:']+)?\.")
_CALL = re.compile(r"([a-z-]+)\((.*)\)", re.DOTALL)
_COMPARED = re.compile(r"(!=|<>|<=|>=|=|<|>)\s*(.+)", re.DOTALL)
_PARTS = re.compile(r'"[^"]*"|\[[^\]]*\]|[^"\[\]]+')
_TEXTS = {
    "contains-text": "containsText", "not-contains-text": "notContainsText", "begins-with": "beginsWith", "ends-with": "endsWith",
}  # fmt: skip
_BETWEEN = {"between": "between", "not-between": "notBetween"}
_PLAIN = {"duplicate": "duplicateValues", "unique": "uniqueValues"}
_OPERATORS = {sign: name for name, sign in SIGNS.items()} | {"!=": "notEqual"}


def rules_of_table(table: str, styles: SpreadsheetStyles) -> tuple[ConditionalRule, ...]:
    """Give the rules of a sheet in the order in which they count; none if none may change what is seen.

    There may be more than `MAX_RULES`, but no more than one more.
    """
    found = []
    for rule in _rules(table, styles):
        found.append(rule)
        if len(found) > MAX_RULES:
            break
    return tuple(found) if any(styles.may_matter(rule.change) for rule in found) else ()


def _rules(table: str, styles: SpreadsheetStyles) -> Iterator[ConditionalRule]:
    for block in _BLOCK.split(table)[1:]:
        ranges = dict(_ATTRIBUTE.findall(block.partition(">")[0])).get("calcext:target-range-address", "")
        areas = areas_of(_SHEET.sub("", html.unescape(ranges)))
        for condition in _CONDITION.findall(block) if areas else ():
            said = dict(_ATTRIBUTE.findall(condition))
            change = styles.change(html.unescape(said.get("calcext:apply-style-name", "")))
            # Of a document only the first rule that holds counts.
            yield ConditionalRule(
                areas, *_asked(html.unescape(said.get("calcext:value", ""))), change=change, stops=True
            )


def _asked(value: str) -> tuple[str, tuple[str, ...], str, str | None]:
    """Give kind, formulas, operator and text of what a rule asks for."""
    call = _CALL.fullmatch(value.strip())
    name, inner = call.groups() if call else ("", "")
    if name == "formula-is":
        return "expression", (_formula(inner),), "", None
    if name in _TEXTS and re.fullmatch(r'"[^"]*"', inner):
        return _TEXTS[name], (), "", inner[1:-1]
    if name in _BETWEEN:
        return "cellIs", tuple(_formula(inner).split(",", 1)), _BETWEEN[name], None
    if compared := _COMPARED.fullmatch(value.strip()):
        return "cellIs", (_formula(compared[2]),), _OPERATORS[compared[1]], None
    return _PLAIN.get(value.strip(), value), (), "", None


def _formula(text: str) -> str:
    """Write a formula as workbooks do: `$D4` for `[.$D4]`, commas between arguments."""
    parts = _PARTS.findall(text)
    return "".join(
        part
        if part.startswith('"')
        else _SHEET.sub("", part[1:-1])
        if part.startswith("[.")
        else part.replace(";", ",")
        for part in parts
    )
