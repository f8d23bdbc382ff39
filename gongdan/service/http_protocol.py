"""How HTTP is read: plain requests by a parser in C, all others by the one in Python that takes more of it."""

import asyncio
from typing import Final, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gongdan.service.http_writing import Joining

LONGEST_HEAD: Final = 65_536
"""Bytes of a request before its body, address and headers, that are read for certain: uvicorn alone reads 16,384.

All that a route takes there fits, each at its longest. What is longer it refuses by itself, with a 400 in plain text.
"""
_INVALID: Final = "Invalid HTTP request received."


class HttpProtocol(HttpToolsProtocol):
    """One connection. From the first request on that is not plain, h11 has it, and answers as if it had been first."""

    parser: HttpRequestParser
    _head = bytearray()
    """What came since a message began or passed anything on: the parser alone would keep it, however long."""
    _reading = False
    """Whether a message began that did not end."""
    _first = True
    """Whether the head is all that is under way, so that another may read it from its beginning."""
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] -- as it is
        super().connection_made(transport)
        self._joining = Joining(transport, self.loop)
        self.transport = cast("asyncio.Transport", self._joining)

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        if self._refused:
            return
        if not self._reading:
            self._head, self._first = bytearray(), self._has_answered
        self._head += data
        try:
            self.parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._pass_on()
        else:
            if len(self._head) > LONGEST_HEAD:
                self._pass_on()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._reading = True

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value.rstrip(b" \t"))

    def on_headers_complete(self) -> None:
        if not self._is_plain():
            raise HttpParserError
        self._head, self._first = bytearray(), False
        super().on_headers_complete()

    def _is_plain(self) -> bool:
        """HTTP/1.1, to one host, by a path, with a body of a known length or none."""
        names = [name for name, _ in self.headers]
        by_a_path = self.url[:1] == b"/" and self.url.isascii() and b"#" not in self.url
        in_one_piece = b"transfer-encoding" not in names and not self.parser.should_upgrade()
        return by_a_path and in_one_piece and names.count(b"host") == 1 and self.parser.get_http_version() == "1.1"

    def on_body(self, body: bytes) -> None:
        self._head = bytearray()
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._head, self._reading = bytearray(), False
        super().on_message_complete()

    @property
    def _has_answered(self) -> bool:
        return not self.pipeline and (self.cycle is None or self.cycle.response_complete)

    def _pass_on(self) -> None:
        """To h11; behind another request, it is refused once that is answered: what that did would go untold else."""
        if self._first:
            self.connections.discard(self)
            self._joining.flush()
            other = H11Protocol(self.config, self.server_state, self.app_state)
            other.connection_made(self.transport)
            self.transport.set_protocol(other)
            other.data_received(bytes(self._head))
        elif not self._has_answered and (self.pipeline or not self.cycle.more_body):
            self._refused = True
            self.flow.pause_reading()
        else:
            self._refuse()

    def on_response_complete(self) -> None:
        if self._refused:
            self.pipeline.clear()
            self._refuse()
        super().on_response_complete()

    def _refuse(self) -> None:
        self.logger.warning(_INVALID)
        self.send_400_response(_INVALID)
