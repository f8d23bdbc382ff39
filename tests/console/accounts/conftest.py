"""The console with a store of accounts and staff records, an administrator, and browsers of several people."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.service import Service
from api.staff_records import StaffRecords
from gongdan.access.accounts.database import Database
from gongdan.access.accounts.local import LocalAccounts, Manner
from gongdan.access.accounts.passwords import Hasher
from gongdan.access.identity import identify
from gongdan.access.provider.provider import Provider
from gongdan.console.app import Beside, create_console
from tests.accounts.conftest import GOOD, QUICK
from tests.api.conftest import SIGNER, As
from tests.console.conftest import ORIGIN, Browser

Come = Callable[..., Browser]
"""A browser of somebody else's."""


@pytest.fixture
async def accounts(service: Service, tmp_path: Path) -> AsyncIterator[LocalAccounts]:
    database = Database.open(tmp_path / "accounts.db", b"s" * 32)
    yield LocalAccounts(database, Manner(), lambda: datetime.now(service.zone), Hasher(QUICK))
    database.close()


@pytest.fixture
def desk(service: Service, accounts: LocalAccounts) -> Service:
    """The service with accounts."""
    staff = StaffRecords(service.desk, service.zone, lambda: datetime.now(UTC))
    return replace(service, staff=staff, accounts=accounts, identify=identify(SIGNER, "this run", accounts))


@pytest.fixture
async def come(desk: Service) -> AsyncIterator[Come]:
    async with AsyncExitStack() as stack:

        def browser(service: Service = desk, origin: str = ORIGIN, provider: Provider | None = None) -> Browser:
            console = create_console(service, provider=provider)
            transport = httpx.ASGITransport(Beside(create_app(service), console), raise_app_exceptions=False)
            headers = {"Accept-Language": "en", "User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Firefox/128.0"}
            client = httpx.AsyncClient(transport=transport, base_url=origin, headers=headers)
            stack.push_async_callback(client.aclose)
            return Browser(client)

        yield browser


@pytest.fixture
async def administrator(come: Come, accounts: LocalAccounts) -> Browser:
    """The first, signed in by the program's link."""
    browser = come()
    typed = {"number": "m-900", "name": "管理员", "password": GOOD, "again": GOOD}
    page = await browser.send(f"/desk/link/{accounts.first_link()}", typed)
    assert page.status_code == httpx.codes.OK, page.text
    assert "/desk/sign-out" in page.text
    return browser


@pytest.fixture
async def agent_record(act_as: As) -> None:
    """Somebody of staff, who holds the role of an agent."""
    operator = act_as()
    joined = await operator.post(
        "/staff", json={"number": "a-001", "name": "小李", "office": "客服", "since": "2024-01-01"}
    )
    assert joined.status_code == httpx.codes.CREATED, joined.text
    granted = await operator.post("/staff/a-001/role", json={"role": "agent", "since": "2024-01-01"})
    assert granted.status_code == httpx.codes.OK, granted.text
    await operator.get("/staff", params={"after": "now"})


def link_in(page: httpx.Response) -> str:
    """The one-time link that the page shows, without its host."""
    found = re.search(r'value="http://test(/desk/link/[\w-]+)"', page.text)
    assert found, page.text
    return found[1]


async def opened(administrator: Browser, number: str, come: Come) -> Browser:
    """A browser of somebody whose account the administrator opens, signed in by the link."""
    link = link_in(await administrator.send(f"/desk/accounts/{number}/opening", {"key": f"open-{number}"}))
    browser = come()
    page = await browser.send(link, {"password": GOOD, "again": GOOD})
    assert page.url.path == "/desk/tasks", page.text
    return browser
