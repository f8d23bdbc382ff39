"""The keys that the settings name: looked at without making any, or opened."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from gongdan.failures import Failure
from gongdan.settings import Settings
from gongdan.storing import rotating
from gongdan.storing.key_database import KeyStoreFailed
from gongdan.storing.keys import KeyStore
from gongdan.storing.master_key import MasterKey, found_key, master_key


def check_keys(settings: Settings) -> bool:
    """Whether there are keys that belong to a log; raises Failure where they can't be used. Makes nothing."""
    with told_of_keys():
        rotating.settle(settings.master_key_file, settings.key_store)
        key = found_key(settings.master_key_file, key_store=settings.key_store, given=given_key(settings))
        if key is None or not settings.key_store.exists():
            return False
        with closing(KeyStore.open(settings.key_store, key.value)) as keys:
            return keys.bound


def open_keys(settings: Settings, *, make: bool = False) -> tuple[KeyStore, MasterKey]:
    """Raises Failure where they are missing (unless ``make``), damaged, or the master key is another store's."""
    with told_of_keys():
        rotating.settle(settings.master_key_file, settings.key_store)
        if not make and not settings.key_store.exists():
            KeyStore.open(settings.key_store, b"", make=False)
        key = master_key(settings.master_key_file, key_store=settings.key_store, given=given_key(settings))
        return KeyStore.open(settings.key_store, key.value, make=make), key


def given_key(settings: Settings) -> str | None:
    """The master key that the environment holds."""
    return settings.key.get_secret_value() if settings.key else None


@contextmanager
def told_of_keys() -> Iterator[None]:
    """What is wrong with them as a Failure."""
    try:
        yield
    except KeyStoreFailed as error:
        raise Failure("keys", why=error.said) from None
