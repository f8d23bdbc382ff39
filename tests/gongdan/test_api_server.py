"""The API's port: taken before anything starts, and quick to answer."""

import socket

import pytest

from gongdan.failures import Failure
from gongdan.service.api_server import require_free, take_port


def test_a_taken_port_is_free_no_more():
    with take_port(0, "GONGDAN_API_PORT") as taken:
        port = taken.getsockname()[1]
        for take in (take_port, require_free):
            with pytest.raises(Failure, match=f"Port {port} is in use: set GONGDAN_API_PORT"):
                take(port, "GONGDAN_API_PORT")
    require_free(port, "GONGDAN_API_PORT")


def test_a_forbidden_port_is_named(monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    with pytest.raises(Failure, match="Port 80 can't be used"):
        take_port(80, "GONGDAN_API_PORT")


def test_answers_do_not_wait_for_acknowledgements():
    with take_port(0, "GONGDAN_API_PORT") as taken:
        assert taken.proto == socket.IPPROTO_TCP
