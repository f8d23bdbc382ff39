"""What proves a ticket's history before and after its customer is erased, by the verifier's one file alone."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.whole.service import Service
from trust.archive import Archive
from trust.merkle import consistent
from trust.tiles import Tree
from trust.verifier import Checkpoint, Note, unpacked


def bundle_of(service: Service, number: str, to: Path, more: dict[str, Any]) -> Path:
    made = service.command("audit", "bundle", number, "--to", str(to), **more)
    assert made.returncode == 0, made.stderr
    return to


def holds(bundle: Path, key: str) -> str:
    """What the verifier that lies in a bundle says of it, in a folder where there is nothing else."""
    alone = bundle.with_suffix("")
    alone.mkdir()
    (alone / "verify.py").write_bytes(unpacked(bundle)["verify.py"])
    (alone / bundle.name).write_bytes(bundle.read_bytes())
    words = [sys.executable, "-I", "verify.py", bundle.name, "--key", key]
    done = subprocess.run(words, cwd=alone, capture_output=True, text=True, check=False, env={})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def checkpoint(archive: Path | str) -> bytes:
    """The last one, as it was signed."""
    with closing(Archive.open(archive)) as opened:
        sealed = opened.checkpoint()
        assert sealed
        return sealed.note.encode()


def only_grew(archive: Path | str, before: bytes) -> bool:
    """Whether a proof shows that the log of the last checkpoint begins with that of one that was kept."""
    old = Checkpoint.parsed(Note.parsed(before).text)
    new = Checkpoint.parsed(Note.parsed(checkpoint(archive)).text)
    assert old.size < new.size
    with closing(Archive.open(archive)) as opened:
        proof = Tree(new.size, opened.tile).consistency(old.size)
    return consistent(old.size, old.root, new.size, new.root, proof)
