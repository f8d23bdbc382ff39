"""Requests made from the API's own description, right and wrong ones: no failure of ours, no answer it does not describe."""

import asyncio
import hashlib
import importlib
import pkgutil
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks, not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.core.failures import FailureGroup

from api.app import create_app
from api.service import Service
from domain.rights import RIGHTS
from gongdan.service.api_server import ApiServer, take_port
from gongdan.service.http_protocol import LONGEST_HEAD
from tests.api.conftest import OPERATORS_TOKEN, As
from tests.api.conftest import service as plain_service
from tests.api.feed.keeping import keeping_subscriptions
from tests.api.keeping_accounts import keeping_accounts
from tests.api.things import Things, place_of

__all__ = ["plain_service"]
load_all_checks()
HAN = re.compile("[\u4e00-\u9fff]")
ACTING = [
    "a-001:agent",
    "s-001:supervisor",
    "e-003:engineer",
    "w-001:warehouse",
    "c-001:clerk",
    "q-001:quality",
    "x-001:auditor",
    "m-001:manager",
    "d-001:administrator",
    "p-001:privacy-officer",
    "p-002:privacy-officer",
]
PACKAGES = ("domain", "projections", "consumers", "api", "eventsourcing_nats", "trust", "gongdan", "bench")
QUICK, MANY = 1, 60
"""Requests to each operation; the many took 18 minutes in all for 245 operations on two very busy cores."""
PARTS = 4
"""Of the slow form, each on a service of its own: what fails is found again without the other three."""


def in_the_readers_language(ctx: Any, response: Any, case: Any) -> None:
    """Every problem is told in Chinese or English, as it was asked for."""
    if response.status_code < 400 or "problem" not in str(response.headers["content-type"]):
        return
    said, asked = response.json(), case.headers["Accept-Language"]
    assert response.headers["content-language"] == [asked], "another Content-Language than was asked for"
    assert bool(HAN.search(said["title"])) == (asked == "zh"), "the title is in the other language"
    assert asked == "en" or HAN.search(said["detail"]), "the detail is not in Chinese"


CONFORMS = [
    not_a_server_error,
    in_the_readers_language,
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


@dataclass(slots=True)
class Asking:
    """Where to ask, what of, and what came of it; of ``things`` each operation gets some anew."""

    url: str
    document: Mapping[str, Any]
    things: Things
    examples: int
    asked: int = 0
    wrong: list[BaseException] = field(default_factory=list[BaseException])
    seen: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    async def ask_all(self, part: int, parts: int) -> None:
        """Every operation of a part; one that fails keeps no other from being asked."""
        schema = schemathesis.openapi.from_dict(dict(self.document))
        schema.config.update(base_url=self.url)
        operations = [found.ok() for found in schema.get_all_operations()]
        with requests.Session() as session:
            for operation in operations[part::parts]:
                try:
                    names = await self.things.of(operation.path, to_read=operation.method == "get")
                    await asyncio.to_thread(self._ask, operation, names, session)
                except (Exception, FailureGroup) as error:
                    error.add_note(operation.label)
                    self.wrong.append(error)

    def _ask(self, operation: Any, names: Sequence[str], session: requests.Session) -> None:
        cases = st.one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

        @settings(
            max_examples=self.examples,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=cases,
            staff=st.one_of(st.sampled_from(who_may(operation)), st.sampled_from(ACTING)),
            language=st.sampled_from(["zh", "en"]),
            versioned=st.booleans(),
            name=st.sampled_from([*names, None]),
        )
        def ask(case: Any, staff: str, language: str, versioned: bool, name: str | None) -> None:
            place = place_of(operation.path, name)
            case.path_parameters |= place
            passed_over = {"Gongdan-As", "Accept-Language"} | (set() if versioned else {"If-Match"})
            kept = {k: v for k, v in case.headers.items() if k not in passed_over}
            case.headers = kept | {"Gongdan-As": staff, "Accept-Language": language}
            assume(_is_read(case))
            self._count(case, place)
            case.call_and_validate(
                headers={"Authorization": f"Bearer {OPERATORS_TOKEN}"}, checks=CONFORMS, session=session, timeout=60
            )

        ask()

    def _count(self, case: Any, place: Mapping[str, str]) -> None:
        self.asked += 1
        made = {k: v for k, v in (case.path_parameters or {}).items() if k not in place}
        body = None if case.body is NOT_SET else case.body
        self.seen.update(
            repr((case.method, case.path, made, case.query, case.headers, body)).encode("utf-8", "replace")
        )


@pytest.fixture(scope="module", autouse=True)
def _all_is_imported():
    """Hypothesis takes some texts from the modules that are there: requests would differ by what else a process ran."""
    for name in PACKAGES:
        for module in pkgutil.walk_packages(importlib.import_module(name).__path__, f"{name}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def who_may(operation: Any) -> list[str]:
    """Some who may do what is asked, where that is one action; else everybody."""
    roles = RIGHTS.get(operation.definition.raw["operationId"], {})
    return [each for each in ACTING if each.partition(":")[2] in roles] or ACTING


def _is_read(case: Any) -> bool:
    """Whether the server is sure to read it: with every sign as long as it can be, it is within the longest head."""
    said = [case.path_parameters, case.query, case.headers]
    return 12 * len("".join(str(part) for part in said if part)) < LONGEST_HEAD


@pytest.fixture
def service(plain_service: Service, tmp_path: Path) -> Iterator[Service]:
    """With accounts and subscriptions; what anybody may do is said by their token, so that each route meets every role."""
    with keeping_accounts(plain_service, tmp_path) as kept, keeping_subscriptions(kept, tmp_path) as listened:
        yield replace(listened, staff=plain_service.staff, identify=plain_service.identify)


@pytest.fixture
async def url(service: Service) -> AsyncIterator[str]:
    """The API on a port of its own, so that what travels is real HTTP."""
    server = ApiServer(create_app(service), take_port(0, "GONGDAN_API_PORT"))
    serving = server.begin()
    yield server.url
    await server.stop()
    await serving


@pytest.fixture
async def things(act_as: As) -> Things:
    return await Things.begun(act_as)


async def tried(url: str, things: Things, examples: int, part: int = 0, parts: int = 1) -> Asking:
    """What came of so many requests of both kinds to each operation."""
    async with httpx.AsyncClient(base_url=url) as anybody:
        asking = Asking(url, (await anybody.get("/openapi.json")).json(), things, examples)
    await asking.ask_all(part, parts)
    return asking


def none_is_wrong(wrong: Iterable[BaseException]) -> None:
    if found := list(wrong):
        raise BaseExceptionGroup("answered otherwise than described", found)


@pytest.mark.timeout(300)
async def test_every_generated_request_is_answered_as_described(url: str, things: Things):
    things.shared_by = 6
    asking = await tried(url, things, QUICK)
    print(f"{asking.asked} requests, {asking.seen.hexdigest()[:16]}")
    none_is_wrong(asking.wrong)
    assert asking.asked >= 240 * QUICK


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
async def test_many_generated_requests_are_answered_as_described(url: str, things: Things, part: int):
    asking = await tried(url, things, MANY, part, PARTS)
    print(f"part {part}: {asking.asked} requests, {asking.seen.hexdigest()[:16]}")
    none_is_wrong(asking.wrong)
    assert asking.asked >= 240 * MANY / PARTS - MANY
