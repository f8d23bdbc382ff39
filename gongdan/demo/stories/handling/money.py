"""What a repair costs outside the warranty: named first, agreed to in writing, then charged."""

from collections.abc import Generator
from decimal import Decimal

from domain.customer.warranty import warranty
from domain.desk.cache import Aggregate
from domain.ticket.commands import AcceptFee, ChargeFee, DeclineFee, QuoteFee
from gongdan.demo.engine.steps import Start, Step, Wait
from gongdan.demo.stories.case import Case, Steps, minutes

Asked = Generator[Step | Wait | Start, Aggregate | None, bool]


def quoted(case: Case) -> Asked:
    """Whether the work may go on: free of charge, or at a price that the customer signs."""
    if not _costs(case):
        return True
    quote = QuoteFee(amount=Decimal(case.fault.fee), items=f"{case.fault.material}；上门检测费 50 元")
    yield from case.does(case.engineers, quote, case.soon(minutes(6)))
    number = case.ticket.quote.number if case.ticket.quote else 1
    if case.chance.happens(0.09):
        decline = DeclineFee(quote=number, reason="认为价格偏高，考虑换新", by=case.customer.signs, given="signature")
        yield from case.does(case.engineers, decline, case.soon(minutes(5)))
        return False
    accept = AcceptFee(quote=number, by=case.customer.signs, given="portal")
    yield from case.does(case.customer.who, accept, case.soon(minutes(4)))
    return True


def charged(case: Case) -> Steps:
    quote = case.ticket.quote
    if quote and quote.accepted and not quote.past and not quote.charged:
        charge = ChargeFee(quote=quote.number, amount=quote.amount, receipt=f"SJ{case.chance.digits(8)}")
        yield from case.does(case.engineers, charge, case.soon(minutes(3)))


def _costs(case: Case) -> bool:
    """Outside the warranty on the day of the report."""
    if not case.fault.fee or case.kind.value == "maintenance":
        return False
    known = case.ticket.warranty
    if known is not None:
        return known.warranty != "in"
    product = case.owned.product
    return warranty(product.purchased, case.opened.date(), product.warranty_months or 12) != "in"
