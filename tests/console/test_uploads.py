"""Forms with files as they come in pieces: fields first, each file by itself, and whatever is broken is refused."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from api.manners.problems import ApiProblem
from gongdan.console.shell.uploads import Upload


def sent(typed: dict[str, str], files: Sequence[tuple[str, bytes]], piece: int, cut: int = 0) -> Request:
    """A form as a browser sends it, in pieces of so many bytes, without so many at its end."""
    made = httpx.Request("POST", "http://x/", data=typed, files=[("file", each) for each in files])
    body = made.read()[: -cut or None]
    pieces = [body[start : start + piece] for start in range(0, len(body), piece)]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    headers = [(b"content-type", made.headers["content-type"].encode())]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


async def whole(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


@pytest.mark.parametrize("piece", [1, 7, 64, 100_000])
async def test_fields_are_known_before_the_files_which_come_whole_in_whatever_pieces(piece: int):
    content = bytes(range(256)) + b"\r\n--\r\n" * 20
    form = Upload(sent({"key": "一", "purpose": "photo"}, [("铭牌.png", content), ("b.png", b"2")], piece))
    found = list[tuple[str, bytes, str]]()
    async for file in form.files():
        found.append((file.name, await whole(file.pieces), form.typed["key"]))
    assert found == [("铭牌.png", content, "一"), ("b.png", b"2", "一")]
    assert form.typed == {"key": "一", "purpose": "photo"}


async def test_a_file_that_nobody_reads_is_passed_over():
    form = Upload(sent({}, [("a.png", bytes(5000)), ("b.png", b"2")], 100))
    assert [file.name async for file in form.files()] == ["a.png", "b.png"]


async def test_an_upload_that_breaks_off_is_no_file():
    form = Upload(sent({"key": "k"}, [("a.png", bytes(5000))], 100, cut=300))
    file = await anext(form.files())
    with pytest.raises(ApiProblem, match="upload-broken"):
        await whole(file.pieces)


async def test_a_field_beyond_measure_is_refused():
    form = Upload(sent({"key": "x" * 70_000}, [("a.png", b"1")], 4096))
    with pytest.raises(ApiProblem, match="bad-form"):
        await anext(form.files())


def test_what_is_no_such_form_is_refused():
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", b"text/plain")]})
    with pytest.raises(ApiProblem, match="bad-form"):
        Upload(request)
