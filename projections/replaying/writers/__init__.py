"""The formats of a replay: JSON Lines and Parquet in the order of the log, XES and OCEL 2.0 as their standards say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from projections.replaying.writers.jsonl import JsonLines
from projections.replaying.writers.ocel.as_json import AsJson
from projections.replaying.writers.ocel.as_sqlite import AsSqlite
from projections.replaying.writers.writer import About, Writer
from projections.replaying.writers.xes import Xes

__all__ = ["FORMATS", "About", "Format", "Writer", "format_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of the format is made, what it is called, and how its name ends: the first is ours."""

    opened: Callable[[About], Writer]
    media: str
    endings: tuple[str, ...]


def _parquet(about: About) -> Writer:
    """pyarrow is loaded where it is wanted: it takes 0.1 s and 40 MB."""
    from projections.replaying.writers.parquet import Parquet

    return Parquet(about)


FORMATS: Final[dict[str, Format]] = {
    "jsonl": Format(JsonLines, "application/x-ndjson", (".jsonl", ".ndjson")),
    "parquet": Format(_parquet, "application/vnd.apache.parquet", (".parquet",)),
    "xes": Format(Xes, "application/xml", (".xes",)),
    "ocel": Format(AsJson, "application/json", (".ocel.json", ".jsonocel", ".json")),
    "ocel-sqlite": Format(AsSqlite, "application/vnd.sqlite3", (".ocel.sqlite", ".sqlite")),
}


def format_of(name: str) -> str | None:
    """The format that the name of a file says, if it says one."""
    endings = {ending: form for form, known in FORMATS.items() for ending in known.endings}
    return next((form for ending, form in endings.items() if name.lower().endswith(ending)), None)
