"""An archive that was lost is not silently begun anew: what its key signed would look forged beside what it signs then."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from gongdan.failures import Failure
from gongdan.proving.opening import open_archive
from gongdan.settings import Settings

EPOCH = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def opened(settings: Settings) -> str:
    """The name of the archive's key."""
    archive, signer = open_archive(settings, EPOCH)
    with closing(archive):
        return signer.key.name


def lose(settings: Settings) -> None:
    for path in settings.home.glob("archive.db*"):
        path.unlink()


def test_an_archive_that_is_there_is_opened_under_its_key_each_time(settings: Settings):
    assert opened(settings) == opened(settings)


def test_a_lost_archive_is_refused_each_time_and_its_key_stays_as_it_was(settings: Settings):
    opened(settings)
    key, public = settings.log_key_file.read_bytes(), settings.public_key_file.read_bytes()
    lose(settings)
    for _ in range(2):
        with pytest.raises(Failure) as refused:
            opened(settings)
        assert refused.value.code == "archive-lost"
        assert re.search(r"log\.pub 签署过另一份存档", refused.value.say("zh"))
    assert (settings.log_key_file.read_bytes(), settings.public_key_file.read_bytes()) == (key, public)


def test_a_copy_that_is_put_back_goes_on_under_the_same_key(settings: Settings):
    first, copy = opened(settings), settings.archive_file.read_bytes()
    lose(settings)
    with pytest.raises(Failure):
        opened(settings)
    lose(settings)
    settings.archive_file.write_bytes(copy)
    assert opened(settings) == first


def test_without_a_copy_it_begins_anew_once_the_key_is_moved_away(settings: Settings):
    first = opened(settings)
    lose(settings)
    for path in (settings.log_key_file, settings.public_key_file):
        path.rename(path.with_name(f"former-{path.name}"))
    assert opened(settings) != first
