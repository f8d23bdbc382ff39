"""What is charged, on which receipt (R24)."""

from decimal import Decimal

from domain.ticket.commands import ChargeFee
from domain.ticket.events import FeeCharged
from tests.domain.examples import AGREED_FEE
from tests.domain.specification import given


def test_the_same_charge_on_the_same_receipt_is_made_once() -> None:
    charge = ChargeFee(quote=1, amount=Decimal(40), receipt="R-1")
    charged = FeeCharged(quote=1, amount=Decimal(40), receipt="R-1")
    given(*AGREED_FEE, charged).when(charge).then_nothing()
    another = charge.model_copy(update={"receipt": "R-2"})
    given(*AGREED_FEE, charged).when(another).then(charged.model_copy(update={"receipt": "R-2"}))
