"""The head of an answer and the first of its body leave together: each piece costs the system a packet of its own."""

import asyncio
from typing import Any


class Joining:
    """A transport that holds a piece until the next comes or the loop turns; all else is the one's that it is of."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._held: bytes | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """No more than one is ever held: who writes on and on is told to pause as by the transport itself."""
        if self._held is None:
            self._held = data
            self._loop.call_soon(self.flush)
        else:
            held, self._held = self._held, None
            self._leave(held, data)

    def flush(self) -> None:
        """What is held leaves."""
        held, self._held = self._held, None
        if held is not None:
            self._leave(held)

    def _leave(self, *pieces: bytes) -> None:
        """Where anybody is there to have them."""
        if not self._transport.is_closing():
            self._transport.writelines(pieces)

    def close(self) -> None:
        """After what is held."""
        self.flush()
        self._transport.close()
