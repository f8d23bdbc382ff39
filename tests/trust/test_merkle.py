"""The tree is RFC 6962's: published roots, and proofs that hold for what is so and for nothing else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trust import merkle
from trust.tiles import Growing, Place, Tree
from trust.verifier import Malformed, leaf_hash, root_of_inclusion

PUBLISHED = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
"""Entries of Certificate Transparency's test vectors, and the roots of the first one to eight of them."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(f"{number}".encode()) for number in range(700)]


def grown(size: int) -> tuple[Growing, dict[Place, bytes]]:
    """Appended in unequal steps, begun anew from its tiles after each."""
    kept, steps = dict[Place, bytes](), random.Random(size)
    tree = Growing(0, kept.__getitem__)
    while tree.size < size:
        for _ in range(min(steps.randint(1, 300), size - tree.size)):
            tree.append(LEAVES[tree.size % len(LEAVES)])
        kept |= dict(tree.changed())
        tree = Growing(tree.size, kept.__getitem__)
    return tree, kept


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size: int):
    leaves = [leaf_hash(bytes.fromhex(each)) for each in PUBLISHED[:size]]
    assert merkle.root(leaves).hex() == ROOTS[size - 1]


def test_a_tree_without_leaves_has_the_published_root():
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_leaf_is_proved_and_under_no_other_index(data: st.DataObject):
    size = data.draw(st.integers(1, 200))
    index = data.draw(st.integers(0, size - 1))
    leaves = LEAVES[:size]
    proof, root = merkle.inclusion(index, leaves), merkle.root(leaves)
    assert root_of_inclusion(leaves[index], index, size, proof) == root
    other = data.draw(st.integers(0, size - 1))
    if other != index:
        with pytest.raises((Malformed, AssertionError)):
            assert root_of_inclusion(leaves[index], other, size, proof) == root


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_growth_is_proved_and_nothing_else(data: st.DataObject):
    size = data.draw(st.integers(1, 200))
    old = data.draw(st.integers(0, size))
    before, after = merkle.root(LEAVES[:old]), merkle.root(LEAVES[:size])
    proof = merkle.consistency(old, size, lambda first, end: merkle.root(LEAVES[first:end]))
    assert merkle.consistent(old, before, size, after, proof)
    assert not merkle.consistent(old, leaf_hash(b"fork"), size, after, proof)
    if old:
        assert not merkle.consistent(old, before, size, leaf_hash(b"fork"), proof)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700, 65_537])
def test_tiles_hold_the_whole_tree(size: int):
    leaves = [LEAVES[at % len(LEAVES)] for at in range(size)]
    growing, kept = grown(size)
    tree, root = Tree(size, lambda place: kept[place]), merkle.root(leaves)
    assert growing.root() == tree.root() == root
    for index in {0, size // 3, size - 1}:
        assert root_of_inclusion(tree.leaf(index), index, size, tree.inclusion(index)) == root
    for old in {1, size // 2, size - 1} - {0}:
        before = Tree(old, lambda place: kept[place]).root()
        assert merkle.consistent(old, before, size, root, tree.consistency(old))
