"""A webhook in the whole program: subscribed over HTTP, delivered signed, seen by its operator, resent and tried out."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from consumers.webhooks.signing.keys import PublicKey, SharedSecret
from consumers.webhooks.signing.signatures import verify
from tests.webhooks.receiver import Receiver, receiving
from tests.whole.service import Service, start
from tests.whole.test_own_pack import done

OPERATOR = "d-001:administrator"


@contextmanager
def receiver_beside() -> Iterator[Receiver]:
    """On an event loop of its own, since the tests here have none."""
    loop, found = asyncio.new_event_loop(), list[Receiver]()
    there, leaving = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with receiving() as receiver:
            found.append(receiver)
            there.set()
            await leaving.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    there.wait(10)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(leaving.set)
        thread.join(10)
        loop.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(
        Path(tmp_path_factory.mktemp("webhooks")) / "home",
        GONGDAN_REACTIONS="true",
        GONGDAN_WEBHOOK_NETWORKS="127.0.0.0/8",
    )
    yield running
    running.kill()


def until(true: Callable[[], object], within: float = 30) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_webhook_is_subscribed_delivered_shown_resent_and_tried_out(service: Service):
    with receiver_beside() as receiver, service.http(OPERATOR) as http:
        terms: dict[str, Any] = {"owner": "d-001", "purpose": "ERP", "grant": {}, "endpoint": receiver.url}
        opened = http.post("/subscriptions", json={"name": "erp", "way": "webhook", "terms": terms})
        assert opened.is_success, opened.text
        secret = SharedSecret.of(opened.json()["secret"])
        said = done(service, "ticket", "open", "channel=phone", "summary=不制冷", "--as", "a-001")
        until(lambda: receiver.requests)
        request, now = receiver.requests[0], datetime.now(UTC)
        assert verify(request.headers, request.body, [secret], now) == request.id
        body = json.loads(request.body)
        assert body["type"] == "gongdan.ticket.ticket-opened.v1"
        assert body["subject"] in said

        until(lambda: http.get("/webhooks").json()[0]["delivered"] == len(receiver.requests))
        [shown] = http.get("/webhooks").json()
        assert verify(request.headers, request.body, [PublicKey.of(shown["public_keys"][0])], now) == request.id
        assert http.get("/subscriptions/erp").json()["lag_events"] is not None
        told = service.command("webhook", "deliveries", "erp")
        assert request.id in told.stdout, told.stderr
        assert "204" in service.command("webhook", "show", "erp", request.id).stdout
        before = len(receiver.requests)
        assert service.command("webhook", "resend", "erp", request.id).returncode == 0
        until(lambda: len(receiver.requests) > before)
        assert receiver.requests[-1].id == request.id

        assert "Taken: 204" in service.command("webhook", "test", "erp").stdout
        receiver.answering(500)
        tried = service.command("webhook", "test", "erp")
        assert (tried.returncode, "500" in tried.stdout) == (1, True)
        assert service.command("webhook", "test", "crm").returncode != 0
        assert service.command("webhook", "resend", "erp").returncode == 2
        assert "erp" in service.command("webhook", "list").stdout
    with service.http("a-001:agent") as agent:
        assert agent.get("/webhooks").status_code == 403
