"""The users' passwords: one file a user, so that each part of the program can be given its own and no other."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import bcrypt

from gongdan.failures import Failure
from gongdan.language import NO_TEXT, Both
from gongdan.storing.private_file import make_private
from gongdan.system import of_system

_ROUNDS: Final = 5
"""Few: a password of 192 random bits can't be guessed, and a server checks it at every connection."""


class Passwords:
    """A folder of files named for users, readable by their owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, names: Iterable[str]) -> None:
        """Make those that are missing; what is there stays, so that running clients go on. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in names:
            path = self.folder / name
            if not path.exists():
                make_private(path, f"{secrets.token_urlsafe(24)}\n")

    def of(self, name: str) -> str:
        """Raises Failure where there is none."""
        try:
            password = (self.folder / name).read_text("utf-8").strip()
        except UnicodeDecodeError:
            raise Failure("no-password", path=self.folder / name, why=NO_TEXT) from None
        except OSError as error:
            raise Failure("no-password", path=self.folder / name, why=of_system(error)) from None
        if not password:
            raise Failure("no-password", path=self.folder / name, why=Both("文件是空的", "it is empty"))
        return password

    def hashes(self, names: Iterable[str]) -> dict[str, str]:
        """What the servers are given."""
        return {name: bcrypt.hashpw(self.of(name).encode(), bcrypt.gensalt(_ROUNDS)).decode() for name in names}
