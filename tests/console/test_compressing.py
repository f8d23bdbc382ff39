"""Pages and files travel compressed to browsers that take it, and are the same as they would be without."""

import gzip
from collections.abc import Mapping

import httpx
import pytest
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp

from gongdan.console.shell.compressing import Compressed
from tests.console.conftest import Browser

WORDS = "售后服务工单登记表" * 200


async def asked(app: ASGIApp, accepted: str | None = "gzip, deflate, br", method: str = "GET") -> httpx.Response:
    headers: Mapping[str, str] = {"Accept-Encoding": accepted} if accepted else {"Accept-Encoding": "identity"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(Compressed(app)), base_url="http://test") as client:
        return await client.request(method, "/", headers=headers)


async def test_a_page_comes_compressed_and_is_the_same_page():
    answer = await asked(PlainTextResponse(WORDS))
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == WORDS
    assert int(answer.headers["content-length"]) < len(WORDS) / 10


@pytest.mark.parametrize("accepted", [None, "identity", "br", "gzip;q=0", "gzip; q=0.0"])
async def test_who_does_not_take_it_gets_it_plain(accepted: str | None):
    answer = await asked(PlainTextResponse(WORDS), accepted)
    assert "content-encoding" not in answer.headers
    assert answer.text == WORDS
    assert answer.headers["vary"] == "Accept-Encoding"


async def test_who_weighs_it_still_takes_it():
    assert (await asked(PlainTextResponse(WORDS), "br, gzip;q=0.5")).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("短"),
        Response(b"\x89PNG" * 1000, media_type="image/png"),
        Response(gzip.compress(WORDS.encode()) * 20, media_type="text/html", headers={"Content-Encoding": "gzip"}),
        StreamingResponse(iter(["event: change\n\n"] * 200), media_type="text/event-stream"),
    ],
)
async def test_what_is_short_compressed_already_or_comes_bit_by_bit_passes_as_it_is(answer: Response):
    sent = await asked(answer)
    assert sent.headers.get("content-encoding") == answer.headers.get("content-encoding")
    assert sent.headers.get("content-length") == answer.headers.get("content-length")


async def test_a_head_is_told_the_length_of_the_plain_page():
    answer = await asked(PlainTextResponse(WORDS), method="HEAD")
    assert "content-encoding" not in answer.headers


async def test_a_compressed_file_is_another_one_by_its_tag():
    answer = await asked(PlainTextResponse(WORDS, headers={"ETag": '"abc"'}))
    assert answer.headers["etag"] == 'W/"abc"'


async def test_the_pages_and_their_files_are_compressed(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    page = await browser.open("/desk/register")
    (file,) = {each for each in page.text.split('"') if each.startswith("/desk/static/gongdan.css")}
    for answer in (page, await browser.open(file)):
        assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert page.headers["cache-control"] == "no-store"
