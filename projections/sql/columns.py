"""Column types that read back the same from SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

Text: Final = String().with_variant(String(collation="C"), "postgresql")
"""Text that sorts by its bytes (UTF-8) and folds the case of A-Z alone, as SQLite does by itself."""


def never_stored(*texts: str | None) -> bool:
    """Whether one of them holds U+0000, which no stored text does, and which PostgreSQL refuses to look for."""
    return any("\0" in text for text in texts if text)


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC and read back with its zone; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is UTC:
            return value
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """A page of rows has hundreds: what SQLite keeps, of always the same form, is read in one step."""
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _of_text(value: Any) -> datetime | None:
    """With its zone from the first: to put it in afterwards takes six times as long."""
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")
