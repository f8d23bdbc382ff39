"""Fills the other desk with so many tickets of three years, and prints what a member of its staff is known by."""

import json
import random
import sys
from datetime import UTC, datetime, timedelta

import django  # pyright: ignore[reportMissingImports] -- is in an environment of its own

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402  # pyright: ignore[reportMissingImports]
from django.test import Client  # noqa: E402  # pyright: ignore[reportMissingImports]
from helpdesk.models import FollowUp, Queue, Ticket  # noqa: E402  # pyright: ignore[reportMissingImports]

FIRST, SPAN = datetime(2021, 12, 31, 16, tzinfo=UTC), timedelta(days=1096)
THINGS = ("空调", "冰箱", "洗衣机", "热水器", "净水机", "油烟机", "电视", "微波炉")
FAULTS = ("不制冷", "漏水", "异响", "漏电跳闸", "无法启动", "频繁停机", "温度不准", "有焦味")
BATCH = 1_000


def fill(tickets: int) -> dict[str, object]:
    chance = random.Random(7)
    users = get_user_model().objects
    staff = users.create_superuser("s-001", "s-001@example.com", "not asked for here")
    engineers = [users.create_user(f"e-{place:03}", f"e-{place:03}@example.com", is_staff=True) for place in range(40)]
    queue = Queue.objects.create(title="Faults", slug="faults", allow_public_submission=True)
    for start in range(0, tickets, BATCH):
        made = [
            _ticket(chance, queue, engineers, place, tickets) for place in range(start, min(start + BATCH, tickets))
        ]
        Ticket.objects.bulk_create(made)
        FollowUp.objects.bulk_create(
            [FollowUp(ticket=each, title="Ticket Opened", date=each.created, public=True, user=staff) for each in made]
        )
    client = Client()
    client.force_login(staff)
    return {"session": client.cookies["sessionid"].value, "queue": queue.pk}


def _ticket(chance: random.Random, queue: object, engineers: list[object], place: int, of: int) -> object:
    text = f"{chance.choice(THINGS)}{chance.choice(FAULTS)}"
    still = place > of * 0.9 and chance.random() < 0.3
    at = FIRST + SPAN * (place / of)
    return Ticket(
        queue=queue,
        title=text,
        description=f"{text}，昨晚开始，客户很着急。",
        created=at,
        modified=at,
        submitter_email=f"c-{chance.randrange(of)}@example.com",
        assigned_to=chance.choice(engineers),
        status=Ticket.OPEN_STATUS if still else Ticket.CLOSED_STATUS,
        priority=chance.randrange(1, 6),
    )


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
