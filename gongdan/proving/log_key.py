"""The key that signs checkpoints of the log: made beside the master key when the first is signed, and kept for ever."""

import base64
import binascii
from pathlib import Path

from gongdan.failures import Failure
from gongdan.storing.private_file import make_private, write_private
from gongdan.system import of_system
from trust.signing import Signer, new_seed


def log_signer(path: Path, origin: str, *, make: bool) -> Signer:
    """Of the archive that is named ``origin``; ``path.pub`` beside it has the public key. Raises Failure."""
    try:
        if make and not path.exists():
            make_private(path, f"{base64.b64encode(new_seed()).decode()}\n")
        signer = Signer(origin, seed_of(path))
        public = path.with_suffix(".pub")
        if make and not public.exists():
            write_private(public, f"{signer.key}\n")
    except FileNotFoundError:
        raise Failure("log-key-missing", path=path) from None
    except OSError as error:
        raise Failure("log-key-unusable", path=path, why=of_system(error)) from None
    return signer


def seed_of(path: Path) -> bytes:
    """Raises Failure where the file holds no key, OSError."""
    try:
        seed = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (binascii.Error, ValueError):
        seed = b""
    if len(seed) != 32:
        raise Failure("log-key-damaged", path=path)
    return seed
