"""Whether the product on site is the ticket's: by its serial number, as people type it (R21)."""

import pytest

from domain.ticket.commands import VerifyProduct
from domain.ticket.events import Product, ProductVerified
from tests.domain.examples import AT_WORK
from tests.domain.specification import OPENED, given


@pytest.mark.parametrize("serial", ["202403A0001", "202403a0001", "２０２４０３Ａ０００１", None])
def test_a_product_matches_by_its_serial_number_however_that_is_typed(serial: str | None) -> None:
    known = OPENED.model_copy(update={"product": Product(serial="202403A0001")})
    checked = ProductVerified(matches=True, serial=serial)
    given(known, *AT_WORK[1:]).when(VerifyProduct(matches=True, serial=serial)).then(checked)


def test_that_it_is_another_product_is_recorded() -> None:
    known = OPENED.model_copy(update={"product": Product(serial="202403A0001")})
    another = VerifyProduct(matches=False, serial="202404B0002")
    given(known, *AT_WORK[1:]).when(another).then(ProductVerified(matches=False, serial="202404B0002"))
