"""JSON Lines: a row a line, in the order of the log; what was not said is left out."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from pydantic_core import to_json

from projections.replaying.rows import Row, said
from projections.replaying.writers.writer import About


def lines(rows: Sequence[Row]) -> bytes:
    """UTF-8, each line ended by a line feed."""
    return b"".join(to_json(said(row)) + b"\n" for row in rows)


class JsonLines:
    """A :class:`projections.replaying.writers.writer.Writer`; it keeps nothing back."""

    def __init__(self, about: About) -> None:
        self.written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def write(self, rows: Sequence[Row]) -> bytes:
        self.written += len(rows)
        return lines(rows)

    def end(self) -> Iterator[bytes]:
        return iter(())
