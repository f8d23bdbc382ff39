"""Requests made from the API's own description, right and wrong ones: no failure of ours, no answer it does not describe."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks, not_a_server_error

from api.app import create_app
from api.service import Service
from gongdan.service.api_server import ApiServer, take_port
from tests.api.conftest import OPERATORS_TOKEN
from tests.api.test_tickets import opened

load_all_checks()
CONFORMS = [
    not_a_server_error,
    *CHECKS.get_by_names(
        [
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
            "unsupported_method",
        ]
    ),
]
STAFF = [
    "a-001:agent",
    "s-001:supervisor",
    "e-003:engineer",
    "w-001:warehouse",
    "c-001:clerk",
    "q-001:quality",
    "x-001:auditor",
    "m-001:administrator",
]


@pytest.fixture
async def url(service: Service) -> AsyncIterator[str]:
    """The API on a port of its own, so that what travels is real HTTP."""
    server = ApiServer(create_app(service), take_port(0, "GONGDAN_API_PORT"))
    serving = server.begin()
    yield server.url
    await server.stop()
    await serving


async def tried(url: str, examples: int, *, derandomize: bool) -> int:
    """How many requests were answered as described; each operation gets as many examples of both kinds."""
    headers = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": "a-001:agent"}
    async with httpx.AsyncClient(base_url=url, headers=headers) as agent:
        numbers = [await opened(agent) for _ in range(3)]
        document = (await agent.get("/openapi.json")).json()
    return await asyncio.to_thread(_ask_all, url, document, numbers, examples, derandomize)


def _ask_all(url: str, document: dict[str, Any], numbers: list[str], examples: int, derandomize: bool) -> int:
    asked = 0
    how = settings(
        max_examples=examples,
        derandomize=derandomize,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=url)
    for operation in (found.ok() for found in schema.get_all_operations()):
        cases = st.one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

        @how
        @given(case=cases, staff=st.sampled_from(STAFF), number=st.sampled_from([*numbers, None]))
        def ask(case: Any, staff: str, number: str | None) -> None:
            nonlocal asked
            asked += 1
            if number and "number" in case.path_parameters:
                case.path_parameters["number"] = number
            case.headers = {k: v for k, v in case.headers.items() if k != "Gongdan-As"}
            case.call_and_validate(
                headers={"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": staff}, checks=CONFORMS
            )

        ask()
    return asked


@pytest.mark.timeout(300)
async def test_every_generated_request_is_answered_as_described(url: str):
    assert await tried(url, 8, derandomize=True) >= 90 * 8


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_many_generated_requests_are_answered_as_described(url: str):
    print(await tried(url, 200, derandomize=False), hypothesis.__version__)
