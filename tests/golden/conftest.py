"""The API with a clock that the test sets, served on a port so that the command line finds it too."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from socket import create_server
from typing import Any, cast
from zoneinfo import ZoneInfo

import httpx
import pytest
from structlog.testing import capture_logs

from api.app import create_app
from api.service import Service
from domain.application import TicketDesk
from domain.policy.choice import Choice, Rule
from domain.policy.in_force import Policies, shipped
from domain.store import EventStore
from gongdan.service.api_server import ApiServer
from tests.api.conftest import OPERATORS_TOKEN, service
from tests.whole.in_process import run

__all__ = ["service"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
SMART = Choice(rules=(Rule(pack="appliance", product=("智能*",)),))
"""Smart appliances and telephones are judged by the pack for product faults, all else by the handbook."""


@dataclass
class Department:
    """An after-sales department at work, over HTTP and at its own time."""

    http: httpx.AsyncClient
    now: datetime = field(default_factory=lambda: datetime(2024, 4, 30, 8, tzinfo=SHANGHAI))

    async def at(self, moment: str, who: str, path: str, **said: Any) -> dict[str, Any]:
        """At that local time somebody asks for it, and it is done."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
        answer = await self.http.post(path, json=said, headers={"Gongdan-As": who})
        assert answer.is_success, answer.text
        return answer.json()

    async def read(self, path: str, **asked: str) -> httpx.Response:
        answer = await self.http.get(path, params={**asked, "after": "now"})
        assert answer.is_success, answer.text
        return answer

    async def read_clocks(self, number: str, at: str) -> httpx.Response:
        """A ticket's clocks as they stood at that moment."""
        answer = await self.http.get(f"/tickets/{number}/clocks", params={"at": at})
        assert answer.is_success, answer.text
        return answer

    async def command(self, *words: str) -> str:
        """What ``gongdan`` prints in Chinese on a wide screen."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("GONGDAN_")}
        where = {"GONGDAN_API_URL": str(self.http.base_url).rstrip("/"), "GONGDAN_TOKEN": OPERATORS_TOKEN}
        said = {"GONGDAN_LANG": "zh", "COLUMNS": "300"}
        done = await asyncio.to_thread(run, *words, environment=known | where | said)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
async def department(service: Service) -> AsyncIterator[Department]:
    policies = Policies(shipped().packs, SMART)
    headers = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Accept-Language": "zh"}
    with capture_logs(), create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=20) as http:
            made = Department(http)
            store = cast("EventStore", service.log)
            desk = TicketDesk(store, zone=SHANGHAI, policies=lambda: policies, clock=lambda: made.now)
            server = ApiServer(create_app(replace(service, desk=desk)), taken)
            serving = server.begin()
            yield made
            await server.stop()
            await serving
