"""The store of accounts that the settings name, opened."""

from contextlib import AsyncExitStack
from datetime import datetime, timedelta

from gongdan.access.accounts.database import Database
from gongdan.access.accounts.local import LocalAccounts, Manner
from gongdan.access.accounts.passwords import Hasher
from gongdan.access.accounts.sessions import Limits
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore


def open_accounts(settings: Settings, keys: KeyStore, stack: AsyncExitStack) -> LocalAccounts:
    """Closed with the stack. Raises Failure."""
    database = Database.open(settings.account_store, keys.secret("accounts"))
    stack.callback(database.close)
    limits = Limits(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))
    zone = settings.time_zone
    return LocalAccounts(database, Manner(settings.public_url, limits), lambda: datetime.now(zone), Hasher())
