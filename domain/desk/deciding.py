"""From a command and what is known to what is to be stored: rights, versions and times, before and around the rules."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from domain.customer.in_use import require_in_use
from domain.desk.answering import Answer, answer
from domain.desk.cache import Aggregate
from domain.desk.kinds import id_of, kind_of
from domain.desk.metadata import CommandMetadata
from domain.desk.occurred import is_late, occurrence
from domain.desk.opening import Prepare
from domain.policy.in_force import Policies, shipped
from domain.policy.pack import Pack
from domain.policy.shipped import DEFAULT
from domain.record.command import Command
from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.event import Event
from domain.record.identity import customer_key, event_id, is_customer_key
from domain.refusals import MatterNotFound, NotAllowed, Refusal, StaleVersion, TicketNotFound
from domain.rights import Owned, Permission, Person, check, may
from domain.store import Pending
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    COMMAND_OF,
    ApprovePlan,
    CloseTicket,
    LookAtFile,
    OpenTicket,
    RecordCorrection,
    RejectPlan,
)
from domain.ticket.decide import decide as decide_ticket
from domain.ticket.decide.linking import on_the_other
from domain.ticket.known import NOTHING, Known
from domain.ticket.numbering import ticket_key
from domain.ticket.state import Ticket


@dataclass(frozen=True, slots=True)
class Place:
    """Where new events go: the aggregate's key and the version before them, and what their envelopes share."""

    key: str
    version: int
    occurred: datetime
    recorded: datetime
    customer: str | None
    policy: str | None
    ticket: str | None = None


_IN_PERSON: Final = frozenset(
    {
        "approve-plan",
        "reject-plan",
        "approve-compensation",
        "reject-compensation",
        "close-without-consent",
        "unmask",
    }
)
"""What counts for who did it: nobody may enter it later for those who may."""


def opening(
    command: OpenTicket, metadata: CommandMetadata, now: datetime, pack: Pack, known: Known = NOTHING
) -> Prepare:
    """Who may open opens: from a number and the time of recording to the event. Raises Forbidden, NotAllowed."""
    permission = permission_for(metadata, "open", None, now)
    require_in_use(known.customer)
    require_reason(metadata, now)
    occurred = occurrence(metadata.occurred, now, None) or now
    [event] = decide_ticket(None, command, Circumstances(metadata.actor.id, occurred.astimezone(now.tzinfo), pack))
    if metadata.customer is not None and not is_customer_key(metadata.customer):
        raise NotAllowed("bad-customer-key")
    customer = metadata.customer or customer_key(metadata.id)
    said = metadata.occurred

    def prepare(number: str, recorded: datetime) -> Pending:
        key, occurs = ticket_key(number), min(said or recorded, recorded)
        place = Place(key, 0, occurs, recorded, customer, pack.ref, key)
        return pending([event], metadata, permission, place)[0]

    return prepare


def creating(
    key: str, command: Command, metadata: CommandMetadata, now: datetime, policies: Policies
) -> tuple[Pending, ...]:
    """The first events of an aggregate that is no ticket. Raises Forbidden, NotAllowed, StaleVersion."""
    kind = kind_of(key)
    permission = permission_for(metadata, command.action, kind.owned(key, None, command, now.date()), now)
    require_reason(metadata, now)
    if metadata.expected_version not in (None, 0):
        raise StaleVersion(id_of(key))
    occurred = occurrence(metadata.occurred, now, None) or now
    caused = kind.decide(None, command, Circumstances(metadata.actor.id, occurred, _pack(key, None, policies)))
    return pending(caused, metadata, permission, Place(key, 0, min(occurred, now), now, _customer_of(key), None))


def acting(
    aggregate: Aggregate,
    command: Command,
    metadata: CommandMetadata,
    now: datetime,
    policies: Policies,
    known: Known = NOTHING,
) -> Answer | tuple[Pending, ...]:
    """What is to be stored after the aggregate's tip, or the answer where nothing is: done before, or already so.

    ``known`` is what was looked up for the command in other aggregates.
    Raises TicketNotFound, Forbidden, NotAllowed, StaleVersion.
    """
    events, state = aggregate.events, aggregate.state
    if state is None:
        raise not_found(aggregate.key)
    kind = kind_of(aggregate.key)
    owned = kind.owned(aggregate.key, state, command, now.date())
    metadata = _as_judge(metadata, command, policies.of(events[0].envelope.policy)) if _judges(command) else metadata
    earlier = tuple(aggregate.caused_by(metadata.id))
    if earlier and _by_the_same(earlier[0].envelope.actor, metadata.person):
        return _again(earlier, command)  # whoever declined may not by now: the work is theirs no longer
    permission = permission_for(metadata, _action(command), owned, now, _corrected(command, events))
    if earlier:
        return _again(earlier, command)
    require_reason(metadata, now)
    if metadata.expected_version not in (None, aggregate.version):
        raise StaleVersion(id_of(aggregate.key))
    first = events[0].envelope
    occurred = occurrence(metadata.occurred, now, first.occurred) or now
    pack = _pack(aggregate.key, first.policy, policies)
    under = Circumstances(
        metadata.actor.id,
        occurred.astimezone(now.tzinfo),
        pack,
        events,
        role=permission.role,
        stand_in_for=permission.stand_in_for or metadata.actor.stand_in_for,
        known=known,
    )
    caused = list(kind.decide(state, command, under))
    if not caused:
        return replace(answer(events), events=())
    return pending(caused, metadata, permission, _after(aggregate, metadata, now, pack))


def reflecting(
    other: Aggregate, command: Command, metadata: CommandMetadata, now: datetime, policies: Policies, this: str
) -> tuple[Pending, ...]:
    """What is to be stored on the other ticket when ``this`` one is linked or merged. Raises as :func:`acting`."""
    ticket: Ticket | None = other.state
    if ticket is None:
        raise TicketNotFound(id_of(other.key))
    permission = check(metadata.person, command.action, ticket)
    if other.caused_by(metadata.id):
        return ()
    caused = on_the_other(ticket, command, this, id_of(other.key))
    pack = policies.of(other.events[0].envelope.policy)
    return pending(caused, metadata, permission, _after(other, metadata, now, pack), first=1)


def _pack(key: str, ref: str | None, policies: Policies) -> Pack:
    """The rules that hold: of what has no number any would do, and one always does. Raises NotAllowed."""
    return policies.of(ref) if kind_of(key).numbered else shipped().newest(DEFAULT)


def _after(aggregate: Aggregate, metadata: CommandMetadata, now: datetime, pack: Pack) -> Place:
    first, last = aggregate.events[0].envelope, aggregate.events[-1].envelope
    recorded = max(now, last.recorded)
    occurred = occurrence(metadata.occurred, now, first.occurred)
    return Place(
        aggregate.key,
        len(aggregate.events),
        min(occurred or recorded, recorded),
        recorded,
        first.customer,
        pack.ref if kind_of(aggregate.key).numbered else None,
        first.ticket,
    )


def pending(
    events: Iterable[Event], metadata: CommandMetadata, permission: Permission, place: Place, *, first: int = 0
) -> tuple[Pending, ...]:
    """``first`` is the number of the first event among all that the command causes."""
    actor = metadata.actor.model_copy(
        update={"role": permission.role, "stand_in_for": permission.stand_in_for or metadata.actor.stand_in_for}
    )
    return tuple(
        Pending(
            Envelope(
                id=event_id(metadata.id, first + index),
                type=event.stored_name,
                schema_version=event.schema_version,
                aggregate=place.key,
                version=place.version + 1 + index,
                occurred=place.occurred,
                recorded=place.recorded,
                actor=actor,
                ticket=place.ticket,
                customer=place.customer,
                command=metadata.id,
                correlation=metadata.correlation or metadata.id,
                causation=metadata.causation,
                policy=place.policy,
                trace=metadata.trace,
                late=metadata.late if first == 0 and is_late(metadata.occurred, place.recorded) else None,
            ),
            event,
        )
        for index, event in enumerate(events)
    )


def _judges(command: Command) -> bool:
    return isinstance(command, ApprovePlan | RejectPlan)


def _as_judge(metadata: CommandMetadata, command: Command, pack: Pack) -> CommandMetadata:
    """Who holds several roles judges a plan in one that the pack names, if they hold one."""
    named = metadata.person.roles & frozenset(pack.plans.approved_by)
    return replace(metadata, roles=named) if named else metadata


def permission_for(
    metadata: CommandMetadata, action: str, owned: Owned | None, now: datetime, also: str | None = None
) -> Permission:
    """``also`` names another action whose right is enough; who may back-date all may do so late. Raises Forbidden."""
    person = metadata.person
    permission = may(person, action, owned) or (may(person, also, owned) if also else None)
    if (
        permission is None
        and isinstance(owned, Ticket)
        and action not in _IN_PERSON
        and is_late(metadata.occurred, now)
    ):
        permission = may(person, "back-date", owned)
    return permission or check(person, action, owned)


def require_reason(metadata: CommandMetadata, now: datetime) -> None:
    """Somebody will ask why it was recorded so late. Raises NotAllowed."""
    if metadata.occurred and not metadata.late and is_late(metadata.occurred, now):
        raise NotAllowed("back-dating-reason-needed", occurred=metadata.occurred.isoformat(sep=" "))


def _corrected(command: Command, events: tuple[Recorded, ...]) -> str | None:
    """Who may do a thing may correct it: the action whose event a correction is about."""
    if not isinstance(command, RecordCorrection) or command.version > len(events):
        return None
    kind = COMMAND_OF.get(type(events[command.version - 1].event))
    return kind.action if kind else None


def _by_the_same(actor: Actor, person: Person) -> bool:
    """Who acted asks again, in the role that they had."""
    return actor.id == person.id and actor.role in person.roles


def not_found(key: str) -> Refusal:
    """There is no aggregate under that key."""
    return TicketNotFound(id_of(key)) if key.startswith("ticket-") else MatterNotFound(id_of(key))


def _again(earlier: tuple[Recorded, ...], command: Command) -> Answer:
    if not isinstance(earlier[0].event, command.causes):
        kind = COMMAND_OF.get(type(earlier[0].event))
        raise NotAllowed("command-reused", action=kind.action if kind else earlier[0].envelope.type)
    return answer(earlier)


def _customer_of(key: str) -> str | None:
    return key if key.startswith("customer-") else None


def _action(command: Command) -> str:
    if isinstance(command, CloseTicket) and command.closed_as != "satisfied":
        return "close-without-consent"
    return "fetch-file" if isinstance(command, LookAtFile) else command.action
