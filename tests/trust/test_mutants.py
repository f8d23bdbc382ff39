"""Of proofs and bundles that were changed at random none is accepted, and each is refused for a reason that fits."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

import pytest

from tests.trust.made_up import LOG
from tests.trust.mutants import mutated_bundles, mutated_proofs
from trust.verifier import Checkpoint, Malformed, Note, Proof, leaf_hash, root_of_inclusion, verify

pytestmark = pytest.mark.tamper

ACCEPTED: Final = "accepted"
_BUNDLES: Final = 20
"""Of so many mutants one is a whole bundle."""


def test_no_proof_that_was_changed_is_accepted(parts: dict[str, bytes]):
    found = verdicts(parts, 20_000, seed=20)
    assert found.total() == 20_000
    assert found[ACCEPTED] == 0
    assert found["another root"] > 10_000


def test_what_was_not_changed_is_accepted(parts: dict[str, bytes]):
    """So that a million refusals say something."""
    checkpoint, entry = checkpoint_in(parts), parts["heads.tlog-proof"]
    extra = Proof.parsed(entry).extra
    assert extra
    assert verdict_of_proof(extra, entry, checkpoint) == ACCEPTED
    assert verdict_of_bundle(parts) == ACCEPTED


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_none_of_a_million_proofs_that_were_changed_is_accepted(parts: dict[str, bytes]):
    found = sum((verdicts(parts, 20_000, seed) for seed in range(50)), Counter[str]())
    print(f"\n{found.total():,} mutants, {found[ACCEPTED]} accepted")
    for reason, times in found.most_common():
        print(f"{times:>9,}  {reason}")
    assert found.total() == 1_000_000
    assert found[ACCEPTED] == 0


def verdicts(parts: Mapping[str, bytes], count: int, seed: int) -> Counter[str]:
    """Of so many mutants."""
    checkpoint, bundles = checkpoint_in(parts), count // _BUNDLES
    proofs = mutated_proofs(parts, count - bundles, seed)
    found = Counter(verdict_of_proof(entry, text, checkpoint) for entry, text in proofs)
    return found + Counter(map(verdict_of_bundle, mutated_bundles(parts, bundles, seed)))


def verdict_of_proof(entry: bytes, text: bytes, checkpoint: Checkpoint) -> str:
    try:
        proof = Proof.parsed(text)
        root = root_of_inclusion(leaf_hash(entry), proof.index, checkpoint.size, proof.hashes)
    except Malformed as error:
        return "no leaf of the tree" if f"{error}".startswith("no leaf") else f"{error}"
    return ACCEPTED if root == checkpoint.root else "another root"


def verdict_of_bundle(parts: Mapping[str, bytes]) -> str:
    report = verify(parts, str(LOG.key))
    return ACCEPTED if report.ok else f"bundle: {report.findings[0].code}"


def checkpoint_in(parts: Mapping[str, bytes]) -> Checkpoint:
    return Checkpoint.parsed(Note.parsed(parts["checkpoint"]).text)
