"""Who asks the desk, and the call that opens a ticket."""

from uuid import uuid4

from domain.application import CommandMetadata
from domain.record.envelope import Actor
from domain.ticket.commands import OpenTicket
from domain.ticket.vocabulary import Channel
from tests.domain.desk.lives import ENGINEER

CALL = OpenTicket(channel=Channel.PHONE, summary="设备无法启动")
EVERYTHING = ("agent", "engineer", "supervisor", "warehouse", "clerk")
"""Roles that together may take every step of a ticket."""


def by(*roles: str, staff: str = ENGINEER, command: str = "", **other: object) -> CommandMetadata:
    held = roles or ("agent", "engineer", "supervisor")
    actor = Actor(id=staff, role=held[0], channel="api")
    return CommandMetadata(command or str(uuid4()), actor, frozenset(held), **other)  # type: ignore[arg-type]
