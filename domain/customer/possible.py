"""What a customer's record leaves open to somebody: nothing is offered that is refused whatever is said with it."""

from collections.abc import Iterator

from domain.customer.measures import approving
from domain.customer.state import Customer


def possible(customer: Customer | None, by: str) -> Iterator[str]:
    """The actions, in the order that people look for them; rights are another question."""
    if customer is None or not (customer.registered or customer.erased or customer.restricted):
        yield "register"
    if customer is not None and not customer.erased:
        yield from _measures(customer, by)
        if customer.registered and not customer.restricted:
            yield from ("rename", "change-contact", "choose-notices", "agree-contract", "register-product")
            if any(customer.contacts.values()):
                yield "remove-contact"
            if any(customer.products.values()):
                yield "release-product"
            yield "give-consent"
        if any(customer.consents.values()):
            yield "withdraw-consent"


def _measures(customer: Customer, by: str) -> Iterator[str]:
    """One asks, another approves or says no."""
    if (asked := customer.requested) is None:
        yield "request-measure"
        return
    if asked.by != by:
        yield approving(asked.measure)
    yield "decline-measure"
