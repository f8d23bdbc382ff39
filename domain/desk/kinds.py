"""The kinds of aggregates the desk works on: how each is told by its key, folded, decided and protected by rights."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from domain.accounts import decide as account_rules
from domain.accounts import state as account_state
from domain.customer import decide as customer_rules
from domain.customer import state as customer_state
from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from domain.notices import decide as notice_rules
from domain.notices import state as notice_state
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.reports import report as reports
from domain.rights import Owned
from domain.rulebook import decide as rulebook_rules
from domain.rulebook import state as rulebook_state
from domain.rulebook.events import TextEvent
from domain.sales import month as sales
from domain.samples import sample as samples
from domain.staff import decide as staff_rules
from domain.staff import state as staff_state
from domain.staff.commands import JoinTeam, SetNoticePreferences
from domain.subscriptions import decide as subscription_rules
from domain.subscriptions import state as subscription_state
from domain.ticket import decide as ticket_rules
from domain.ticket import state as ticket_state
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import AnswerCollaboration
from domain.ticket.commands.deadlines import DeadlineCommand
from domain.ticket.decide.recording import deadlines
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import nth
from domain.views import decide as view_rules
from domain.views import state as view_state
from domain.views.commands import ShareView

Evolve = Callable[[Any, Recorded], Any]
Decide = Callable[[Any, Any, Circumstances], Iterable[Event]]


@dataclass(frozen=True, slots=True)
class Thing:
    """What rights are asked about an aggregate that is no ticket: whose it is."""

    owners: tuple[str, ...] = ()
    assignee: str | None = None
    teams: tuple[str, ...] = ()
    departments_asked: tuple[str, ...] = ()
    parts_asked: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What the desk has to know of one kind of aggregate; ``numbered`` ones exist only once they were opened."""

    evolve: Evolve
    decide: Decide
    owned: Callable[[str, Any, Command, date], Owned | None]
    numbered: bool = False

    def fold(self, history: Iterable[Recorded]) -> Any:
        """The state after a whole history; None for an empty one."""
        state = None
        for recorded in history:
            state = self.evolve(state, recorded)
        return state


def _rulebook(book: rulebook_state.Rulebook | None, recorded: Recorded) -> rulebook_state.Rulebook:
    return rulebook_state.evolve(book, cast("TextEvent", recorded.event), recorded.envelope.actor.id)


def _nobodys(key: str, book: rulebook_state.Rulebook | None, command: Command, day: date) -> None:
    """Rules, figures and subscriptions are the whole department's."""


def of_the_asked(ticket: Ticket, request: int) -> Owned:
    """A request is for the department that was asked, and for no other that was asked something else."""
    asked = nth(ticket.collaborations, request)
    return Thing(ticket.owners, ticket.assignee, ticket.teams, (asked.of,)) if asked else ticket


def _owned_ticket(key: str, ticket: Ticket | None, command: Command, day: date) -> Owned | None:
    if ticket is None or not isinstance(command, AnswerCollaboration):
        return ticket
    return of_the_asked(ticket, command.request)


def _owned_customer(key: str, customer: customer_state.Customer | None, command: Command, day: date) -> Thing:
    return Thing(owners=(key, customer.dedicated_staff) if customer and customer.dedicated_staff else (key,))


def _owned_staff(key: str, staff: staff_state.Staff | None, command: Command, day: date) -> Thing:
    """A supervisor's team are those who are in it; who joins one is for the supervisor of that team."""
    if isinstance(command, SetNoticePreferences):
        return Thing(owners=(key.removeprefix("staff-"),), teams=tuple(staff.teams_on(day)) if staff else ())
    if isinstance(command, JoinTeam):
        return Thing(teams=(command.team,))
    return Thing(teams=tuple(staff.teams_on(day)) if staff else ())


def _owned_notice(key: str, notice: notice_state.Notice | None, command: Command, day: date) -> Thing:
    """It is its recipient's; to be told of something gives no right to it."""
    return Thing(owners=(notice.recipient,) if notice else ())


def _owned_view(key: str, view: view_state.View | None, command: Command, day: date) -> Thing | None:
    """To share one with a team is for who leads that team; the rest is its owner's."""
    if view is None:
        return None
    if isinstance(command, ShareView):
        return Thing(teams=(command.team,) if command.team else ())
    return Thing(owners=(view.owner,))


def _owned_account(key: str, account: account_state.Account | None, command: Command, day: date) -> Thing:
    return Thing(owners=(key.removeprefix("account-"),))


_RULEBOOK: Final = Kind(
    _rulebook, lambda book, command, under: rulebook_rules.decide(book, command, under.by), _nobodys
)


def _of_report(report: reports.Report | None, command: Any, under: Circumstances) -> list[Event]:
    if isinstance(command, DeadlineCommand):
        return [*deadlines.decide(command, under)]
    return [*reports.decide(report, command, under.at)]


def _matter(kind: MatterKind) -> Kind:
    return Kind(kind.evolve, kind.decide, lambda key, matter, command, day: matter, numbered=True)


KINDS: Final[dict[str, Kind]] = {
    "ticket": Kind(ticket_state.evolve, ticket_rules.decide, _owned_ticket, numbered=True),
    "customer": Kind(
        customer_state.evolve,
        lambda customer, command, under: customer_rules.decide(
            customer, command, under.by, under.at, under.role, under.known.kept
        ),
        _owned_customer,
    ),
    "staff": Kind(
        staff_state.evolve, lambda staff, command, under: staff_rules.decide(staff, command, under.by), _owned_staff
    ),
    "notice": Kind(
        notice_state.evolve, lambda notice, command, under: notice_rules.decide(notice, command), _owned_notice
    ),
    "view": Kind(
        view_state.evolve, lambda view, command, under: view_rules.decide(view, command, under.by), _owned_view
    ),
    "account": Kind(
        account_state.evolve,
        lambda account, command, under: account_rules.decide(account, command, under.at.date()),
        _owned_account,
    ),
    "subscription": Kind(
        subscription_state.evolve,
        lambda subscription, command, under: subscription_rules.decide(subscription, command, under.at),
        _nobodys,
    ),
    "policy": _RULEBOOK,
    "calendar": _RULEBOOK,
    "routing": _RULEBOOK,
    "sales": Kind(sales.evolve, lambda month, command, under: sales.decide(month, command, under.at), _nobodys),
    "audit": Kind(samples.evolve, lambda sample, command, under: samples.decide(sample, command, under.by), _nobodys),
    "report": Kind(reports.evolve, _of_report, _nobodys),
    **{name: _matter(kind) for name, kind in MATTERS.items()},
}
"""By what stands before the first hyphen of an aggregate's key."""


def kind_of(key: str) -> Kind:
    """Raises KeyError for a key of no kind."""
    return KINDS[key.partition("-")[0]]


def id_of(key: str) -> str:
    """What people call it: a ticket's or staff member's number, a pack's name."""
    return key.partition("-")[2]
