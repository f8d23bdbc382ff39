"""Keys backed up, brought back and put under another master key: nothing is lost by it, and nothing shredded returns."""

import base64
import json
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gongdan.cli.operating.keys import app
from gongdan.failures import Failure
from gongdan.opening.keys import open_keys
from gongdan.service.home import HomeLock
from gongdan.settings import Settings
from gongdan.storing import rotating
from gongdan.storing.keys import KeyMissing, KeyStore

PLACE, OTHER = ("ticket-1", "name", "customer-1"), ("ticket-2", "text", "customer-2")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("GONGDAN_HOME", str(tmp_path))
    monkeypatch.setenv("GONGDAN_LANG", "en")
    return Settings(home=tmp_path)


@pytest.fixture
def ids(settings: Settings) -> tuple[str, str]:
    """Of two keys of two people."""
    with closing(open_keys(settings, make=True)[0]) as keys:
        return keys.key_for(PLACE).id, keys.key_for(OTHER).id


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)


def opened(settings: Settings) -> KeyStore:
    return open_keys(settings)[0]


def test_a_store_that_was_lost_comes_back_from_its_backup(settings: Settings, ids: tuple[str, str]) -> None:
    copy = settings.home / "copy.db"
    assert json.loads(run("backup", str(copy)).output) == {"file": str(copy), "live": 4, "shredded": 0}
    assert copy.stat().st_mode & 0o777 == 0o600
    settings.key_store.unlink()
    assert json.loads(run("restore", str(copy)).output) == {"restored": 4}
    with closing(opened(settings)) as keys:
        assert all(keys.key(each) is not None for each in ids)


def test_a_damaged_store_is_put_aside_for_the_backup(settings: Settings, ids: tuple[str, str]) -> None:
    run("backup", str(settings.home / "copy.db"))
    settings.key_store.write_bytes(b"no database" * 1000)
    assert json.loads(run("restore", str(settings.home / "copy.db")).output) == {"restored": 4}
    assert len([*settings.home.glob("keys.db.damaged-*")]) == 1
    with closing(opened(settings)) as keys:
        assert keys.key(ids[0]) is not None


def test_what_was_shredded_since_does_not_come_back(settings: Settings, ids: tuple[str, str]) -> None:
    run("backup", str(settings.home / "copy.db"))
    with closing(opened(settings)) as keys:
        keys.shred(PLACE[2])
    assert json.loads(run("restore", str(settings.home / "copy.db")).output) == {"restored": 0}
    with closing(opened(settings)) as keys:
        assert (keys.key(ids[0]), keys.lives(PLACE[2])) == (None, False)
        assert keys.key(ids[1]) is not None


def test_keys_that_came_later_stay_beside_those_of_the_backup(settings: Settings, ids: tuple[str, str]) -> None:
    run("backup", str(settings.home / "copy.db"))
    with closing(opened(settings)) as keys:
        later = keys.key_for(("ticket-3", "text", "customer-3")).id
    run("restore", str(settings.home / "copy.db"))
    with closing(opened(settings)) as keys:
        assert keys.key(later) is not None


def test_a_backup_overwrites_nothing_and_another_masters_is_refused(
    settings: Settings, ids: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = settings.home / "copy.db"
    run("backup", str(copy))
    with pytest.raises(Failure, match="keys"):
        run("backup", str(copy))
    monkeypatch.setenv("GONGDAN_KEY", base64.b64encode(b"x" * 32).decode())
    with pytest.raises(Failure) as refused:
        run("restore", str(copy))
    assert "was not made with this master key" in refused.value.say("en")


def test_without_a_key_store_or_its_master_key_a_backup_leaves_nothing_behind(
    settings: Settings, ids: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = settings.home / "copy.db"
    monkeypatch.setenv("GONGDAN_KEY", base64.b64encode(b"x" * 32).decode())
    with pytest.raises(Failure, match="keys"):
        run("backup", str(copy))
    settings.key_store.rename(settings.home / "elsewhere.db")
    with pytest.raises(Failure) as refused:
        run("backup", str(copy))
    assert "there is no key store" in refused.value.say("en")
    assert not copy.exists()
    assert not settings.key_store.exists()


def test_a_home_that_is_gone_takes_its_keys_back_and_one_without_keys_rotates_none(
    settings: Settings, ids: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, other = settings.home / "copy.db", settings.home / "other"
    run("backup", str(copy))
    monkeypatch.setenv("GONGDAN_HOME", str(other))
    monkeypatch.setenv("GONGDAN_KEY_FILE", str(settings.master_key_file))
    with pytest.raises(Failure) as refused:
        run("rotate")
    assert "there is no key store" in refused.value.say("en")
    assert json.loads(run("restore", str(copy)).stdout)["restored"] == 4


def test_other_keys_of_the_same_people_are_not_joined(settings: Settings, ids: tuple[str, str]) -> None:
    run("backup", str(settings.home / "copy.db"))
    settings.key_store.unlink()
    with closing(open_keys(settings, make=True)[0]) as keys:
        keys.key_for(PLACE)
    with pytest.raises(Failure) as refused:
        run("restore", str(settings.home / "copy.db"))
    assert "can't be joined" in refused.value.say("en")


def test_after_a_rotation_the_new_master_key_opens_all_and_the_old_nothing(
    settings: Settings, ids: tuple[str, str]
) -> None:
    old = settings.master_key_file.read_text()
    with closing(opened(settings)) as keys:
        found = keys.pseudonym("find-phone", "13812345678")
    assert json.loads(run("rotate").output)["wrapped"] == 3
    assert settings.master_key_file.read_text() != old
    assert not rotating.coming(settings.master_key_file).exists()
    with closing(opened(settings)) as keys:
        assert all(keys.key(each) is not None for each in ids)
        assert keys.pseudonym("find-phone", "13812345678") == found
    settings.master_key_file.write_text(old)
    with pytest.raises(Failure):
        opened(settings)


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_rotation_that_was_cut_off_is_finished_or_forgotten(
    settings: Settings, ids: tuple[str, str], *, wrapped: bool
) -> None:
    old, new = base64.b64decode(settings.master_key_file.read_text()), b"n" * 32
    rotating.keep_coming(settings.master_key_file, new)
    if wrapped:
        rotating.rotate(settings.key_store, old, new)
    with closing(opened(settings)) as keys:
        assert keys.key(ids[0]) is not None
    assert base64.b64decode(settings.master_key_file.read_text()) == (new if wrapped else old)
    assert not rotating.coming(settings.master_key_file).exists()


@pytest.mark.parametrize("words", [("rotate",), ("restore", "copy.db")])
def test_neither_goes_on_under_a_running_service(
    settings: Settings, ids: tuple[str, str], words: tuple[str, ...]
) -> None:
    with HomeLock(settings.home), pytest.raises(Failure, match="already running"):
        run(*words)


def test_a_coming_master_key_stays_while_the_store_is_away(settings: Settings, ids: tuple[str, str]) -> None:
    rotating.keep_coming(settings.master_key_file, b"n" * 32)
    settings.key_store.rename(settings.home / "away.db")
    rotating.settle(settings.master_key_file, settings.key_store)
    assert rotating.coming(settings.master_key_file).exists()


def test_a_key_that_is_nowhere_is_missing_still(settings: Settings, ids: tuple[str, str]) -> None:
    with closing(opened(settings)) as keys, pytest.raises(KeyMissing):
        keys.key("0" * 32)
