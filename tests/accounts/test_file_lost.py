"""A start that finds no accounts where there were some says so, and one of a new home does not."""

from contextlib import AsyncExitStack, closing
from pathlib import Path

from structlog.testing import capture_logs

from gongdan.opening.accounts import open_accounts
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore


async def test_that_the_accounts_are_gone_is_said_in_the_log_once(tmp_path: Path):
    settings = Settings(home=tmp_path)
    with closing(KeyStore.open(settings.key_store, bytes(32))) as keys:
        assert await told(settings, keys) == []
        assert await told(settings, keys) == []
        settings.account_store.unlink()
        assert await told(settings, keys) == ["accounts_missing"]
        assert await told(settings, keys) == []


async def told(settings: Settings, keys: KeyStore) -> list[str]:
    with capture_logs() as lines:
        async with AsyncExitStack() as stack:
            open_accounts(settings, keys, stack)
    return [line["event"] for line in lines]
