"""Key, public key and archive belong together: one of another is refused before it signs, and nothing is begun anew."""

import base64
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from consumers.notary.taking import Taking
from gongdan.failures import Failure
from gongdan.proving.opening import log_signer_of, open_archive, read_archive
from gongdan.settings import Settings
from tests.trust.made_up import NOW

EPOCH = "0123456789abcdef0123456789abcdef"
ANOTHER = base64.b64encode(bytes(range(32))).decode() + "\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def signed(settings: Settings) -> Settings:
    """A home in which a checkpoint was signed."""
    archive, signer = open_archive(settings, EPOCH)
    with closing(archive):
        Taking(archive, signer).seal(NOW)
    return settings


def opened(settings: Settings) -> str:
    """The archive's public key."""
    archive, signer = open_archive(settings, EPOCH)
    archive.close()
    return str(signer.key)


def asked(settings: Settings) -> str:
    """As commands beside a service have it."""
    with closing(read_archive(settings)) as archive:
        return str(log_signer_of(settings, archive).key)


def refusal(what: Callable[[], object]) -> str:
    with pytest.raises(Failure) as refused:
        what()
    assert "{" not in refused.value.say("zh") + refused.value.say("en")
    return refused.value.code


def lose(settings: Settings) -> None:
    for path in settings.home.glob("archive.db*"):
        path.unlink()


def held(settings: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in settings.home.iterdir() if not path.name.startswith("archive")}


@pytest.mark.parametrize("home", ["settings", "signed"])
def test_an_archive_that_is_there_is_opened_under_its_key_each_time(home: str, request: pytest.FixtureRequest):
    settings: Settings = request.getfixturevalue(home)
    first = opened(settings)
    assert opened(settings) == asked(settings) == first == settings.public_key_file.read_text().strip()


@pytest.mark.parametrize("also", [(), ("log.pub",), ("log.key",)])
def test_a_lost_archive_is_refused_each_time_and_the_refusal_leaves_nothing(signed: Settings, also: tuple[str, ...]):
    for name in also:
        (signed.home / name).unlink()
    lose(signed)
    before = held(signed)
    for _ in range(2):
        assert refusal(lambda: opened(signed)) == "archive-lost"
        assert refusal(lambda: asked(signed)) == "no-archive"
    assert held(signed) == before
    assert not signed.archive_file.exists()


def test_an_empty_archive_in_place_of_the_lost_one_is_refused_too(
    signed: Settings, tmp_path_factory: pytest.TempPathFactory
):
    other = Settings(home=tmp_path_factory.mktemp("other"))
    opened(other)
    lose(signed)
    other.archive_file.rename(signed.archive_file)
    assert refusal(lambda: opened(signed)) == refusal(lambda: asked(signed)) == "archive-lost"


def test_a_copy_that_is_put_back_goes_on_under_the_same_key(signed: Settings):
    first, copy = opened(signed), signed.archive_file.read_bytes()
    lose(signed)
    assert refusal(lambda: opened(signed)) == "archive-lost"
    signed.archive_file.write_bytes(copy)
    assert opened(signed) == first


def test_without_a_copy_it_begins_anew_once_the_key_is_moved_away(signed: Settings):
    first = opened(signed)
    lose(signed)
    for path in (signed.log_key_file, signed.public_key_file):
        path.rename(path.with_name(f"former-{path.name}"))
    assert opened(signed) != first


def test_another_key_signs_nothing(signed: Settings):
    signed.log_key_file.write_text(ANOTHER)
    assert refusal(lambda: opened(signed)) == refusal(lambda: asked(signed)) == "log-key-differs"


@pytest.mark.parametrize("said", ["garbage", "", "gongdan/x/y+00000000+AAAA"])
def test_another_public_key_is_told(signed: Settings, said: str):
    signed.public_key_file.write_text(said)
    assert refusal(lambda: opened(signed)) == "public-key-differs"


def test_a_folder_in_place_of_the_public_key_is_told(signed: Settings):
    signed.public_key_file.unlink()
    signed.public_key_file.mkdir()
    assert refusal(lambda: opened(signed)) == "log-key-unusable"
    lose(signed)
    assert refusal(lambda: opened(signed)) == "archive-lost"


def test_a_lost_public_key_is_written_anew(signed: Settings):
    first = opened(signed)
    signed.public_key_file.unlink()
    assert opened(signed) == first == signed.public_key_file.read_text().strip()


def test_a_start_broken_off_before_the_key_was_made_goes_on(settings: Settings):
    opened(settings)
    settings.log_key_file.unlink()
    assert opened(settings) == settings.public_key_file.read_text().strip()
