"""Every command of customers and staff at the desk: it works, is refused to who may not, done once, and stale loses."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from api.customers.actions import EXAMPLES as CUSTOMER
from api.staff.actions import EXAMPLES as STAFF
from domain.application import TicketDesk
from domain.customer.commands import COMMANDS as CUSTOMER_COMMANDS
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.record.command import Command
from domain.record.envelope import Actor
from domain.refusals import Forbidden, StaleVersion
from domain.rights import RIGHTS
from domain.staff.commands import COMMANDS as STAFF_COMMANDS
from tests.domain.specification import NOON, SHANGHAI
from tests.scenarios.desk.memory import MemoryStore

_RESTRICT, _UNRESTRICT, _ERASE, _EXPORT, _HOLD = (
    {"measure": measure, "reason": "客户要求"} for measure in ("restrict", "unrestrict", "erase", "export", "hold")
)
_CLEARED: dict[str, Any] = {"subject_keys": ("0" * 32,), "data_keys": 3, "files": 0, "tables": 20}
BEFORE: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "remove-contact": (("change-contact", CUSTOMER["change-contact"] | {"person": 1}),),
    "release-product": (("register-product", CUSTOMER["register-product"]),),
    "withdraw-consent": (("give-consent", CUSTOMER["give-consent"]),),
    "decline-measure": (("request-measure", _RESTRICT),),
    "restrict": (("request-measure", _RESTRICT),),
    "unrestrict": (("request-measure", _RESTRICT), ("restrict", {}), ("request-measure", _UNRESTRICT)),
    "erase": (("request-measure", _ERASE),),
    "complete-erasure": (("request-measure", _ERASE), ("erase", {})),
    "export-customer": (("request-measure", _EXPORT),),
    "fetch-export": (("request-measure", _EXPORT), ("export-customer", {})),
    "place-hold": (("request-measure", _HOLD),),
    "lift-hold": (
        *(("request-measure", _HOLD), ("place-hold", {})),
        ("request-measure", {"measure": "lift", "hold": 1, "reason": "已审结"}),
    ),
    "revoke-role": (("grant-role", STAFF["grant-role"]),),
    "withdraw-skill": (("certify-skill", STAFF["certify-skill"]),),
    "cancel-leave": (("take-leave", STAFF["take-leave"]),),
    "release-stand-in": (("stand-in", STAFF["stand-in"]),),
    "leave-team": (("join-team", STAFF["join-team"]),),
}
"""What must have been done before, besides the entry; by another than who does the last."""
SAID: dict[str, dict[str, Any]] = {
    "agree-contract": {"tier": "key"},
    "register": {"name": "远山科技有限公司"},
    "complete-erasure": _CLEARED,
    "change-contact": CUSTOMER["change-contact"] | {"person": 1},
    "remove-contact": CUSTOMER["remove-contact"] | {"person": 1},
}
"""Where an example names somebody of the staff, who is none here, or a second contact person."""


@dataclass(frozen=True)
class Case:
    action: str
    commands: dict[str, type[Command]]
    examples: dict[str, dict[str, Any]]
    key: str
    entering: str

    def __str__(self) -> str:
        return self.action

    def command(self, action: str, said: dict[str, Any] | None = None) -> Command:
        body = SAID.get(action, self.examples.get(action, {})) if said is None else said
        return self.commands[action].model_validate(body)

    async def lived(self, desk: TicketDesk) -> int:
        """All that comes before; the version that it leaves."""
        if self.entering == "join":
            await desk.act("staff-004", self.command("join"), by("join", "s-0"))
        if self.action == self.entering:
            return 0
        before = ((self.entering, None), *BEFORE.get(self.action, ()))
        for place, (action, said) in enumerate(before):
            await desk.act(self.key, self.command(action, said), by(action, f"s-{place}"))
        return len(before)


def by(action: str, who: str, *, command: str = "", version: int | None = None, role: str = "") -> CommandMetadata:
    actor = Actor(id=who, role=role or next(iter(RIGHTS[action])), channel="api")
    return CommandMetadata(command or str(uuid4()), actor, frozenset({actor.role}), expected_version=version)


def cases() -> Iterator[Case]:
    for action in CUSTOMER_COMMANDS:
        if action == "end-terms":  # of tickets, of which there are none here
            continue
        yield Case(action, {**CUSTOMER_COMMANDS}, CUSTOMER, "customer-C1", "register")
    for action in STAFF_COMMANDS:
        yield Case(action, {**STAFF_COMMANDS}, STAFF, "staff-003", "join")


CASES = [*cases()]


def desk() -> TicketDesk:
    here = TicketDesk(MemoryStore(), zone=SHANGHAI, clock=lambda: NOON)
    here.tickets_of = no_tickets
    return here


async def no_tickets(customer: str) -> list[str]:
    return []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_command_works_and_the_same_id_is_done_once(case: Case) -> None:
    async def told() -> tuple[Answer, Answer, int]:
        here = desk()
        version = await case.lived(here)
        command = case.command(case.action)
        done = await here.act(case.key, command, by(case.action, "x-1", command="once"))
        again = await here.act(case.key, command, by(case.action, "x-1", command="once"))
        return done, again, len(await here.events_of(case.key)) - version

    done, again, more = asyncio.run(told())
    assert [type(each.event) for each in done.events] == [case.commands[case.action].causes]
    assert (again.events, more) == (done.events, 1)


@pytest.mark.parametrize("case", [case for case in CASES if case.action != "fetch-export"], ids=str)
def test_said_again_it_is_nothing_new(case: Case) -> None:
    async def told() -> Answer:
        here = desk()
        await case.lived(here)
        await here.act(case.key, case.command(case.action), by(case.action, "x-1"))
        return await here.act(case.key, case.command(case.action), by(case.action, "x-1"))

    assert asyncio.run(told()).events == ()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_stale_version_loses(case: Case) -> None:
    async def told() -> None:
        here = desk()
        version = await case.lived(here)
        with pytest.raises(StaleVersion):
            await here.act(case.key, case.command(case.action), by(case.action, "x-1", version=version + 1))
        assert len(await here.events_of(case.key)) == version

    asyncio.run(told())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_who_may_not_is_refused(case: Case) -> None:
    async def told() -> None:
        here = desk()
        version = await case.lived(here)
        with pytest.raises(Forbidden):
            await here.act(case.key, case.command(case.action), by(case.action, "x-1", role="warehouse"))
        assert len(await here.events_of(case.key)) == version

    asyncio.run(told())
