"""The users' passwords: one file a user, so that each part of the program can be given its own and no other."""

import secrets
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import bcrypt

from gongdan.failures import Failure
from gongdan.language import NO_TEXT, Both
from gongdan.storing.private_file import make_private, write_private
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
        return {name: _hashed(self.of(name)) for name in names}

    def renew(self, name: str) -> str:
        """Another than before. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        password = secrets.token_urlsafe(24)
        write_private(self.folder / name, f"{password}\n")
        return password

    def forget(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)


@cache
def _hashed(password: str) -> str:
    """The same again in this process: a server that is told of another hash cuts that user's connections."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(_ROUNDS)).decode()
