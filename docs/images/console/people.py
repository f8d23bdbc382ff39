"""Accounts of the made-up month's people, for the pages of signing in: opened or reset, to begin anew each time."""

from dataclasses import dataclass
from typing import Final

import httpx

PASSWORD: Final = "correct horse 3 battery"  # noqa: S105 -- of nobody


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    number: str


def with_password(http: httpx.Client, number: str) -> Person:
    """As an administrator hands over a link and they choose their password by it."""
    link = link_of(http, number)
    said = {"password": PASSWORD, "again": PASSWORD}
    answer = httpx.post(link, data=said, headers={"Origin": link.partition("/desk")[0]})
    assert answer.status_code == httpx.codes.SEE_OTHER, answer.text  # noqa: S101
    return Person(number)


def link_of(http: httpx.Client, number: str) -> str:
    opened = http.post("/accounts", json={"number": number})
    done = opened if opened.is_success else http.post(f"/accounts/{number}/reset", json={})
    return done.raise_for_status().json()["link"]
