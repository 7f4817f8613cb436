-- The catalogue's figures by county and month as a person writes them for speed: plain CASE sums, one scan a table, windows
-- over the unit's grain. What the workbench takes for the same is measured against this (bench_scale.py).
CREATE TEMP TABLE unit_money AS
SELECT county, period, unit_id,
  sum(applied_fen)::BIGINT applied, sum(awarded_fen)::BIGINT awarded, sum(received_fen)::BIGINT received,
  sum(CASE WHEN NOT carried THEN received_fen END)::BIGINT own,
  count(CASE WHEN applied_unreadable THEN 1 END) applied_hidden, count(CASE WHEN awarded_unreadable THEN 1 END) awarded_hidden,
  count(CASE WHEN received_unreadable THEN 1 END) received_hidden, count(*) lines,
  count(CASE WHEN applied_fen <> 0 OR awarded_fen <> 0 OR received_fen <> 0 THEN 1 END) said,
  count(CASE WHEN (applied_fen <> 0 OR awarded_fen <> 0 OR received_fen <> 0) AND fund_category <> '未注明' THEN 1 END) categories
FROM funding GROUP BY ALL;

CREATE TEMP TABLE unit_counts AS
SELECT county, period, unit_id, count(*) projects, sum(land_granted) land,
  count(CASE WHEN origin IN ('new', 'unstated') THEN 1 END) fresh,
  count(CASE WHEN awarded_fen > 0 OR allotted_fen > 0 OR received_fen > 0 THEN 1 END) won_money,
  count(CASE WHEN land_granted > 0 THEN 1 END) won_land,
  count(CASE WHEN awarded_unreadable OR allotted_unreadable OR received_unreadable THEN 1 END) hides_money,
  count(CASE WHEN land_granted_unreadable THEN 1 END) hides_land,
  count(CASE WHEN kind <> 'unstated' AND (applied_fen <> 0 OR awarded_fen <> 0 OR received_fen <> 0 OR land_granted <> 0 OR converted) THEN 1 END) kinds,
  count(CASE WHEN kind <> 'unstated' THEN 1 END) base_kinds,
  count(CASE WHEN converted THEN 1 END) converted,
  count(CASE WHEN NOT converted AND (awarded_unreadable OR allotted_unreadable OR received_unreadable OR land_granted_unreadable) THEN 1 END) converted_hidden,
  count(CASE WHEN kind = 'competitive' THEN 1 END) competitive, count(CASE WHEN kind = 'unstated' THEN 1 END) kind_unstated,
  count(CASE WHEN kind = 'competitive' AND converted THEN 1 END) competitive_converted,
  count(CASE WHEN NOT converted AND kind = 'competitive' AND (awarded_unreadable OR allotted_unreadable OR received_unreadable OR land_granted_unreadable)
    OR kind = 'unstated' AND (converted OR awarded_unreadable OR allotted_unreadable OR received_unreadable OR land_granted_unreadable) THEN 1 END) competitive_hidden
FROM projects GROUP BY ALL;

CREATE TEMP TABLE categories AS
SELECT county, period, unit_id, fund_category, sum(received_fen)::BIGINT received, count(CASE WHEN received_unreadable THEN 1 END) hidden
FROM funding GROUP BY ALL;

CREATE TEMP TABLE told AS
WITH joined AS (
  SELECT u.county, u.period, u.unit_id, u.filing, u.stated, u.filed_this_year, u.carried, u.incomplete, u.undecided OR u.estimated AS undecided,
    u.filing = 'unreadable' OR u.undecided AS unreadable_return,
    substr(u.period, 1, 4)::INT AS year, substr(u.period, 6, 2)::INT AS month,
    coalesce(m.applied, 0) applied, coalesce(m.awarded, 0) awarded, coalesce(m.received, 0) received, coalesce(m.own, 0) own,
    coalesce(m.received_hidden, 0) > 0 AS hidden, coalesce(m.lines, 0) lines, coalesce(m.categories, 0) categories,
    coalesce(c.projects, 0) projects, coalesce(c.land, 0) land, coalesce(c.fresh, 0) fresh, c.won_money > 0 AS won_money, c.won_land > 0 AS won_land,
    c.hides_money > 0 AS hides_money, c.hides_land > 0 AS hides_land, coalesce(c.kinds, 0) kinds, coalesce(t.funds_fen, 0) target, t.projects AS target_projects,
    bm.awarded AS base_awarded, bm.received AS base_received, bm.received_hidden AS base_received_hidden, bm.awarded_hidden AS base_awarded_hidden,
    bm.lines AS base_lines, bm.said AS base_said, bm.categories AS base_categories, bc.projects AS base_projects, bc.base_kinds
  FROM units u LEFT JOIN unit_money m USING (county, period, unit_id) LEFT JOIN unit_counts c USING (county, period, unit_id)
  LEFT JOIN targets t USING (county, period, unit_id)
  LEFT JOIN unit_money bm ON bm.county = u.county AND bm.unit_id = u.unit_id AND bm.period = (substr(u.period, 1, 4)::INT - 1) || substr(u.period, 5, 3)
  LEFT JOIN unit_counts bc ON bc.county = u.county AND bc.unit_id = u.unit_id AND bc.period = (substr(u.period, 1, 4)::INT - 1) || substr(u.period, 5, 3)
), banded AS (
  SELECT *, CASE WHEN NOT filed_this_year THEN 'unfiled' WHEN NOT stated OR hidden THEN 'unknown' WHEN received <= 0 THEN CASE WHEN undecided THEN 'unknown' ELSE 'zero' END
    WHEN target = 0 THEN 'no_target' WHEN received * 5 >= target * 4 THEN 'high' WHEN received * 4 >= target THEN 'middle' ELSE 'low' END AS band,
    stated AND NOT carried AND NOT hidden AS known
  FROM joined
), ranked AS (
  SELECT *, band NOT IN ('unfiled', 'unknown') AS counted,
    CASE WHEN band NOT IN ('unfiled', 'unknown') THEN received END AS amount, CASE WHEN stated AND target > 0 AND target > received THEN target - received END AS gap,
    last_value(CASE WHEN known THEN month END IGNORE NULLS) OVER year_so_far AS last, last_value(CASE WHEN known THEN received END IGNORE NULLS) OVER year_so_far AS last_amount
  FROM banded WINDOW year_so_far AS (PARTITION BY county, unit_id, year ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
), ago AS (
  SELECT a.county, a.year, a.month, max(b.month) AS ago FROM (SELECT DISTINCT county, year, month FROM banded) a
  JOIN (SELECT DISTINCT county, year, month FROM banded WHERE stated AND NOT carried) b ON b.county = a.county AND b.year = a.year AND b.month + 3 <= a.month GROUP BY ALL
), since AS (SELECT county, unit_id, year + 1 AS year, min(month) AS since FROM banded WHERE projects > 0 GROUP BY ALL),
county_since AS (SELECT county, year, min(since) AS county_since FROM since GROUP BY ALL)
SELECT r.*, coalesce(lag(last) OVER by_unit, 0) AS previous, coalesce(lag(last_amount) OVER by_unit, 0) AS previous_amount,
  row_number() OVER (PARTITION BY r.county, r.period ORDER BY amount DESC NULLS LAST) AS amount_rank, row_number() OVER (PARTITION BY r.county, r.period ORDER BY gap DESC NULLS LAST) AS gap_rank,
  r.stated AND coalesce(s.since <= r.month, false) AS comparable, r.stated AND r.projects > 0 AND coalesce(cs.county_since <= r.month, false) AND NOT coalesce(s.since <= r.month, false) AS without_history,
  r.stated AND NOT r.carried AND NOT r.incomplete AND r.fresh = 0 AS no_new_projects,
  r.stated AND r.received > 0 AND NOT r.carried AND NOT r.hidden AND coalesce(b.own, 0) > 0 AND r.received <= b.own AS dry,
  CASE WHEN r.band <> 'zero' THEN '' WHEN r.received < 0 THEN 'reclaimed' WHEN r.won_money THEN 'won_not_received' WHEN r.won_land THEN 'land_only' ELSE 'nothing' END AS zero_kind
FROM ranked r LEFT JOIN ago a ON a.county = r.county AND a.year = r.year AND a.month = r.month
LEFT JOIN banded b ON b.county = r.county AND b.unit_id = r.unit_id AND b.year = r.year AND b.month = a.ago
LEFT JOIN since s ON s.county = r.county AND s.unit_id = r.unit_id AND s.year = r.year
LEFT JOIN county_since cs ON cs.county = r.county AND cs.year = r.year
WINDOW by_unit AS (PARTITION BY r.county, r.unit_id, r.year ORDER BY r.month);

CREATE TEMP TABLE project_sums AS
SELECT county, period, count(*) projects,
  count(CASE WHEN origin = 'carried_over' THEN 1 END) projects_carried_over, count(CASE WHEN origin = 'new' THEN 1 END) projects_new, count(CASE WHEN origin = 'unstated' THEN 1 END) projects_origin_unstated,
  count(CASE WHEN kind = 'formula' THEN 1 END) "projects@formula", count(CASE WHEN kind = 'competitive' THEN 1 END) "projects@competitive", count(CASE WHEN kind = 'unstated' THEN 1 END) kind_unstated,
  count(CASE WHEN converted THEN 1 END) converted,
  count(CASE WHEN converted AND kind = 'formula' THEN 1 END) "converted@formula", count(CASE WHEN converted AND kind = 'competitive' THEN 1 END) "converted@competitive",
  count(CASE WHEN NOT converted THEN 1 END) unconverted, count(CASE WHEN stage = 'applied' AND NOT converted THEN 1 END) awaiting_approval,
  count(CASE WHEN has_problems AND NOT converted THEN 1 END) unconverted_with_problems,
  count(CASE WHEN reached_applied THEN 1 END) reached_applied, count(CASE WHEN reached_allotted THEN 1 END) reached_allotted, count(CASE WHEN reached_received THEN 1 END) reached_received,
  count(CASE WHEN large AND kind = 'competitive' THEN 1 END) "large@competitive", sum(land_granted) land,
  count(CASE WHEN pipeline THEN 1 END) pipeline, count(CASE WHEN stuck THEN 1 END) stuck, count(CASE WHEN stuck AND stage = 'applied' THEN 1 END) stuck_applied,
  count(CASE WHEN stuck_large THEN 1 END) stuck_large, count(CASE WHEN stuck AND states_amount THEN 1 END) stuck_with_amount,
  count(CASE WHEN unarrived THEN 1 END) unarrived, count(CASE WHEN unstarted THEN 1 END) unstarted, count(CASE WHEN overpaid THEN 1 END) overpaid,
  count(CASE WHEN lacking_land THEN 1 END) lacking_land, count(CASE WHEN lacking_land AND NOT converted THEN 1 END) lacking_land_unconverted,
  sum(CASE WHEN lacking_land THEN land_needed END) land_needed_lacking, sum(CASE WHEN lacking_land THEN land_granted END) land_granted_lacking,
  count(CASE WHEN lacking_land AND states_amount THEN 1 END) lacking_land_with_amount,
  count(CASE WHEN states_land THEN 1 END) states_land, count(CASE WHEN states_approvals THEN 1 END) states_approvals, count(CASE WHEN states_approvals AND states_amount THEN 1 END) states_approvals_with_amount,
  count(CASE WHEN states_matching THEN 1 END) states_matching, count(CASE WHEN states_matching AND states_amount THEN 1 END) states_matching_with_amount,
  count(CASE WHEN states_contact THEN 1 END) states_contact, count(CASE WHEN states_contact AND states_amount THEN 1 END) states_contact_with_amount,
  count(CASE WHEN without_leader THEN 1 END) without_leader, count(CASE WHEN filed_twice_first THEN 1 END) filed_twice, count(CASE WHEN filed_twice_differing THEN 1 END) filed_twice_differing,
  count(CASE WHEN works THEN 1 END) works, count(CASE WHEN works_started THEN 1 END) works_started, count(CASE WHEN works_finished THEN 1 END) works_finished,
  count(CASE WHEN hidden THEN 1 END) won_hidden, count(CASE WHEN allotted_unreadable OR received_unreadable THEN 1 END) reached_allotted_hidden, count(CASE WHEN received_unreadable THEN 1 END) reached_received_hidden,
  count(CASE WHEN kind = 'competitive' AND awarded_unreadable OR kind = 'unstated' AND (sizeable OR awarded_unreadable) THEN 1 END) "large@competitive_hidden",
  count(CASE WHEN land_granted_unreadable THEN 1 END) land_hidden, count(CASE WHEN lacking_land AND land_granted_unreadable THEN 1 END) land_granted_lacking_hidden,
  count(CASE WHEN lacking_land AND NOT converted AND hidden THEN 1 END) lacking_land_unconverted_hidden, count(CASE WHEN works AND hidden THEN 1 END) works_hidden,
  count(CASE WHEN kind = 'formula' AND hidden OR kind = 'unstated' AND (converted OR hidden) THEN 1 END) "converted@formula_hidden",
  count(CASE WHEN kind = 'competitive' AND hidden OR kind = 'unstated' AND (converted OR hidden) THEN 1 END) "converted@competitive_hidden"
FROM (SELECT *, awarded_unreadable OR allotted_unreadable OR received_unreadable OR land_granted_unreadable AS hidden FROM projects) GROUP BY ALL;

CREATE TEMP TABLE money_sums AS
SELECT county, period,
  sum(applied_fen)::BIGINT applied, sum(awarded_fen)::BIGINT awarded, sum(allotted_fen)::BIGINT allotted, sum(received_fen)::BIGINT received, sum(paid_fen)::BIGINT paid, sum(reclaimed_fen)::BIGINT reclaimed, sum(came_fen)::BIGINT came,
  sum(CASE WHEN origin = 'new' THEN received_fen END)::BIGINT received_new,
  sum(CASE WHEN kind = 'formula' THEN received_fen END)::BIGINT "received@formula", sum(CASE WHEN kind = 'competitive' THEN received_fen END)::BIGINT "received@competitive",
  sum(CASE WHEN pipeline THEN applied_fen END)::BIGINT applied_pipeline, sum(CASE WHEN stuck THEN applied_fen END)::BIGINT applied_stuck, sum(CASE WHEN unarrived THEN awarded_fen END)::BIGINT awarded_unarrived,
  sum(CASE WHEN unstarted THEN received_fen END)::BIGINT received_unstarted, sum(CASE WHEN overpaid THEN paid_fen END)::BIGINT paid_overpaid, sum(CASE WHEN overpaid THEN received_fen END)::BIGINT received_overpaid,
  sum(CASE WHEN idle THEN received_fen END)::BIGINT received_idle, sum(CASE WHEN idle THEN paid_fen END)::BIGINT paid_idle, sum(CASE WHEN lacking_land THEN applied_fen END)::BIGINT applied_lacking_land,
  sum(CASE WHEN states_approvals THEN applied_fen END)::BIGINT applied_states_approvals, sum(CASE WHEN states_matching THEN applied_fen END)::BIGINT applied_states_matching, sum(CASE WHEN states_contact THEN applied_fen END)::BIGINT applied_states_contact,
  sum(CASE WHEN filed_twice THEN applied_fen END)::BIGINT applied_filed_twice, sum(CASE WHEN applied_again THEN applied_fen END)::BIGINT applied_again, sum(CASE WHEN filed_twice THEN awarded_fen END)::BIGINT awarded_filed_twice, sum(CASE WHEN awarded_again THEN awarded_fen END)::BIGINT awarded_again, sum(CASE WHEN filed_twice THEN received_fen END)::BIGINT received_filed_twice, sum(CASE WHEN received_again THEN received_fen END)::BIGINT received_again,
  sum(CASE WHEN carried THEN applied_fen END)::BIGINT applied_c, sum(CASE WHEN carried THEN awarded_fen END)::BIGINT awarded_c, sum(CASE WHEN carried THEN allotted_fen END)::BIGINT allotted_c, sum(CASE WHEN carried THEN received_fen END)::BIGINT received_c,
  sum(CASE WHEN carried THEN paid_fen END)::BIGINT paid_c, sum(CASE WHEN carried THEN reclaimed_fen END)::BIGINT reclaimed_c, sum(CASE WHEN carried THEN came_fen END)::BIGINT came_c, sum(CASE WHEN carried AND origin = 'new' THEN received_fen END)::BIGINT received_new_c,
  sum(CASE WHEN carried AND kind = 'formula' THEN received_fen END)::BIGINT "received@formula_c", sum(CASE WHEN carried AND kind = 'competitive' THEN received_fen END)::BIGINT "received@competitive_c",
  sum(CASE WHEN carried AND pipeline THEN applied_fen END)::BIGINT applied_pipeline_c, sum(CASE WHEN carried AND stuck THEN applied_fen END)::BIGINT applied_stuck_c, sum(CASE WHEN carried AND unarrived THEN awarded_fen END)::BIGINT awarded_unarrived_c,
  sum(CASE WHEN carried AND unstarted THEN received_fen END)::BIGINT received_unstarted_c, sum(CASE WHEN carried AND lacking_land THEN applied_fen END)::BIGINT applied_lacking_land_c,
  sum(CASE WHEN carried AND states_approvals THEN applied_fen END)::BIGINT applied_states_approvals_c, sum(CASE WHEN carried AND states_matching THEN applied_fen END)::BIGINT applied_states_matching_c, sum(CASE WHEN carried AND states_contact THEN applied_fen END)::BIGINT applied_states_contact_c,
  sum(CASE WHEN carried AND filed_twice THEN applied_fen END)::BIGINT applied_filed_twice_c, sum(CASE WHEN carried AND applied_again THEN applied_fen END)::BIGINT applied_again_c, sum(CASE WHEN carried AND filed_twice THEN awarded_fen END)::BIGINT awarded_filed_twice_c, sum(CASE WHEN carried AND awarded_again THEN awarded_fen END)::BIGINT awarded_again_c, sum(CASE WHEN carried AND filed_twice THEN received_fen END)::BIGINT received_filed_twice_c, sum(CASE WHEN carried AND received_again THEN received_fen END)::BIGINT received_again_c,
  count(CASE WHEN applied_unreadable THEN 1 END) applied_h, count(CASE WHEN awarded_unreadable THEN 1 END) awarded_h, count(CASE WHEN allotted_unreadable THEN 1 END) allotted_h, count(CASE WHEN received_unreadable THEN 1 END) received_h, count(CASE WHEN paid_unreadable THEN 1 END) paid_h,
  count(CASE WHEN origin = 'new' AND received_unreadable OR origin = 'unstated' AND (received_fen <> 0 OR received_unreadable) THEN 1 END) received_new_h,
  count(CASE WHEN kind = 'formula' AND received_unreadable OR kind = 'unstated' AND (received_fen <> 0 OR received_unreadable) THEN 1 END) "received@formula_h",
  count(CASE WHEN kind = 'competitive' AND received_unreadable OR kind = 'unstated' AND (received_fen <> 0 OR received_unreadable) THEN 1 END) "received@competitive_h",
  count(CASE WHEN pipeline AND applied_unreadable THEN 1 END) applied_pipeline_h, count(CASE WHEN stuck AND applied_unreadable THEN 1 END) applied_stuck_h, count(CASE WHEN unarrived AND awarded_unreadable THEN 1 END) awarded_unarrived_h,
  count(CASE WHEN unstarted AND received_unreadable THEN 1 END) received_unstarted_h, count(CASE WHEN overpaid AND paid_unreadable THEN 1 END) paid_overpaid_h, count(CASE WHEN overpaid AND received_unreadable THEN 1 END) received_overpaid_h,
  count(CASE WHEN idle AND received_unreadable THEN 1 END) received_idle_h, count(CASE WHEN idle AND paid_unreadable THEN 1 END) paid_idle_h, count(CASE WHEN lacking_land AND applied_unreadable THEN 1 END) applied_lacking_land_h,
  count(CASE WHEN states_approvals AND applied_unreadable THEN 1 END) applied_states_approvals_h, count(CASE WHEN states_matching AND applied_unreadable THEN 1 END) applied_states_matching_h, count(CASE WHEN states_contact AND applied_unreadable THEN 1 END) applied_states_contact_h,
  count(CASE WHEN filed_twice AND applied_unreadable THEN 1 END) applied_filed_twice_h, count(CASE WHEN applied_again AND applied_unreadable THEN 1 END) applied_again_h, count(CASE WHEN filed_twice AND awarded_unreadable THEN 1 END) awarded_filed_twice_h, count(CASE WHEN awarded_again AND awarded_unreadable THEN 1 END) awarded_again_h, count(CASE WHEN filed_twice AND received_unreadable THEN 1 END) received_filed_twice_h, count(CASE WHEN received_again AND received_unreadable THEN 1 END) received_again_h
FROM funding GROUP BY ALL;

CREATE TEMP TABLE unit_measures AS
SELECT county, period, count(*) units, count(CASE WHEN stated AND received > 0 THEN 1 END) with_funds, count(CASE WHEN without_history THEN 1 END) without_history, count(CASE WHEN filed_this_year THEN 1 END) filed,
  count(CASE WHEN counted AND stated AND target > 0 THEN 1 END) judged, count(CASE WHEN counted AND NOT (stated AND target > 0) THEN 1 END) untargeted, count(CASE WHEN counted AND stated AND target > 0 AND received >= target THEN 1 END) done,
  count(CASE WHEN counted AND stated AND target > 0 AND received * 12 < target * month THEN 1 END) behind, count(CASE WHEN comparable THEN 1 END) comparable, count(CASE WHEN no_new_projects THEN 1 END) no_new_projects, count(CASE WHEN dry THEN 1 END) dry,
  count(CASE WHEN band = 'zero' THEN 1 END) zero, count(CASE WHEN band = 'zero' AND counted AND stated AND target > 0 AND received * 12 < target * month THEN 1 END) zero_behind, count(CASE WHEN zero_kind = 'reclaimed' THEN 1 END) zero_reclaimed, count(CASE WHEN zero_kind = 'won_not_received' THEN 1 END) zero_won, count(CASE WHEN zero_kind = 'land_only' THEN 1 END) zero_land, count(CASE WHEN zero_kind = 'nothing' THEN 1 END) zero_nothing,
  count(CASE WHEN band = 'unfiled' THEN 1 END) unfiled, count(CASE WHEN band = 'unknown' THEN 1 END) "unknown", count(CASE WHEN band = 'no_target' THEN 1 END) no_target, count(CASE WHEN band = 'high' THEN 1 END) high, count(CASE WHEN band = 'middle' THEN 1 END) middle, count(CASE WHEN band = 'low' THEN 1 END) low,
  count(CASE WHEN filing = 'on_time' THEN 1 END) on_time, count(CASE WHEN filing = 'late' THEN 1 END) late, count(CASE WHEN filing = 'missing' THEN 1 END) missing, count(CASE WHEN filing = 'unreadable' THEN 1 END) unreadable, count(CASE WHEN carried THEN 1 END) carried, count(CASE WHEN incomplete THEN 1 END) incomplete,
  count(CASE WHEN hidden THEN 1 END) received_hidden, count(CASE WHEN unreadable_return THEN 1 END) unreadable_returns, count(CASE WHEN zero_kind IN ('land_only', 'nothing') AND hides_money OR zero_kind = 'nothing' AND hides_land THEN 1 END) zero_hidden,
  sum(target)::BIGINT target, sum(target_projects)::BIGINT projects_target, sum(CASE WHEN band = 'unfiled' THEN target END)::BIGINT target_of_unfiled, sum(CASE WHEN band = 'zero' THEN target END)::BIGINT target_of_zero,
  sum(CASE WHEN amount_rank <= 5 THEN amount END)::BIGINT top, sum(amount)::BIGINT amounts, sum(CASE WHEN gap_rank <= 5 THEN gap END)::BIGINT top_gap, count(gap) short,
  count(amount) ranked, sum(CASE WHEN amount > 0 THEN amount END)::BIGINT positive, sum(CASE WHEN amount > 0 THEN amount * amount_rank END)::BIGINT by_rank,
  sum(CASE WHEN known AND month = previous + 1 THEN received - previous_amount END)::BIGINT gain, count(CASE WHEN known AND month = previous + 1 THEN 1 END) gain_units,
  sum(CASE WHEN known AND month > previous + 1 AND received > previous_amount THEN received - previous_amount END)::BIGINT leap, min(CASE WHEN filed_this_year THEN coalesce(last, 0) END) silent, count(CASE WHEN stated AND NOT carried THEN 1 END) own_returns,
  sum(CASE WHEN comparable THEN received END)::BIGINT c_received, sum(CASE WHEN comparable THEN base_received END)::BIGINT c_base_received, sum(CASE WHEN comparable THEN awarded END)::BIGINT c_awarded, sum(CASE WHEN comparable THEN base_awarded END)::BIGINT c_base_awarded,
  sum(CASE WHEN comparable THEN projects END)::BIGINT c_projects, sum(CASE WHEN comparable THEN base_projects END)::BIGINT c_base_projects, sum(CASE WHEN comparable THEN base_received_hidden END) c_hidden, sum(CASE WHEN comparable THEN base_awarded_hidden END) c_awarded_hidden,
  count(CASE WHEN base_said > 0 AND base_categories = 0 AND categories > 0 THEN 1 END) unsplit_category, count(CASE WHEN base_projects > 0 AND base_kinds = 0 AND kinds > 0 THEN 1 END) unsplit_kind
FROM told GROUP BY ALL;

CREATE TEMP TABLE base_sums AS
SELECT county, period, sum(awarded)::BIGINT base_awarded, sum(received)::BIGINT base_received, sum(awarded_hidden) base_awarded_h, sum(received_hidden) base_received_h FROM unit_money GROUP BY ALL;
CREATE TEMP TABLE base_counts AS
SELECT county, period, sum(projects)::BIGINT base_projects, sum(converted)::BIGINT base_converted, sum(converted_hidden) base_converted_h, sum(competitive)::BIGINT base_competitive,
  sum(kind_unstated) base_kind_unstated, sum(competitive_converted)::BIGINT base_competitive_converted, sum(competitive_hidden) base_competitive_converted_h FROM unit_counts GROUP BY ALL;

CREATE TEMP TABLE increment_sums AS
SELECT county, period, sum(CASE WHEN last_hidden = 0 AND received > last_received THEN received - last_received END)::BIGINT increment, count(CASE WHEN hidden > 0 OR last_hidden > 0 THEN 1 END) hidden
FROM (SELECT coalesce(n.county, b.county) county, coalesce(n.period, b.later) period, coalesce(n.unit_id, b.unit_id) unit_id, coalesce(n.received, 0) received, coalesce(b.received, 0) last_received, coalesce(n.hidden, 0) hidden, coalesce(b.hidden, 0) last_hidden
  FROM categories n FULL JOIN (SELECT *, (substr(period, 1, 4)::INT + 1) || substr(period, 5, 3) AS later FROM categories) b
  ON b.county = n.county AND b.later = n.period AND b.unit_id = n.unit_id AND b.fund_category = n.fund_category)
JOIN (SELECT county, period, unit_id FROM told WHERE stated) USING (county, period, unit_id) GROUP BY ALL;

CREATE TEMP TABLE leap_sums AS
SELECT county, year, previous, month, sum(received - previous_amount)::BIGINT leap FROM told WHERE known AND month > previous + 1 AND received > previous_amount GROUP BY ALL;

CREATE TEMP TABLE figures AS
SELECT p.*, m.* EXCLUDE (county, period), u.* EXCLUDE (county, period), b.* EXCLUDE (county, period), c.* EXCLUDE (county, period), i.increment, i.hidden AS increment_hidden,
  received / nullif(target, 0) AS funds_completion, projects_new / nullif(projects_target, 0) AS projects_completion, received / nullif(allotted, 0) AS arrival_rate, paid / nullif(received, 0) AS payment_rate,
  received / nullif(awarded, 0) AS receipt_rate, converted / projects AS conversion, "converted@formula" / nullif("projects@formula", 0) AS conversion_formula, "converted@competitive" / nullif("projects@competitive", 0) AS conversion_competitive,
  (received - base_received) / nullif(base_received, 0) AS received_growth, (awarded - base_awarded) / nullif(base_awarded, 0) AS awarded_growth, (projects - base_projects) / nullif(base_projects, 0) AS projects_growth,
  (c_received - c_base_received) / nullif(c_base_received, 0) AS received_comparable, (c_awarded - c_base_awarded) / nullif(c_base_awarded, 0) AS awarded_comparable, (c_projects - c_base_projects) / nullif(c_base_projects, 0) AS projects_comparable,
  top / nullif(amounts, 0) AS top5, top_gap / nullif(target - received, 0) AS top_gap_share, ((ranked + 1) * positive - 2 * by_rank) / nullif(ranked * positive, 0) AS gini, target - received AS gap, stuck / nullif(pipeline, 0) AS stuck_share,
  works_started / nullif(works, 0) AS start_rate, works_finished / nullif(works, 0) AS finish_rate, "received@formula" / nullif(received, 0) AS formula_share, "received@competitive" / nullif(received, 0) AS competitive_share, zero / units AS zero_share
FROM project_sums p JOIN money_sums m USING (county, period) JOIN unit_measures u USING (county, period)
LEFT JOIN (SELECT * REPLACE ((substr(period, 1, 4)::INT + 1) || substr(period, 5, 3) AS period) FROM base_sums) b USING (county, period)
LEFT JOIN (SELECT * REPLACE ((substr(period, 1, 4)::INT + 1) || substr(period, 5, 3) AS period) FROM base_counts) c USING (county, period)
LEFT JOIN increment_sums i USING (county, period);
