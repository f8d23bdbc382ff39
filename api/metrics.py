"""What Prometheus reads: counts kept where things happen, and how everything stands at this moment."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Final

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from api.callers import CallerOf
from api.gauges import gauge
from api.service import Service, ServiceOf
from domain.rights import check
from projections.errors import ReadingError
from projections.running import bookkeeping

router: Final = APIRouter(tags=["operation"])

_PULSES: Final = (
    ("position", "Log position that the read model shows."),
    ("lag_events", "Events of the log that it does not show yet."),
    ("lag_seconds", "Age of the oldest event that it does not show yet, at most."),
    ("healthy", "0 where it is behind and stands still."),
)


@router.get(
    "/metrics",
    summary="Measures for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def show_metrics(service: ServiceOf, caller: CallerOf) -> Response:
    """For administrator: no personal data, but how much work there is, and of what kind."""
    check(caller.person, "operate")
    body = await asyncio.to_thread(lambda: generate_latest(_Counted(service)) + generate_latest(_Now(service)))
    return Response(body, media_type=CONTENT_TYPE_LATEST)


def standing_now(service: Service) -> Iterable[Metric]:
    """All that is measured at this moment, and not kept where it happens."""
    return _Now(service).collect()


class _Counted(Collector):
    """What was counted where it happened, in whichever process of the service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterable[Metric]:
        return self._service.counted()


class _Now(Collector):
    """How a service stands now, without asking anybody who might not answer but the read models' own database."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("gongdan_build", "The program.", {"version": self._service.version})
        yield from _pulses(self._service)
        yield from _parked(self._service)
        yield from self._service.standing()


def _pulses(service: Service) -> Iterator[Metric]:
    pulses = service.runner.pulses
    for name, meaning in _PULSES:
        values = ((projection, float(getattr(pulse, name))) for projection, pulse in pulses.items())
        yield gauge(
            f"gongdan_projection_{name}", meaning, ("projection",), (((name,), value) for name, value in values)
        )
    ends = [pulse.end for pulse in pulses.values()]
    yield gauge("gongdan_log_position", "The log's end, as last seen.", (), [((), max(ends, default=0))])
    stopped = service.stopped() is not None
    yield gauge("gongdan_projections_stopped", "1 where they can't go on without an operator.", (), [((), stopped)])


def _parked(service: Service) -> Iterator[Metric]:
    """Left out while the database does not answer."""
    try:
        with service.read.read() as connection:
            parked = bookkeeping.parked(connection)
    except ReadingError:
        return
    names = [entry.projection for entry in parked]
    values = (((name,), names.count(name)) for name in service.runner.pulses)
    yield gauge("gongdan_projection_parked_tickets", "Tickets that it leaves out.", ("projection",), values)
