"""The tickets of an emergency: noted as belonging to it, told how far it is, and solved by the recovery."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.ticket.commands import AddNote, ContactCustomer, DiagnoseFault, ResolveTicket, ShareProgress
from domain.ticket.vocabulary import Channel
from gongdan.demo.engine.steps import Process, Wait
from gongdan.demo.stories.case import Case, Steps, minutes
from gongdan.demo.stories.ending import ended
from gongdan.demo.stories.grading import grading
from gongdan.demo.stories.intake import intake
from gongdan.demo.world.catalogue import Fault, Sort
from gongdan.demo.world.world import World

_SUMMARY: Final = ("收银员全部登录不上", "系统登录超时，门店收不了银", "登录一直转圈，几个门店都这样")
_FINDING: Final = "登录请求超时，与多地门店现象一致，判断为服务端故障"
_CAUSE: Final = "服务端会话表锁等待，登录服务不可用"
_HANDLING: Final = "服务端切换备用节点并重启登录服务，电话确认门店登录、收银均已恢复"


@dataclass(slots=True)
class Outage:
    """``tickets`` and ``customers`` are those that have called; ``restored`` when it works again."""

    sort: Sort
    fault: Fault
    incident: str = ""
    restored: datetime | None = None
    tickets: list[str] = field(default_factory=list[str])
    customers: list[str] = field(default_factory=list[str])

    @property
    def told(self) -> Fault:
        """As it shows in the shops."""
        return self.fault.model_copy(
            update={
                "summary": _SUMMARY,
                "phenomenon": "上午起登录无响应，多台收银机相同",
                "type": "product-defect",
                "finding": _FINDING,
                "cause": _CAUSE,
                "handling": _HANDLING,
                "precautions": "如再出现登录缓慢，请立即来电",
                "still": ("又有一台登录很慢",),
                "again": "再次电话：清除该台终端的登录缓存，登录正常",
                "escalates": False,
            }
        )


def reported(world: World, name: str, at: datetime, outage: Outage) -> Process:
    """From one shop's call to the archive."""
    customer, owned = world.customers.with_product(world.chance(f"{name}/who"), at.date(), outage.sort)
    case = Case(world, name, world.chance(name), at, customer, owned, outage.told, at)
    yield from intake(case)
    outage.tickets.append(case.number)
    outage.customers.append(customer.key)
    yield from grading(case, 0)
    yield from _recovered(case, outage)
    yield from ended(case)
    world.desk.forget(case.key)


def _recovered(case: Case, outage: Outage) -> Steps:
    found = DiagnoseFault(finding=_FINDING, fault_type="software", category=case.fault.category)
    yield from case.does(case.agents, found, case.brief(3, 12))
    yield from _until(case, lambda: bool(outage.incident))
    note = AddNote(text=f"并入应急事件 {outage.incident} 统一处置")
    yield from case.does(case.agents, note, case.brief(2, 15))
    share = ShareProgress(channel=Channel.PHONE, text="已确认为系统故障，正在抢修，恢复后第一时间通知您")
    yield from case.does(case.agents, share, case.brief(2, 10))
    yield from _until(case, lambda: outage.restored is not None)
    call = ContactCustomer(channel=Channel.PHONE, note="致电门店确认登录、收银恢复", technical=True)
    yield from case.does(case.agents, call, case.brief(5, 60))
    resolve = ResolveTicket(cause=_CAUSE, handling=_HANDLING, precautions=case.fault.precautions)
    yield from case.does(case.agents, resolve, case.brief(1, 6))


def _until(case: Case, so: Callable[[], bool]) -> Steps:
    while not so():
        case.at += minutes(5)
        yield Wait(case.at)
