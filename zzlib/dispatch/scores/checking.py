"""What in a rule contradicts itself, leaves a gap, counts a thing twice, or asks for what the county doesn't have."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from zzlib.dispatch.scores.bases import OWN_BASES
from zzlib.dispatch.scores.rule import ScoreBand, ScoreEntry, ScoreError, ScoreRule
from zzlib.indicators import FigureError
from zzlib.indicators.catalogue import Catalogue, definition, resolve
from zzlib.indicators.own_figures import catalogue_of
from zzlib.workspace import SCORE_RULE as FILE
from zzlib.workspace import Workspace


def checked(rule: ScoreRule, workspace: Workspace) -> ScoreRule:
    """Give the rule back.

    Raises:
        ScoreError: it can't be meant; the message names the first entry that is wrong, and what is.
    """
    if wrong := next(_wrong(rule, workspace), ""):
        raise ScoreError(f"{FILE} {wrong}")
    return rule


def unit_ids(workspace: Workspace) -> dict[str, str]:
    """Give the id of each unit by id, name and full name."""
    rows = workspace.reference("units").rows()
    return {row[column]: row["unit_id"] for row in rows for column in ("unit_id", "name", "full_name")}


def _wrong(rule: ScoreRule, workspace: Workspace) -> Iterator[str]:
    known = catalogue_of(workspace)
    yield from _wrong_head(rule)
    yield from _wrong_units(rule, workspace)
    for kind, entries in rule.entries.items():
        for entry in entries:
            place = f"[[{kind}]]（{entry.id}）"
            yield from _wrong_figure(place, entry.figure, entry.less, known)
            yield from _wrong_form(place, kind, entry)
    yield from _wrong_sum(rule)
    yield from _counted_twice(rule, known, workspace)
    if rule.light:
        yield from _wrong_figure("[light]", rule.light.figure, rule.light.less, known)
        yield from _not_tiling("[light]", rule.light.bands)
        if any(not band.light for band in rule.light.bands):
            yield '[light] 的 bands：每一段都要写 light = "green"、"yellow" 或 "red"'


def _wrong_head(rule: ScoreRule) -> Iterator[str]:
    if rule.valid_from > rule.valid_to:
        yield f"valid_from（{rule.valid_from}）在 valid_to（{rule.valid_to}）之后"
    if not rule.component and not rule.light:
        yield "既没有 [[component]]（计分项）也没有 [light]（亮灯），没有可算的"
    ids = [entry.id for entries in rule.entries.values() for entry in entries]
    if twice := next((one for one in ids if ids.count(one) > 1), ""):
        yield f"id 是 {twice} 的有两项，一项一个 id"


def _wrong_units(rule: ScoreRule, workspace: Workspace) -> Iterator[str]:
    names = unit_ids(workspace)
    seen: set[str] = set()
    for one in rule.exempt:
        if one.unit not in names:
            yield f"[[exempt]] 的 unit：units.csv 里没有“{one.unit}”"
        elif names[one.unit] in seen:
            yield f"[[exempt]] 的 unit：“{one.unit}”写了两次"
        seen.add(names.get(one.unit, ""))
    ranked = [group for together in rule.groups for group in together]
    if twice := next((one for one in ranked if ranked.count(one) > 1), ""):
        yield f"groups：“{twice}”写了两次，一类单位只能排在一处"
    of_county = dict.fromkeys(row["group"] for row in workspace.reference("units").rows())
    if ranked and (left := [group for group in of_county if group not in ranked]):
        yield f"groups：没有写{'、'.join(left)}的单位和谁一起排"


def _wrong_figure(place: str, figure: str, less: str, known: Catalogue) -> Iterator[str]:
    for key, name, scope in (("figure", figure, "unit"), ("less", less, "county")):
        if not name or (name in OWN_BASES and key == "figure"):
            continue
        try:
            meaning = definition(name, known.figures)
        except FigureError as error:
            yield f"{place} 的 {key}：{error}；另有 {'、'.join(f'{own}（{label}）' for own, label in OWN_BASES.items())}"
            return
        if scope not in meaning.scopes:
            yield f"{place} 的 {key}：{name}（{meaning.label}）没有{'各单位的' if scope == 'unit' else '全县的'}数"


def _wrong_form(place: str, kind: str, entry: ScoreEntry) -> Iterator[str]:
    if kind == "component":
        yield from _wrong_component(place, entry)
        return
    mark, other = ("above", "below") if kind == "bonus" else ("below", "above")
    if getattr(entry, other) is not None or entry.full is not None:
        yield f"{place}：{'加分' if kind == 'bonus' else '扣分'}项只写 {mark}，不写 {other}、full"
    if entry.cap is None:
        yield f"{place} 没有写 cap（最多{'加' if kind == 'bonus' else '扣'}几分）"
    if entry.bands:
        yield from _wrong_bands(place, entry.bands, entry.cap or Decimal(0), "cap")
    elif None in (getattr(entry, mark), entry.each, entry.points):
        yield f"{place}：要写 bands，或者写全 {mark}、each、points（每多少几分）"


def _wrong_component(place: str, entry: ScoreEntry) -> Iterator[str]:
    if entry.points is None:
        yield f"{place} 没有写 points（满分几分）"
    if bool(entry.bands) == (entry.full is not None):
        yield f"{place}：full（得满分的值，按比例得分）和 bands（分段）写一样，也只写一样"
    if extra := next((key for key in ("above", "below", "each", "cap") if getattr(entry, key) is not None), ""):
        yield f"{place} 的 {extra}：只有加分、扣分项才写"
    if entry.bands:
        yield from _wrong_bands(place, entry.bands, entry.points or Decimal(0), "points")


def _wrong_bands(place: str, bands: Sequence[ScoreBand], most: Decimal, key: str) -> Iterator[str]:
    yield from _not_tiling(place, bands)
    points = [band.points for band in bands if band.points is not None]
    if len(points) < len(bands):
        yield f"{place} 的 bands：每一段都要写 points"
    if outside := next((one for one in points if not 0 <= one <= most), None):
        yield f"{place} 的 bands：{outside} 分不在 0 到 {key}（{most}）之间"
    if max(points, default=most) != most:
        yield f"{place} 的 bands：最高一段只有 {max(points)} 分，到不了 {key}（{most}）"
    if points not in (sorted(points), sorted(points, reverse=True)):
        yield f"{place} 的 bands：分数忽高忽低（{'、'.join(map(str, points))}），应一路升或一路降"


def _not_tiling(place: str, bands: Sequence[ScoreBand]) -> Iterator[str]:
    """Say where bands leave a gap or lie over each other: from no lower end to no upper end each begins where one ends."""
    if not bands:
        yield f"{place} 没有写 bands"
        return
    if bands[0].start is not None:
        yield f"{place} 的 bands：低于 {bands[0].start} 的没有写（第一段不写 from）"
    if bands[-1].below is not None:
        yield f"{place} 的 bands：{bands[-1].below} 及以上的没有写（最后一段不写 below）"
    for number, (one, other) in enumerate(pairwise(bands), start=1):
        end, start = one.below, other.start
        if end is None or start is None:
            yield f"{place} 的 bands：第 {number} 段要写 below，第 {number + 1} 段要写 from"
        elif end < start:
            yield f"{place} 的 bands：{end} 到 {start} 之间没有写（第 {number} 段和第 {number + 1} 段之间有空档）"
        elif end > start:
            yield f"{place} 的 bands：{start} 到 {end} 之间写了两次（第 {number} 段和第 {number + 1} 段重叠）"


def _wrong_sum(rule: ScoreRule) -> Iterator[str]:
    points = [entry.points or Decimal(0) for entry in rule.component]
    if rule.component and sum(points) != rule.total:
        yield f"total 是 {rule.total} 分，各 [[component]] 的 points 加起来是 {sum(points)} 分（{' + '.join(map(str, points))}）"


def _counted_twice(rule: ScoreRule, known: Catalogue, workspace: Workspace) -> Iterator[str]:
    """Say which entries count the same rows' same amounts, but a bonus that begins where a component is full."""
    seen: dict[object, ScoreEntry] = {}
    for kind, entries in rule.entries.items():
        for entry in entries:
            counted = _counted(entry.figure, known, workspace)
            other = seen.setdefault(counted, entry)
            beyond = kind == "bonus" and None not in (entry.above, other.full) and entry.above >= other.full  # type: ignore[operator]
            if other is entry or entry.again or beyond:
                continue
            yield f'[[{kind}]]（{entry.id}）的 figure：{entry.figure} 和 {other.id} 的 {other.figure} 算的是同一笔数，会重复计分；确要两处都算的，写 again = "理由"'


def _counted(figure: str, known: Catalogue, workspace: Workspace) -> object:
    """Give what a figure adds up: the table and column, of a count the rows."""
    name = known.figures[figure].measure if figure in known.figures else ""
    if not name:
        return figure
    measure = known.measures[resolve(name, workspace.settings)]
    return (measure.table, measure.column) if measure.column else (measure.table, str(sorted(measure.where.items())))
