"""Apache Parquet: typed columns, times in UTC to the microsecond, few-valued texts by dictionary, the body as JSON."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Final, Self, cast

import pyarrow as arrow
import pyarrow.parquet as pq
from pydantic_core import to_json

from projections.replaying.rows import COLUMNS, SCHEMA, Column, Row
from projections.replaying.writers.writer import About

pa: Any = cast("Any", arrow)
GROUP: Final = 50_000
"""Rows a row group, of which one is held in memory: some 30 MB."""
_MOMENT: Final[Any] = pa.timestamp("us", "UTC")
_TYPES: Final[dict[str, Any]] = {
    "number": pa.int64(),
    "text": pa.string(),
    "word": pa.string(),
    "moment": _MOMENT,
    "json": pa.string(),
}
_WORDS: Final = [column.name for column in COLUMNS if column.kind == "word"]


def schema(about: About) -> Any:
    """The columns, with what the file says of itself: ``gongdan.schema``, ``gongdan.epoch``, ``gongdan.masked``."""
    fields = [pa.field(column.name, _TYPES[column.kind], nullable=column.optional) for column in COLUMNS]
    told = {"gongdan.schema": str(SCHEMA), "gongdan.epoch": about.epoch, "gongdan.masked": str(about.masked).lower()}
    return pa.schema(fields, metadata=told)


class _Sink:
    """Where the writer puts its bytes: it counts on their places in the whole file, so they are only taken away."""

    closed = False

    def __init__(self) -> None:
        self._ready, self._place = list[bytes](), 0

    def writable(self) -> bool:
        return True

    def write(self, some: bytes) -> int:
        self._ready.append(bytes(some))
        self._place += len(some)
        return len(some)

    def tell(self) -> int:
        return self._place

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def taken(self) -> bytes:
        """What came since the last time."""
        ready, self._ready = b"".join(self._ready), []
        return ready


class Parquet:
    """A :class:`projections.replaying.writers.writer.Writer`: a row group is written once it is full."""

    def __init__(self, about: About) -> None:
        self._schema, self._sink = schema(about), _Sink()
        self._writer: Any = cast("Any", pq.ParquetWriter)(
            self._sink, self._schema, compression="zstd", compression_level=1, use_dictionary=_WORDS
        )
        self._batches: list[Any] = []
        self._held = self.written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._batches = []

    def write(self, rows: Sequence[Row]) -> bytes:
        if rows:
            self._batches.append(pa.RecordBatch.from_arrays(_arrays(rows), schema=self._schema))
            self._held += len(rows)
            self.written += len(rows)
        while self._held >= GROUP:
            self._group(GROUP)
        return self._sink.taken()

    def end(self) -> Iterator[bytes]:
        if self._held:
            self._group(self._held)
        self._writer.close()
        yield self._sink.taken()

    def _group(self, size: int) -> None:
        """One row group of exactly so many rows, in one piece: so its bytes do not tell how the rows came."""
        table = pa.Table.from_batches(self._batches, schema=self._schema)
        self._writer.write_table(table.slice(0, size).combine_chunks(), row_group_size=size)
        rest = table.slice(size)
        self._batches, self._held = rest.to_batches() if rest.num_rows else [], rest.num_rows


def _arrays(rows: Sequence[Row]) -> list[Any]:
    return [_array(column, values) for column, values in zip(COLUMNS, zip(*rows, strict=True), strict=True)]


def _array(column: Column, values: tuple[Any, ...]) -> Any:
    match column.kind:
        case "json":
            return pa.array(list(map(to_json, values)), type=pa.string())
        case "moment":
            return pa.array(values, type=pa.string()).cast(_MOMENT)
        case _:
            return pa.array(values, type=_TYPES[column.kind])
