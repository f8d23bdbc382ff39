"""The desk's time zone, with which the store is opened: days and hours of work begin and end there."""

from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""Where nothing else is said."""
ZONE: Final = "zone"
"""The option under which every connection of the store has it."""


def zone_of(connection: Connection) -> ZoneInfo:
    return connection.get_execution_options().get(ZONE, SHANGHAI)
