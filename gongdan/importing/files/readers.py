"""Which reader a file needs, and reading through gzip."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongdan.importing.files.csv_file import CsvReader
from gongdan.importing.files.table import Bytes, Reader
from gongdan.importing.files.xes_file import XesReader
from gongdan.importing.files.xlsx_file import XlsxReader
from gongdan.importing.maps.mapping import FileRule
from gongdan.importing.texts import BadInput
from gongdan.language import Both
from gongdan.system import of_system

READERS: dict[str, type[CsvReader] | type[XlsxReader] | type[XesReader]] = {
    ".csv": CsvReader,
    ".xlsx": XlsxReader,
    ".xes": XesReader,
}


@contextmanager
def opened(path: Path, rule: FileRule) -> Iterator[Reader]:
    """The file's reader; whatever can't be read raises BadInput, also while its rows are read."""
    name = path.name.lower()
    kind = Path(name.removesuffix(".gz")).suffix
    if kind not in READERS:
        raise BadInput("unknown-type", file=path)
    try:
        with _bytes(path, zipped=name.endswith(".gz")) as stream:
            yield READERS[kind](path, stream, rule)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadInput("bad-gzip", file=path, why=Both("内容不完整或不是 gzip", str(error).rstrip("."))) from None
    except FileNotFoundError:
        raise BadInput("no-file", file=path) from None
    except OSError as error:
        raise BadInput("not-readable", file=path, why=of_system(error)) from None


def _bytes(path: Path, *, zipped: bool) -> Bytes:
    if not zipped and path.stat().st_size == 0:
        raise BadInput("empty", file=path)
    return gzip.open(path) if zipped else path.open("rb")
