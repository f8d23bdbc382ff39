"""The erasures of a running service: keys that are to go, and all copies of what they opened."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager

from api.tables.past import Past
from consumers.rounds import Round, keep_going
from domain.application import utc_now
from gongdan.attachments.opening import open_attachments
from gongdan.erasing.copies import Copies
from gongdan.erasing.erasures import Erasures
from gongdan.erasing.letters import WaitingLetters
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.opening import STORE
from gongdan.retaining.terms import Due, Terms
from gongdan.service.assembling import Parts
from gongdan.watching.kept import under_way


@asynccontextmanager
async def erasing(parts: Parts, past: Past, letters: LetterStore | None) -> AsyncIterator[None]:
    """Gone round until it is left; ``letters`` where mail comes in. Raises Failure."""
    attachments = await open_attachments(parts.settings, parts.keys)
    desk, reading, followers = parts.opened.desk, parts.reading.store, parts.followers
    copies = Copies(parts.keys, attachments, desk, reading, followers.projecting.store, past, followers.forget)
    with _letters(parts, letters) as store:
        waiting = WaitingLetters(store, desk.events_of, followers.models.numbers_of) if store else None
        rounds: list[Round] = [Erasures(desk, parts.keys, copies, followers.models.erasing, waiting)]
        if parts.settings.shred_tickets:
            due = Due(desk, parts.keys, followers.models, parts.settings.time_zone, utc_now)
            rounds.append(Terms(desk, parts.keys, copies, due))
        async with under_way("erasures", lambda: keep_going(rounds)):
            yield


@contextmanager
def _letters(parts: Parts, letters: LetterStore | None) -> Iterator[LetterStore | None]:
    """Also where no mail comes in any more, but letters came before."""
    path = parts.settings.home / STORE
    if letters or not path.exists():
        yield letters
        return
    with closing(LetterStore.open(path, parts.keys.secret("letters"))) as store:
        yield store
