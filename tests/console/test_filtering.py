"""A page of the register reads its filters as the API does."""

from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI

from api.tables.filters import Filters, filtered
from gongdan.console.pages.filtering import filters_of


@pytest.fixture
def asked() -> httpx.AsyncClient:
    app = FastAPI()

    @app.get("/api")
    async def of_the_api(said: Annotated[Filters, Depends(filtered)]) -> str:  # pyright: ignore[reportUnusedFunction]
        return repr(said)

    @app.get("/page")
    async def of_the_page(said: Annotated[Filters, Depends(filters_of)]) -> str:  # pyright: ignore[reportUnusedFunction]
        return repr(said)

    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=x",
        "status=paused&status=closed&text=%E7%A9%BA%E8%B0%83",
        "kind=fault&reported_from=2024-05-01&archived=true&overdue=true&serial=SN1",
        "status=bogus",
        "reported_from=yesterday&overdue=perhaps",
    ],
)
async def test_what_an_address_says_is_read_and_refused_as_by_the_api(asked: httpx.AsyncClient, query: str):
    ours, theirs = await asked.get(f"/page?{query}"), await asked.get(f"/api?{query}")
    assert (ours.status_code, ours.json()) == (theirs.status_code, theirs.json())
