"""A service of the API that keeps subscriptions, as the one that runs does."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from api.service import Service
from gongdan.access.accounts.database import Database
from gongdan.access.accounts.subscribers import SubscriberSecrets
from gongdan.feeding.subscribers import LogSubscribers


@contextmanager
def keeping_subscriptions(service: Service, folder: Path) -> Iterator[Service]:
    """With subscriptions, told from its own log."""
    with closing(Database.open(folder / "subscribers.db", b"s" * 32)) as database:
        zone, source = service.zone, cast("Any", service.log)
        secrets = SubscriberSecrets(database, lambda: datetime.now(zone))
        subscribers = LogSubscribers(source, secrets, lambda: datetime.now(zone))
        try:
            yield replace(service, subscribers=subscribers)
        finally:
            subscribers.feed.end()
