"""The command line reads the system's certificates only where there is one to verify: each command starts anew."""

import ssl

import pytest

from gongdan.cli.asking.client import Client
from gongdan.settings import Settings


@pytest.mark.parametrize(("url", "times"), [("http://127.0.0.1:9", 0), ("https://desk.example", 1)])
def test_certificates_are_read_where_one_is_to_be_verified(monkeypatch: pytest.MonkeyPatch, url: str, times: int):
    made: list[ssl.SSLContext] = []
    really = ssl.create_default_context

    def counted(*args: object, **more: object) -> ssl.SSLContext:
        made.append(really(*args, **more))  # pyright: ignore[reportArgumentType]
        return made[-1]

    monkeypatch.setattr(ssl, "create_default_context", counted)
    with Client(Settings(api_url=url, token="x")):  # pyright: ignore[reportArgumentType]
        assert len(made) == times
    assert all(context.verify_mode is ssl.CERT_REQUIRED for context in made)
