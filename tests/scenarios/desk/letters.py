"""The letters that the program sends of what a scenario did: planned, written and delivered by its own parts."""

import asyncio
from contextlib import closing

from consumers.notices.channels.port import Delivered, Letter, May, Message, NotOurs, Outcome, freely
from consumers.notices.outbox.causes import Cause
from consumers.notices.rules import NoticeRules
from domain.notices.catalogue import CAUSED_BY
from domain.notices.vocabulary import EMAIL, NoticeLanguage
from projections.store import ReadStore
from tests.notices.office import Clock, office
from tests.scenarios.parts import Seen


class Mail:
    """Keeps what it is given."""

    name = EMAIL

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def deliver(self, message: Message, may: May = freely) -> Outcome:
        if not await may():
            return NotOurs()
        self.letters.append(message.letter)
        return Delivered(message.notice)


def letters(seen: Seen, language: NoticeLanguage) -> list[Letter]:
    """In the language of who chose none."""
    return asyncio.run(_sent(seen, language))


async def _sent(seen: Seen, language: NoticeLanguage) -> list[Letter]:
    mail, log = Mail(), seen.store.copied()
    with closing(ReadStore.in_memory()) as outbox:
        made = office(log, outbox, Clock(seen.now), {EMAIL: mail}, NoticeRules(language=language))
        async for events in log.follow(until=await log.end()):
            for envelope in (one.envelope for one in events if one.envelope.type in CAUSED_BY):
                await made.planner.plan(Cause(envelope.id, envelope.aggregate, envelope.type, seen.now, 0))
                await made.settle()
    return mail.letters
