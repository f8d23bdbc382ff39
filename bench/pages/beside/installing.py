"""Puts the other help desk into an environment of its own, which is gone after the benchmark."""

import subprocess
import sys
from pathlib import Path
from typing import Final

NAME: Final = "django-helpdesk"
_WANTED: Final = (NAME, "gunicorn", "psycopg[binary]")


class NotInstallable(RuntimeError):
    """Says why."""


def installed(folder: Path) -> Path:
    """The program ``python`` of an environment that has it. Raises NotInstallable."""
    place = folder / "other"
    python = place / "bin" / "python"
    _run("venv", sys.executable, "-m", "venv", str(place))
    _run("pip", str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *_WANTED)
    return python


def _run(what: str, *words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
        raise NotInstallable(f"{what}: {said[-1]}")
