"""Laws of random valid histories: replay is live, what is stored comes back, no dead end, no contradiction."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.desk.cache import Aggregate
from domain.rights import Person, may
from domain.store import History
from domain.ticket.commands import COMMAND_OF, CloseTicket, WriteClosingReport
from domain.ticket.events import ServiceRecordCompleted
from domain.ticket.state import Ticket, fold
from domain.ticket.state.aftercare import Aftercare
from domain.ticket.vocabulary import Stage
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from tests.domain.in_words import assert_in_words
from tests.domain.laws.packs import PACKS
from tests.domain.laws.walking import KINDS, POOL, Walk
from tests.trying import tries

STEPS = 40
REPORT = WriteClosingReport(cause="客户失联", handling="多次联系未果", lessons="无")
BY_SUPERVISOR = CloseTicket(closed_as="supervisor", reason="客户失联")


STEP = st.tuples(
    st.integers(0, len(POOL) - 1), st.sampled_from(["001", "002"]), st.integers(0, 9).map(lambda n: n == 0)
)


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """A ticket after forty commands that were allowed, or more; every other one begins with a solution."""
    walk = Walk.solved(draw(PACKS)) if draw(st.booleans()) else Walk(draw(PACKS), draw(KINDS))
    for place, who, ends in draw(st.lists(STEP, min_size=STEPS, max_size=STEPS + 20)):
        walk.step(place, who, ends=ends)
        assert_no_contradiction(walk.ticket)
        assert_can_be_closed(walk)
    return walk


def assert_no_contradiction(ticket: Ticket) -> None:
    assert (ticket.stage is Stage.PAUSED) == (ticket.waiting_for is not None)
    assert not (ticket.accepted and ticket.engineer is None)
    assert ticket.consent is None or ticket.refused_repair is None
    if ticket.plan:
        assert not (ticket.plan.approved and ticket.plan.rejected)
        assert ticket.plan.number <= ticket.plans
    if ticket.quote:
        assert not (ticket.quote.accepted and ticket.quote.declined)
        assert ticket.quote.charged <= ticket.quote.amount
        assert ticket.quote.accepted or not ticket.quote.charged
    assert all(not part.shipped or part.confirmed for part in ticket.parts)
    assert all(part.shipped or not part.received for part in ticket.parts)
    assert all(goodwill.approved or not goodwill.given for goodwill in ticket.compensations)
    assert_no_contradiction_in(ticket.aftercare)


def assert_no_contradiction_in(care: Aftercare) -> None:
    assert care.rejections <= care.reopenings
    assert all(survey.answer is None or survey.said.survey == survey.answer.survey for survey in care.surveys)
    assert all(survey.answer and survey.answer.low for survey in care.surveys if survey.call_back)
    assert care.surveys or not care.surveyed
    assert care.follow_up is None or care.is_well


def assert_can_be_closed(walk: Walk) -> None:
    """By a supervisor at the least, after the report where the pack asks for one; unless it is over already.

    Over is what is closed, cancelled, or carried on under another number.
    """
    if walk.ticket.is_open:
        assert may(Person("009", frozenset({"supervisor"})), "close-without-consent", walk.ticket)
        unreported = walk.pack.closing.report and walk.ticket.aftercare.report is None
        ready = walk.having(REPORT) if unreported else walk
        closed, record = ready.ask(BY_SUPERVISOR, "001")
        assert (closed.event.stored_name, record.event.stored_name) == ("ticket-closed", "service-record-completed")


@pytest.fixture(scope="module")
def mapper(tmp_path_factory: pytest.TempPathFactory) -> EventMapper:
    path: Path = tmp_path_factory.mktemp("keys") / "keys.db"
    return EventMapper(KeyStore.open(path, bytes(32)))


def assert_replays(walk: Walk, mapper: EventMapper) -> None:
    assert walk.desk.version > STEPS
    assert fold(walk.desk.events) == walk.ticket
    mapper.make_keys(mapper.keys_needed((recorded.envelope, recorded.event) for recorded in walk.desk.events))
    loaded = tuple(
        mapper.to_domain_event(mapper.to_stored_event(recorded), recorded.sequence) for recorded in walk.desk.events
    )
    assert loaded == walk.desk.events
    assert Aggregate.of(walk.desk.key, History(loaded, None)).state == walk.ticket
    for command, refusal in walk.refusals:
        assert_in_words(refusal, command)


def assert_harmless_or_new(walk: Walk, again: str) -> None:
    """What was asked last, asked again by either of them."""
    last = next(one.event for one in reversed(walk.desk.events) if type(one.event) in COMMAND_OF)
    kind = COMMAND_OF[type(last)]
    command = kind.model_construct(**{name: getattr(last, name) for name in kind.model_fields})
    pending = walk.ask(command, again)
    walk.take(pending)
    assert_no_contradiction(walk.ticket)
    assert all(type(one.event) in (type(last), ServiceRecordCompleted) for one in pending)


FEW = settings(max_examples=tries(6), deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=500)
AGAIN = st.sampled_from(["001", "002"])


@FEW
@given(walk=walks())
def test_a_valid_history_replays_to_what_the_desk_keeps_and_is_stored_as_it_was(
    walk: Walk, mapper: EventMapper
) -> None:
    assert_replays(walk, mapper)


@FEW
@given(walk=walks(), again=AGAIN)
def test_asking_the_last_thing_again_is_harmless_or_a_new_fact(walk: Walk, again: str) -> None:
    assert_harmless_or_new(walk, again)


@pytest.mark.slow
@pytest.mark.timeout(3_000)
@MANY
@given(walk=walks())
def test_many_valid_histories_replay(walk: Walk, mapper: EventMapper) -> None:
    assert_replays(walk, mapper)


@pytest.mark.slow
@pytest.mark.timeout(3_000)
@MANY
@given(walk=walks(), again=AGAIN)
def test_asking_the_last_thing_of_many_histories_again(walk: Walk, again: str) -> None:
    assert_harmless_or_new(walk, again)
