"""The steps of a visit in their order: which are done, which is next, and the form of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from fastapi import Request

from api.callers import Caller
from api.service import Service
from api.tickets.standing.ticket import TicketView
from domain.record.envelope import Recorded
from domain.rights import may
from domain.ticket.commands import COMMANDS
from domain.ticket.events import TicketReopened, VisitPromised
from domain.ticket.state import Ticket
from gongdan.console.shell.asking import Action
from gongdan.console.shell.place import DAY
from gongdan.console.tickets.offering import Step, form_of, offered

STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "accept": (),
    "arrive": (),
    "verify-product": ("matches", "serial"),
    "diagnose": ("finding", "fault_type", "found_by"),
    "consent": ("by", "given"),
    "refuse-repair": ("reason", "by", "given"),
    "log-work": ("work", "steps", "minutes"),
    "use-part": ("part", "quantity", "serial"),
    "test": ("passed", "note"),
    "resolve": ("cause", "handling", "precautions"),
}
"""As they follow each other on site; with the fields that stand open in their forms, the others are folded."""
SIGN: Final = "confirm"
"""The last: the customer signs on the screen."""
_OPTIONAL: Final = frozenset({"refuse-repair", "use-part"})
"""What a visit may do without."""
_ON_SITE: Final[Mapping[str, Mapping[str, str]]] = {
    "diagnose": {"found_by": "on-site"},
    "consent": {"given": "in-person"},
    "use-part": {"quantity": "1"},
}
"""What a visit's form says by itself."""


@dataclass(frozen=True, slots=True)
class SiteStep:
    """``done`` is when it was last reported for this visit; ``form`` is None for the signature, which has its own.

    ``open``: it may be reported now, or by then: the signature waits for the solution, which may wait for a line.
    """

    action: str
    title: str
    form: Step | None
    done: datetime | None
    open: bool
    next: bool = False

    @property
    def optional(self) -> bool:
        return self.action in _OPTIONAL


async def site_steps(
    service: Service,
    request: Request,
    caller: Caller,
    ticket: TicketView,
    state: Ticket,
    events: Sequence[Recorded],
) -> list[SiteStep]:
    """Those that the person may report of this ticket."""
    done = _done(service, events)
    found = list[SiteStep]()
    for action in (*STEPS, SIGN):
        if may(caller.person, action, state) is None or (action == "accept" and ticket.accepted):
            continue
        asked = await on_site(service, request, caller, ticket, action)
        form = None if action == SIGN else form_of(request, action, asked, STEPS[action])
        ahead = action == SIGN and state.is_worked_on
        found.append(SiteStep(action, asked.title, form, done.get(action), ahead or action in ticket.possible))
    return _with_next(found, ticket)


async def on_site(service: Service, request: Request, caller: Caller, ticket: TicketView, action: str) -> Action:
    """As it is asked for during a visit: it leads back there."""
    asked = await offered(service, request, caller, ticket, action)
    here = f"{DAY}/{ticket.number}"
    return replace(asked, here=f"{here}/{action}", back=here, given={**asked.given, **_ON_SITE.get(action, {})})


def _done(service: Service, events: Sequence[Recorded]) -> dict[str, datetime]:
    """By action, since the visit was agreed or the case was taken up again; accepting the work holds longer."""
    starts = [place for place, each in enumerate(events) if isinstance(each.event, VisitPromised | TicketReopened)]
    since = starts[-1] if starts else 0
    found = dict[str, datetime]()
    for place, each in enumerate(events):
        for action in (*STEPS, SIGN):
            if isinstance(each.event, COMMANDS[action].causes) and (place >= since or action == "accept"):
                found[action] = service.shown.local(each.envelope.occurred)
    return found


def _with_next(steps: list[SiteStep], ticket: TicketView) -> list[SiteStep]:
    """The first that is not done, of those that a visit can't do without."""
    over = _OPTIONAL | ({"diagnose"} if ticket.diagnosis else set[str]())
    if ticket.consent is not None or ticket.refused_repair is not None:
        over |= {"consent"}
    ahead = [each for each in steps if each.open and each.done is None and each.action not in over]
    return [replace(each, next=each in ahead[:1]) for each in steps]
