"""What is the desk's own, with which the store is opened: its time zone, and the pack of who came under none."""

from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain.policy.shipped import DEFAULT

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""Where nothing else is said."""
ZONE: Final = "zone"
"""The option under which every connection of the store has it."""


POLICY: Final = "policy"
"""The option that has the name of the deployment's default pack."""


def policy_of(connection: Connection) -> str:
    """The name of the pack by whose newest version tickets are judged that came under none."""
    return connection.get_execution_options().get(POLICY, DEFAULT)


def zone_of(connection: Connection) -> ZoneInfo:
    return connection.get_execution_options().get(ZONE, SHANGHAI)
