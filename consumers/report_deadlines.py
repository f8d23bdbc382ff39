"""Notes that a month's or quarter's report is nearly due, or late: once each, in order of time (PROCESS section 11)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from consumers.deadlines.turns import Turn, turns_of
from domain.clocks.calendars import Calendars
from domain.clocks.judging import judge
from domain.clocks.reports import facts_of_report, first_published
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable
from domain.reports.period import Period
from domain.reports.report import report_key

log = structlog.get_logger(__name__)


class Desk(Protocol):
    """As much of :class:`domain.application.TicketDesk` as this needs."""

    @property
    def policies(self) -> Policies: ...

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


class ReportDeadlines:
    """Under the newest version of the default pack, as the reports themselves."""

    def __init__(self, desk: Desk, zone: ZoneInfo) -> None:
        self._desk, self._zone = desk, zone

    async def note(self, periods: Iterable[Period], now: datetime) -> list[Exception]:
        """All that has come to its turn by now and was not noted; what kept it from any of them, and from no other.

        Raises StoreUnavailable at once.
        """
        turns: list[Turn] = []
        failed: list[Exception] = []
        for period in periods:
            try:
                turns += [turn for turn in await self._turns(period, now) if turn.at <= now]
            except StoreUnavailable:
                raise
            except Exception as error:
                log.error("report_deadlines_failed", exc_info=True, period=period.name, error=type(error).__name__)
                failed.append(error)
        for turn in sorted(turns, key=lambda turn: turn.at):
            failed += await self._noted(turn)
        return failed

    async def _noted(self, turn: Turn) -> list[Exception]:
        try:
            await self._desk.act(turn.aggregate, turn.command, turn.metadata)
        except StoreUnavailable:
            raise
        except Exception as error:
            log.error("report_deadlines_failed", exc_info=True, period=turn.aggregate, error=type(error).__name__)
            return [error]
        log.warning("report_deadline_noted", report=turn.aggregate, clock=turn.run.clock, said=turn.kind.action)
        return []

    async def _turns(self, period: Period, now: datetime) -> list[Turn]:
        key, policies = report_key(period.name), self._desk.policies
        history = await self._desk.events_of(key)
        pack = policies.newest(policies.choice.default)
        facts = facts_of_report(period, first_published(history), self._zone)
        return turns_of(key, history, judge(facts, pack, Calendars(self._zone), now))
