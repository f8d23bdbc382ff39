"""How the tables show personal values (PROCESS section 12): one pattern a column."""

from typing import Literal

from domain.rulebook.part import Part

Person = Literal["name", "salutation", "person"]
"""``name``: 张*; ``salutation``: *先生, *客服, *张工; ``person``: the name, where none is known the salutation."""
Reach = Literal["reach", "phone", "email", "handle"]
"""``phone``: 138****5678; ``reach``: the phone number, else the e-mail address, else the chat name."""


class WorkOrderMasks(Part):
    """售后服务工单登记表."""

    contact: Person = "person"
    contact_detail: Reach = "reach"
    receiver: Person = "name"


class FaultMasks(Part):
    """产品故障信息登记表."""

    customer_name: Person = "salutation"
    contact_detail: Reach = "reach"
    serial: Literal["serial"] = "serial"
    receiver: Person = "salutation"


class ProgressMasks(Part):
    """故障处理进度跟踪表."""

    responsible: Person = "salutation"


class Masks(Part):
    """All three tables."""

    work_orders: WorkOrderMasks = WorkOrderMasks()
    faults: FaultMasks = FaultMasks()
    progress: ProgressMasks = ProgressMasks()
