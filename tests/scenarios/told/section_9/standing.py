"""How a ticket stands to those who act in section 9: the agent's and the engineer's own, and that of the team north."""

from typing import Final

from domain.ticket.commands import AcknowledgeReceipt, DispatchEngineer, GradeTicket, LogWork, ResolveTicket
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import opens
from tests.scenarios.parts import Standing, Who
from tests.scenarios.people import agent, engineer
from tests.scenarios.told.taking_in.intake import CALL

north_supervisor: Final = Who("supervisor", "s-002", frozenset({"north"}))
south_supervisor: Final = Who("supervisor", "s-005", frozenset({"south"}))
_taken_in: Final = (opens(agent, CALL), agent(AcknowledgeReceipt(channel=Channel.PHONE)))
_graded: Final = (*_taken_in, agent(GradeTicket(severity="general", reason="不影响使用")))
_guided: Final = engineer(LogWork(work="guidance", steps="电话指导恢复出厂设置"))
_dispatched: Final = (*_graded, north_supervisor(DispatchEngineer(engineer="e-003", team="north")))
GRADED: Final = Standing(_graded)
"""Opened by agent a-001 for customer-zhang."""
NORTH: Final = Standing(_dispatched)
"""With engineer e-003 of the team north."""
RESOLVED: Final = Standing((*_dispatched, _guided, agent(ResolveTicket(handling="电话指导后恢复"))))
