"""The bytes of a replay as they are ready: the log is read no faster than they are taken."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

import structlog
from starlette.concurrency import iterate_in_threadpool

from api.callers import Caller
from api.replay.turns import Turns
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


async def begun(pieces: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Once it has its turn: what is refused is refused before the answer's headers go out. Raises ApiProblem."""
    await anext(pieces)
    return pieces


async def streamed(
    replay: Replay, span: Span, form: str, about: About, caller: Caller, turns: Turns, *, marks: bool
) -> AsyncGenerator[bytes]:
    """Nothing, once it has its turn; then the file, piece by piece.

    With ``marks`` it is told after each stretch of the log how far that is. Raises ApiProblem.
    """
    with turns.taken():
        yield b""
        async with aclosing(_told(replay, span, form, about, caller, marks=marks)) as pieces:
            async for some in pieces:
                yield some


async def _told(
    replay: Replay, span: Span, form: str, about: About, caller: Caller, *, marks: bool
) -> AsyncGenerator[bytes]:
    so_far = Streamed()
    said = {"format": form, "masked": about.masked, "after": span.after, "through": span.through}
    log.info("replay_begun", **said, **caller.in_the_log)
    whole = False
    try:
        with FORMATS[form].opened(about) as writer:
            async with aclosing(_bytes(replay, span, writer, so_far, marks=marks)) as pieces:
                async for some in pieces:
                    so_far.bytes += len(some)
                    yield some
        whole = True
    finally:
        went = {"events": so_far.events, "left_out": so_far.left_out, "bytes": so_far.bytes}
        if whole:
            log.info("replay_ended", **said, **went, **caller.in_the_log)
        else:
            log.warning("replay_broken_off", **said, **went, **caller.in_the_log)


async def _bytes(replay: Replay, span: Span, writer: Writer, so_far: Streamed, *, marks: bool) -> AsyncGenerator[bytes]:
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
