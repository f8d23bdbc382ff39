"""A folder and an empty store to import into, and no patience with a store that is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongdan.storing import patiently
from tests.importing.memory import Importing


@pytest.fixture(scope="session", autouse=True)
def impatient() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patiently, "PAUSES", ())
        yield


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    return Importing(tmp_path)
