"""How each event changes its ticket's row, and which deviations from the written process come or go by it."""

from typing import Any, Final, cast

from domain.policy.events import PolicyPublished
from domain.policy.pack import Pack
from domain.record.envelope import Envelope, Recorded
from domain.rulebook.reading import read as read_pack
from domain.ticket.events import CorrectionRecorded
from domain.ticket.numbering import number_of
from projections.processes import facts as of_facts
from projections.processes.characteristics import NOTHING as NOT_SAID
from projections.processes.characteristics import changed_by, characteristics
from projections.processes.conformance import judging
from projections.processes.conformance.past import Past
from projections.processes.conformance.rules import AT, LOOKING_BACK
from projections.processes.conformance.terms import DEFAULT, SHIPPED, Terms, read_terms
from projections.processes.facts import Fact, fact_of
from projections.processes.tables import DEVIATIONS, PACKS, PROCESSES
from projections.processes.traces import NOTHING, is_traced, longer, micros, moment, traced
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES


def apply(rows: Rows, recorded: Recorded) -> None:
    envelope = recorded.envelope
    if envelope.aggregate.startswith("policy-"):
        _note_pack(rows, recorded)
        return
    before = rows.get(PROCESSES, number_of(envelope.aggregate)) or new(envelope)
    after = project(before, recorded, _terms(rows, envelope.policy))
    if after is before:
        return
    rows.put(PROCESSES, after)
    if after["deviations"] != before["deviations"]:
        _put_deviations(rows, after["number"], before["deviations"], after["deviations"])


PROJECTION: Final = Projection(
    "processes",
    2,
    TITLES["processes"][0],
    (PROCESSES, DEVIATIONS, PACKS),
    apply,
    frozenset({"ticket", "policy"}),
)


def project(before: Row, recorded: Recorded, terms: Terms = DEFAULT) -> Row:
    """A ticket's row after an event; the very row that came in where the event is no part of how it went."""
    event, envelope = recorded.event, recorded.envelope
    if isinstance(event, CorrectionRecorded):
        return _corrected(before, event, terms)
    if not is_traced(recorded):
        return before
    in_order = before["ended"] is None or micros(envelope.occurred) >= before["ended"]
    after = traced(before, recorded, in_order=in_order)
    fact = fact_of(recorded)
    if fact is None:
        return after
    if in_order:
        return _with_last(after, before, fact, terms)
    return _of(after, sorted([*of_facts.read(before["facts"]), fact]), terms)


def _with_last(after: Row, before: Row, fact: Fact, terms: Terms) -> Row:
    """Nothing of the ticket happened after it: what was found before stays as it is."""
    after["facts"] = longer(before["facts"], of_facts.written(fact))
    after.update(changed_by(fact))
    if fact.name in AT:
        past = Past(of_facts.read(before["facts"]) if fact.name in LOOKING_BACK else (), terms, before["imported"])
        known = judging.read(before["deviations"])
        if found := judging.shown_by(fact, past, {deviation.rule for deviation in known}):
            after["deviations"] = judging.written([*known, *found])
    return after


def _of(row: Row, facts: list[Fact], terms: Terms) -> Row:
    """All that follows from facts."""
    found = judging.judged(facts, terms, imported=row["imported"])
    return {
        **row,
        **characteristics(facts),
        "facts": of_facts.all_written(facts),
        "deviations": judging.written(found),
    }


def _corrected(before: Row, event: CorrectionRecorded, terms: Terms) -> Row:
    facts = of_facts.read(before["facts"])
    after = of_facts.corrected(facts, event)
    return before if after is facts else _of(before, after, terms)


def new(envelope: Envelope) -> Row:
    return {
        "number": number_of(envelope.aggregate),
        **NOTHING,
        **NOT_SAID,
        "imported": envelope.source is not None,
        "policy": envelope.policy,
        "facts": "[]",
        "deviations": judging.NONE,
    }


def _put_deviations(rows: Rows, number: str, before: str, after: str) -> None:
    """Those that are no longer shown stay as void: a row is never deleted."""
    were, are = judging.read(before), judging.read(after)
    for deviation in were:
        if deviation not in are:
            rows.put(DEVIATIONS, _row(number, deviation, void=True))
    for deviation in are:
        if deviation not in were:
            rows.put(DEVIATIONS, _row(number, deviation, void=False))


def _row(number: str, deviation: judging.Deviation, *, void: bool) -> Row:
    return {
        "number": number,
        "rule": deviation.rule,
        "version": deviation.version,
        "at": moment(deviation.at),
        "events": judging.events_written(deviation),
        "void": void,
    }


def _note_pack(rows: Rows, recorded: Recorded) -> None:
    event = cast("Any", recorded.event)
    if isinstance(event, PolicyPublished):
        ref = read_pack(event.text, Pack).ref
        if ref not in SHIPPED:
            rows.put(PACKS, {"ref": ref, "text": event.text})


def _terms(rows: Rows, ref: str | None) -> Terms:
    """Of a pack that the log has not told of, those of old."""
    if ref is None or ref in SHIPPED:
        return SHIPPED[ref] if ref else DEFAULT
    row = rows.get(PACKS, ref)
    return read_terms(row["text"]) if row else DEFAULT
