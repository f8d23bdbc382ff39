"""What Prometheus is shown of subscribers: how far each that is told is behind, and none that is not."""

from datetime import datetime

import httpx
import pytest

from api.service import Service
from api.subscriptions.acting import subscribers_of
from domain.refusals import StoreUnavailable
from gongdan.watching.subscribers import LAG_EVENTS, LAG_SECONDS, look
from tests.api.feed.conftest import Opening, subscriber
from tests.api.feed.test_reading import happened


def shown() -> dict[str, tuple[float, float]]:
    """Events and seconds, by name."""
    events, seconds = (
        {each.labels["subscription"]: each.value for each in next(iter(gauge.collect())).samples}
        for gauge in (LAG_EVENTS, LAG_SECONDS)
    )
    return {name: (events[name], seconds[name]) for name in events}


async def test_how_far_a_subscriber_is_behind_is_measured_while_it_is_told(
    agent: httpx.AsyncClient,
    administrator: httpx.AsyncClient,
    service: Service,
    opening: Opening,
    monkeypatch: pytest.MonkeyPatch,
):
    async def looked() -> dict[str, tuple[float, float]]:
        await look(subscribers_of(service), datetime.now(service.zone))
        return shown()

    erp = await opening("erp", after=0)
    await opening("crm", way="sse", after=0)
    await happened(agent, 1)
    before = await looked()
    assert set(before) == {"erp", "crm"}
    assert min(before["erp"]) > 0

    async with subscriber(service, erp["secret"]) as reading:
        await reading.get("/feed/events", params={"after": "now"})
    assert (await looked())["erp"] == (0.0, 0.0)

    async def away() -> None:
        raise StoreUnavailable("nobody answers")

    with monkeypatch.context() as context:
        context.setattr(subscribers_of(service), "all", away)
        with pytest.raises(StoreUnavailable):
            await looked()
    assert set(shown()) == {"erp", "crm"}

    assert (await administrator.post("/subscriptions/crm/pause", json={})).is_success
    assert set(await looked()) == {"erp"}
