"""Bundles and proofs that were changed at random, each in one place."""

import random
from collections.abc import Iterator, Mapping

from tests.trust.evidence import SUBJECT
from trust.verifier import Proof, event_entry, event_hash


def mutated_bundles(parts: Mapping[str, bytes], count: int, seed: int) -> Iterator[dict[str, bytes]]:
    """Each differs from the bundle in one part, by one change."""
    chance, names = random.Random(seed), sorted(parts)
    while count:
        name = chance.choice(names)
        part, kind = bytearray(parts[name]), chance.randrange(6)
        at, other = chance.randrange(len(part)), chance.choice(names)
        if kind == 0:
            part[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del part[at : at + chance.randint(1, 40)]
        elif kind == 2:
            part[at:at] = part[max(0, at - 33) : at]
        elif kind == 3:
            part[at : at + 32] = chance.randbytes(32)
        elif kind == 4:
            part = bytearray(parts[other])
        else:
            part[at : at + 1] = b"%d" % chance.randrange(10)
        if bytes(part) != parts[name]:
            count -= 1
            yield {**parts, name: bytes(part)}


def mutated_proofs(parts: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[bytes, bytes]]:
    """An entry and its proof, one of which was changed, or belongs to another."""
    chance, note = random.Random(seed), parts["checkpoint"]
    proofs = [part for name, part in parts.items() if name.startswith("events/") and name.endswith("proof")]
    bodies = [part for name, part in parts.items() if name.startswith("events/") and name.endswith("json")]
    entries = [event_entry(event_hash(SUBJECT, version, body)) for version, body in enumerate(bodies, 1)]
    while count:
        which = chance.randrange(len(proofs))
        entry, proof = bytearray(entries[which]), Proof.parsed(proofs[which])
        hashes, index, kind = list(proof.hashes), proof.index, chance.randrange(7)
        if kind == 0:
            entry[chance.randrange(len(entry))] ^= 1 << chance.randrange(8)
        elif kind == 1:
            at = chance.randrange(len(hashes))
            hashes[at] = bytes([*hashes[at][:-1], hashes[at][-1] ^ 1 << chance.randrange(8)])
        elif kind == 2:
            del hashes[chance.randrange(len(hashes))]
        elif kind == 3:
            hashes.insert(chance.randrange(len(hashes) + 1), chance.choice(hashes))
        elif kind == 4:
            chance.shuffle(hashes)
        elif kind == 5:
            index = chance.choice([index ^ 1 << chance.randrange(11), chance.randrange(700), -index])
        else:
            entry = bytearray(entries[which - 1])
        made = Proof(index, tuple(hashes), note)
        if (bytes(entry), made) != (entries[which], proof):
            count -= 1
            yield bytes(entry), made.text()
