"""What is dangerous is to be used no more: the customer is called before anything else is done about it."""

from domain.ticket.commands import ContactCustomer
from domain.ticket.vocabulary import Channel
from gongdan.demo.stories.case import Case, Steps


def warned(case: Case) -> Steps:
    """Once for a case."""
    if not case.is_dangerous or case.warned:
        return
    case.warned = True
    call = ContactCustomer(channel=Channel.PHONE, note=case.fault.guide, technical=True)
    yield from case.does(case.agents, call, case.brief(2, 9))
