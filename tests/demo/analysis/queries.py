"""Every metric as an analyst would ask DuckDB for it, over the exported events and nothing else."""

from collections.abc import Callable
from typing import Final

VIEWS: Final = """
CREATE VIEW events AS SELECT * REPLACE (occurred AT TIME ZONE 'UTC' AS occurred) FROM 'events.parquet';

CREATE VIEW corrections AS
SELECT ticket, (body->>'$.version')::INT AS version, body->>'$.field' AS field, arg_max(body->>'$.right', version) AS "right"
FROM events WHERE type = 'correction-recorded' GROUP BY ALL;

CREATE VIEW said AS
SELECT ticket, version, type, field, coalesce("right", json_extract_string(body, '$.' || field)) AS said
FROM events CROSS JOIN (VALUES ('kind'), ('channel'), ('region'), ('product.name'), ('product.model'), ('product.batch'),
                               ('severity'), ('fault_type'), ('engineer'), ('team')) AS fields(field)
LEFT JOIN corrections USING (ticket, version, field)
WHERE kind = 'ticket' AND type IN ('ticket-opened', 'ticket-graded', 'ticket-routed', 'fault-diagnosed', 'ticket-resumed',
                                   'engineer-dispatched', 'dispatch-accepted', 'ticket-reopened')
      AND said IS NOT NULL;

CREATE VIEW groups AS
SELECT ticket,
       arg_max(said, version) FILTER (field = 'kind') AS kind,
       arg_max(said, version) FILTER (field = 'channel' AND type = 'ticket-opened') AS channel,
       arg_max(said, version) FILTER (field = 'region') AS region,
       arg_max(said, version) FILTER (field = 'product.name') AS product,
       arg_max(said, version) FILTER (field = 'product.model') AS model,
       arg_max(said, version) FILTER (field = 'product.batch') AS batch,
       arg_max(said, version) FILTER (field = 'severity') AS severity,
       arg_max(said, version) FILTER (field = 'fault_type') AS fault_type,
       arg_max(said, version) FILTER (field = 'engineer') AS engineer,
       arg_max(said, version) FILTER (field = 'team') AS team
FROM said GROUP BY ticket;

CREATE VIEW steps AS
SELECT ticket, type = 'ticket-resolved' AS solves,
       lag(type) OVER (PARTITION BY ticket ORDER BY version) = 'ticket-resolved' AS after_a_solution
FROM events
WHERE kind = 'ticket' AND type IN ('ticket-resolved', 'resolution-rejected', 'objection-raised', 'ticket-reopened');

CREATE VIEW setbacks AS
SELECT ticket, count(*) FILTER (NOT solves AND after_a_solution) AS setbacks FROM steps GROUP BY ticket;

CREATE TABLE tickets AS
WITH told AS (
  SELECT ticket,
         min(occurred) FILTER (type = 'ticket-opened') AS reported,
         min(occurred) FILTER (type = 'receipt-acknowledged') AS responded,
         min(occurred) FILTER (type = 'ticket-resolved') AS solved,
         max(version) FILTER (type IN ('resolution-rejected', 'objection-raised', 'ticket-reopened')) AS back,
         max(version) FILTER (type = 'ticket-resolved') AS last_solution,
         max(occurred) FILTER (type = 'ticket-resolved') AS solved_last,
         max(version) FILTER (type IN ('ticket-closed', 'ticket-cancelled', 'ticket-merged')) AS ending,
         max(occurred) FILTER (type IN ('ticket-closed', 'ticket-cancelled', 'ticket-merged')) AS ended,
         max(version) FILTER (type = 'ticket-merged' OR body->>'$.cancelled_as' IN ('duplicate', 'invalid')) AS void,
         max(occurred) FILTER (type = 'survey-answered') AS surveyed,
         arg_max(body->>'$.low', version) FILTER (type = 'survey-answered') = 'true' AS low,
         arg_max((body->>'$.recommend')::INT, version) FILTER (type = 'survey-answered') AS recommend,
         arg_max(body->'$.scores', version) FILTER (type = 'survey-answered') AS scores,
         arg_max((body->>'$.survey')::INT, version) FILTER (type = 'survey-answered') AS survey,
         coalesce(sum((body->>'$.minutes')::INT) FILTER (type = 'work-logged'), 0) AS minutes,
         coalesce(bool_or(type = 'work-logged' AND body->>'$.work' IN ('repair', 'replacement', 'adjustment')), false)
           AS repaired,
         coalesce(bool_or(type = 'ticket-linked' AND body->>'$.relation' = 'repeat'), false) AS repeated
  FROM events WHERE events.kind = 'ticket' GROUP BY ticket
)
SELECT told.*, groups.* EXCLUDE (ticket), coalesce(setbacks, 0) AS setbacks, strftime(reported + INTERVAL 8 HOUR, '%Y-%m') AS month,
       model || ' / ' || batch AS model_and_batch,
       kind = 'fault' AND fault_type IS DISTINCT FROM 'operation' AS is_fault,
       (epoch_us(responded) - epoch_us(reported)) // 1000 / 60000 AS to_response,
       (epoch_us(solved) - epoch_us(reported)) // 1000 / 60000 AS to_solution,
       (epoch_us(solved) - epoch_us(responded)) // 1000 / 60000 AS from_response,
       CASE WHEN last_solution > coalesce(back, 0) THEN solved_last WHEN ending > coalesce(back, 0) THEN ended END AS over
FROM told LEFT JOIN setbacks USING (ticket) LEFT JOIN groups USING (ticket) WHERE void IS NULL OR back > void;

CREATE VIEW causes AS
SELECT ticket, (body->>'$.survey')::INT AS survey, arg_max(body->>'$.category', version) AS cause
FROM events WHERE type = 'callback-made' GROUP BY ALL;

CREATE VIEW surveys AS
SELECT tickets.*, cause FROM tickets LEFT JOIN causes USING (ticket, survey) WHERE surveyed IS NOT NULL;

CREATE VIEW scores AS
SELECT *, answer->>'$.question' AS question, (answer->>'$.score')::INT AS score
FROM (SELECT *, unnest(from_json(scores, '["JSON"]')) AS answer FROM tickets WHERE scores IS NOT NULL);

CREATE VIEW parts AS
SELECT tickets.*, received.occurred AS received, (epoch_us(received.occurred) - epoch_us(requested.occurred)) // 1000 / 60000 AS waited
FROM events received JOIN events requested
  ON requested.type = 'part-requested' AND received.type = 'part-received' AND requested.ticket = received.ticket
     AND requested.body->>'$.request' = received.body->>'$.request'
JOIN tickets ON tickets.ticket = received.ticket;

CREATE VIEW complaints AS
WITH told AS (
  SELECT aggregate, first(ticket) AS ticket,
         min(occurred) FILTER (type = 'complaint-raised') AS raised,
         min(occurred) FILTER (type = 'complaint-handled') AS handled,
         bool_or(type = 'complaint-withdrawn') AS withdrawn
  FROM events WHERE kind = 'complaint' GROUP BY aggregate
)
SELECT tickets.*, raised, date_diff('second', raised, handled) / 60 AS to_handling
FROM told LEFT JOIN tickets USING (ticket) WHERE raised IS NOT NULL AND NOT withdrawn;

CREATE VIEW months AS SELECT DISTINCT month FROM tickets;

CREATE VIEW sold AS
SELECT body->>'$.month' AS sold_in, line->>'$.model' AS model, line->>'$.batch' AS batch,
       arg_max((line->>'$.units')::BIGINT, position) AS units
FROM (SELECT position, body, unnest(from_json(body->'$.sold', '["JSON"]')) AS line
      FROM events WHERE type = 'units-sold-recorded')
GROUP BY ALL;

CREATE MACRO month_of(moment) AS strftime(moment + INTERVAL 8 HOUR, '%Y-%m');
"""

_COLUMNS: Final = {"fault-type": "fault_type", "batch": "model_and_batch"}


def _counted(rows: str, moment: str, value: str, where: str = "true") -> Callable[[str], str]:
    """Of rows at which a moment came in a month."""
    return lambda of: f"SELECT month_of({moment}), {of}, {value} FROM {rows} WHERE {where} GROUP BY ALL"  # noqa: S608 -- only names of columns are put in


def _backlog(of: str) -> str:
    return f"""
        SELECT months.month, {of}, count(*) FROM months, tickets
        WHERE month_of(reported) <= months.month AND (over IS NULL OR month_of(over) > months.month) GROUP BY ALL"""  # noqa: S608 -- only names of columns are put in


def _complaints(of: str) -> str:
    return f"""
        WITH raised AS (SELECT month_of(raised) AS month, {of} AS of, count(*) AS raised FROM complaints GROUP BY ALL),
             came AS (SELECT month_of(reported) AS month, {of} AS of, count(*) AS came FROM tickets GROUP BY ALL)
        SELECT came.month, came.of, coalesce(raised, 0) / came FROM came LEFT JOIN raised
          ON came.month = raised.month AND came.of IS NOT DISTINCT FROM raised.of"""  # noqa: S608 -- only names of columns are put in


def _per_unit(which: str) -> Callable[[str], str]:
    """Until the end of each month, of models or batches with units; of all: these models together."""

    def query(of: str) -> str:
        group = {"NULL": "model", "model": "model", "model_and_batch": "model || ' / ' || batch"}[of]
        rates = f"""
            WITH units AS (SELECT month, {group} AS of, sum(units) AS units FROM months JOIN sold ON sold_in <= month
                           WHERE {group} IS NOT NULL GROUP BY ALL),
                 faults AS (SELECT months.month, {group} AS of, count(*) AS faults FROM months, tickets
                            WHERE month_of(reported) <= months.month AND {which} GROUP BY ALL)
            SELECT units.month AS month, units.of AS of, coalesce(faults, 0) AS faults, units
            FROM units LEFT JOIN faults ON units.month = faults.month AND units.of = faults.of"""  # noqa: S608 -- only names of columns are put in
        if of == "NULL":
            return f"SELECT month, NULL, sum(faults) / sum(units) FROM ({rates}) GROUP BY ALL"  # noqa: S608 -- only names of columns are put in
        return f"SELECT month, of, faults / units FROM ({rates})"  # noqa: S608 -- only names of columns are put in

    return query


_NPS: Final = "100 * avg((recommend >= 9)::INT - (recommend <= 6)::INT)"
_IN_TIME: Final = "avg(coalesce({} <= {}, false)::INT)"
QUERIES: Final[dict[str, Callable[[str], str]]] = {
    "tickets": _counted("tickets", "reported", "count(*)"),
    "solutions": _counted("tickets", "solved", "count(*)"),
    "backlog": _backlog,
    "repeats": _counted("tickets", "reported", "avg(repeated::INT)"),
    "first-response": _counted("tickets", "responded", "avg(to_response)"),
    "first-response-median": _counted("tickets", "responded", "median(to_response)"),
    "first-response-p90": _counted("tickets", "responded", "quantile_cont(to_response, 0.9)"),
    "resolution": _counted("tickets", "solved", "avg(to_solution)"),
    "resolution-median": _counted("tickets", "solved", "median(to_solution)"),
    "resolution-p90": _counted("tickets", "solved", "quantile_cont(to_solution, 0.9)"),
    "responded": _counted("tickets", "reported", _IN_TIME.format("to_response", 24 * 60)),
    "solved": _counted("tickets", "responded", _IN_TIME.format("from_response", 48 * 60)),
    "first-time-fix": _counted("tickets", "solved", "avg((setbacks = 0)::INT)"),
    "reopenings": _counted("tickets", "solved", "sum(setbacks)"),
    "failure": _per_unit("is_fault"),
    "repair-return": _per_unit("is_fault AND repaired"),
    "satisfaction": _counted("surveys", "surveyed", "avg((NOT low)::INT)"),
    "score": _counted("scores", "surveyed", "avg(score)"),
    "low-scores": _counted("surveys", "surveyed", "count(*)", "low"),
    "nps": _counted("surveys", "surveyed", _NPS, "recommend IS NOT NULL"),
    "complaints": _complaints,
    "complaints-handled": _counted("complaints", "raised", _IN_TIME.format("to_handling", 24 * 60)),
    "part-lead-time": _counted("parts", "received", "avg(waited)"),
    "part-lead-time-median": _counted("parts", "received", "median(waited)"),
    "work": _counted("tickets", "solved", "sum(minutes)"),
}
"""By metric, the query of a grouping: month, group, value."""


def query_of(metric: str, by: str | None) -> str:
    return QUERIES[metric](_COLUMNS.get(by or "", by or "NULL"))
