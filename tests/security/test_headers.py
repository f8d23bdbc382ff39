"""What answers tell browsers, and what is believed of what browsers tell."""

import re
from pathlib import Path
from socket import socket

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from pydantic import ValidationError
from starlette.responses import PlainTextResponse

from api.manners.guards import Guards
from gongdan.console.shell.browsers import address_of
from gongdan.console.shell.environment import environment
from gongdan.console.shell.headers import SafeHeaders
from gongdan.console.shell.language import translations
from gongdan.console.shell.place import SIGN_OUT
from gongdan.service.api_server import ApiServer
from gongdan.settings import Settings

CONSOLE = Path(__file__).parents[2] / "gongdan" / "console"


def answered(guard: type[Guards | SafeHeaders], path: str = "/x", **headers: str) -> dict[str, str]:
    app = FastAPI()
    app.get(path)(lambda: PlainTextResponse("x", headers=headers))
    app.add_middleware(guard)
    return {**TestClient(app).get(path).headers}


def test_no_answer_of_the_api_is_kept_framed_or_guessed_at():
    said = answered(Guards)
    assert said["cache-control"] == "no-store"
    assert said["content-security-policy"] == "frame-ancestors 'none'"
    assert said["x-content-type-options"] == "nosniff"
    assert said["referrer-policy"] == "no-referrer"


def test_what_an_answer_says_itself_stands():
    assert answered(Guards, **{"Cache-Control": "private, no-store"})["cache-control"] == "private, no-store"


def test_an_api_that_is_open_in_a_browser_is_read_by_no_other_site():
    said = answered(Guards)
    assert [name for name in said if name.startswith("access-control")] == []


def test_pages_tell_no_other_site_where_a_person_was():
    assert answered(SafeHeaders)["referrer-policy"] == "same-origin"


def test_signing_out_tells_the_browser_to_forget():
    assert answered(SafeHeaders, SIGN_OUT)["clear-site-data"] == '"storage"'
    assert "clear-site-data" not in answered(SafeHeaders)


def test_an_address_that_the_sender_claims_to_come_from_is_not_believed():
    claimed = [(name, b"192.0.2.9") for name in (b"x-forwarded-for", b"x-real-ip", b"forwarded")]
    scope = {"type": "http", "headers": claimed, "client": ("198.51.100.1", 1)}
    assert address_of(Request(scope)) == "198.51.100.1"


async def come_from(proxies: str | None, through: str, claimed: str) -> str:
    """Where the service believes that a request comes from, which came through an address and claims others."""
    app = FastAPI()
    app.add_route("/x", lambda request: PlainTextResponse(address_of(request)))
    with socket() as taken:
        config = ApiServer(app, taken, proxies=proxies).config
    config.load()
    transport = httpx.ASGITransport(config.loaded_app, client=(through, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return (await client.get("/x", headers={"X-Forwarded-For": claimed})).text


@pytest.mark.parametrize(
    ("proxies", "through", "claimed", "believed"),
    [
        (None, "127.0.0.1", "192.0.2.9", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "192.0.2.9", "192.0.2.9"),
        ("127.0.0.1", "127.0.0.1", "203.0.113.5, 192.0.2.9", "192.0.2.9"),
        ("127.0.0.1,10.0.0.0/24", "127.0.0.1", "203.0.113.5, 192.0.2.9, 10.0.0.7", "192.0.2.9"),
        ("127.0.0.1", "198.51.100.1", "192.0.2.9", "198.51.100.1"),
    ],
)
async def test_a_proxy_that_the_settings_name_is_believed_and_nobody_before_it(
    proxies: str | None, through: str, claimed: str, believed: str
):
    assert await come_from(proxies, through, claimed) == believed


@pytest.mark.parametrize("said", ["0.0.0.0/0", "::/0", "*", "proxy.example.com", "127.0.0.1,"])
def test_no_setting_believes_everybody(said: str):
    with pytest.raises(ValidationError):
        Settings(proxies=said)


def test_passwords_are_typed_unseen_and_may_be_pasted():
    asked = '{% from "accounts_parts.html" import secret %}{{ secret("password", "Password", {}) }}'
    made = environment("gongdan.console", translations("en")).from_string(asked).render()
    assert re.search(r'<input[^>]*name="password" type="password"[^>]*autocomplete="current-password"', made)
    elsewhere = [page.name for page in (CONSOLE / "templates").glob("*.html") if 'name="password"' in page.read_text()]
    assert elsewhere == []
    assert [script.name for script in (CONSOLE / "static").glob("*.js") if "paste" in script.read_text()] == []


@pytest.mark.parametrize("script", sorted((CONSOLE / "static").glob("*.js")), ids=lambda script: script.name)
def test_no_script_of_ours_writes_html_or_runs_text(script: Path):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script.read_text()
    )
