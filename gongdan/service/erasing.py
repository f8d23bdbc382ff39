"""The erasures of a running service: keys that are to go, and all copies of what they opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.tables.past import Past
from consumers.rounds import keep_going
from gongdan.attachments.opening import open_attachments
from gongdan.erasing.copies import Copies
from gongdan.erasing.erasures import Erasures
from gongdan.service.assembling import Parts
from gongdan.watching.kept import under_way


@asynccontextmanager
async def erasing(parts: Parts, past: Past) -> AsyncIterator[None]:
    """Gone round until it is left. Raises Failure."""
    attachments = await open_attachments(parts.settings, parts.keys)
    desk, reading = parts.opened.desk, parts.reading.store
    copies = Copies(parts.keys, attachments, desk, reading, parts.projecting.store, past)
    round_ = Erasures(desk, parts.keys, copies, parts.models.erasing)
    async with under_way("erasures", lambda: keep_going([round_])):
        yield
