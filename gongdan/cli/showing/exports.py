"""A file that was asked for with ``-o``: whole or not at all, so that a full disk never costs an earlier one."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from gongdan.cli.showing.said import note, say
from gongdan.failures import Failure
from gongdan.system import of_system


def exported(output: Path, content: bytes) -> None:
    """Written, and the reader told where. Raises Failure."""
    put(output, content)
    note(say(f"已写入 {output}。", f"Written to {output}."))


def put(output: Path, content: bytes) -> None:
    """In place of what is there, whose mode it keeps; a new one is for its owner alone. Raises Failure."""
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(content)  # a pipe or a device: nothing can stand beside it
        else:
            _replace(output.resolve(), content)
    except OSError as error:
        raise Failure("bad-output", path=output, why=of_system(error)) from None


def _replace(target: Path, content: bytes) -> None:
    """Beside, then in place. Raises OSError."""
    made, name = tempfile.mkstemp(prefix=".gongdan-", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(made, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
