"""Which media types are taken, and how each is known by its first bytes.

A table of our own: the list is closed and short, and of the libraries that guess types one is no longer maintained
and the other does not run on Python 3.11 (docs/decisions/dependencies.md).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gongdan.attachments.admitting.limits import Kind

HEAD: Final = 65_536
"""Bytes at a file's beginning by which its type is told."""

_IN_TEXT: Final = bytes({*range(32, 256), *b"\b\t\n\f\r\x1b"} - {0x7F})
"""Bytes that text is made of, whatever its encoding: of the controls only those of line ends and of a log's colours."""
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_MEMBER: Final = re.compile(rb"PK\x03\x04.{22}(.{4})", re.DOTALL)
"""The header of a file in a ZIP archive, to the lengths of its name and of what follows that."""
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Media:
    """A type that is taken: the endings and further names that it goes by, the first ending the usual one."""

    type: str
    kind: Kind
    endings: tuple[str, ...]
    found: Callable[[bytes], bool]
    aliases: tuple[str, ...] = ()


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


def _webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _brands(head: bytes) -> list[bytes]:
    """Of an ISO base media file (ISO/IEC 14496-12, 4.3): the brands that it says it follows, the major one first."""
    if head[4:8] != b"ftyp":
        return []
    box = head[8 : min(int.from_bytes(head[:4], "big"), 1024)]
    return [box[:4], *(box[at : at + 4] for at in range(8, len(box) - 3, 4))]


def _of_brand(major: str, *further: str) -> Callable[[bytes], bool]:
    """Whether the major brand is one of these, or is ``mif1`` (any image) and one of these is named beside it."""
    known = {brand.encode() for brand in (major, *further)}

    def found(head: bytes) -> bool:
        brands = _brands(head)
        return bool(brands) and (
            brands[0] in known or (brands[0] in (b"mif1", b"msf1") and bool(known & {*brands[1:]}))
        )

    return found


def _members(head: bytes) -> list[bytes]:
    """Names of the files at a ZIP archive's beginning."""
    if not head.startswith(b"PK\x03\x04"):
        return []
    return [
        head[match.end() : match.end() + int.from_bytes(match[1][:2], "little")] for match in _MEMBER.finditer(head)
    ]


def _holds(folder: bytes) -> Callable[[bytes], bool]:
    return lambda head: any(name.startswith(folder) for name in _members(head))


def _text(head: bytes) -> bool:
    return head.startswith(_UTF_16) or not head.translate(None, _IN_TEXT)


_MP4: Final = ("isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "M4VH", "M4VP", "MSNV", "dash")

MEDIA: Final = (
    Media("image/jpeg", "picture", ("jpg", "jpeg"), _begins(b"\xff\xd8\xff"), ("image/jpg", "image/pjpeg")),
    Media("image/png", "picture", ("png",), _begins(b"\x89PNG\r\n\x1a\n"), ("image/x-png",)),
    Media("image/webp", "picture", ("webp",), _webp),
    Media("image/gif", "picture", ("gif",), _begins(b"GIF87a", b"GIF89a")),
    Media("image/heic", "picture", ("heic", "heif"), _of_brand("heic", "heix", "heim", "heis"), ("image/heif",)),
    Media("video/mp4", "video", ("mp4", "m4v"), _of_brand(*_MP4), ("video/x-m4v",)),
    Media("video/quicktime", "video", ("mov", "qt"), _of_brand("qt  ")),
    Media("application/pdf", "other", ("pdf",), _begins(b"%PDF-"), ("application/x-pdf",)),
    Media(f"{_OFFICE}.wordprocessingml.document", "other", ("docx",), _holds(b"word/")),
    Media(f"{_OFFICE}.spreadsheetml.sheet", "other", ("xlsx",), _holds(b"xl/")),
    Media("text/plain", "other", ("txt", "log", "eml"), _text, ("text/x-log", "message/rfc822")),
    Media("text/csv", "other", ("csv",), _text, ("application/vnd.ms-excel", "application/csv", "text/plain")),
)
"""All that is taken. Text comes last, since some of the others begin with text."""


def media_of(head: bytes) -> tuple[Media, ...]:
    """What a file that begins so may be: one type, or all that are text; nothing where it is none that is taken."""
    found = [media for media in MEDIA if media.found(head)]
    return tuple(media for media in found if media.found is found[0].found)


def endings(wanted: Callable[[str], bool]) -> str:
    """All endings of the wanted types, for a person to read."""
    return " ".join(ending for media in MEDIA if wanted(media.type) for ending in media.endings)
