"""Laws of saved views: replayed they are the same, asking twice is harmless, and any order of events has a state."""

from hypothesis import given
from hypothesis import strategies as st

from domain.record.envelope import Recorded
from domain.record.personal import personal_fields
from domain.refusals import NotAllowed
from domain.views.commands import (
    RedefineView,
    RemoveView,
    RenameView,
    SaveView,
    ShareView,
    UnshareView,
    ViewCommand,
)
from domain.views.decide import decide
from domain.views.events import EVENTS, ViewEvent
from domain.views.state import View, after, evolve
from tests.customer.recording import recorded

QUERIES = st.sampled_from(["status=paused", "text=%E7%8E%8B", "sort=-reported"])
NAMES = st.sampled_from(["甲", "乙"])
COMMAND = st.one_of(
    st.builds(SaveView, list=st.just("register"), name=NAMES, query=QUERIES),
    st.builds(RedefineView, query=QUERIES),
    st.builds(RenameView, name=NAMES),
    st.builds(ShareView, team=st.sampled_from([None, "north"])),
    st.just(UnshareView()),
    st.just(RemoveView()),
)
WORK = st.lists(COMMAND, max_size=20)


def done(work: list[ViewCommand]) -> tuple[View | None, list[Recorded]]:
    """The state as it came about command by command, and the log that it left."""
    view: View | None = None
    log: list[Recorded] = []
    for command in work:
        try:
            caused = decide(view, command, "003")
        except NotAllowed:
            continue
        for event in caused:
            view = after(view, event, "003")
            log.append(recorded(event, "view-1", "003", len(log) + 1))
    return view, log


def stored(event: ViewEvent) -> ViewEvent:
    """The event as it reads once it was written as a body's data."""
    return EVENTS[event.stored_name].model_validate_json(event.model_dump_json(exclude_none=True))


@given(WORK)
def test_a_replay_of_what_was_stored_gives_the_live_state(work: list[ViewCommand]):
    view, log = done(work)
    replayed = None
    for one in log:
        replayed = evolve(replayed, Recorded(one.envelope, stored(one.event), one.sequence))  # type: ignore[arg-type]
    assert replayed == view


@given(WORK, COMMAND)
def test_the_same_command_twice_changes_nothing_more(work: list[ViewCommand], command: ViewCommand):
    once, log = done([*work, command])
    twice, longer = done([*work, command, command])
    assert (twice, len(longer)) == (once, len(log))


@given(WORK)
def test_any_order_of_events_has_a_state(work: list[ViewCommand]):
    _, log = done(work)
    for one in log:
        assert evolve(None, one) is not None
    view = None
    for one in reversed(log):
        view = evolve(view, one)


@given(WORK)
def test_what_is_shared_holds_nothing_that_somebody_typed(work: list[ViewCommand]):
    view, _ = done(work)
    assert view is None or not view.shared or "text=" not in view.query


def test_names_and_queries_are_declared_personal():
    personal = {f"{event.stored_name}:{path[-1]}" for event in EVENTS.values() for path, _ in personal_fields(event)}
    assert personal == {"view-saved:name", "view-saved:query", "view-redefined:query", "view-renamed:name"}
