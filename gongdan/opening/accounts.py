"""The store of accounts that the settings name, opened."""

from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Final

import structlog

from gongdan.access.accounts.database import Database
from gongdan.access.accounts.local import LocalAccounts, Manner
from gongdan.access.accounts.passwords import Hasher
from gongdan.access.accounts.sessions import Limits
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

log = structlog.get_logger(__name__)

_SEALING: Final = "accounts"
"""A key of the key store, made with the file."""


def open_accounts(settings: Settings, keys: KeyStore, stack: AsyncExitStack) -> LocalAccounts:
    """Closed with the stack. That there were accounts and their file is gone is said in the log. Raises Failure."""
    if keys.keeps(_SEALING) and not settings.account_store.exists():
        log.warning("accounts_missing", file=str(settings.account_store), advice="docs/operations.md: Keys and backups")
    database = Database.open(settings.account_store, keys.secret(_SEALING))
    stack.callback(database.close)
    limits = Limits(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))
    zone = settings.time_zone
    return LocalAccounts(database, Manner(settings.public_url, limits), lambda: datetime.now(zone), Hasher())
