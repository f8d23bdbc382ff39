"""Who signs checkpoints: the log with its key, and a witness with its own."""

import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from trust.verifier import COSIGNATURE, ED25519, Checkpoint, Key, Note, Signature, cosigned


class Signer:
    """Signs under a name; the key is 32 bytes."""

    def __init__(self, name: str, seed: bytes, kind: int = ED25519) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = Key(name, kind, self._private.public_key().public_bytes_raw())

    @classmethod
    def witness(cls, name: str, seed: bytes) -> "Signer":
        return cls(name, seed, COSIGNATURE)

    def sign(self, checkpoint: Checkpoint) -> Note:
        """As the log."""
        text = checkpoint.text()
        return Note(text, (Signature(self.key.name, self.key.id, self._private.sign(text)),))

    def cosign(self, note: Note, time: int) -> Signature:
        """As a witness, in seconds since 1970."""
        signature = time.to_bytes(8, "big") + self._private.sign(cosigned(note.text, time))
        return Signature(self.key.name, self.key.id, signature)


def new_seed() -> bytes:
    return secrets.token_bytes(32)
