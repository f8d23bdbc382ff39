"""Where a ticket stands, and how often it went back into handling: what some scenarios look at."""

import asyncio

from domain.wording import word
from tests.scenarios.parts import Seen


def standing(seen: Seen) -> list[tuple[str, str, str]]:
    """The stage of the last ticket, how often it was reopened, and how often the customer did not accept a solution."""
    ticket = asyncio.run(seen.desk.ticket(seen.numbers[-1]))
    again, rejected = ticket.aftercare.reopenings, ticket.aftercare.rejections
    zh = f"工单当前为“{word(ticket.stage, chinese=True)}”，重新处理 {again} 次，客户不认可 {rejected} 次"
    en = f"the ticket is {word(ticket.stage, chinese=False)}, taken up again: {again}, rejected: {rejected}"
    return [(f"{ticket.stage} {again} {rejected}", zh, en)]
