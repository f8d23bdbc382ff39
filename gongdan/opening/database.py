"""The projections' database that the settings name: looked at without making anything, or opened."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gongdan.failures import Failure
from gongdan.language import Both, language
from gongdan.policies.library import choice_of
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.system import of_system
from projections.errors import StoreDamaged, StoreRefused
from projections.sql import engines
from projections.sql.blinding import Blind
from projections.store import ReadStore

log = structlog.get_logger(__name__)

_WORDS: Final = {
    "Connection refused": "连接被拒绝",
    "timeout expired": "连接超时",
    "authentication failed": "用户或口令不对",
    "does not exist": "没有这个数据库或用户",
    "resolve host": "找不到该主机",
    "starting up": "正在启动",
    "too many clients": "连接数已满",
}
"""What PostgreSQL usually refuses with."""


def check_database(settings: Settings) -> None:
    """Raises Failure for a database URL that can't be used, StoreRefused where PostgreSQL does not let us in.

    Nothing is made there.
    """
    url = settings.database_url.get_secret_value() if settings.database_url else "sqlite:"
    if url.startswith("sqlite:"):
        return
    try:
        engine = engines.open_engine(url)
    except StoreRefused as error:
        raise Failure("bad-database-url", why=Both(error.say("zh"), error.say("en"))) from None
    try:
        with engine.connect().execution_options(writes=True) as connection:
            engines.require_utf8(connection)
    except DBAPIError as error:
        refused = engines.refused(error, engine.url)
        if language() == "zh":
            refused.details["why"] = _chinese(str(refused.details["why"]))
        raise refused from None
    finally:
        engine.dispose()


def _chinese(why: str) -> str:
    return next((chinese for english, chinese in _WORDS.items() if english in why), why)


def open_read_store(settings: Settings, keys: KeyStore | None = None, *, mend: bool = False) -> ReadStore:
    """The projections' database. Raises Failure without showing the URL, which may hold a password; StoreDamaged.

    Whoever folds events into it, or looks for a person in it, needs the ``keys``: what people are found by is hashed.
    ``mend``: a damaged file of our own is put aside, as the log holds all that was in it.
    """
    blind, zone, policy = _blinding(keys) if keys else None, settings.time_zone, choice_of(settings.home).default
    try:
        if settings.database_url is not None:
            return ReadStore.open(settings.database_url.get_secret_value(), blind, zone, policy)
        return _own_read_store(settings.home / "projections.db", blind, zone, policy, mend=mend)
    except OSError as error:
        if settings.database_url is None:
            raise Failure("own-database", path=settings.home, why=of_system(error)) from None
        raise Failure("database", why=of_system(error)) from None
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise Failure("database", why=type(error).__name__) from None


def _blinding(keys: KeyStore) -> Blind:
    return lambda kind, value: keys.pseudonym(f"find-{kind}", value)


def _own_read_store(path: Path, blind: Blind | None, zone: ZoneInfo, policy: str, *, mend: bool) -> ReadStore:
    try:
        store = ReadStore.open(path, blind, zone, policy)
        if mend:
            store.verify()
    except StoreDamaged:
        if not mend:
            raise
        aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        log.error("projections_damaged", put_aside=str(aside), advice="the projections are being built anew")
        for suffix in ("", "-wal", "-shm"):
            if (found := path.with_name(path.name + suffix)).exists():
                found.rename(aside.with_name(aside.name + suffix))
        return ReadStore.open(path, blind, zone, policy)
    return store
