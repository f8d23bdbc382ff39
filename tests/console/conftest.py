"""The console beside the API, both in this process, over a real event store."""

import re
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest

from api.app import create_app
from api.service import Service
from gongdan.console.app import Beside, create_console
from tests.api.conftest import OPERATORS_TOKEN, As, act_as, agent, service, supervisor

__all__ = ["act_as", "agent", "service", "supervisor"]

ORIGIN = "http://test"


class Browser:
    """Follows links and sends forms as a browser does, without script."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def open(self, address: str, *, follow: bool = True) -> httpx.Response:
        return await self._client.get(address, follow_redirects=follow)

    async def send(
        self, address: str, typed: Mapping[str, str] | None = None, *, origin: str = ORIGIN, follow: bool = True
    ) -> httpx.Response:
        headers = {"Origin": origin}
        return await self._client.post(address, data=dict(typed or {}), headers=headers, follow_redirects=follow)

    async def upload(
        self,
        address: str,
        typed: Mapping[str, str],
        *files: tuple[str, bytes, str],
        origin: str = ORIGIN,
        follow: bool = True,
    ) -> httpx.Response:
        """A form with files, each with its name, bytes and type."""
        sent = [("file", each) for each in files] or [("file", ("", b"", "application/octet-stream"))]
        headers = {"Origin": origin}
        return await self._client.post(address, data=dict(typed), files=sent, headers=headers, follow_redirects=follow)

    async def sign_in(self, acting: str, token: str = OPERATORS_TOKEN) -> httpx.Response:
        return await self.send("/desk/sign-in", {"token": token, "acting": acting})


def hidden(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of the page's form."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return {name: value for name, value in found if name in ("key", "version")}


@pytest.fixture
async def browser(service: Service) -> AsyncIterator[Browser]:
    transport = httpx.ASGITransport(Beside(create_app(service), create_console(service)), raise_app_exceptions=False)
    headers = {"Accept-Language": "en"}
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers) as client:
        yield Browser(client)


@pytest.fixture
def operator(act_as: As) -> httpx.AsyncClient:
    return act_as()
