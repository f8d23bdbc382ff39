"""Forms with files: what was typed first, then each file handed on in pieces as it comes, kept nowhere on the way."""

import re
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.manners.problems import ApiProblem
from gongdan.console.portal.address import FILES
from gongdan.console.shell.place import DAY, TICKETS

UPLOADS: Final = re.compile(rf"{DAY}/[^/]+/(photos|confirm)|{TICKETS}/[^/]+/attach|{FILES}")
"""The pages' addresses that take them: their limits are those of files."""
_LONGEST: Final = 65_536
"""Bytes of a field that is no file."""
_MOST: Final = 60
"""Fields and files of a form."""


@dataclass(frozen=True, slots=True)
class File:
    """``name`` is its own, ``claimed`` the type that the browser gives it. What nobody reads of it is left out."""

    name: str
    claimed: str | None
    pieces: AsyncIterator[bytes]


@dataclass(slots=True)
class _Part:
    headers: dict[str, bytes] = field(default_factory=dict[str, bytes])
    pieces: deque[bytes] = field(default_factory=deque[bytes])
    whole: bool = False

    @property
    def can_be_read(self) -> bool:
        return bool(self.pieces) or self.whole

    def said(self) -> dict[str, str]:
        """By name: ``name`` of the field, and ``filename`` where it is a file."""
        _, found = parse_options_header(self.headers.get("content-disposition", b""))
        return {name.decode(): value.decode(errors="replace") for name, value in found.items()}


class _Parts:
    """The parts of a form as its parser hears of them."""

    def __init__(self, boundary: bytes) -> None:
        self.heard = deque[_Part]()
        self._name, self._value = bytearray(), bytearray()
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": lambda: self.heard.append(_Part()),
                "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._header,
                "on_part_data": lambda data, start, end: self.heard[-1].pieces.append(data[start:end]),
                "on_part_end": self._ended,
            },
        )

    def hear(self, piece: bytes) -> None:
        self._parser.write(piece)

    def _header(self) -> None:
        self.heard[-1].headers[self._name.decode("latin-1").lower()] = bytes(self._value)
        self._name.clear()
        self._value.clear()

    def _ended(self) -> None:
        self.heard[-1].whole = True


class Upload:
    """A form as it comes; what was ``typed`` before a file is known by then, and all of it after the last."""

    def __init__(self, request: Request) -> None:
        """Raises ApiProblem where it is no such form."""
        kind, options = parse_options_header(request.headers.get("content-type"))
        if kind != b"multipart/form-data":
            raise ApiProblem("bad-form")
        self.typed: dict[str, str] = {}
        self._stream = request.stream()
        try:
            self._parts = _Parts(options.get(b"boundary", b""))
        except FormParserError:
            raise ApiProblem("bad-form") from None

    async def files(self) -> AsyncIterator[File]:
        """Each file that was chosen. Raises ApiProblem where the form can't be read."""
        for _ in range(_MOST):
            if not await self._until(lambda: bool(self._parts.heard)):
                return
            part = self._parts.heard[0]
            await self._until(lambda part=part: part.can_be_read)
            said = part.said()
            if "filename" not in said:
                self.typed[said.get("name", "")] = await self._text(part)
            elif said["filename"]:
                claimed = part.headers.get("content-type", b"").decode("latin-1")
                yield File(said["filename"], claimed or None, self._pieces(part))
            async for _ in self._pieces(part):
                continue
            self._parts.heard.popleft()
        raise ApiProblem("bad-form")

    async def _text(self, part: _Part) -> str:
        said = bytearray()
        async for piece in self._pieces(part):
            said += piece
            if len(said) > _LONGEST:
                raise ApiProblem("bad-form")
        try:
            return said.decode().strip()
        except UnicodeDecodeError:
            raise ApiProblem("bad-form") from None

    async def _pieces(self, part: _Part) -> AsyncIterator[bytes]:
        while await self._until(lambda: part.can_be_read):
            if not part.pieces:
                return
            yield part.pieces.popleft()
        raise ApiProblem("upload-broken")

    async def _until(self, enough: Callable[[], bool]) -> bool:
        """Read on until it is enough; whether it came to that before the end."""
        while not enough():
            piece = await anext(self._stream, None)
            if piece is None:
                return False
            try:
                self._parts.hear(piece)
            except FormParserError:
                raise ApiProblem("bad-form") from None
        return True
