"""The bytes of a replay as they are ready: the log is read no faster than they are taken."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

import structlog
from starlette.concurrency import iterate_in_threadpool

from api.callers import Caller
from projections.replaying.replay import Piece, Replay
from projections.replaying.writers import FORMATS, About, Writer

log: Final = structlog.get_logger(__name__)


@dataclass(slots=True)
class Streamed:
    """What went out so far."""

    events: int = 0
    left_out: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Positions of the log: after the one, up to the other."""

    after: int
    through: int


async def streamed(
    replay: Replay, span: Span, form: str, about: About, caller: Caller, *, marks: bool
) -> AsyncIterator[bytes]:
    """The file, piece by piece; with ``marks`` told after each stretch of the log how far that is."""
    so_far = Streamed()
    said = {"format": form, "masked": about.masked, "after": span.after, "through": span.through}
    log.info("replay_begun", **said, **caller.in_the_log)
    whole = False
    try:
        with FORMATS[form].opened(about) as writer:
            async for some in _bytes(replay, span, writer, so_far, marks=marks):
                so_far.bytes += len(some)
                yield some
        whole = True
    finally:
        went = {"events": so_far.events, "left_out": so_far.left_out, "bytes": so_far.bytes}
        if whole:
            log.info("replay_ended", **said, **went, **caller.in_the_log)
        else:
            log.warning("replay_broken_off", **said, **went, **caller.in_the_log)


async def _bytes(replay: Replay, span: Span, writer: Writer, so_far: Streamed, *, marks: bool) -> AsyncIterator[bytes]:
    def made(piece: Piece) -> bytes:
        so_far.events += len(piece.rows)
        so_far.left_out += piece.left_out
        return writer.write(piece.rows) + (_mark(piece) if marks else b"")

    async with aclosing(replay.pieces(span.after, span.through, made)) as pieces:
        async for some in pieces:
            if some:
                yield some
    async for some in iterate_in_threadpool(writer.end()):
        yield some


def _mark(piece: Piece) -> bytes:
    return json.dumps({"read_to": piece.read_to, "rows": len(piece.rows), "left_out": piece.left_out}).encode() + b"\n"
