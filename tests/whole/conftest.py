"""What tests of the whole program start, ended with them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.whole.service import Service, start


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Start a service of this test's own, again and again on the same home."""
    begun: list[Service] = []

    def again(**environment: str) -> Service:
        begun.append(start(tmp_path / "home", **environment))
        return begun[-1]

    yield again
    for service in begun:
        if service.process.poll() is None:
            service.kill()
