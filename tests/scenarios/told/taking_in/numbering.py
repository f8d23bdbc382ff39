"""Numbers beyond what a scenario can open one by one (工单号): past their usual length, and at many desks at once, R2."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from domain.application import CommandMetadata, TicketDesk
from domain.policy.choice import Choice
from domain.policy.in_force import Policies, shipped
from domain.record.envelope import Actor
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.memory import MemoryStore
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen
from tests.scenarios.people import agent
from tests.scenarios.told.taking_in.intake import CALL, OPENED

AT_ONCE = 50


class _Filled(MemoryStore):
    """Where so many numbers of the period are taken already."""

    def __init__(self, of_period: str, taken: int) -> None:
        super().__init__()
        self._of_period, self._taken = of_period, taken

    async def exists(self, aggregate: str) -> bool:
        before, after = f"ticket-{self._of_period}", aggregate.removeprefix(f"ticket-{self._of_period}")
        full = aggregate.startswith(before) and after.isdigit() and int(after) <= self._taken
        return full or await super().exists(aggregate)


def _desk(store: MemoryStore, seen: Seen) -> TicketDesk:
    policies = Policies(shipped().packs, Choice(default=seen.pack.name))
    return TicketDesk(store, zone=SHANGHAI, policies=lambda: policies, clock=lambda: seen.now + timedelta(minutes=1))


async def _opened(desk: TicketDesk) -> str:
    who = Actor(id="a-001", role="agent", channel="api")
    return (await desk.open(CALL, CommandMetadata(str(uuid4()), who, frozenset({"agent"})))).number


def _next(of_period: str, taken: int, seen: Seen) -> list[tuple[str, str, str]]:
    """The numbers of two openings after so many."""

    async def two() -> list[str]:
        desk = _desk(_Filled(of_period, taken), seen)
        return [await _opened(desk), await _opened(desk)]

    first, second = asyncio.run(two())
    return [(f"{first} {second}", f"{taken} 张之后的工单号：{first}、{second}", f"after {taken}: {first}, {second}")]


@scenario("R2", zh="一月超过 99999 张，编号增加一位，照常受理", en="Past 99,999 in a month a number grows by a digit")
def past_the_last_number_of_a_month_a_number_grows_by_a_digit() -> Story:
    story = given().when(opens(agent, CALL)).then(OPENED)
    return story.then_seen(lambda seen: _next("202405-", 99_998, seen), "202405-99999 202405-100000")


@scenario("R2", zh="一日超过 9999 张，编号增加一位，照常受理", en="Past 9,999 in a day a number grows by a digit")
def past_the_last_number_of_a_day_a_number_grows_by_a_digit() -> Story:
    story = given().under("appliance").when(opens(agent, CALL)).then(OPENED)
    return story.then_seen(lambda seen: _next("20240501", 9_998, seen), "202405019999 2024050110000")


def _at_once(seen: Seen) -> list[tuple[str, str, str]]:
    """What two desks over one log make of many openings at once."""

    async def many() -> list[str]:
        store = MemoryStore()
        desks = [_desk(store, seen), _desk(store, seen)]
        return await asyncio.gather(*(_opened(desks[each % 2]) for each in range(AT_ONCE)))

    numbers = sorted(asyncio.run(many()))
    last, different = numbers[-1], len(set(numbers))
    return [
        (
            f"{different} {numbers[0]} {last}",
            f"两处同时登记 {AT_ONCE} 张：{different} 个不同的工单号，{numbers[0]} 至 {last}",
            f"{AT_ONCE} opened at two desks at once: {different} different numbers, {numbers[0]} to {last}",
        )
    ]


@scenario(
    "R2", zh="多处同时登记，工单号不重复、不间断", en="Opened at once at two desks, numbers are unique and without gaps"
)
def opened_at_once_at_two_desks_numbers_are_unique_and_without_gaps() -> Story:
    story = given().when(opens(agent, CALL)).then(OPENED)
    return story.then_seen(_at_once, "50 202405-00001 202405-00050")
