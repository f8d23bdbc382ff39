"""A service of the API that keeps subscriptions, as the one that runs does."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.service import Service
from tests.api.conftest import As
from tests.api.conftest import service as plain_service
from tests.api.feed.keeping import keeping_subscriptions

__all__ = ["plain_service"]
ADMINISTRATOR, AUDITOR, AGENT = "m-900:administrator", "x-001:auditor", "a-001:agent"
Json = dict[str, Any]
Opening = Callable[..., Awaitable[Json]]


@pytest.fixture
def service(plain_service: Service, tmp_path: Path) -> Iterator[Service]:
    with keeping_subscriptions(plain_service, tmp_path) as kept:
        yield kept


@pytest.fixture
def administrator(act_as: As) -> httpx.AsyncClient:
    return act_as(ADMINISTRATOR)


def terms(**grant: Any) -> Json:
    return {"owner": "m-900", "purpose": "ERP 结算", "grant": grant}


@pytest.fixture
def opening(administrator: httpx.AsyncClient) -> Opening:
    """Opens a subscription and answers with what came of it."""

    async def opened(name: str = "erp", way: str = "http", said: Json | None = None, **besides: Any) -> Json:
        body = {"name": name, "way": way, "terms": said or terms(), **besides}
        answer = await administrator.post("/subscriptions", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    return opened


def subscriber(service: Service, secret: str) -> httpx.AsyncClient:
    """A program of another system."""
    transport = httpx.ASGITransport(create_app(service), raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    return httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers)
