"""The rest of an upload that is refused: a client that is cut off while it sends never reads the answer."""

import asyncio
from contextlib import suppress
from typing import Final

from fastapi import Request
from starlette.requests import ClientDisconnect

_MOST: Final = 64 << 20
"""Bytes read for nothing, at most."""
_PATIENCE: Final = 10.0


async def discarded(request: Request) -> None:
    """Read on, within reason, so that the refusal gets through."""
    size = 0
    with suppress(ClientDisconnect, TimeoutError, RuntimeError):  # the stream may be read to its end already
        async with asyncio.timeout(_PATIENCE):
            async for piece in request.stream():
                size += len(piece)
                if size > _MOST:
                    return
