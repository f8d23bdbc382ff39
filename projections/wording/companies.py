"""Whether a customer is a company, whose name is no person's and is shown."""

from collections.abc import Sequence

from domain.customer.events import CustomerRegistered, CustomerRenamed
from domain.record.envelope import Recorded
from domain.ticket.events import CorrectionRecorded, TicketOpened
from projections.correcting import is_no


def of_company(history: Sequence[Recorded]) -> bool:
    """Of a history's first event, as all of the history has it: what was taken for a company may be none."""
    first = history[0].event
    said = isinstance(first, TicketOpened | CustomerRegistered) and bool(first.company)
    for recorded in history[1:] if said else ():
        match recorded.event:
            case CorrectionRecorded(version=1, field="company", right=right):
                said = not is_no(right)
            case CustomerRenamed(company=bool(company)):
                said = company
            case _:
                pass
    return said
