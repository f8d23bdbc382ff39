"""A witness as a process of its own, under a user or on a machine that whoever runs the log does not command."""

import base64
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.proving.log_key import seed_of
from gongdan.storing.private_file import make_private, write_private
from gongdan.system import of_system
from trust.archive import Archive
from trust.contents import Cosigned
from trust.signing import Signer, new_seed
from trust.tiles import Tree
from trust.verifier import Checkpoint, Key, Malformed, plain_name, printed
from trust.witness import Asked, Refused, Witness, remembered, written


class KeptMemory:
    """A file beside the witness's key; where it is lost, the witness knows nothing any more.

    ``former`` is read as long as there is no ``path``.
    """

    def __init__(self, path: Path, former: Path) -> None:
        self._path, self._former = path, former

    def seen(self, origin: str) -> Checkpoint | None:
        return self.all().get(origin)

    def remember(self, checkpoint: Checkpoint) -> None:
        write_private(self._path, written(self.all() | {checkpoint.origin: checkpoint}))

    def all(self) -> dict[str, Checkpoint]:
        """Raises Failure where the file can't be read: to begin anew would be to forget."""
        path = self._path if self._path.exists() else self._former
        try:
            return remembered(path.read_text() if path.exists() else "")
        except (OSError, UnicodeDecodeError, Malformed):
            raise Failure("witness-memory", path=path) from None


def open_witness(path: Path, name: str, log: Key, others: Sequence[Path] = ()) -> Witness:
    """With the key in the file, made where there is none, and ``.pub`` beside it.

    ``others`` are files whose keys are no witness's. Raises Failure.
    """
    if not plain_name(name):
        raise Failure("bad-witness-name", name=printed(name))
    public = _beside(path, ".pub")
    try:
        if any(_same(path, each) for each in others):
            raise Failure("witness-key-not-its-own", path=path)
        known = path.exists()
        if not known and public.exists():
            raise Failure("public-key-of-another", path=public, key=path)
        if not known:
            make_private(path, f"{base64.b64encode(new_seed()).decode()}\n")
        signer = Signer.witness(name, seed_of(path))
        if signer.key.public == log.public:
            raise Failure("witness-key-not-its-own", path=path)
        _publish(signer.key, public, path)
    except OSError as error:
        raise Failure("log-key-unusable", path=path, why=of_system(error)) from None
    memory = _beside(path, ".seen")
    former = path.with_suffix(".seen") if known else memory
    return Witness(signer, {log.name: log}, KeptMemory(memory, former), time.time)


def _beside(path: Path, end: str) -> Path:
    """``witness.pub`` of ``witness.key``; of any other name that name with the end behind it, so that no two share."""
    return path.with_suffix(end) if path.suffix == ".key" else path.with_name(path.name + end)


def _same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve() or (path.exists() and other.exists() and path.samefile(other))


def _publish(key: Key, public: Path, path: Path) -> None:
    """Written once; what another key or name wrote there stays. Raises Failure, OSError."""
    if not public.exists():
        write_private(public, f"{key}\n")
    elif public.read_text(errors="replace").strip() != str(key):
        raise Failure("public-key-of-another", path=public, key=path)


def cosign_last(archive: Archive, witness: Witness, log: Key) -> Cosigned | None:
    """The last checkpoint, where it is not cosigned yet; it stands in the archive then. Raises Failure."""
    sealed = archive.checkpoint()
    if sealed is None:
        return None
    if _is_under(archive, sealed.size, witness.key):
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
    try:
        with archive.writing() as writing:
            writing.cosignature(made)
    except DBAPIError as error:
        raise Failure("archive-unusable", place=archive.name, why=_why(error)) from None
    _is_under(archive, made.size, witness.key)
    return made


def _why(error: DBAPIError) -> Both | str:
    if getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
        return Both("只能读取，不能写入", "it may be read, and not written")
    return type(error).__name__


def _is_under(archive: Archive, size: int, key: Key) -> bool:
    """Whether this witness cosigned the checkpoint already. Raises Failure where another key did under its name."""
    there = next((each for each in archive.cosigned(size) if each.witness == key.name), None)
    if there and there.key != str(key):
        raise Failure("witness-name-taken", name=key.name, size=size)
    return there is not None
