"""What people type is text wherever it comes out, and no route takes or does more than it names."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import BaseModel, ValidationError

from api.app import _ROUTERS  # pyright: ignore[reportPrivateUsage]
from api.customers.actions import CUSTOMERS
from api.records.acting import Acted
from api.staff.actions import STAFF
from api.tickets.actions import EXAMPLES, NOUNS, body_for
from domain.customer.commands import RegisterCustomer
from domain.ticket.commands import COMMANDS
from gongdan.console.shell.environment import environment
from gongdan.console.shell.headers import SafeHeaders
from gongdan.console.shell.language import translations

CUNNING = "<script>alert(1)</script>{{ 7 * 7 }}{% include '/etc/passwd' %}"


def rendered(text: str) -> str:
    made = environment("gongdan.console", translations("en"))
    return made.from_string("<p>{{ said }}</p>").render(said=text)


def test_what_was_typed_is_shown_and_never_run():
    assert "<script>" not in rendered(CUNNING)
    assert "&lt;script&gt;" in rendered(CUNNING)


def test_what_was_typed_is_no_template():
    assert "{{ 7 * 7 }}" in rendered(CUNNING)
    assert "49" not in rendered(CUNNING)


def test_a_name_of_two_lines_is_refused():
    with pytest.raises(ValidationError):
        RegisterCustomer(name="张伟\r\nBcc: everybody@example.com")


def bodies() -> Iterator[tuple[str, type[BaseModel], dict[str, object]]]:
    for action in NOUNS:
        yield action, body_for(COMMANDS[action], EXAMPLES[action]), EXAMPLES[action]
    kinds: tuple[Acted, ...] = (CUSTOMERS, STAFF)
    for kind in kinds:
        for action in kind.nouns:
            yield action, body_for(kind.commands[action], kind.examples[action]), kind.examples[action]


def test_no_body_takes_a_field_that_it_does_not_name():
    taken: list[tuple[str, str]] = []
    for action, body, example in bodies():
        body.model_validate(example)
        for field in {"role", "actor", "customer_id", "version", "recorded"} - body.model_fields.keys():
            with suppress(ValidationError):
                body.model_validate({**example, field: "administrator"})
                taken.append((action, field))
    assert taken == []


def test_nothing_is_deleted_or_overwritten_over_http():
    methods = {each for router in _ROUTERS for route in router.routes for each in getattr(route, "methods", None) or ()}
    assert methods <= {"GET", "HEAD", "POST"}
    assert any(isinstance(route, APIRoute) for router in _ROUTERS for route in router.routes)


def test_no_page_is_framed_kept_or_guessed_at():
    app = FastAPI()
    app.get("/desk/x")(lambda: {"text": "x"})
    app.add_middleware(SafeHeaders)
    said = TestClient(app).get("/desk/x").headers
    assert "frame-ancestors 'none'" in said["content-security-policy"]
    assert "unsafe" not in said["content-security-policy"]
    assert said["cache-control"] == "no-store"
    assert said["x-content-type-options"] == "nosniff"
