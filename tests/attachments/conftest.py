"""A vault over a folder of the test's own, and the same with a bucket."""

from pathlib import Path

import pytest

from gongdan.attachments.opening import open_shelf
from gongdan.attachments.shelf import Shelf
from gongdan.attachments.vault import EncryptedAttachments
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "attachments"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return open_shelf(Settings(home=folder.parent))


@pytest.fixture
def vault(shelf: Shelf, keys: KeyStore) -> EncryptedAttachments:
    return EncryptedAttachments(shelf, keys)
