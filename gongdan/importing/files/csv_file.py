"""Rows of a CSV file; every byte is decoded before anything is stored."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gongdan.importing.files.table import Bytes, unique_names
from gongdan.importing.maps.mapping import FileRule
from gongdan.importing.texts import BadInput
from gongdan.language import Both

_LARGEST_CELL: Final = 64 * 1024 * 1024
_CHUNK: Final = 1 << 20


class CsvReader:
    """Blank lines are no rows; a row's number is the line it begins on."""

    fixed = True

    def __init__(self, path: Path, stream: Bytes, rule: FileRule) -> None:
        csv.field_size_limit(_LARGEST_CELL)
        self._path, self._stream, self._named = path, stream, rule.encoding
        self._encoding = "utf-8-sig" if codecs.lookup(rule.encoding).name == "utf-8" else rule.encoding
        text = io.TextIOWrapper(stream, self._encoding, newline="")
        self._rows = self._read(text, rule.delimiter)
        header = next((cells for line, cells in self._rows if line >= rule.header_row), None)
        if header is None:
            raise BadInput("empty", file=path)
        self.columns = unique_names(header)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self._rows

    def _read(self, text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        line = 1
        while True:
            try:
                cells = next(reader, None)
            except UnicodeDecodeError:
                raise self._undecodable() from None
            except csv.Error as error:
                raise BadInput("bad-csv", file=self._path, row=line, why=_why(error)) from None
            if cells is None:
                return
            if any(cells):
                yield line, cells
            line = reader.line_num + 1

    def _undecodable(self) -> BadInput:
        """Where the first byte stands that is no text: the reader itself knows its place in a buffer only."""
        self._stream.seek(0)
        decoder = codecs.getincrementaldecoder(self._encoding)()
        lines, consumed = 1, 0
        while chunk := self._stream.read(_CHUNK):
            held = len(decoder.getstate()[0])
            try:
                lines += decoder.decode(chunk).count("\n")
            except UnicodeDecodeError as error:
                lines += error.object[: error.start].count(b"\n")
                return self._wrong(lines, consumed - held + error.start + 1)
            consumed += len(chunk)
        return self._wrong(lines, consumed)

    def _wrong(self, row: int, byte: int) -> BadInput:
        self._stream.seek(0)
        usual = "utf-8" if self._encoding != "utf-8-sig" else "gb18030"
        other = "utf-16" if self._stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else usual
        return BadInput("wrong-encoding", file=self._path, row=row, byte=byte, encoding=self._named, other=other)


def _why(error: csv.Error) -> Both:
    """Python's words, and in Chinese those that occur."""
    words = str(error)
    if "unexpected end" in words:
        return Both("引号没有结束", words)
    return Both("引号之后还有文字" if "expected after" in words else words, words)
