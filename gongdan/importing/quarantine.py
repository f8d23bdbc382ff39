"""The quarantine file: rows that could not be imported, where and why, without any value of theirs."""

import csv
import errno
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.refusals import Language
from gongdan.importing.texts import REASONS, BadInput, pick
from gongdan.language import Both
from gongdan.system import of_system
from projections.sheets.formulas import harmless

HEADINGS: Final = {
    "zh": ("行号", "列", "代码", "原因", "值的形状"),
    "en": ("row", "column", "code", "reason", "shape of the value"),
}
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not imported: which, for which column, why; ``shape`` stands for the value (see :func:`shape`).

    ``reason`` is set where a code has more than one.
    """

    row: int
    column: str
    code: str
    detail: str | Both = ""
    shape: str = ""
    reason: str = ""


def shape(value: str) -> str:
    """What a value looks like, not what it is: digits become 9, letters x, Chinese characters 字."""
    shown = "".join(_shape(character) for character in value[:_LONGEST])
    return shown + ("…" if len(value) > _LONGEST else "")


def _shape(character: str) -> str:
    if unicodedata.category(character).startswith("N"):
        return "9"
    if not character.isalpha():
        return character if character.isprintable() and character.isascii() else "?"
    return "x" if ord(character) < 0x2E80 else "字"


def place(wanted: Path | None, source: Path) -> Path:
    """Where the file will be: as asked, else beside the input, or in the current folder where that one is read-only."""
    beside = source.with_name(f"{source.name}.quarantine.csv")
    candidates = [wanted] if wanted else [beside, Path.cwd() / beside.name]
    if wanted and wanted.exists() and wanted.samefile(source):
        raise BadInput("quarantine-is-input", file=wanted)
    if wanted and wanted.is_file() and not _is_ours(wanted):
        raise BadInput("quarantine-not-writable", file=wanted, why=of_system(errno.EEXIST))
    for path in candidates:
        if path.parent.is_dir() and not path.is_dir() and os.access(path.parent, os.W_OK):
            return path
    why = of_system(errno.EACCES if candidates[0].parent.is_dir() else errno.ENOENT)
    raise BadInput("quarantine-not-writable", file=candidates[0], why=why)


def write(path: Path, rejected: Iterable[Rejected], language: Language) -> bool:
    """Write the file whole, readable by its owner only; where nothing was rejected, an older one is taken away."""
    rows = sorted(rejected, key=lambda one: (one.row, one.column))
    if not rows:
        _remove_ours(path)
        return False
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _write(fresh, rows, language)
        fresh.replace(path)
    except OSError as error:
        raise BadInput("quarantine-not-writable", file=path, why=of_system(error)) from None
    return True


def _write(path: Path, rows: list[Rejected], language: Language) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS[language])
        for one in rows:
            reason = pick(REASONS, one.reason or one.code, language, {"detail": one.detail})
            writer.writerow((one.row, *map(harmless, (one.column, one.code, reason, one.shape))))


def _remove_ours(path: Path) -> None:
    if path.is_file() and _is_ours(path):
        path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    """Whether a file is an earlier list of ours, or holds nothing: only such a one is ever replaced."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = file.readline().rstrip("\r\n")
    return first in ("", *(",".join(heading) for heading in HEADINGS.values()))
