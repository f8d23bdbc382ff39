"""Whether a customer's data may be used: not once it is restricted or erased, which holds at every entrance."""

from domain.customer.state import Customer
from domain.refusals import NotAllowed


def require_in_use(customer: Customer | None) -> None:
    """Who has no record is in use. Raises NotAllowed."""
    if customer and customer.erased:
        raise NotAllowed("for-erased-customer")
    if customer and customer.restricted:
        raise NotAllowed("for-restricted-customer")
