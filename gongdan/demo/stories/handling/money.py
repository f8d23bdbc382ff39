"""What a repair costs outside the warranty: named first, agreed to in writing, then charged."""

from collections.abc import Generator
from decimal import Decimal

from domain.customer.owned.warranty import warranty
from domain.desk.cache import Aggregate
from domain.ticket.commands import AcceptFee, ChargeFee, DeclineFee, QuoteFee
from gongdan.demo.engine.steps import Start, Step, Wait
from gongdan.demo.stories.case import Case, Steps

Asked = Generator[Step | Wait | Start, Aggregate | None, bool]


def quoted(case: Case) -> Asked:
    """Whether the work may go on: free of charge, or at a price that the customer signs."""
    if not costs(case):
        return True
    extra = "；上门检测费 50 元" if case.way == "visit" else "；检测费 30 元"
    quote = QuoteFee(amount=Decimal(case.fault.fee), items=f"{case.fault.material}{extra}（含在总价内）")
    yield from case.does(case.engineers, quote, case.brief(3, 7))
    case.facts["quoted"] = f"{case.at:%m-%d %H:%M} 检测后报价 {case.fault.fee} 元，客户线上确认；受理时未提及可能收费"
    number = case.ticket.quote.number if case.ticket.quote else 1
    if case.chance.happens(0.09):
        decline = DeclineFee(quote=number, reason="认为价格偏高，考虑换新", by=case.customer.signs, given="signature")
        yield from case.does(case.engineers, decline, case.brief(2, 6))
        return False
    accept = AcceptFee(quote=number, by=case.customer.signs, given="portal")
    yield from case.does(case.customers, accept, case.brief(1, 5))
    return True


def charged(case: Case) -> Steps:
    quote = case.ticket.quote
    if quote and quote.accepted and not quote.past and not quote.charged:
        charge = ChargeFee(quote=quote.number, amount=quote.amount, receipt=f"SJ{case.chance.digits(8)}")
        yield from case.does(case.engineers, charge, case.brief(1, 4))


def costs(case: Case) -> bool:
    """Outside the warranty on the day of the report."""
    if not case.fault.fee or case.kind.value == "maintenance":
        return False
    known = case.ticket.warranty
    if known is not None:
        return known.warranty != "in"
    product = case.owned.product
    return warranty(product.purchased, case.opened.date(), product.warranty_months or 12) != "in"
