"""What a saved view's commands cause, and why they are refused: PROCESS section 8 asks for lists that people make theirs."""

import pytest
from pydantic import ValidationError

from domain.desk.kinds import KINDS, Thing
from domain.refusals import NotAllowed
from domain.rights import Person, may
from domain.views.commands import (
    COMMANDS,
    RedefineView,
    RemoveView,
    RenameView,
    SaveView,
    ShareView,
    UnshareView,
    ViewCommand,
)
from domain.views.decide import decide
from domain.views.events import (
    EVENTS,
    ViewEvent,
    ViewRedefined,
    ViewRemoved,
    ViewRenamed,
    ViewSaved,
    ViewShared,
    ViewUnshared,
)
from domain.views.state import View, after

ME, OTHER = "s-001", "s-002"
QUERY, FURTHER = "status=paused&sort=-reported", "status=paused&model=KFR-35"
SAVE = SaveView(list="register", name="等备件", query=QUERY)
SAVED = ViewSaved(list="register", name="等备件", query=QUERY)
SHARED, REMOVED = ViewShared(team="north"), ViewRemoved()


def given(*events: ViewEvent) -> View | None:
    view = None
    for event in events:
        view = after(view, event, ME)
    return view


WORKS = [
    ((), SAVE, SAVED),
    ((SAVED,), RedefineView(query=FURTHER), ViewRedefined(query=FURTHER)),
    ((SAVED,), RenameView(name="等主板"), ViewRenamed(name="等主板")),
    ((SAVED,), ShareView(team="north"), SHARED),
    ((SAVED, SHARED), ShareView(), ViewShared()),
    ((SAVED, SHARED), UnshareView(), ViewUnshared()),
    ((SAVED, SHARED), RemoveView(), REMOVED),
]


@pytest.mark.parametrize(("before", "command", "event"), WORKS)
def test_it_works_and_the_same_again_is_nothing_new(
    before: tuple[ViewEvent, ...], command: ViewCommand, event: ViewEvent
):
    assert decide(given(*before), command, ME) == [event]
    assert decide(given(*before, event), command, ME) == []


@pytest.mark.parametrize("command", [command for _, command, _ in WORKS[1:]], ids=lambda command: command.action)
def test_it_is_refused_of_what_was_not_saved_of_anothers_and_of_what_was_removed(command: ViewCommand):
    for before, by, code in (
        ((), ME, "view-not-saved"),
        ((SAVED,), OTHER, "view-of-another"),
        ((SAVED, REMOVED), ME, "view-removed"),
    ):
        if isinstance(command, RemoveView | UnshareView) and code == "view-removed":
            assert decide(given(*before), command, by) == []
            continue
        with pytest.raises(NotAllowed) as refused:
            decide(given(*before), command, by)
        assert refused.value.code == code


def test_an_id_keeps_what_it_was_saved_as():
    with pytest.raises(NotAllowed) as refused:
        decide(given(SAVED), SAVE.model_copy(update={"name": "别的"}), ME)
    assert refused.value.code == "view-saved-already"


WITH_TEXT = RedefineView(query="text=%E7%8E%8B%E4%BC%9F")


def test_what_somebody_typed_is_not_shared_neither_before_nor_after():
    held = given(SAVED, ViewRedefined(query=WITH_TEXT.query))
    for view, command in ((held, ShareView(team="north")), (given(SAVED, SHARED), WITH_TEXT)):
        with pytest.raises(NotAllowed) as refused:
            decide(view, command, ME)
        assert refused.value.code == "view-holds-text"
    assert decide(given(SAVED), WITH_TEXT, ME) == [ViewRedefined(query=WITH_TEXT.query)]


@pytest.mark.parametrize("query", ["", "?", "serial=202403A0001", "status=paused&serial=1", "a" * 2_001])
def test_a_view_keeps_parameters_and_no_serial_number(query: str):
    with pytest.raises(ValidationError):
        RedefineView(query=query)


def test_a_query_is_written_in_one_way():
    assert RedefineView(query="?product=空调&sort=-reported").query == "product=%E7%A9%BA%E8%B0%83&sort=-reported"


@pytest.mark.parametrize("name", ["", "a/b", "两\n行", "长" * 61])
def test_a_name_is_a_short_line_without_a_slash(name: str):
    with pytest.raises(ValidationError):
        RenameView(name=name)


def test_every_command_has_an_event_of_its_own_fields():
    assert {command.causes.stored_name for command in COMMANDS.values()} == set(EVENTS)
    for command in COMMANDS.values():
        assert set(command.model_fields) == set(command.causes.model_fields)


@pytest.mark.parametrize(
    ("role", "teams", "team", "may_share"),
    [
        ("supervisor", {"north"}, "north", True),
        ("supervisor", {"north"}, "south", False),
        ("supervisor", {"north"}, None, True),
        ("supervisor", set(), "south", True),
        ("manager", set(), "south", True),
        ("agent", {"north"}, "north", False),
        ("administrator", set(), None, False),
    ],
)
def test_who_leads_a_team_shares_with_it(role: str, teams: set[str], team: str | None, may_share: bool):
    owned = KINDS["view"].owned("view-1", given(SAVED), ShareView(team=team), None)  # pyright: ignore[reportArgumentType]
    assert isinstance(owned, Thing)
    person = Person(ME, frozenset({role}), frozenset(teams))
    assert (may(person, "share-view", owned) is not None) == may_share


def test_the_rest_is_the_owners():
    owned = KINDS["view"].owned("view-1", given(SAVED), RemoveView(), None)  # pyright: ignore[reportArgumentType]
    for role in ("agent", "manager", "administrator"):
        assert may(Person(ME, frozenset({role})), "remove-view", owned)
        assert not may(Person(OTHER, frozenset({role})), "remove-view", owned)
    assert not may(Person(ME, frozenset({"customer"})), "remove-view", owned)
