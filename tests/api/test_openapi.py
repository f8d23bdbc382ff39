"""The API's own description: complete, with examples, and its pages need no network."""

import re
from typing import Any

import httpx
import jsonschema_rs
import pytest

from api.app import create_app
from api.manners.wording import TEXTS, TITLES
from api.openapi.document import Problem
from api.service import Service
from api.tickets.actions import NOUNS, body_of
from domain import refusals
from domain.rights import RIGHTS
from domain.ticket.commands import COMMANDS
from domain.wording import ACTIONS, word
from gongdan.attachments.refusals import TEXTS as OF_FILES
from tests.api.conftest import As

Json = dict[str, Any]
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def document(service: Service) -> Json:
    return create_app(service).openapi()


@pytest.fixture
def operations(document: Json) -> dict[str, Json]:
    return {each["operationId"]: each for path in document["paths"].values() for each in path.values()}


def test_every_action_is_described_with_an_example_that_it_accepts(document: Json, operations: dict[str, Json]):
    assert document["openapi"].startswith("3.1")
    assert set(COMMANDS) <= set(operations)
    for action in set(COMMANDS) - {"attach"}:
        schema = operations[action]["requestBody"]["content"]["application/json"]["schema"]
        name = (schema.get("$ref") or schema["anyOf"][0]["$ref"]).rpartition("/")[2]
        [example] = document["components"]["schemas"][name]["examples"]
        body_of(action).model_validate(example)
    assert {f"/tickets/{{number}}/{noun}" for noun in NOUNS.values()} <= set(document["paths"])


def test_every_route_has_a_summary_a_description_and_an_answer_that_fits_its_schema(
    document: Json, operations: dict[str, Json]
):
    for name, operation in operations.items():
        assert operation["summary"], name
        assert operation["description"].endswith("."), name
        done = operation["responses"].get("200") or operation["responses"]["201"]
        for media in {"application/json", "text/plain"} & set(done["content"]):
            shown = done["content"][media]
            schema = {**shown["schema"], "components": document["components"]}
            assert jsonschema_rs.is_valid(schema, shown["example"]), name
        assert not any(mark in operation["summary"] for mark in ("R1", "R2", "R3", "()")), name


def test_every_path_that_names_something_says_what_is_answered_where_there_is_none(document: Json):
    naming = {path: operations for path, operations in document["paths"].items() if "{" in path}
    assert "/reports/{period}" in naming
    silent = [
        path for path, operations in naming.items() for each in operations.values() if "404" not in each["responses"]
    ]
    assert silent == []


async def test_a_report_that_never_came_out_is_not_found_as_described(act_as: As, document: Json):
    answer = await act_as("m-001:manager").get("/reports/2102-Q2")
    assert (answer.status_code, answer.json()["code"]) == (404, "report-not-found")
    assert "404" in document["paths"]["/reports/{period}"]["get"]["responses"]


def test_every_action_says_its_chinese_word_its_event_and_who_may_with_their_scopes(operations: dict[str, Json]):
    for action, kind in COMMANDS.items():
        said = operations[action]["description"]
        assert said.startswith(f"{ACTIONS[action][0]}. Records `{kind.causes.stored_name}`."), action
        for role, scope in RIGHTS[action].items():
            wanted = role if scope == "all" or action == "open" else f"{scope}:{role}"
            assert word(wanted, chinese=False) in said, (action, role)
    assert "engineer (tickets dispatched to them)" in operations["accept"]["description"]


def test_every_parameter_is_described(operations: dict[str, Json]):
    for name, operation in operations.items():
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (name, parameter["name"])


def test_every_way_to_fail_is_described_as_a_problem_in_both_languages(operations: dict[str, Json]):
    for name, operation in operations.items():
        for status, answer in operation["responses"].items():
            if status >= "400" and name != "ready":
                shown = answer["content"]["application/problem+json"]["examples"]
                zh, en = (Problem.model_validate(shown[language]["value"]) for language in ("zh", "en"))
                assert zh.status == en.status == int(status)
                assert zh.type == en.type == f"urn:gongdan:problem:{zh.code}"
                assert HAN.search(zh.title), name
                assert HAN.search(zh.detail), name
                assert not HAN.search(en.title + en.detail), name
                assert answer["description"] == f"{en.title} · {zh.title}"
    assert {"401", "403", "404", "409", "412", "413", "415", "422", "503"} < set(operations["grade"]["responses"])
    assert set(operations["live"]["responses"]) == {"200"}


def test_every_route_that_takes_if_match_can_answer_that_it_changed_meanwhile(operations: dict[str, Json]):
    takes = {
        name
        for name, operation in operations.items()
        if any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", ()))
    }
    assert takes == {name for name, operation in operations.items() if "412" in operation["responses"]}
    assert takes >= {*COMMANDS, "rename", "join-team", "propose-policy", "publish-routing"} - {"open"}


def test_every_refusal_has_words_of_its_own_in_both_languages():
    said = [*((zh, en) for _, zh, en in TEXTS.values()), *TITLES.values(), *refusals.TEXTS.values(), *OF_FILES.values()]
    for zh, en, *_ in said:
        assert HAN.search(zh), zh
        assert en, zh
        assert not HAN.search(en), en


def test_no_problem_has_a_status_that_no_route_describes(operations: dict[str, Json]):
    described = {int(status) for operation in operations.values() for status in operation["responses"]}
    assert {status for status, _, _ in TEXTS.values()} - described == {405}


async def test_the_documentation_page_asks_no_other_host(agent: httpx.AsyncClient):
    page = (await agent.get("/docs")).text
    assert "/static-offline-docs/swagger-ui-bundle.js" in page
    assert "//cdn" not in page
    assert (await agent.get("/static-offline-docs/swagger-ui-bundle.js")).status_code == 200


async def test_a_file_may_be_refused_for_the_customers_sake(agent: httpx.AsyncClient):
    found = (await agent.get("/openapi.json")).json()["paths"]["/tickets/{number}/attachments/{sha256}"]["get"]
    assert {"403", "404", "409", "410"} <= found["responses"].keys()
