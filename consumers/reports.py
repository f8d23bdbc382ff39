"""Brings out the report of each month and quarter once it can be judged (R41, R43), and those missed meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from consumers.report_deadlines import Desk, ReportDeadlines
from consumers.rounds import Round
from domain.desk.metadata import SYSTEM, CommandMetadata
from domain.record.identity import request_command_id
from domain.refusals import StoreUnavailable
from domain.reports.period import Period, over
from domain.reports.report import PublishReport, report_key

log = structlog.get_logger(__name__)


class Counting(Protocol):
    """What is asked of read models."""

    async def counted(self, period: Period) -> PublishReport:
        """The report of all that is in the log by now. May raise what keeps the read models from telling."""
        ...

    async def published(self) -> frozenset[str]:
        """The periods that have a report."""
        ...

    async def ready(self, period: Period) -> datetime:
        """From when on what happened in it can be judged; it comes out then, and not before."""
        ...

    async def began(self) -> datetime | None:
        """When the first ticket of ours was reported, None before that; no report of an earlier time is waited for."""
        ...


class Reports(Round):
    """Of a department in ``zone``; ``clock`` says what time it is."""

    name = "reports"
    every = timedelta(minutes=10)

    def __init__(self, desk: Desk, counting: Counting, clock: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._desk, self._counting, self._clock, self._zone = desk, counting, clock, zone
        self._deadlines = ReportDeadlines(desk, zone)

    async def go(self) -> None:
        await self.bring_out()

    async def bring_out(self) -> list[str]:
        """Publish what is ready and not out, the oldest first, months before their quarter; the names of these.

        Before that it is noted what is nearly due or late, also of what comes out late right now.
        What cannot come out holds up no other, and why is raised in the end. Raises StoreUnavailable at once.
        """
        began = await self._counting.began()
        if began is None:
            return []
        there, now = await self._counting.published(), self._clock().astimezone(self._zone)
        periods = over(began.astimezone(self._zone).date(), now.date())
        missing = [period for period in periods if period.name not in there]
        failed = await self._deadlines.note(missing, now)
        ready = [period for period in missing if await self._counting.ready(period) <= now]
        failed += [error for period in ready if (error := await self._tried(period))]
        if failed:
            raise failed[0]
        return [period.name for period in ready]

    async def _tried(self, period: Period) -> Exception | None:
        try:
            await self._publish(period)
        except StoreUnavailable:
            raise
        except Exception as error:
            log.error("report_failed", exc_info=True, period=period.name, error=type(error).__name__)
            return error
        return None

    async def _publish(self, period: Period) -> None:
        """Harmless twice: the same figures are no second edition."""
        command = await self._counting.counted(period)
        told = request_command_id(SYSTEM.id, command.action, f"{period.name}/{command.through}")
        await self._desk.act(report_key(period.name), command, CommandMetadata(told, SYSTEM))
        log.info("report_published", period=period.name, figures=len(command.figures), flagged=len(command.flagged))
