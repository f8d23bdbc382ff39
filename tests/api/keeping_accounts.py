"""A service of the API that keeps accounts, as the one that runs does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from api.service import Service
from api.staff_records import StaffRecords
from gongdan.access.accounts.database import Database
from gongdan.access.accounts.local import LocalAccounts, Manner
from gongdan.access.accounts.passwords import Hasher
from gongdan.access.identity import identify
from tests.accounts.conftest import QUICK
from tests.api.conftest import SIGNER


@contextmanager
def keeping_accounts(service: Service, folder: Path) -> Iterator[Service]:
    """With accounts and staff records."""
    database = Database.open(folder / "accounts.db", b"s" * 32)
    zone = service.zone
    accounts = LocalAccounts(database, Manner("https://desk.example.com"), lambda: datetime.now(zone), Hasher(QUICK))
    staff = StaffRecords(service.desk, zone, lambda: datetime.now(UTC))
    try:
        yield replace(service, staff=staff, accounts=accounts, identify=identify(SIGNER, "this run", accounts))
    finally:
        database.close()
