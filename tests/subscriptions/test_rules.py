"""What a subscription's commands cause, and why they are refused: R52."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.published.tickets import TicketClosed, TicketOpened
from domain.refusals import NotAllowed
from domain.rights import RIGHTS
from domain.subscriptions.commands import (
    COMMANDS,
    AskReplay,
    ChangeSubscription,
    DisableSubscription,
    EndSubscription,
    OpenSubscription,
    PauseSubscription,
    ResumeSubscription,
    RotateSecret,
    SubscriptionCommand,
)
from domain.subscriptions.decide import LONGEST_OVERLAP, LONGEST_WITH_DETAILS, decide
from domain.subscriptions.events import (
    EVENTS,
    ReplayAsked,
    SecretRotated,
    SubscriptionChanged,
    SubscriptionDisabled,
    SubscriptionEnded,
    SubscriptionEvent,
    SubscriptionPaused,
    SubscriptionResumed,
)
from domain.subscriptions.grant import Grant
from domain.subscriptions.identity import subscription_key
from domain.subscriptions.state import Subscription, after
from domain.subscriptions.terms import Terms

AT = datetime(2026, 11, 27, 4, tzinfo=UTC)
DAY = AT.date()
SECRET = "0123456789abcdef"
ADDRESS = "https://erp.example.com/events"
TERMS = Terms(owner="m-900", purpose="ERP 结算", grant=Grant(types=("ticket-closed",)))
HOOKED = TERMS.model_copy(update={"endpoint": ADDRESS, "ordered": True})
OTHER = TERMS.model_copy(update={"until": DAY + timedelta(days=30)})
OPEN, HOOK = OpenSubscription(way="nats", terms=TERMS), OpenSubscription(way="webhook", terms=HOOKED)


def caused(command: SubscriptionCommand) -> SubscriptionEvent:
    return command.causes.model_validate(command.model_dump())  # type: ignore[return-value]


OPENED, PAUSED, DISABLED = caused(OPEN), SubscriptionPaused(), SubscriptionDisabled(why="failing")
RESUMED, ENDED = SubscriptionResumed(), SubscriptionEnded()
ROTATE, REPLAY = RotateSecret(secret=SECRET, overlap=AT + timedelta(days=1)), AskReplay(after=10, through=20)


def given(*events: SubscriptionEvent) -> Subscription | None:
    subscription = None
    for position, event in enumerate(events, 1):
        subscription = after(subscription or Subscription(), event, position)
    return subscription


def refused(before: tuple[SubscriptionEvent, ...], command: SubscriptionCommand) -> str:
    with pytest.raises(NotAllowed) as said:
        decide(given(*before), command, AT)
    assert said.value.say("zh") != said.value.say("en")
    return said.value.code


SETTLED: list[tuple[tuple[SubscriptionEvent, ...], SubscriptionCommand, SubscriptionEvent]] = [
    ((), OPEN, OPENED),
    ((), HOOK, caused(HOOK)),
    ((OPENED,), ChangeSubscription(terms=OTHER), SubscriptionChanged(terms=OTHER)),
    ((OPENED,), PauseSubscription(), PAUSED),
    ((OPENED, PAUSED), ResumeSubscription(), RESUMED),
    ((OPENED, DISABLED), ResumeSubscription(), RESUMED),
    ((OPENED,), DisableSubscription(why="failing"), DISABLED),
    ((OPENED,), ROTATE, caused(ROTATE)),
    ((OPENED,), EndSubscription(), ENDED),
]
REPEATED = ((OPENED,), REPLAY, ReplayAsked(after=10, through=20))
"""May be asked over and over, each time anew: one command is done once by its id."""


@pytest.mark.parametrize(("before", "command", "event"), [*SETTLED, REPEATED])
def test_it_works(before: tuple[SubscriptionEvent, ...], command: SubscriptionCommand, event: SubscriptionEvent):
    assert decide(given(*before), command, AT) == [event]


@pytest.mark.parametrize(("before", "command", "event"), SETTLED)
def test_the_same_again_is_nothing_new(
    before: tuple[SubscriptionEvent, ...], command: SubscriptionCommand, event: SubscriptionEvent
):
    assert decide(given(*before, event), command, AT) == []


@pytest.mark.parametrize("command", [command for _, command, _ in (*SETTLED[2:8], REPEATED)])
def test_nothing_is_done_to_one_that_was_not_opened_or_has_ended(command: SubscriptionCommand):
    assert refused((), command) == "subscription-not-opened"
    assert refused((OPENED, ENDED), command) == "subscription-ended"


def test_one_that_has_ended_is_not_opened_again():
    assert refused((OPENED, ENDED), OPEN) == "subscription-ended"


@pytest.mark.parametrize("before", [(OPENED, SubscriptionChanged(terms=OTHER)), (caused(HOOK),)])
def test_a_name_is_one_subscriptions_for_ever(before: tuple[SubscriptionEvent, ...]):
    assert refused(before, OPEN) == "subscription-name-taken"


@pytest.mark.parametrize(
    ("way", "terms", "code"),
    [
        ("webhook", TERMS, "webhook-endpoint"),
        ("nats", HOOKED, "webhook-endpoint"),
        ("sse", TERMS.model_copy(update={"ordered": True}), "webhook-order"),
        ("http", TERMS.model_copy(update={"until": DAY - timedelta(days=1)}), "subscription-until-past"),
    ],
)
def test_terms_that_say_what_can_not_be_are_refused(way: Any, terms: Terms, code: str):
    assert refused((), OpenSubscription(way=way, terms=terms)) == code
    opened = caused(OpenSubscription(way=way, terms=HOOKED if way == "webhook" else TERMS))
    assert refused((opened,), ChangeSubscription(terms=terms)) == code


@pytest.mark.parametrize("until", [None, DAY + LONGEST_WITH_DETAILS + timedelta(days=1)])
def test_nobody_is_told_personal_data_without_end(until: date | None):
    terms = TERMS.model_copy(update={"grant": Grant(details=("contact",)), "until": until})
    assert refused((), OpenSubscription(way="nats", terms=terms)) == "details-need-end"
    assert decide(None, OpenSubscription(way="nats", terms=terms.model_copy(update={"until": DAY})), AT)


@pytest.mark.parametrize("way", ["sse", "http"])
def test_who_reads_by_itself_is_told_nothing_again(way: Any):
    assert refused((caused(OpenSubscription(way=way, terms=TERMS)),), REPLAY) == "subscriber-reads-itself"


def test_nothing_is_told_again_that_was_before_its_beginning():
    opened = caused(OpenSubscription(way="nats", terms=TERMS, after=10))
    assert decide(given(opened), AskReplay(after=10, through=20), AT)
    assert refused((opened,), AskReplay(after=9, through=20)) == "replay-before-beginning"


@pytest.mark.parametrize("overlap", [AT - timedelta(seconds=1), AT + LONGEST_OVERLAP + timedelta(seconds=1)])
def test_an_old_secret_does_not_count_for_long(overlap: datetime):
    assert refused((OPENED,), RotateSecret(secret=SECRET, overlap=overlap)) == "secret-overlap"


def test_secrets_count_while_those_after_them_overlap():
    first, second, third = (
        SecretRotated(secret=sign * 16, overlap=overlap)
        for sign, overlap in (("a", None), ("b", AT + timedelta(days=2)), ("c", AT + timedelta(days=1)))
    )
    subscription = given(OPENED, first, second, third)
    assert subscription
    assert [name[0] for name in subscription.valid_secrets(AT)] == ["c", "b", "a"]
    assert [name[0] for name in subscription.valid_secrets(AT + timedelta(days=1))] == ["c"]


@pytest.mark.parametrize(
    ("opening", "begins"),
    [({}, 7), ({"since": AT}, 0), ({"after": 3}, 3), ({"after": 0}, 0)],
)
def test_it_begins_at_its_opening_at_a_time_or_after_a_position(opening: dict[str, Any], begins: int):
    opened = caused(OpenSubscription(way="http", terms=TERMS, **opening))
    assert after(Subscription(), opened, 7).begins == begins


def test_how_it_stands():
    assert given(OPENED).status(DAY) == "open"  # type: ignore[union-attr]
    assert given(OPENED, PAUSED).status(DAY) == "paused"  # type: ignore[union-attr]
    assert given(OPENED, PAUSED, DISABLED).status(DAY) == "disabled"  # type: ignore[union-attr]
    expired = given(OPENED, SubscriptionChanged(terms=OTHER))
    assert expired.status(DAY + timedelta(days=31)) == "expired"  # type: ignore[union-attr]
    assert given(OPENED, PAUSED, ENDED).status(DAY) == "ended"  # type: ignore[union-attr]


OF_A_COOLER = TicketOpened(
    number="1", stage="opened", kind="fault", product="柜式空调", severity="urgent", region="华东"
)


@pytest.mark.parametrize(
    ("grant", "passes"),
    [
        (Grant(), True),
        (Grant(types=("ticket-opened", "ticket-closed")), True),
        (Grant(types=("ticket-closed",)), False),
        (Grant(products=("柜式空调",), severities=("urgent",), regions=("华东",)), True),
        (Grant(products=("柜式空调",), severities=("minor",)), False),
        (Grant(regions=("华北",)), False),
    ],
)
def test_a_grant_lets_pass_what_is_so_in_all_that_it_names(grant: Grant, passes: bool):
    assert grant.passes(OF_A_COOLER) is passes


@pytest.mark.parametrize("severity", ["*", ">", "-", "a.b", "very urgent"])
def test_a_severity_that_no_subject_says_as_it_is_is_told_from_a_stream_of_its_own(severity: str):
    assert Grant(severities=("urgent", "特急", "level-1", "P_1")).is_plain
    assert not Grant(severities=("urgent", severity)).is_plain


def test_what_has_no_product_passes_no_filter_of_products():
    event = TicketClosed(number="1", stage="closed", kind="fault", closed_as="confirmed")
    assert not Grant(products=("柜式空调",)).passes(event)


@pytest.mark.parametrize(
    "address",
    [
        *("", "erp", "ftp://erp.example.com", "https://", "https://erp.example.com:0/", "https://erp.example.com/a b"),
        *("https://user:word@erp.example.com/", "https://erp.example.com/?key=1", "https://erp.example.com/#key"),
    ],
)
def test_an_address_is_the_webs_and_holds_no_secret(address: str):
    with pytest.raises(ValidationError):
        ChangeSubscription(terms=Terms(owner="m-900", purpose="ERP", grant=Grant(), endpoint=address))


def test_no_unknown_type_is_subscribed_to():
    with pytest.raises(ValidationError, match="no public event"):
        ChangeSubscription(terms=Terms(owner="m-900", purpose="ERP", grant=Grant(types=("ticket-exploded",))))


def test_a_beginning_is_said_once():
    with pytest.raises(ValidationError, match="not both"):
        OpenSubscription(way="http", terms=TERMS, since=AT, after=1)


@pytest.mark.parametrize(("first", "last"), [(5, 5), (5, 4), (-1, 4)])
def test_a_replay_is_of_a_range(first: int, last: int):
    with pytest.raises(ValidationError):
        AskReplay(after=first, through=last)


@pytest.mark.parametrize("name", ["", "e", "ERP", "1erp", "erp-", "erp.crm", "erp crm", "e" * 33])
def test_a_name_can_name_streams_and_users(name: str):
    with pytest.raises(NotAllowed) as said:
        subscription_key(name)
    assert said.value.code == "bad-subscription-name"
    assert subscription_key("erp-2") == "subscription-erp-2"


def test_every_command_has_an_event_of_its_own_fields():
    assert {command.causes.stored_name for command in COMMANDS.values()} == set(EVENTS)
    for command in COMMANDS.values():
        assert set(command.model_fields) == set(command.causes.model_fields)


@pytest.mark.parametrize("action", sorted(COMMANDS))
def test_only_administrators_keep_subscriptions(action: str):
    system = {"system"} if action == "disable-subscription" else set[str]()
    assert set(RIGHTS[action]) == {"administrator"} | system
