"""The sample event of a kind of notice, with all that its letter is written from."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from consumers.notices.planning.about import About
from domain.desk.kinds import kind_of
from domain.matters.matter import Matter
from domain.notices.kind import NoticeKind, Occasion
from domain.policy.in_force import shipped
from domain.policy.pack import Pack
from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.event import Event
from domain.record.identity import event_id
from domain.subscriptions.state import Subscription
from domain.ticket.events import PlanProposed, VisitPromised
from domain.ticket.state import fold
from gongdan.notices.samples.matters import EVENTS as OF_MATTERS
from gongdan.notices.samples.ticket import BEGAN
from gongdan.notices.samples.ticket import EVENTS as OF_TICKET

TICKET: Final = "ticket-202405-00123"
_BY: Final = Actor(id="s-001", role="supervisor", channel="api")
_ENGINEER: Final = Actor(id="003", role="engineer", channel="api")
_TYPICAL: Final = {"step": VisitPromised.stored_name}
"""Of a kind with several causes, the one that is shown."""
_PACKS: Final = ("handbook", "appliance")
"""The first whose clocks the kind knows of."""


def sample(kind: NoticeKind) -> About:
    """Raises LookupError where nothing that is made up here causes it."""
    for name in _PACKS:
        pack = shipped().newest(name)
        for aggregate, events in ((TICKET, OF_TICKET), *OF_MATTERS.items()):
            history = tuple(_recorded(aggregate, events))
            for place, recorded in enumerate(history, 1):
                if _causes(kind, recorded, pack):
                    return _about(aggregate, history[:place], pack)
    raise LookupError(kind.code)


def _causes(kind: NoticeKind, recorded: Recorded, pack: Pack) -> bool:
    name = recorded.event.stored_name
    if name != _TYPICAL.get(kind.code, name) or name not in kind.causes:
        return False
    return kind.when(Occasion(recorded.event, pack, urgent=True))


def _about(aggregate: str, own: tuple[Recorded, ...], pack: Pack) -> About:
    """What belongs to a ticket is shown with it, the rest alone."""
    has_ticket = not aggregate.startswith(("incident", "report", "subscription"))
    history = own if aggregate == TICKET else tuple(_recorded(TICKET, OF_TICKET[:2])) if has_ticket else own
    state: object = None if aggregate == TICKET else kind_of(aggregate).fold(own)
    ticket = fold(history) if has_ticket else None
    matter = state if isinstance(state, Matter) else None
    owner = state.terms.owner if isinstance(state, Subscription) else None
    return About(own[-1], own, history, ticket, matter, pack, owner)


def _recorded(aggregate: str, events: Sequence[Event]) -> Iterator[Recorded]:
    for place, event in enumerate(events, 1):
        at = BEGAN + timedelta(minutes=10 * (place - 1))
        command = f"sample-{aggregate}-{place}"
        envelope = Envelope(
            id=event_id(command, 0),
            type=event.stored_name,
            schema_version=1,
            aggregate=aggregate,
            version=place,
            occurred=at,
            recorded=at,
            actor=_ENGINEER if isinstance(event, PlanProposed) else _BY,
            customer="customer-x",
            command=command,
            correlation=command,
        )
        yield Recorded(envelope, event, place)
