"""A witness as a process of its own, under a user or on a machine that whoever runs the log does not command."""

import base64
import time
from pathlib import Path

from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.proving.log_key import seed_of
from gongdan.storing.private_file import make_private, write_private
from gongdan.system import of_system
from trust.archive import Archive
from trust.contents import Cosigned
from trust.signing import Signer, new_seed
from trust.tiles import Tree
from trust.verifier import Checkpoint, Key, Malformed
from trust.witness import Asked, Refused, Witness, remembered, written


class KeptMemory:
    """A file beside the witness's key; where it is lost, the witness knows nothing any more."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def seen(self, origin: str) -> Checkpoint | None:
        return self.all().get(origin)

    def remember(self, checkpoint: Checkpoint) -> None:
        write_private(self._path, written(self.all() | {checkpoint.origin: checkpoint}))

    def all(self) -> dict[str, Checkpoint]:
        """Raises Failure where the file can't be read: to begin anew would be to forget."""
        try:
            return remembered(self._path.read_text() if self._path.exists() else "")
        except (OSError, Malformed):
            raise Failure("witness-memory", path=self._path) from None


def open_witness(path: Path, name: str, log: Key) -> Witness:
    """With the key in the file, made where there is none, and ``.pub`` beside it. Raises Failure."""
    try:
        if not path.exists():
            make_private(path, f"{base64.b64encode(new_seed()).decode()}\n")
        signer = Signer.witness(name, seed_of(path))
        write_private(path.with_suffix(".pub"), f"{signer.key}\n")
    except OSError as error:
        raise Failure("log-key-unusable", path=path, why=of_system(error)) from None
    return Witness(signer, {log.name: log}, KeptMemory(path.with_suffix(".seen")), time.time)


def cosign_last(archive: Archive, witness: Witness, log: Key) -> Cosigned | None:
    """The last checkpoint, where it is not cosigned yet; it stands in the archive then. Raises Failure."""
    sealed = archive.checkpoint()
    if sealed is None:
        return None
    mine = (sealed.size, witness.key.name)
    if any((each.size, each.witness) == mine for each in archive.cosignatures()):
        return None
    old = witness.size(log.name)
    try:
        proof = Tree(sealed.size, archive.tile).consistency(old) if old <= sealed.size else []
        line = witness.cosign(Asked(old, tuple(proof), sealed.note.encode()))
    except ValueError as error:
        raise Failure("archive-unusable", place=archive.name, why=error) from None
    except Refused as refused:
        raise Failure("witness-refused", why=Both(refused.zh, refused.en)) from None
    made = Cosigned(sealed.size, witness.key.name, line, str(witness.key))
    with archive.writing() as writing:
        writing.cosignature(made)
    return made
