"""The archive and the bundle that are tampered with, made once a file."""

import sqlite3
from pathlib import Path

import pytest

from tests.trust.evidence import TICKET, made_of
from tests.trust.made_up import archive


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "archive.db"
    made = archive(path, 600, seals=[250])
    made.close()
    with sqlite3.connect(path) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
    return path


@pytest.fixture(scope="module")
def parts(original: Path) -> dict[str, bytes]:
    return made_of(original, TICKET)
