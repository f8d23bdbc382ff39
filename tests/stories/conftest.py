"""One running service for all stories, where everybody is on record, whose folder of packs chooses software support for one product."""

from collections.abc import Iterator

import pytest

from tests.stories.people import enter_everybody
from tests.whole.service import Service, start

CHOICE = """
[[rules]]
pack = "software-support"
product = ["协同办公*"]
"""


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    home = tmp_path_factory.mktemp("stories") / "home"
    (home / "policies").mkdir(parents=True)
    (home / "policies" / "choice.toml").write_text(CHOICE)
    service = start(home)
    try:
        enter_everybody(service)
        yield service
    finally:
        service.stop()
