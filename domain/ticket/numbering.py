"""A ticket's number (工单号, R2) and its key: the one is in the other."""

import re

_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,100}\Z")


def ticket_key(number: str) -> str:
    """The aggregate id of a ticket; raises ValueError for what can't be a number."""
    if not _NUMBER.match(number):
        raise ValueError(f"{number!r} is not a ticket number: only A-Z a-z 0-9 _ - are allowed, 1 to 100 characters")
    return f"ticket-{number}"


def number_of(ticket_key: str) -> str:
    return ticket_key.removeprefix("ticket-")
