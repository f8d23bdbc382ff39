"""The nats-server that the service brings along."""

from typing import NoReturn

import httpx
import pytest

from gongdan.nats_servers.embedded import NatsServer


def test_asking_how_it_is_makes_no_client_anew(nats_server: NatsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client each second took 24 MB a minute that Python's garbage collector knew nothing of."""

    def none_more(*_: object, **__: object) -> NoReturn:
        raise AssertionError("another client was made")

    monkeypatch.setattr(httpx.Client, "__init__", none_more)
    assert nats_server.complaint() is None
