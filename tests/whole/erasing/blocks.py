"""What blocks of nats-server say, also those that it keeps compressed (S2): else a search on disk would not see it."""

from typing import Final

_COMPRESSED: Final = b"cmp\x01"
_CHECKSUM: Final = 8
"""Bytes at a block's end that stay as they are."""


def said_in(block: bytes) -> bytes:
    """A file as it stands, and behind it what it says where it is a compressed block."""
    return block + unpacked(block) if block.startswith(_COMPRESSED) else block


def unpacked(block: bytes) -> bytes:
    """filestore.go: a header with the size, then an S2 stream (github.com/klauspost/compress/s2)."""
    at, out = _number(block, len(_COMPRESSED))[1], bytearray()
    end = len(block) - _CHECKSUM
    while at < end:
        kind, size = block[at], int.from_bytes(block[at + 1 : at + 4], "little")
        chunk, at = block[at + 4 : at + 4 + size], at + 4 + size
        if kind == 0:
            out += _decoded(chunk[4:])
        elif kind == 1:
            out += chunk[4:]
        elif kind < 0x80:
            raise ValueError(f"a chunk of kind {kind}")
    return bytes(out)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A varint, and where it ends."""
    number, shift = 0, 0
    while data[at] & 0x80:
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | data[at] << shift, at + 1


def _decoded(chunk: bytes) -> bytes:
    """Literals and copies of what came before; a copy from no distance is from the last one (S2 beyond Snappy)."""
    size, at = _number(chunk, 0)
    out, distance = bytearray(), 0
    while at < len(chunk):
        tag, kind = chunk[at] >> 2, chunk[at] & 3
        if kind == 0:
            more = max(0, tag - 59)
            length = (int.from_bytes(chunk[at + 1 : at + 1 + more], "little") if more else tag) + 1
            at += 1 + more
            out += chunk[at : at + length]
            at += length
            continue
        width = (0, 1, 2, 4)[kind]
        said = int.from_bytes(chunk[at + 1 : at + 1 + width], "little")
        at += 1 + width
        if kind == 1:
            length, far = tag & 7, said | tag >> 3 << 8
            if not far and length >= 5:
                more = length - 4
                length = int.from_bytes(chunk[at : at + more], "little") + (4, 256, 65_536)[more - 1]
                at += more
            length, distance = length + 4, far or distance
        else:
            length, distance = tag + 1, said
        for _ in range(length):
            out.append(out[-distance])
    if len(out) != size:
        raise ValueError("not as long as it says")
    return bytes(out)
