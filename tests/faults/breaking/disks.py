"""A small disk of a test's own, that fills up, or loses what was not synced as in a power cut."""

import asyncio
import contextlib
import fcntl
import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest

Kind = Literal["ext4", "xfs", "tmpfs"]
_FROM: Final = "mount e2fsprogs xfsprogs"
_MB: Final = {"ext4": 96, "xfs": 320, "tmpfs": 96}
_SHUT_DOWN: Final = 0x8004587D
"""FS_IOC_SHUTDOWN, which ext4 and xfs know by the same number."""
_UNLOGGED: Final = struct.pack("I", 2)
"""Without writing the journal first: as when the power goes."""


class Disk:
    """A small filesystem mounted at ``home``: in a file, or in memory, for where the kernel gives no loop devices."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.kind, self.home = kind, folder / "disk"
        self._image, self._ballast = folder / "disk.img", self.home / "ballast"

    @classmethod
    @contextmanager
    def of(cls, folder: Path, kind: Kind) -> Iterator["Disk"]:
        """Mounted for the test's time; skips the test, saying why, where that is not possible."""
        disk = cls(folder, kind)
        disk._make()
        try:
            yield disk
        finally:
            disk.unmount()

    def mount(self) -> None:
        """Mount what is there (of tmpfs: nothing)."""
        if self.kind == "tmpfs":
            _run("mount", "-t", "tmpfs", "-o", f"size={_MB['tmpfs']}m", "tmpfs", str(self.home))
        else:
            _run("mount", "-o", "loop", str(self._image), str(self.home))

    def unmount(self) -> None:
        _run("umount", str(self.home))

    def fill(self) -> None:
        """To the last byte: what is left over by whole blocks goes too."""
        with self._ballast.open("ab", buffering=0) as ballast:
            for size in (1 << 20, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while True:
                        ballast.write(b"\0" * size)

    def free(self) -> None:
        self._ballast.unlink()

    def cut(self) -> None:
        """From now on nothing reaches the disk; what the program had not synced is lost."""
        folder = os.open(self.home, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, _SHUT_DOWN, _UNLOGGED)
        finally:
            os.close(folder)

    def _make(self) -> None:
        needed = ["mount"] if self.kind == "tmpfs" else ["mount", f"mkfs.{self.kind}"]
        missing = [name for name in needed if not shutil.which(name)]
        if os.geteuid() != 0 or missing:
            pytest.skip(f"a small {self.kind} needs root and {', '.join(missing or needed)} (apt-get install {_FROM})")
        self.home.mkdir()
        try:
            if self.kind != "tmpfs":
                _run("truncate", "-s", f"{_MB[self.kind]}M", str(self._image))
                _run(f"mkfs.{self.kind}", "-q", str(self._image))
            self.mount()
        except subprocess.CalledProcessError as error:
            pytest.skip(f"this machine mounts no {self.kind}: {error.stderr.decode().strip()}")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@dataclass(frozen=True)
class Full:
    """Not a byte free for ``seconds``."""

    disk: Disk
    seconds: tuple[float, float]
    name: str = "disk full"

    async def strike(self, chance: random.Random) -> None:
        await asyncio.to_thread(self.disk.fill)
        await asyncio.sleep(chance.uniform(*self.seconds))
        await asyncio.to_thread(self.disk.free)
