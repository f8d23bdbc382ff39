"""The key that signs checkpoints of the log: made beside the master key before the first is signed, and kept for ever.

What was signed can't be taken back, and what a wrong key signs counts as forged: so key, public key and archive are
compared before any of them is used.
"""

import base64
import binascii
from contextlib import suppress
from pathlib import Path

from gongdan.failures import Failure
from gongdan.storing.private_file import make_private, write_private
from gongdan.system import of_system
from trust.archive import Archive
from trust.contents import Sealed
from trust.signing import Signer, new_seed
from trust.verifier import Malformed, Note


def log_signer(path: Path, archive: Archive, *, make: bool = False) -> Signer:
    """The archive's own. ``path.pub`` beside it has the public key, and is written anew where it is missing.

    ``make``: the key too, where nothing was ever signed. Raises Failure where they are not of one another.
    """
    origin, sealed, public = archive.meta["origin"], archive.checkpoint(), path.with_suffix(".pub")
    try:
        said = public.read_text(errors="replace").strip() if public.exists() else None
        if sealed is None and (path.exists() or said is not None):
            _require_unsigned(path, public, origin, said)
        if sealed is None and make and not path.exists():
            seed = new_seed()
            write_private(public, f"{Signer(origin, seed).key}\n")
            make_private(path, f"{base64.b64encode(seed).decode()}\n")
        signer = Signer(origin, seed_of(path))
        if sealed is not None:
            _require_its_own(path, signer, sealed)
            if said is None:
                write_private(public, f"{signer.key}\n")
            elif said != str(signer.key):
                raise Failure("public-key-differs", path=public, key=path)
    except FileNotFoundError:
        raise Failure("log-key-missing", path=path) from None
    except OSError as error:
        raise Failure("log-key-unusable", path=path, why=of_system(error)) from None
    return signer


def require_no_key(path: Path, place: object) -> None:
    """Where an archive is to be begun there is no key of one before. Raises Failure."""
    for found in (path.with_suffix(".pub"), path):
        if found.exists():
            raise Failure("archive-lost", place=place, key=found)


def seed_of(path: Path) -> bytes:
    """Raises Failure where the file holds no key, OSError."""
    try:
        seed = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (binascii.Error, ValueError):
        seed = b""
    if len(seed) != 32:
        raise Failure("log-key-damaged", path=path)
    return seed


def _require_unsigned(path: Path, public: Path, origin: str, said: str | None) -> None:
    """A key that is there was made for this archive, in which nothing is signed yet."""
    made_now = said is not None and said.partition("+")[0] == origin
    if not made_now or (path.exists() and said != str(Signer(origin, seed_of(path)).key)):
        raise Failure("archive-lost", place=origin, key=public if said is not None else path)


def _require_its_own(path: Path, signer: Signer, sealed: Sealed) -> None:
    with suppress(Malformed):
        if Note.parsed(sealed.note.encode()).by(signer.key) is not None:
            return
    raise Failure("log-key-differs", path=path, size=sealed.size)
