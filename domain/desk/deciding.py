"""From a command and what is known to what is to be stored: rights, versions and times, before and around the rules."""

from dataclasses import replace
from datetime import datetime

from domain.customer.in_use import require_in_use
from domain.desk.answering import Answer, answer
from domain.desk.cache import Aggregate
from domain.desk.kinds import id_of, kind_of
from domain.desk.metadata import CommandMetadata
from domain.desk.naming import require_named_on_record
from domain.desk.occurred import occurrence
from domain.desk.opening import Prepare
from domain.desk.permitting import action_of, as_judge, corrected, judges, owned_in, permission_for, require_reason
from domain.desk.placing import Place, after, pending
from domain.desk.unseen import is_stale
from domain.policy.in_force import Policies, shipped
from domain.policy.pack import Pack
from domain.policy.shipped import DEFAULT
from domain.record.command import Command
from domain.record.envelope import Actor, Recorded
from domain.record.identity import customer_key, is_customer_key
from domain.refusals import MatterNotFound, NotAllowed, Refusal, StaleVersion, TicketNotFound
from domain.rights import Person, check
from domain.store import Pending
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import COMMAND_OF, OpenTicket
from domain.ticket.decide import decide as decide_ticket
from domain.ticket.decide.taking_in.linking import on_the_other
from domain.ticket.known import NOTHING, Known
from domain.ticket.numbering import ticket_key
from domain.ticket.state import Ticket


def opening(
    command: OpenTicket, metadata: CommandMetadata, now: datetime, pack: Pack, known: Known = NOTHING
) -> Prepare:
    """Who may open opens: from a number and the time of recording to the event. Raises Forbidden, NotAllowed."""
    permission = permission_for(metadata, "open", None, now)
    require_in_use(known.customer)
    require_reason(metadata, now)
    occurred = occurrence(metadata.occurred, now, None) or now
    at = occurred.astimezone(now.tzinfo)
    under = Circumstances(metadata.actor.id, at, pack, role=permission.role, known=known)
    [event] = decide_ticket(None, command, under)
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
    key: str, command: Command, metadata: CommandMetadata, now: datetime, policies: Policies, known: Known = NOTHING
) -> tuple[Pending, ...]:
    """The first events of an aggregate that is no ticket. Raises Forbidden, NotAllowed, StaleVersion."""
    kind = kind_of(key)
    permission = permission_for(metadata, command.action, kind.owned(key, None, command, now.date()), now)
    require_reason(metadata, now)
    if metadata.expected_version not in (None, 0):
        raise StaleVersion(id_of(key))
    occurred = occurrence(metadata.occurred, now, None) or now
    at = occurred.astimezone(now.tzinfo)
    caused = kind.decide(None, command, Circumstances(metadata.actor.id, at, _pack(key, None, policies), known=known))
    require_named_on_record(command, known, at.date())
    customer, ticket = (metadata.customer, metadata.ticket) if key.startswith("notice-") else (_customer_of(key), None)
    return pending(caused, metadata, permission, Place(key, 0, min(occurred, now), now, customer, None, ticket))


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
    owned = owned_in(command, kind.owned(aggregate.key, state, command, now.date()), events)
    metadata = as_judge(metadata, command, policies.of(events[0].envelope.policy)) if judges(command) else metadata
    earlier = tuple(aggregate.caused_by(metadata.id))
    if earlier and _by_the_same(earlier[0].envelope.actor, metadata.person):
        return _again(earlier, command)  # whoever declined may not by now: the work is theirs no longer
    permission = permission_for(metadata, action_of(command), owned, now, corrected(command, events))
    if earlier:
        return _again(earlier, command)
    require_reason(metadata, now)
    if is_stale(metadata.expected_version, events):
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
    require_named_on_record(command, known, under.at.date())
    return pending(caused, metadata, permission, after(aggregate, metadata, now, pack))


def reflecting(
    other: Aggregate, command: Command, metadata: CommandMetadata, now: datetime, policies: Policies, this: Aggregate
) -> tuple[Pending, ...]:
    """What is to be stored on the other ticket when ``this`` one is linked or merged. Raises as :func:`acting`."""
    ticket: Ticket | None = other.state
    if ticket is None:
        raise TicketNotFound(id_of(other.key))
    permission = check(metadata.person, command.action, ticket)
    if other.caused_by(metadata.id):
        return ()
    caused = on_the_other(ticket, command, id_of(this.key), id_of(other.key), this.state.customer)
    pack = policies.of(other.events[0].envelope.policy)
    return pending(caused, metadata, permission, after(other, metadata, now, pack), first=1)


def _pack(key: str, ref: str | None, policies: Policies) -> Pack:
    """The rules that hold: of what has no number any would do, and one always does. Raises NotAllowed."""
    return policies.of(ref) if kind_of(key).numbered else shipped().newest(DEFAULT)


def _by_the_same(actor: Actor, person: Person) -> bool:
    """Who acted asks again, in the role that they had."""
    return actor.id == person.id and actor.role in person.roles


def not_found(key: str) -> Refusal:
    """There is no aggregate under that key."""
    return TicketNotFound(id_of(key)) if key.startswith("ticket-") else MatterNotFound(id_of(key))


def _again(earlier: tuple[Recorded, ...], command: Command) -> Answer:
    """What it caused, of which its own event need not be the first."""
    if not any(isinstance(one.event, command.causes) for one in earlier):
        kind = COMMAND_OF.get(type(earlier[0].event))
        raise NotAllowed("command-reused", action=kind.action if kind else earlier[0].envelope.type)
    return answer(earlier)


def _customer_of(key: str) -> str | None:
    return key if key.startswith("customer-") else None
