"""A Merkle tree that grows for years, kept in tiles of 256 hashes (C2SP tlog-tiles) wherever its owner keeps them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from trust import merkle

WIDTH: Final = 256
"""Hashes of a full tile; a tile of level n holds roots of 256 ** n leaves each."""
_HASH: Final = 32

Place = tuple[int, int]
"""Level and number of a tile."""
Read = Callable[[Place], bytes]
"""The hashes of a tile, as many as there are, side by side."""


def _hashes(tile: bytes) -> list[bytes]:
    return [tile[at : at + _HASH] for at in range(0, len(tile), _HASH)]


class Growing:
    """The right edge of a tree of ``size`` leaves: what appending needs, and no more."""

    def __init__(self, size: int, read: Read) -> None:
        self.size = size
        self._edges: list[bytearray] = []
        self._full: list[tuple[Place, bytes]] = []
        level, there = 0, size
        while there:
            held = there % WIDTH
            edge = read((level, there // WIDTH))[: held * _HASH] if held else b""
            if len(edge) != held * _HASH:
                raise ValueError(f"tile {level}/{there // WIDTH} does not hold {held} hashes")
            self._edges.append(bytearray(edge))
            level, there = level + 1, there // WIDTH

    def append(self, leaf: bytes) -> None:
        """One leaf hash more."""
        self.extend([leaf])

    def extend(self, leaves: Sequence[bytes]) -> None:
        """More leaf hashes, in order."""
        done = 0
        while done < len(leaves):
            some = leaves[done : done + WIDTH - self.size % WIDTH]
            done, self.size = done + len(some), self.size + len(some)
            self._add(0, self.size, b"".join(some))

    def _add(self, level: int, count: int, hashes: bytes) -> None:
        """The last of ``count`` hashes of a level, no more than its tile has room for."""
        if level == len(self._edges):
            self._edges.append(bytearray())
        edge = self._edges[level]
        edge += hashes
        if len(edge) == WIDTH * _HASH:
            tile, above = bytes(edge), count // WIDTH
            edge.clear()
            self._full.append(((level, above - 1), tile))
            self._add(level + 1, above, merkle.root(_hashes(tile)))

    def root(self) -> bytes:
        """Of all leaves so far."""
        right = list[bytes]()
        for edge in self._edges:
            right = [merkle.root([*_hashes(bytes(edge)), *right])] if edge or right else []
        return right[0] if right else merkle.EMPTY

    def changed(self) -> Iterator[tuple[Place, bytes]]:
        """The tiles to keep since last asked: full ones, and all that are not full yet."""
        yield from self._full
        self._full.clear()
        there = self.size
        for level, edge in enumerate(self._edges):
            if edge:
                yield (level, there // WIDTH), bytes(edge)
            there //= WIDTH


class Tree:
    """A tree of ``size`` leaves out of its tiles, be there more leaves by now: roots and proofs."""

    def __init__(self, size: int, read: Read) -> None:
        self.size, self._read = size, read
        self._known: dict[Place, bytes] = {}

    def root(self) -> bytes:
        return self.ranged(0, self.size) if self.size else merkle.EMPTY

    def leaf(self, index: int) -> bytes:
        return self._nodes(0, index, 1)[0]

    def inclusion(self, index: int) -> list[bytes]:
        """The proof of a leaf."""
        return merkle.path(index, 0, self.size, self.ranged)

    def consistency(self, old: int) -> list[bytes]:
        """The proof that this tree begins with that of ``old`` leaves."""
        return merkle.consistency(old, self.size, self.ranged)

    def ranged(self, first: int, end: int) -> bytes:
        """The root over leaves side by side."""
        width = end - first
        if width & (width - 1):
            middle = first + merkle.split(width)
            return merkle.node_hash(self.ranged(first, middle), self.ranged(middle, end))
        height = width.bit_length() - 1
        level, above = divmod(height, 8)
        return merkle.root(self._nodes(level, first >> 8 * level, 1 << above))

    def _nodes(self, level: int, first: int, count: int) -> list[bytes]:
        """Of one tile. Raises ValueError where it lacks them."""
        number, at = divmod(first, WIDTH)
        tile = self._known.get((level, number)) or self._known.setdefault((level, number), self._read((level, number)))
        found = _hashes(tile[at * _HASH : (at + count) * _HASH])
        if len(found) < count:
            raise ValueError(f"tile {level}/{number} lacks hashes")
        return found
