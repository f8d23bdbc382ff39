"""Puts on record that a notice is requested and how it ended, as the program itself: the same again is one event."""

from dataclasses import dataclass
from typing import Protocol

from domain.desk.answering import Answer
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.notices.commands import NoticeCommand, RequestNotice
from domain.record.command import Command
from domain.record.envelope import Envelope
from domain.record.identity import request_command_id


class Desk(Protocol):
    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice to be requested: ``ticket`` and ``customer`` are the keys of what it belongs to."""

    key: str
    command: RequestNotice
    ticket: str | None
    customer: str | None
    correlation: str | None = None
    trace: str | None = None

    @classmethod
    def after(cls, cause: Envelope, key: str, command: RequestNotice, customer: str | None) -> "Wanted":
        return cls(key, command, cause.ticket, customer, cause.correlation, cause.trace)


class NoticeRecorder:
    """Its commands raise what the desk raises: StoreUnavailable where nothing is known of the outcome."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def request(self, wanted: Wanted) -> None:
        """Harmless twice."""
        metadata = CommandMetadata(
            request_command_id(SYSTEM.id, wanted.command.action, wanted.key),
            SYSTEM,
            correlation=wanted.correlation,
            causation=wanted.command.cause,
            trace=wanted.trace,
            customer=wanted.customer,
            ticket=wanted.ticket,
        )
        await self._desk.act(wanted.key, wanted.command, metadata)

    async def note(
        self, key: str, version: int, command: NoticeCommand, run: str = "", *, unchanged: bool = False
    ) -> None:
        """What became of the notice that stood at this version; of a ``run`` where two are not to be one event.

        ``unchanged``: only where it stands so still; else raises StaleVersion.
        """
        told = request_command_id(SYSTEM.id, command.action, f"{key}/{version}" + (f"/{run}" if run else ""))
        expected = version if unchanged else None
        await self._desk.act(key, command, CommandMetadata(told, SYSTEM, expected_version=expected))
