"""One trace leads from a request through the command and the append to the rows that show it, and says nothing else."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from opentelemetry.trace import StatusCode

from api.service import Service
from projections.registry import PROJECTIONS
from projections.running.measures import showing
from tests.api.conftest import As
from tests.projections.examples import OPENED
from tests.projections.logs import ListLog
from tests.watching.conftest import Spans

CALL = {"channel": "phone", "summary": "设备无法启动", "contact": {"name": "张伟", "phone": "13812345678"}}
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


async def opened(agent: httpx.AsyncClient, service: Service, traceparent: str | None = None) -> str:
    """The number of a new ticket, once it is shown."""
    headers = {"traceparent": traceparent} if traceparent else {}
    answer = (await agent.post("/tickets", json=CALL, headers=headers)).json()
    assert await service.runner.wait_for(int(answer["position"].partition(":")[2]), 10)
    return answer["number"]


async def test_one_trace_leads_from_the_request_to_the_rows(agent: httpx.AsyncClient, service: Service, spans: Spans):
    await opened(agent, service)
    [request], [command] = spans.named("POST /tickets"), spans.named("command open")
    [append], [project] = spans.named("append"), spans.named("project")
    assert {span.context.trace_id for span in spans.all} == {request.context.trace_id}
    assert command.parent == request.context
    for span in (append, project):
        assert span.parent is not None
        assert span.parent.span_id == command.context.span_id
    names = ",".join(projection.name for projection in PROJECTIONS)
    assert project.attributes == {"gongdan.projections": names, "gongdan.batch": 1}


async def test_a_callers_trace_goes_on(agent: httpx.AsyncClient, service: Service, spans: Spans):
    number = await opened(agent, service, PARENT)
    assert {f"{span.context.trace_id:032x}" for span in spans.all} == {TRACE}
    [event] = await service.desk.history(number)
    assert (event.envelope.trace or "").startswith(f"00-{TRACE}-")


async def test_a_callers_trace_is_stored_where_nothing_is_recorded(agent: httpx.AsyncClient, service: Service):
    [event] = await service.desk.history(await opened(agent, service, PARENT))
    assert event.envelope.trace == PARENT
    [event] = await service.desk.history(await opened(agent, service))
    assert event.envelope.trace is None


@pytest.mark.parametrize("broken", ["", "x", "00-0-0-01", f"00-{'0' * 32}-00f067aa0ba902b7-01", "f" * 9_000])
async def test_what_is_no_trace_is_left_alone(agent: httpx.AsyncClient, service: Service, broken: str):
    [event] = await service.desk.history(await opened(agent, service, broken or " "))
    assert event.envelope.trace is None


async def test_openings_stored_together_stay_in_their_own_traces(
    agent: httpx.AsyncClient, service: Service, spans: Spans
):
    await asyncio.gather(*(opened(agent, service) for _ in range(5)))
    requests = {span.context.trace_id for span in spans.named("POST /tickets")}
    assert len(requests) == 5
    for name in ("append", "project"):
        assert sorted(span.context.trace_id for span in spans.named(name)) == sorted(requests)


async def test_what_a_caller_does_not_want_recorded_is_not(agent: httpx.AsyncClient, service: Service, spans: Spans):
    await opened(agent, service, PARENT[:-1] + "0")
    assert spans.all == []


async def test_spans_hold_no_personal_value_also_where_it_fails(
    agent: httpx.AsyncClient, act_as: As, service: Service, spans: Spans, monkeypatch: pytest.MonkeyPatch
):
    number = await opened(agent, service)
    await act_as("e-003:engineer").post(f"/tickets/{number}/resolution", json={"handling": "张伟 13812345678"})
    await agent.get("/tickets/13812345678")
    await agent.get("/register?text=13812345678")

    async def broken(*_: object) -> None:
        raise RuntimeError("张伟 13812345678")

    monkeypatch.setattr(type(service.desk), "act", broken)
    await agent.post(f"/tickets/{number}/note", json={"text": "13812345678"})
    said = " ".join(span.to_json() for span in spans.all)
    assert len(spans.all) >= 7
    for value in ("张伟", "13812345678", "a-001", "e-003", "设备"):
        assert value not in said, value
    [failed] = spans.named("command note")
    assert (failed.status.status_code, failed.status.description, failed.events) == (StatusCode.ERROR, None, ())


def test_only_new_events_are_followed_into_the_rows(spans: Spans):
    now, log = datetime.now(UTC), ListLog()
    for age in (timedelta(0), timedelta(hours=1)):
        log.happen("n-1", OPENED, recorded=now - age)
    traced = [replace(each, envelope=each.envelope.model_copy(update={"trace": PARENT})) for each in log.events]
    for event in traced:
        with showing(["register"], [event], now):
            pass
    assert len(spans.named("project")) == 1
