"""A few made-up days of a busy desk, sealed once for all tests of replays."""

from collections.abc import Iterator

import pytest

from domain.store import Pending
from gongdan.storing.keys import KeyStore
from tests.conftest import MASTER
from tests.demo.making import events, making
from tests.replaying.logged import Asked, Logged, logged


@pytest.fixture(scope="session")
def days() -> list[Pending]:
    return events(making(days=6, per_day=15).batches())


@pytest.fixture(scope="session")
def demo_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyStore]:
    opened = KeyStore.open(tmp_path_factory.mktemp("replaying") / "keys.db", MASTER)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def source(days: list[Pending], demo_keys: KeyStore) -> Logged:
    return Logged(logged(days, demo_keys), demo_keys)


@pytest.fixture
def asked(source: Logged) -> Asked:
    return Asked(source)
