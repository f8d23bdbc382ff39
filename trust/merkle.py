"""Merkle trees of RFC 6962 held in memory, and proofs that a log only grew."""

from collections.abc import Callable, Sequence
from typing import Final

from trust.verifier import node_hash, sha256

EMPTY: Final = sha256(b"")
"""Root of a tree without leaves."""

Ranged = Callable[[int, int], bytes]
"""The root over leaves from the one up to (without) the other, the first being a multiple of the width's power of 2."""


def split(width: int) -> int:
    """The largest power of two that is less."""
    return 1 << (width - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """Of a tree with these leaf hashes."""
    if not leaves:
        return EMPTY
    row = list(leaves)
    while len(row) > 1:
        pairs = [*map(node_hash, row[::2], row[1::2])]
        row = [*pairs, row[-1]] if len(row) % 2 else pairs
    return row[0]


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof of one leaf in the tree of all, lowest first."""
    return path(index, 0, len(leaves), lambda first, end: root(leaves[first:end]))


def path(index: int, first: int, end: int, ranged: Ranged) -> list[bytes]:
    """The proof of leaf ``index`` in the tree over ``first`` up to ``end`` (RFC 6962 2.1.1)."""
    if end - first <= 1:
        return []
    middle = first + split(end - first)
    if index < middle:
        return [*path(index, first, middle, ranged), ranged(middle, end)]
    return [*path(index, middle, end, ranged), ranged(first, middle)]


def consistency(old: int, size: int, ranged: Ranged) -> list[bytes]:
    """The proof that a tree of ``old`` leaves is the beginning of that of ``size`` (RFC 6962 2.1.2)."""
    return _grown(old, 0, size, ranged, whole=True) if 0 < old < size else []


def _grown(old: int, first: int, end: int, ranged: Ranged, *, whole: bool) -> list[bytes]:
    if old == end - first:
        return [] if whole else [ranged(first, end)]
    middle = first + split(end - first)
    if old <= middle - first:
        return [*_grown(old, first, middle, ranged, whole=whole), ranged(middle, end)]
    return [*_grown(old - (middle - first), middle, end, ranged, whole=False), ranged(first, middle)]


def consistent(old: int, old_root: bytes, size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the larger tree begins with the smaller (RFC 9162 2.1.4.2)."""
    if not 0 <= old <= size or any(len(each) != 32 for each in proof):
        return False
    if old == size or old == 0:
        return not proof and old_root == (new_root if old == size else EMPTY)
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not hashes:
        return False
    here, last = old - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = hashes[0]
    for other in hashes[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(other, before), node_hash(other, after)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, other)
        here, last = here >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
