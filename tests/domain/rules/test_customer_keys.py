"""A customer's key stands in the clear for ever: it may be no person's number, and one of ours always is a key."""

import pytest

from domain.record.identity import customer_key, is_customer_key


@pytest.mark.parametrize("key", ["customer-C10023", "customer-wang", "customer-1", "customer-" + "a" * 64])
def test_an_id_of_another_system_is_a_key(key: str) -> None:
    assert is_customer_key(key)


@pytest.mark.parametrize(
    "key",
    [
        "customer-13812345678",
        "customer-x13812345678",
        "customer-110101199003078515",
        "customer-",
        "C10023",
        "customer-张",
    ],
)
def test_a_persons_number_is_none(key: str) -> None:
    assert not is_customer_key(key)


def test_every_key_that_is_made_here_is_one_whatever_digits_it_has_by_chance() -> None:
    keys = [customer_key(f"command-{number}") for number in range(5_000)]
    assert all(is_customer_key(key) for key in keys)
    assert is_customer_key("customer-13812345678aaaaaaaaaaaaaaaaaaaaa"[:41])
