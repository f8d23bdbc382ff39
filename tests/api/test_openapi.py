"""The API's own description: complete, with examples, and its pages need no network."""

import httpx

from api.tickets.actions import NOUNS, body_of
from domain.ticket.commands import COMMANDS


async def test_every_action_is_described_with_an_example_that_it_accepts(agent: httpx.AsyncClient):
    document = (await agent.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    found = {each["operationId"]: each for path in document["paths"].values() for each in path.values()}
    assert set(COMMANDS) <= set(found)
    for action in COMMANDS:
        schema = found[action]["requestBody"]["content"]["application/json"]["schema"]
        name = (schema.get("$ref") or schema["anyOf"][0]["$ref"]).rpartition("/")[2]
        [example] = document["components"]["schemas"][name]["examples"]
        body_of(action).model_validate(example)
    assert {f"/tickets/{{number}}/{noun}" for noun in NOUNS.values()} <= set(document["paths"])


async def test_the_documentation_page_asks_no_other_host(agent: httpx.AsyncClient):
    page = (await agent.get("/docs")).text
    assert "/static-offline-docs/swagger-ui-bundle.js" in page
    assert "//cdn" not in page
    assert (await agent.get("/static-offline-docs/swagger-ui-bundle.js")).status_code == 200
