"""From the ledger to the month: all figures, the units with their bands, categories, the months of the year, issues."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import duckdb
import pandas as pd

from zzlib.checks import check
from zzlib.indicators.as_issued import RECEIVED, issued_figure, issued_sum
from zzlib.indicators.catalogue import measures
from zzlib.indicators.doubts import COUNTY
from zzlib.indicators.earlier import months_with_returns, period_ago, stages_known_ago
from zzlib.indicators.figures import compute_figures, ranked_units
from zzlib.indicators.month import FIGURE_COLUMNS, FILING_COLUMNS, UNIT_COLUMNS, Figure, Figures, Month
from zzlib.indicators.scopes import MonthSums, both_months, month_before, month_sums
from zzlib.indicators.sums import LAND_DIGITS, Sum, calculation, sum_measures
from zzlib.indicators.units import TOP_UNITS, counted, due_by
from zzlib.issues import Issue, issues_frame
from zzlib.ledger import Ledger
from zzlib.ledger.issued import IssuedMonth
from zzlib.ledger.ledger import worded
from zzlib.money import fen_of, number_text, yuan_text
from zzlib.periods import month_of, period_of, year_of
from zzlib.personal import names_in
from zzlib.vocabulary import Filing, Kind, Level


def measure(ledger: Ledger) -> Month:
    """Compute all figures of the ledger's period; see `Month` for the frames."""
    sums, earlier = both_months(ledger)
    with calculation(ledger.workspace.settings.engine) as connection:
        trend = _trend(connection, ledger, sums)
    before = _figures_before(earlier, month_before(ledger), sums.issued_before)
    issues = month_issues(ledger)
    return Month(
        period=ledger.period,
        settings=ledger.workspace.settings,
        figures=Figures([*compute_figures(sums, ledger.period), *before]),
        units=_with_month_before(_with_issue_counts(sums.units, issues), earlier, sums.issued_before),
        projects=sums.tables["projects"],
        funding=ledger.month("funding"),
        categories=categories_of(sums, earlier),
        trend=trend,
        issues=issues_frame(issues),
        waiting_files=ledger.waiting_files,
        filings=ledger.units[list(FILING_COLUMNS)],
        fields=sums.tables["fields"],
        programmes=sums.tables["programmes"],
        inspections=sums.tables["inspections"],
        gaps=_gaps(ledger, sums.units),
        unreadable_targets=tuple(cell for cell in ledger.targets["unreadable"] if cell),
        workspace=ledger.workspace,
        fingerprint=ledger.facts,
    )


def _figures_before(earlier: MonthSums | None, period: str, issued: IssuedMonth | None) -> list[Figure]:
    """Give the county's figures of the month before, or as it was issued with them; scope `month:2013-04`."""
    if earlier is None:
        return []
    figures = compute_figures(earlier, period, kinds=("county",))
    known = [replace(figure, scope=f"month:{period}") for figure in figures if figure.figure != "files_waiting"]
    return [issued_figure(issued, figure) for figure in known] if issued else known


def earlier_figures(ledger: Ledger, periods: Iterable[str]) -> list[Figure]:
    """Give the county's figures of earlier months of the year for which returns stand, or as they were issued; scopes `month:2013-03`."""
    known = sorted({*periods} & months_with_returns(ledger))
    return [f for p in known for f in _figures_before(month_sums(ledger, p), p, ledger.issued.get(p))]


def _with_month_before(units: pd.DataFrame, earlier: MonthSums | None, issued: IssuedMonth | None) -> pd.DataFrame:
    """Add each unit's band_before (`""` where nothing is known of the month before), completion_before and received_before_fen, as issued where it was."""
    if earlier is None:
        nothing = pd.array([pd.NA] * len(units), dtype="Int64")
        return units.assign(band_before="", completion_before=float("nan"), received_before_fen=nothing)
    if issued:
        rows = [issued.units.get(unit_id, {}) for unit_id in units["unit_id"]]
        amounts = [fen_of(yuan) if (yuan := row.get("received_yuan", "")) else pd.NA for row in rows]
        printed = pd.Series([row.get("band", "") for row in rows], index=units.index, dtype="str")
        shares = [float(row.get("completion", "") or "nan") for row in rows]
        amount = pd.array(amounts, dtype="Int64")
        return units.assign(band_before=printed, completion_before=shares, received_before_fen=amount)
    before = earlier.units.set_index("unit_id")
    bands = units["unit_id"].map(before["band"]).fillna("").astype("str")
    money = units["unit_id"].map(before["received_fen"]).astype("Int64")
    done = units["unit_id"].map(before["completion"]).astype("float64")
    return units.assign(band_before=bands, completion_before=done, received_before_fen=money)


_THIN = 4
"""Of the units with projects one in so many without last year's figures: the sums of both years are no longer of the same units."""


def _gaps(ledger: Ledger, units: pd.DataFrame) -> frozenset[str]:
    """Name what the county's files do not hold at all, so that no finding can rest on it.

    Reference files without a row, fields of the form that no project fills in, targets that nobody set, and `months`: no
    return of the year is `findings.waiting_months` old; `months_of_stages`: nor is one of last year on file. `history` is
    too thin where a quarter of the units with projects has none; `several` units are lacking where five hold most of anything.
    """
    projects, funding = ledger.month("projects"), ledger.month("funding")
    columns = {
        "stage": projects["stage"], "problems": projects["problems"], "leader": projects["leader"],
        "land_needed": projects["land_needed"], "paid": funding["paid_fen"], "allotted": funding["allotted_fen"],
        "received_on": funding["received_on"],
    }  # fmt: skip
    gaps = {name for name, values in columns.items() if not (values.notna() & (values.astype("str") != "")).any()}
    references = ("policy_fields", "programmes", "inspections")
    gaps |= {name for name in references if ledger.workspace.reference(name).frame.empty}
    fields = ledger.workspace.reference("policy_fields").frame
    gaps |= set() if len(fields) and (fields["priority"] != "").any() else {"priorities"}
    gaps |= set() if units["filed_this_year"].any() else {"returns"}
    gaps |= set() if period_ago(ledger) else {"months"}
    gaps |= set() if stages_known_ago(ledger) else {"months_of_stages"}
    targets = {"targets": "funds_fen", "project_targets": "projects"}
    gaps |= {name for name, column in targets.items() if not (ledger.targets[column].fillna(0) > 0).any()}
    gaps |= set() if (projects["kind"] != Kind.UNSTATED).any() else {"kinds"}
    with_projects, unknown = (units["projects"].fillna(0) > 0).sum(), units["without_history"].sum()
    gaps |= {"history"} if unknown and _THIN * unknown >= with_projects else set()
    return frozenset(gaps if len(ranked_units(units)) > 2 * TOP_UNITS else gaps | {"several"})


def month_issues(ledger: Ledger) -> list[Issue]:
    """Give the issues of the period's own files, of the reference files, and of the checks between months and units."""
    own = [i.at(period=ledger.period) for i in ledger.issues if i.period in ("", ledger.period)]
    return _without_persons(ledger, own + worded(ledger.workspace, check(ledger)))


def _without_persons(ledger: Ledger, issues: list[Issue]) -> list[Issue]:
    """Leave people's names and telephone numbers out of what is said of cells that are not for people."""
    projects, personal = ledger.month("projects"), ledger.workspace.form.personal
    columns = [projects[name] for name in personal if name in projects]
    leaders = [row["leader"] for row in ledger.workspace.reference("units").rows()]
    names = names_in([*leaders, *(text for column in columns for text in column.dropna())])
    return [i if i.field in personal else i.without_persons(names) for i in issues]


def _with_issue_counts(units: pd.DataFrame, issues: list[Issue]) -> pd.DataFrame:
    counts = {
        level: [sum(i.unit_id == unit_id and i.level is level for i in issues) for unit_id in units["unit_id"]]
        for level in (Level.ERROR, Level.WARNING)
    }
    return units.assign(errors=counts[Level.ERROR], warnings=counts[Level.WARNING])


def categories_of(sums: MonthSums, earlier: MonthSums | None) -> pd.DataFrame:
    """Give the money of each fund category (`Month.categories`); `earlier` are the sums of the month before."""
    rows = []
    for scope in sums.scopes["category"]:
        now, before = sums.get("received", scope), sums.get("base_received", scope)
        month = earlier.get("received", scope) if earlier else None
        if earlier and sums.issued_before:
            month = issued_sum(sums.issued_before, RECEIVED, str(scope), sums.catalogue.figures)
        amounts = (found.value if found else pd.NA for found in (before, month))
        rows.append((scope.value, now.value if now else 0, *amounts))
    amounts_of = ["received_fen", "last_year_fen", "before_fen"]
    table = pd.DataFrame(rows, columns=["fund_category", *amounts_of])
    table = table.astype({"fund_category": "str"} | dict.fromkeys(amounts_of, "Int64"))
    return table.sort_values("received_fen", ascending=False, kind="stable", ignore_index=True)


def _trend(connection: duckdb.DuckDBPyConnection, ledger: Ledger, sums: MonthSums) -> pd.DataFrame:
    """Give the county's year so far, month by month, beside last year's and the schedule."""
    known = measures()
    money = {name: known[name] for name in ("received", "awarded")}
    base = ledger.base_funds[ledger.base_funds["counts"]]
    now = sum_measures(connection, counted(ledger.funding), money, ["period"])
    projects = sum_measures(connection, ledger.projects, {"projects": known["projects"]}, ["period"])["projects"]
    before = sum_measures(connection, base, {"base": known["base_received"]}, ["period"])["base"]
    target = sums.get("target", COUNTY)
    rows = []
    stated = months_with_returns(ledger)
    filed = ledger.units.loc[ledger.units["filing"] != Filing.MISSING, "period"].value_counts()
    for period in ledger.workspace.rhythm.until(ledger.period):
        last_year = before.get((period_of(year_of(period) - 1, month_of(period)),))
        if period == ledger.period and sums.issued_base:
            last_year = sums.get("base_received", COUNTY)
        rows.append(
            {
                "period": period,
                "received_fen": now["received"].get((period,), Sum(0)).value if period in stated else pd.NA,
                "awarded_fen": now["awarded"].get((period,), Sum(0)).value if period in stated else pd.NA,
                "last_year_fen": last_year.value if last_year and not last_year.unreadable else pd.NA,
                "schedule_fen": due_by(sums.settings, period, int(target.value)) if target else pd.NA,
                "projects": projects.get((period,), Sum(0)).value if period in stated else pd.NA,
                "filed": int(filed.get(period, 0)),
            }
        )
    kinds = dict.fromkeys(
        ["received_fen", "awarded_fen", "last_year_fen", "schedule_fen", "projects", "filed"], "Int64"
    )
    return pd.DataFrame(rows).astype({"period": "str"} | kinds)


def figures_table(month: Month) -> pd.DataFrame:
    """Give figures.csv: `FIGURE_COLUMNS`, all text; undefined values are empty and their text is —."""
    return table_of_figures(month.figures)


def table_of_figures(figures: Figures) -> pd.DataFrame:
    """Give figures as `figures_table` does."""
    rows = [
        (
            f.figure,
            f.scope,
            plain(f.value),
            f.unit,
            plain(f.numerator),
            plain(f.denominator),
            plain(f.carried_yuan),
            yes_no(f.incomplete),
            f.text,
        )
        for f in figures
    ]
    return pd.DataFrame(rows, columns=list(FIGURE_COLUMNS), dtype="str")


def units_table(month: Month) -> pd.DataFrame:
    """Give units.csv: `UNIT_COLUMNS`, all text, in order of precedence."""
    rows = []
    for unit in month.units.to_dict("records"):
        money = [_yuan(unit[f"{name}_fen"]) for name in ("applied", "awarded", "received", "target")]
        completion = month.figures["funds_completion", f"unit:{unit['unit_id']}"].value
        land = unit["land_mu"]
        rows.append(
            [
                *(unit[name] for name in ("unit_id", "unit", "group", "filing")),
                yes_no(unit["carried"]),
                yes_no(unit["incomplete"]),
                unit["band"],
                "" if pd.isna(unit["projects"]) else str(unit["projects"]),
                *money,
                plain(completion),
                "" if land != land else number_text(Decimal(str(land)), LAND_DIGITS),
                str(unit["errors"]),
                str(unit["warnings"]),
            ]
        )
    return pd.DataFrame(rows, columns=list(UNIT_COLUMNS), dtype="str")


def plain(value: Decimal | None) -> str:
    """Write an exact number as CSV holds it, `""` for none."""
    return "" if value is None else f"{value:f}"


def yes_no(value: object) -> str:
    """Write a truth value as the files do: yes or no."""
    return "yes" if value else "no"


def _yuan(fen: object) -> str:
    return yuan_text(fen) if isinstance(fen, int) else ""
