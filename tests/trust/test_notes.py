"""Signed notes are read and written as C2SP has them."""

import pytest

from trust.signing import Signer
from trust.verifier import Checkpoint, Key, Malformed, Note, Proof, leaf_hash

PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
"""The example of golang.org/x/mod/sumdb/note."""
PUBLISHED = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "\N{EM DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    "\n"
)
LOG, WITNESS = Signer("example.com/log", bytes(32)), Signer.witness("witness.example", bytes([1] * 32))
CHECKPOINT = Checkpoint("example.com/log", 12, leaf_hash(b"root"))


def test_the_published_example_holds():
    note, key = Note.parsed(PUBLISHED.encode()), Key.parsed(PUBLISHED_KEY)
    assert note.by(key)
    assert note.raw() == PUBLISHED.encode()
    assert str(key) == PUBLISHED_KEY


def test_a_checkpoint_is_signed_and_cosigned():
    note = LOG.sign(CHECKPOINT)
    note = Note(note.text, (*note.signatures, WITNESS.cosign(note, 1_700_000_000)))
    read = Note.parsed(note.raw())
    assert Checkpoint.parsed(read.text) == CHECKPOINT
    assert read.by(LOG.key)
    assert read.by(WITNESS.key)
    assert not read.by(Signer("example.com/log", bytes([2] * 32)).key)


def test_a_proof_reads_back():
    proof = Proof(5, (leaf_hash(b"a"), leaf_hash(b"b")), LOG.sign(CHECKPOINT).raw(), b"extra")
    assert Proof.parsed(proof.text()) == proof


@pytest.mark.parametrize(
    "text",
    ["o\n1\n", "o\n01\nAAAA\n", "\n1\n" + "A" * 43 + "=\n", "o\n-1\n" + "A" * 43 + "=\n", "o\n1\n" + "A" * 42 + "B=\n"],
)
def test_a_checkpoint_has_one_form(text: str):
    with pytest.raises(Malformed):
        Checkpoint.parsed(text.encode())


@pytest.mark.parametrize("text", ["x", "a+00000000+AAAA", PUBLISHED_KEY.replace("c74f20a3", "c74f20a4"), "é" * 9])
def test_a_key_vouches_for_itself(text: str):
    with pytest.raises(Malformed):
        Key.parsed(text)
