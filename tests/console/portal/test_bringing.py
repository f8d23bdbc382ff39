"""Photos and papers: brought by a form without script, looked at as every file is, and given back to whose they are."""

import httpx
import pytest

from api.manners.problems import ApiProblem
from tests.console.conftest import ORIGIN, Browser
from tests.console.portal.coming import brought, come, done, last
from tests.stories.telling import PHOTO

FORM = {"Origin": ORIGIN}


@pytest.fixture
def client(browser: Browser) -> httpx.AsyncClient:
    return browser._client  # pyright: ignore[reportPrivateUsage]


async def test_several_files_come_with_one_form(client: httpx.AsyncClient, browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent)
    await come(browser, agent, number)
    chosen = [("file", ("铭牌.png", PHOTO, "image/png")), ("file", ("log.txt", b"E-002 09:30\n", "text/plain"))]
    page = await client.post("/my/ticket/files", files=chosen, headers=FORM, follow_redirects=True)
    assert "We have your files." in page.text
    files = (await agent.get(f"/tickets/{number}")).json()["attachments"]
    assert [each["media_type"] for each in files] == ["image/png", "text/plain"]
    back = await browser.open(f"/my/ticket/files/{files[0]['sha256']}")
    assert back.content == PHOTO
    assert back.headers["content-disposition"].startswith("attachment")


async def test_what_is_not_taken_is_said_and_what_came_before_it_is_there(
    client: httpx.AsyncClient, browser: Browser, agent: httpx.AsyncClient
):
    number = await brought(agent)
    await come(browser, agent, number)
    chosen = [
        ("file", ("a.png", PHOTO, "image/png")),
        ("file", ("b.zip", b"PK\x03\x04" + b"0" * 40, "application/zip")),
    ]
    page = await client.post("/my/ticket/files", files=chosen, headers=FORM)
    assert page.status_code == 415 or page.status_code == 422
    assert "One file before it is with us." in page.text
    assert (await last(agent, number))["type"] == "attachment-added"


async def test_no_file_is_nothing(client: httpx.AsyncClient, browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent)
    await come(browser, agent, number)
    empty = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
    )
    said = {**FORM, "Content-Type": "multipart/form-data; boundary=x"}
    page = await client.post("/my/ticket/files", content=empty, headers=said, follow_redirects=True)
    assert "No file was chosen." in page.text
    assert (await last(agent, number))["type"] == "ticket-opened"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"file=x"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"no form"),
    ],
)
async def test_what_is_no_form_of_files_is_refused(
    client: httpx.AsyncClient, browser: Browser, agent: httpx.AsyncClient, kind: str, body: bytes
):
    await come(browser, agent, await brought(agent))
    page = await client.post("/my/ticket/files", content=body, headers={**FORM, "Content-Type": kind})
    assert page.status_code == ApiProblem("bad-form").status


async def test_a_file_of_another_ticket_is_not_given(
    client: httpx.AsyncClient, browser: Browser, agent: httpx.AsyncClient
):
    await come(browser, agent, await brought(agent))
    await client.post("/my/ticket/files", files={"file": ("a.png", PHOTO, "image/png")}, headers=FORM)
    other = await brought(agent)
    added = await agent.post(f"/tickets/{other}/attachments", params={"name": "b.txt"}, content=b"another's")
    page = await browser.open(f"/my/ticket/files/{added.json()['events'][0]['data']['sha256']}")
    assert page.status_code == 404
    assert b"another's" not in page.content


async def test_papers_are_theirs_once_they_say_something(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent, "acknowledge")
    page = await come(browser, agent, number)
    assert "/my/ticket/papers/" not in page.text
    await done(agent, number, "resolve")
    assert 'href="/my/ticket/papers/confirmation"' in (await browser.open("/my/ticket")).text
    paper = await browser.open("/my/ticket/papers/confirmation")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert (await browser.open("/my/ticket/papers/dossier")).status_code == 422
