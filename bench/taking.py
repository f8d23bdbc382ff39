"""An HTTP server that takes everything and does nothing, in a process of its own, to measure deliveries against."""

import asyncio
import re
from typing import Final

_LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
_END, _TAKEN = b"\r\n\r\n", b"HTTP/1.1 204 No Content\r\n\r\n"


class _Taking(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._read = transport, b""

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (head := self._read.find(_END)) >= 0:
            found = _LENGTH.search(self._read, 0, head + 2)
            end = head + len(_END) + (int(found[1]) if found else 0)
            if len(self._read) < end:
                return
            self._read = self._read[end:]
            self._transport.write(_TAKEN)


async def main() -> None:
    """Says its port, and goes on until it is killed."""
    server = await asyncio.get_running_loop().create_server(_Taking, "127.0.0.1", 0, backlog=2_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
