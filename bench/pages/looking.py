"""The register as a page: how many a second of CPU, and how soon its first byte comes, for what people look at."""

import random
import re
from collections.abc import Callable, Mapping
from functools import partial
from statistics import quantiles
from typing import Final
from urllib.parse import urlencode

from bench import registers
from bench.pages.serving import WHO, Served
from bench.pages.talking import Talk, worked
from bench.report import Figure

GOAL: Final = 120
"""Pages a second of CPU."""
SOON: Final = 50
"""Milliseconds until the first byte, 95 of 100 looks."""
CROWD: Final = 8
REGISTER: Final = "/desk/register"
_NEXT: Final = re.compile(r'rel="next" href="([^"]+)"')
_THINGS: Final = ("空调", "主板", "漏电")
Look = Callable[[random.Random, int], Mapping[str, str]]
LOOKS: Final[dict[str, Look]] = {
    "newest first": lambda _chance, _tickets: {},
    "by status and severity": lambda chance, _tickets: {
        "status": chance.choice(registers.OPEN),
        "severity": chance.choice(("urgent", "general")),
    },
    "an engineer's": lambda chance, tickets: {"engineer": registers.engineer_of(chance, tickets)},
    "two signs, rare": lambda _chance, _tickets: {"text": registers.RARE},
    "two signs, frequent": lambda chance, _tickets: {"text": chance.choice(_THINGS)},
    "words and a model": lambda chance, tickets: {
        "text": f"{chance.choice(_THINGS)} 漏",
        "model": registers.model_of(chance, tickets),
    },
    "a number's end": lambda chance, _tickets: {"text": f"{chance.randrange(100, 270):05}"},
    "overdue": lambda _chance, _tickets: {"overdue": "true"},
    "sorted by severity": lambda _chance, _tickets: {"sort": "severity"},
}


async def rates(service: Served, seconds: float) -> list[Figure]:
    """Pages a second of the service's CPU, signed in, against the same rows as JSON."""
    page = await _a_cpu_second(service, service.browser, REGISTER, 1, seconds)
    crowd = await _a_cpu_second(service, service.browser, REGISTER, CROWD, seconds)
    data = await _a_cpu_second(service, lambda: service.program(WHO), "/register", 1, seconds)
    half = await _a_cpu_second(service, service.browser, f"{REGISTER}?limit=25", 1, seconds)
    what = f"a second of CPU, {service.tickets:,} tickets"
    return [
        Figure(f"register page of 50 {what}", page, "the same rows as JSON", data, goal=GOAL),
        Figure(f"the same, {CROWD} at once", crowd, "one after the other", page),
        Figure(f"register page of 25 {what}", half, "a page of 50", page),
    ]


async def _a_cpu_second(
    service: Served, talks: Callable[[], Talk], address: str, at_once: int, seconds: float
) -> float:
    await worked(talks, at_once, seconds / 5, lambda talk: talk.get(address), expected=200)
    before = service.cpu()
    done = await worked(talks, at_once, seconds, lambda talk: talk.get(address), expected=200)
    return done / (service.cpu() - before)


async def first_bytes(service: Served, times: int) -> dict[str, float]:
    """Milliseconds that 95 of 100 looks of each kind do not exceed, by somebody who looks at one after the other."""
    chance = random.Random(5)
    async with service.browser() as talk:
        address = {what: partial(_address, look, chance, service.tickets) for what, look in LOOKS.items()}
        found = {what: await _most(talk, looked, times) for what, looked in address.items()}
        deep = await _deep(talk, times)
        return found | {"deep, by cursor": await _most(talk, lambda: chance.choice(deep), times)}


def compared(sizes: Mapping[int, Mapping[str, float]]) -> list[Figure]:
    """Each size against the smallest."""
    least = min(sizes)
    return [
        Figure(f"{what}, {size:,} tickets", took, f"among {least:,}", sizes[least][what], "ms", goal=SOON)
        for size, times in sizes.items()
        for what, took in times.items()
    ]


async def _most(talk: Talk, address: Callable[[], str], times: int) -> float:
    for _ in range(2):
        await talk.get(address())
    took: list[float] = []
    for _ in range(times):
        answer = await talk.get(address())
        assert answer.status == 200, answer.headers
        took.append(answer.first * 1000)
    return quantiles(took, n=20)[-1]


async def _deep(talk: Talk, times: int) -> list[str]:
    """Pages that were come to by one link after the other, from some day on back."""
    found, address = list[str](), f"{REGISTER}?reported_to=2023-06-15"
    for _ in range(min(times, 10)):
        answer = await talk.get(address)
        address = _NEXT.findall(answer.text)[0].replace("&amp;", "&")
        found.append(address)
    return found


def _address(look: Look, chance: random.Random, tickets: int) -> str:
    query = look(chance, tickets)
    return f"{REGISTER}?{urlencode(query)}" if query else REGISTER
