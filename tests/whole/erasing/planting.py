"""A customer whose words occur nowhere else, put wherever a service keeps any: their ticket, feeds, webhooks, mail."""

import json
import re
import smtplib
import struct
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx

from tests.mailing.writing import letter
from tests.webhooks.receiver import Receiver
from tests.whole.service import Service
from tests.whole.test_canary import CANARIES, held, opening_of

FILE = "卡纳里附件内容不应留下".encode()
CUSTOMER = "customer-C40"
DESK, ADMINISTRATOR, SUPERVISOR = "service@desk.example", "m-900:administrator", "s-001:supervisor"
DETAILS = ("name", "contact", "device", "place", "text")


SETTINGS: Final[dict[str, Any]] = {
    "GONGDAN_REACTIONS": "true",
    "GONGDAN_NOTARY": "true",
    "GONGDAN_WEBHOOK_NETWORKS": "127.0.0.0/8",
    "GONGDAN_MAIL_IN_ADDRESS": DESK,
    "GONGDAN_MAIL_IN_LMTP": "127.0.0.1:0",
}
"""A service that tells all it can, and archives it. No notice is under way: what happened years ago is not told."""


def subscribed(service: Service, receiver: Receiver) -> None:
    """By NATS and by webhook, to all with every class of personal data; the webhook takes nothing and says it back."""

    async def echo(request: Any) -> tuple[int, dict[str, str], bytes]:
        return 500, {}, request.body

    receiver.behave = echo
    until = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    terms: dict[str, Any] = {"owner": "m-900", "purpose": "CRM", "until": until, "grant": {"details": DETAILS}}
    with service.http(ADMINISTRATOR) as administrator:
        ok(administrator.post("/subscriptions", json={"name": "crm", "way": "nats", "terms": terms}))
        hook = {"name": "hook", "way": "webhook", "terms": {**terms, "endpoint": receiver.url}}
        ok(administrator.post("/subscriptions", json=hook))


def old_ticket(service: Service) -> str:
    """Reported and withdrawn in 2020, with all that a ticket holds of somebody; its years are over."""
    c = CANARIES
    opening = opening_of(CUSTOMER)
    with service.http("c-001:clerk") as clerk:
        ok(clerk.post("/customers", json={"customer": CUSTOMER, "name": c["customer_name"]}))
        ok(clerk.post(f"/customers/{CUSTOMER}/notices", json={"notices": "sms"}))
        number = ok(clerk.post("/tickets", json=long_ago("09:00", opening)))["number"]
        ok(
            clerk.post(
                f"/tickets/{number}/grade", json=long_ago("09:05", {"severity": "urgent", "reason": c["reason"]})
            )
        )
        ok(clerk.post(f"/tickets/{number}/diagnosis", json=long_ago("09:10", {"finding": c["finding"]})))
        ok(clerk.post(f"/tickets/{number}/note", json=long_ago("09:15", {"text": c["note"]})))
        for name, kind, content in (
            (f"{c['name']}.txt", "text/plain", FILE),
            (f"{c['place']}.png", "image/png", _photo()),
        ):
            how: dict[str, Any] = {"params": {"name": name}, "headers": {"Content-Type": kind}}
            ok(clerk.post(f"/tickets/{number}/attachments", content=content, **how))
        ok(
            clerk.post(
                f"/tickets/{number}/cancellation",
                json=long_ago("09:20", {"cancelled_as": "withdrawn", "reason": c["reason"]}),
            )
        )
    return number


def letter_that_waits(service: Service) -> None:
    """From the customer's address, by a machine of theirs: it stays beside the log."""
    said = (service.home / "logs" / "gongdan.log").read_text()
    port = int(re.findall(r'"port": (\d+), "event": "mail_listening"', said)[-1])
    c = CANARIES
    sender = f"{c['name']} <{c['email']}>"
    raw = letter(f"{c['note']} {c['phone']}", sender=sender, subject=c["summary"], Auto_Submitted="auto-replied")
    with smtplib.LMTP("127.0.0.1", port, timeout=20) as client:
        client.sendmail(c["email"], [DESK], raw)


def is_told(service: Service, receiver: Receiver) -> None:
    """Until everybody was told of the ticket's customer, with their words."""
    until(lambda: [each for each in receiver.requests if held(CANARIES["phone"], each.body)])
    until(lambda: [block for block in _feed(service) if held(CANARIES["phone"], block)])
    with service.http(SUPERVISOR) as staff:
        assert ok(staff.get("/mail"))["count"] == 1


def until(true: Callable[[], object], within: float = 90) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def ok(response: httpx.Response) -> Any:
    assert response.status_code < 300, response.text
    return response.json()


def _feed(service: Service) -> list[bytes]:
    return [path.read_bytes() for path in (service.home / "nats").rglob("GONGDAN_FEED_crm/msgs/*.blk")]


def long_ago(clock: str, said: dict[str, Any]) -> dict[str, Any]:
    return said | {"late": CANARIES["reason"], "occurred": f"2020-05-01T{clock}:00+08:00"}


def _photo() -> bytes:
    """One grey point, and a text beside it as cameras write one."""
    parts = (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"iTXt", b"Comment\0\0\0\0\0" + FILE)
    whole = (*parts, (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said)) for kind, said in whole
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def shown(service: Service, number: str) -> list[str]:
    """All that anybody is shown of the ticket and the customer, also as tables, exports, replays, feeds and letters."""
    places = (
        *(f"/tickets/{number}", f"/tickets/{number}/history", f"/tickets/{number}/dossier", "/register", "/progress"),
        *("/faults", "/dossiers", "/register.csv", f"/register?text={CANARIES['summary'][:4]}", "/tasks"),
        *(f"/customers/{CUSTOMER}", f"/customers/{CUSTOMER}/history", "/register?as_of=2020-05-02", "/replay"),
        *("/notices", "/feed/events", "/webhooks", "/webhooks/hook/deliveries", "/dead-letters", "/metrics"),
    )
    callers = (SUPERVISOR, "p-001:privacy-officer", ADMINISTRATOR)
    said = list[str]()
    for caller in callers:
        with service.http(caller) as client:
            said += [client.get(place).text for place in places]
            letters = client.get("/mail").text
            said += [
                letters,
                *(client.get(f"/mail/{each}{how}").text for each in _ids(letters) for how in ("", "/raw")),
            ]
            said.append(client.post("/intake/lookup", json={"phone": CANARIES["phone"]}).text)
            said.append(client.post(f"/tickets/{number}/unmasking", json={"reason": "查验"}).text)
            messages = json.loads(client.get("/webhooks/hook/deliveries").text)
            said += [client.get(f"/webhooks/hook/deliveries/{each}").text for each in _messages(messages)]
    return said


def _ids(letters: str) -> list[str]:
    return [each["letter"] for each in json.loads(letters).get("items", [])]


def _messages(deliveries: dict[str, Any] | list[Any]) -> list[str]:
    found = deliveries.get("items", []) if isinstance(deliveries, dict) else deliveries
    return [each["message"] for each in found][:5]
