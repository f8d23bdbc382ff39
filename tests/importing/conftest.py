"""A folder and an empty store to import into."""

from pathlib import Path

import pytest

from tests.importing.memory import Importing


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    return Importing(tmp_path)
