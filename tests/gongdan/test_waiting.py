"""The command line asks again while a past moment is being built, and tells any other refusal at once."""

import httpx
import pytest

from gongdan.cli.asking import waiting
from gongdan.cli.asking.client import Client, Refused
from gongdan.settings import Settings


def problem(code: str) -> httpx.Response:
    said = {"code": code, "detail": "250 of 1,000 events read"}
    return httpx.Response(503, json=said, headers={"content-type": "application/problem+json"})


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(waiting, "_PAUSE", 0)
    return Client(Settings(api_url="http://127.0.0.1:9", token="x"))  # pyright: ignore[reportArgumentType]


def answering(client: Client, monkeypatch: pytest.MonkeyPatch, *answers: httpx.Response) -> list[str]:
    asked, left = list[str](), [*answers]

    def request(method: str, path: str, **more: object) -> httpx.Response:
        asked.append(path)
        return left.pop(0)

    monkeypatch.setattr(client._http, "request", request)  # pyright: ignore[reportPrivateUsage]
    return asked


def test_it_asks_again_until_the_moment_is_there(client: Client, monkeypatch: pytest.MonkeyPatch):
    there = httpx.Response(200, json={"items": []})
    asked = answering(client, monkeypatch, problem("past-being-built"), problem("past-being-built"), there)
    assert client.get("/register").json() == {"items": []}
    assert asked == ["/register"] * 3


def test_another_refusal_is_told_at_once(client: Client, monkeypatch: pytest.MonkeyPatch):
    asked = answering(client, monkeypatch, problem("not-caught-up"))
    with pytest.raises(Refused, match="250 of 1,000"):
        client.get("/register")
    assert asked == ["/register"]
