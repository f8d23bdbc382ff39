"""The AsyncAPI document in the repository: that of the program, whole, and changed only as its readers can bear."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest

from api.app import all_routes, described
from api.messages.compatible import breaches
from api.messages.operations import Operations
from api.tickets.actions import NOUNS
from api.tickets.examples import EXAMPLES
from domain.published.telling import PUBLISHED
from gongdan.answering.schemas import schemas
from tests.api.messages.page import PLACE, committed, made

Json = dict[str, Any]


def test_the_document_in_the_repository_is_that_of_the_program():
    assert PLACE.read_text("utf-8") == committed(), "run: python -m tests.api.messages.page"


def test_every_route_and_every_public_event_is_in_it():
    over_http = {(method.upper(), path) for path, methods in described()["paths"].items() for method in methods}
    operations = list(Operations(all_routes()))
    assert {(each.method, each.path) for each in operations} == over_http
    channels = made()["channels"]
    assert {each.subject for each in operations} <= channels.keys()
    assert channels["tickets.grade"]["address"] == "gongdan-do.tickets.grade"
    assert {f"feed.{each.context}.{each.name}" for each in PUBLISHED} <= channels.keys()


def test_whatever_it_refers_to_is_there():
    def look(said: Any) -> None:
        if isinstance(said, dict):
            if isinstance(said.get("$ref"), str):
                found: Any = made()
                for part in said["$ref"].removeprefix("#/").split("/"):
                    found = found[part]
            for each in said.values():
                look(each)
        elif isinstance(said, list):
            for each in said:
                look(each)

    look(made())


def test_endpoints_tell_the_schema_of_their_requests_in_one_message():
    known = schemas()
    assert known.keys() == {each.subject for each in Operations(all_routes())}
    assert sum(map(len, known.values())) < 600_000
    for action in NOUNS:
        schema = json.loads(known[f"tickets.{action}"])
        assert jsonschema_rs.is_valid(schema, {"path": {"number": "202405-00001"}, "body": EXAMPLES[action]}), action
        assert not jsonschema_rs.is_valid(schema, {"path": {}, "body": EXAMPLES[action]})


def without_an_operation(new: Json) -> None:
    del new["components"]["schemas"]["tickets.grade.request"]


def without_a_field(new: Json) -> None:
    del new["components"]["schemas"]["GradeTicketBody"]["properties"]["reason"]


def with_another_need(new: Json) -> None:
    new["components"]["schemas"]["GradeTicketBody"]["required"].append("late")


def with_another_type(new: Json) -> None:
    new["components"]["schemas"]["GradeTicketBody"]["properties"]["reason"] = {"type": "integer"}


def with_more(new: Json) -> None:
    new["components"]["schemas"]["GradeTicketBody"]["properties"]["mood"] = {"type": "string"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_an_operation, ["tickets.grade: an operation that is published goes on being answered"]),
        (without_a_field, ["tickets.grade body.reason: a field that is taken stays"]),
        (with_another_need, ["tickets.grade body.late: what could be left out can be left out"]),
        (with_another_type, ["tickets.grade body.reason: a field keeps its type"]),
        (with_more, []),
    ],
)
def test_a_request_that_was_right_stays_right(change: Callable[[Json], None], said: list[str]):
    new = deepcopy(made())
    change(new)
    assert [str(each) for each in breaches(made(), new)] == said
