"""What every format does: rows in the order of the log go in, the file's bytes come out as they are ready."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from projections.replaying.rows import Row


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself: the log by its epoch, and whether personal values are masked in it."""

    epoch: str
    masked: bool


class Writer(Protocol):
    """Makes one file. The same rows give the same bytes, however they are handed in. Leaving it frees what it holds."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def written(self) -> int:
        """How many of the rows are in the file."""
        ...

    def write(self, rows: Sequence[Row]) -> bytes:
        """The bytes of the file that are ready now: none from a format whose order is another."""
        ...

    def end(self) -> Iterator[bytes]:
        """The rest of the file, piece by piece."""
        ...
