"""Mail in of a running service: letters are taken in by LMTP and IMAP while it runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Final

import structlog

from api.service import Service
from consumers.leases.lease import Lease, Tenure, alone
from domain.application import utc_now
from gongdan.composition import Broker
from gongdan.ending import ended
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.opening import signed_replies
from gongdan.mailing.receiving.imap import Fetching, Mailbox
from gongdan.mailing.receiving.lmtp import listening
from gongdan.mailing.settings import MailInSettings
from gongdan.mailing.taking.intake import MailIn
from gongdan.mailing.taking.judging import Rules
from gongdan.service.leasing import open_lease
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

log = structlog.get_logger(__name__)

MAIL: Final = "mail"
_ROUND: Final = 3600.0
"""Seconds after which it is looked again for letters that waited too long."""


@asynccontextmanager
async def open_mailing(
    settings: Settings,
    said: MailInSettings,
    broker: Broker,
    keys: KeyStore,
    service: Service,
    store: LetterStore | None,
) -> AsyncIterator[None]:
    """Mail comes in until it is left; none where the settings name no way. Raises Failure.

    A mailbox is looked into by one process at a time; what a mail server hands over is taken by every one.
    """
    replies = signed_replies(keys, said)
    if replies is None or store is None:
        yield
        return
    rules = Rules(
        replies,
        tuple({replies.address, said.mail_from or replies.address}),
        said.mail_in_hourly,
        said.mail_in_strangers == "open",
    )
    coming = MailIn(service, store, rules, utc_now, said.mail_in_judge, timedelta(days=said.mail_in_days))
    async with AsyncExitStack() as stack:
        tasks = [asyncio.create_task(_rounds(coming))]
        for task in tasks:
            stack.push_async_callback(ended, task)
        if said.listens is not None:
            port = await stack.enter_async_context(
                listening(*said.listens, coming.take, replies.is_ours, said.most_bytes)
            )
            log.info("mail_listening", by="lmtp", port=port)
        if said.mail_in_imap:
            lease = await stack.enter_async_context(open_lease(settings, broker, MAIL))
            fetching = asyncio.create_task(_alone(lease, Fetching(_mailbox(said), coming.take)))
            stack.push_async_callback(ended, fetching)
        yield


async def _alone(lease: Lease, fetching: Fetching) -> None:
    async def fetch(tenure: Tenure) -> None:
        await fetching.run()

    await alone(lease, fetch)


async def _rounds(coming: MailIn) -> None:
    while True:
        try:
            await coming.forget()
        except Exception as error:
            log.warning("mail_not_looked_through", error=type(error).__name__)
        await asyncio.sleep(_ROUND)


def _mailbox(said: MailInSettings) -> Mailbox:
    return Mailbox(
        host=said.mail_in_imap or "",
        user=said.mail_in_user or "",
        password=said.password,
        port=said.mail_in_imap_port,
        tls=said.mail_in_imap_tls,
        context=said.context,
        folder=said.mail_in_folder,
        done=said.mail_in_done,
        seconds=said.mail_in_seconds,
        most_bytes=said.most_bytes,
    )
