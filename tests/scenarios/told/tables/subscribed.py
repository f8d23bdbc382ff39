"""What other systems are told, from where they wish, and no more than was agreed (订阅): R52."""

import asyncio
from typing import Final

from pydantic_core import to_json

from consumers.feed.cloud_events import Told as Event
from consumers.feed.reading import Asked, Place, Reader
from domain.staff.vocabulary import Role
from domain.subscriptions.commands import ChangeSubscription, EndSubscription, OpenSubscription, PauseSubscription
from domain.subscriptions.events import (
    SubscriptionChanged,
    SubscriptionEnded,
    SubscriptionOpened,
    SubscriptionPaused,
)
from domain.subscriptions.grant import Grant
from domain.subscriptions.standing import Subscriptions
from domain.subscriptions.terms import Terms
from domain.ticket.commands import AcknowledgeReceipt, DiagnoseFault, GradeTicket
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen
from tests.scenarios.people import administrator, agent
from tests.scenarios.told.tables.registers import AGENT, COOLING, Told, employed

ERP: Final = Terms(owner="m-001", purpose="ERP 结算", grant=Grant(types=("ticket-graded", "ticket-opened")))
CRM: Final = Terms(owner="m-001", purpose="CRM 客户关怀", grant=Grant())
FINER: Final = ERP.model_copy(update={"grant": Grant(types=("ticket-graded",), severities=("1",))})


def what_the_erp_is_told(seen: Seen) -> Told:
    return asyncio.run(_told(seen, "erp"))


def what_the_crm_is_told(seen: Seen) -> Told:
    return asyncio.run(_told(seen, "crm"))


async def _told(seen: Seen, name: str) -> Told:
    """Of all that happened so far, from where its subscription begins; in the words of the events."""
    subscription = (await Subscriptions(seen.store).refresh())[name].subscription
    found, reader = list[Event](), Reader(seen.store, Place(subscription.begins))
    async for read in reader.follow(Asked(subscription.terms.grant.passes), until=await seen.store.end()):
        found += read.told
    lines = [_line(each) for each in found] if subscription.status(seen.now.date()) == "open" else []
    return lines or [("nothing", "没有", "nothing")]


def _line(event: Event) -> tuple[str, str, str]:
    line = f"{event.public.type_name()} ｜ {to_json(event.data()).decode()}"
    return event.public.name, line, line


@scenario(
    "R52",
    zh="其他系统从任一位置起订阅，只看到约定的事件，其中没有个人信息；停用后不再提供",
    en="Other systems subscribe from any position and see what was agreed, without personal data; and nothing once paused",
)
def other_systems_are_told_what_was_agreed() -> Story:
    def opening(terms: Terms, after: int | None = None) -> OpenSubscription:
        return OpenSubscription(way="http", terms=terms, after=after)

    return (
        given(
            *AGENT,
            *employed("m-001", "赵强", "经理", Role.MANAGER),
            opens(agent, COOLING).at("2024-05-12 09:30"),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)),
            agent(GradeTicket(severity="2", reason="主要功能下降")),
        )
        .under("appliance")
        .when(agent(opening(ERP, 0)).on_record("subscription-erp"))
        .then_refused()
        .when(administrator(opening(ERP, 0)).on_record("subscription-erp"))
        .then(SubscriptionOpened(way="http", terms=ERP, after=0))
        .when(administrator(opening(CRM)).on_record("subscription-crm"))
        .then(SubscriptionOpened(way="http", terms=CRM))
        .when(agent(DiagnoseFault(finding="判断为制冷剂泄漏,需上门维修")))
        .then_recorded()
        .when(administrator.looks("看 ERP 从头读到什么", "looks at what the ERP reads from the beginning"))
        .then_seen(what_the_erp_is_told, "ticket-opened", "ticket-graded")
        .when(administrator.looks("看 CRM 从开通时起读到什么", "looks at what the CRM reads from when it was let in"))
        .then_seen(what_the_crm_is_told, "fault-diagnosed", "ticket-moved")
        .when(administrator(ChangeSubscription(terms=FINER)).on_record("subscription-erp"))
        .then(SubscriptionChanged(terms=FINER))
        .when(administrator.looks("看 ERP 再读到什么", "looks at what the ERP reads then"))
        .then_seen(what_the_erp_is_told, "nothing")
        .when(administrator(PauseSubscription()).on_record("subscription-crm"))
        .then(SubscriptionPaused())
        .when(administrator.looks("看 CRM 再读到什么", "looks at what the CRM reads then"))
        .then_seen(what_the_crm_is_told, "nothing")
        .when(administrator(EndSubscription()).on_record("subscription-crm"))
        .then(SubscriptionEnded())
    )
