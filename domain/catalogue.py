"""Every kind of aggregate and every event that the log may hold: the one list that reading and writing go by."""

from typing import Final

from domain.accounts.events import EVENTS as ACCOUNTS
from domain.calendar.events import EVENTS as CALENDAR
from domain.customer.events import EVENTS as CUSTOMER
from domain.matters.kinds import MATTERS
from domain.notices.events import EVENTS as NOTICES
from domain.policy.events import EVENTS as POLICY
from domain.record.event import Event
from domain.reports.events import EVENTS as REPORTS
from domain.routing.events import EVENTS as ROUTING
from domain.sales.events import EVENTS as SALES
from domain.samples.events import EVENTS as SAMPLES
from domain.staff.events import EVENTS as STAFF
from domain.subscriptions.events import EVENTS as SUBSCRIPTIONS
from domain.ticket.events import EVENTS as TICKET
from domain.views.events import EVENTS as VIEWS

_OF_MATTERS: Final = {name: event for kind in MATTERS.values() for name, event in kind.events.items()}

EVENTS: Final[dict[str, type[Event]]] = {
    **TICKET,
    **CUSTOMER,
    **STAFF,
    **POLICY,
    **CALENDAR,
    **ROUTING,
    **SALES,
    **REPORTS,
    **NOTICES,
    **VIEWS,
    **ACCOUNTS,
    **SAMPLES,
    **SUBSCRIPTIONS,
    **_OF_MATTERS,
}
"""Every event type by its stored name."""
