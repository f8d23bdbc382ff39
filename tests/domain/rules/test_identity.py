"""Ids that follow from names are UUIDv5 as the standard library makes them."""

from uuid import uuid5

from hypothesis import given
from hypothesis import strategies as st

from domain.record.identity import CUSTOMER_NAMESPACE, EVENT_NAMESPACE, customer_key, event_id


@given(st.text(), st.integers(0, 50))
def test_they_are_those_of_the_standard_library(command: str, index: int):
    assert event_id(command, index) == str(uuid5(EVENT_NAMESPACE, f"{command}/{index}"))
    assert customer_key(command) == f"customer-{uuid5(CUSTOMER_NAMESPACE, command).hex}"
