"""A file on its way in: told by its first bytes before anything is stored, and counted as it comes."""

from collections.abc import AsyncIterator

from gongdan.attachments.admitting.limits import KINDS, MB, Limits
from gongdan.attachments.admitting.media import HEAD, Media, endings, media_of
from gongdan.attachments.admitting.names import ending, proper_name
from gongdan.attachments.refusals import AttachmentRefused, AttachmentTooLarge

_SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream")


class Arrival:
    """What was admitted: its proper name, its type as found, and the stream of its bytes."""

    def __init__(self, name: str, media: Media, head: bytes, rest: AsyncIterator[bytes], limit: int) -> None:
        self.name, self.media = name, media
        self._head, self._rest, self._limit = head, rest, limit

    @classmethod
    async def begun(cls, stream: AsyncIterator[bytes], name: str, claimed: str | None, limits: Limits) -> "Arrival":
        """Once its beginning is here and nothing speaks against it. Raises AttachmentRefused."""
        name = proper_name(name)
        head = await _head(stream)
        media = admitted(head, name, claimed, limits)
        return cls(name, media, head, stream, limits.of(media.kind))

    async def pieces(self) -> AsyncIterator[bytes]:
        """All its bytes, from the first. Raises AttachmentTooLarge once there are more than may be."""
        size = len(self._head)
        self._require(size)
        yield self._head
        async for piece in self._rest:
            size += len(piece)
            self._require(size)
            yield piece

    def _require(self, size: int) -> None:
        if size > self._limit * MB:
            raise AttachmentTooLarge(self.name, self._limit, KINDS[self.media.kind])


async def _head(stream: AsyncIterator[bytes]) -> bytes:
    head = bytearray()
    async for piece in stream:
        head += piece
        if len(head) >= HEAD:
            break
    return bytes(head)


def admitted(head: bytes, name: str, claimed: str | None, limits: Limits) -> Media:
    """The type of a file that begins so, if neither its name nor what its sender claims contradicts that.

    Raises AttachmentRefused.
    """
    if not head:
        raise AttachmentRefused("attachment-empty", name=name)
    possible = tuple(media for media in media_of(head[:HEAD]) if limits.takes(media.type))
    if not possible:
        raise AttachmentRefused("attachment-type-refused", name=name, allowed=endings(limits.takes))
    return _as_claimed(_as_named(possible, name), name, claimed)


def _as_named(possible: tuple[Media, ...], name: str) -> tuple[Media, ...]:
    said = ending(name)
    named = tuple(media for media in possible if said is None or said in media.endings)
    if not named:
        right = " ".join(f".{each}" for media in possible for each in media.endings)
        raise AttachmentRefused(
            "attachment-ending-wrong", name=name, found=possible[0].type, ending=said, allowed=right
        )
    return named


def _as_claimed(possible: tuple[Media, ...], name: str, claimed: str | None) -> Media:
    said = (claimed or "").split(";")[0].strip().lower()
    if said in _SAYS_NOTHING:
        return possible[0]
    for media in possible:
        if said == media.type or said in media.aliases:
            return media
    raise AttachmentRefused("attachment-claim-wrong", name=name, found=possible[0].type, claimed=said[:100])
