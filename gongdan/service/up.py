"""``gongdan up``: nats-server, projections and API as one service, stopped cleanly and started again where it was."""

import asyncio
import contextlib
import os
import secrets
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, AsyncExitStack
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final, Protocol

import structlog
from prometheus_client import disable_created_metrics

from api.app import create_app
from gongdan.access.acting import OPERATOR, OPERATOR_ROLES
from gongdan.access.identity import identify
from gongdan.access.provider.settings import load_provider_settings
from gongdan.access.tokens import TokenSigner
from gongdan.composition import Broker, prepare
from gongdan.console.app import Beside, create_console
from gongdan.console.portal.entry.reception import Reception
from gongdan.console.portal.entry.settings import load_portal_settings
from gongdan.console.shell.place import LINK
from gongdan.failures import Failure
from gongdan.feeding.subscribers import LogSubscribers
from gongdan.mailing.opening import open_letters
from gongdan.mailing.settings import load_mail_in_settings
from gongdan.nats_servers.embedded import NatsServer, ServerFailed
from gongdan.nats_servers.users import OPERATIONS
from gongdan.notices.settings import load_notice_settings
from gongdan.opening.accounts import open_accounts
from gongdan.opening.database import check_database
from gongdan.opening.durability import require_durability
from gongdan.opening.keys import check_keys
from gongdan.opening.provider import open_provider
from gongdan.proving.repairing import MARK
from gongdan.service import home, logs, run_file
from gongdan.service.answering import answering_requests
from gongdan.service.apart.forking import Forks, forking
from gongdan.service.apart.worker import follow
from gongdan.service.api_server import ApiServer, require_free, take_port
from gongdan.service.assembling import open_parts, service_of
from gongdan.service.erasing import erasing
from gongdan.service.hooking import open_webhooks
from gongdan.service.looping import run
from gongdan.service.mailing import open_mailing
from gongdan.service.open_files import allow_all_that_may_be
from gongdan.service.run_file import RunFile
from gongdan.service.supervisor import Supervisor
from gongdan.settings import Settings
from gongdan.watching.subscribers import watching_subscribers
from gongdan.watching.tracing import set_up_tracing
from gongdan.webhooks.settings import load_webhook_settings

log = structlog.get_logger(__name__)

_CORES: Final = 2
_AS_LONG_AS_IT_RUNS: Final = 100 * 366 * 86_400.0
"""Seconds: the operator's token ends with the run that it names."""


class Announce(Protocol):
    """How the operator is told."""

    def key_made(self, path: Path) -> None:
        """At once, before anything else can fail: a key was made that must be backed up."""
        ...

    def running(self, run: RunFile, first: str | None) -> None:
        """The service can be used; ``first`` is the link by which the first administrator signs in."""
        ...


def up(settings: Settings, announce: Announce) -> None:
    """Serve until SIGINT or SIGTERM. Raises Failure where it can't start, and then nothing is left running."""
    allow_all_that_may_be()
    home.prepare(settings.home)
    with home.HomeLock(settings.home) as lock, _forks(settings, lock) as forks:
        if (settings.home / MARK).exists():
            raise Failure("repair-unfinished")
        logs.set_up(settings.home)
        disable_created_metrics()
        run_file.remove(settings.home)
        with contextlib.suppress(asyncio.CancelledError):
            run(_Up(settings, announce, forks).serve())


def _forks(settings: Settings, lock: home.HomeLock) -> AbstractContextManager[Forks | None]:
    """Who forks the process that follows the log; None where there is no second core for it, or it is not wanted."""
    if not settings.followers_apart or len(os.sched_getaffinity(0)) < _CORES:
        return contextlib.nullcontext()
    return forking(lambda line: follow(settings, line), lock.let_go)


class _Up:
    """One run of the service."""

    def __init__(self, settings: Settings, announce: Announce, forks: Forks | None) -> None:
        self._settings, self._announce, self._forks = settings, announce, forks
        self._stopped = asyncio.Event()
        self._serving = False
        self._first: str | None = None
        self._reload: Callable[[], None] | None = None

    async def serve(self) -> None:
        self._listen_to_signals()
        async with AsyncExitStack() as stack:
            ended = await self._start(stack)
            self._serving = True
            stop = asyncio.create_task(self._stopped.wait())
            await asyncio.wait([stop, *ended], return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            log.info("service_stopping")
        for task in ended:
            if not task.cancelled() and (error := task.exception()):
                raise error
        log.info("service_stopped")

    def _listen_to_signals(self) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def stop() -> None:
            self._stopped.set()
            if not self._serving and task:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)

    async def _start(self, stack: AsyncExitStack) -> list["asyncio.Task[None]"]:
        """Start from the bottom up; the stack stops from the top down. The tasks that end only when something broke.

        What can be refused without writing is refused before anything is made.
        """
        settings = self._settings
        end_tracing = set_up_tracing(version("gongdan"))
        stack.push_async_callback(asyncio.to_thread, end_tracing)
        taken = take_port(settings.api_port, "GONGDAN_API_PORT")
        stack.callback(taken.close)
        check_database(settings)
        name, said = load_notice_settings().mail_name, load_portal_settings()
        mail, hooks, elsewhere = load_mail_in_settings(), load_webhook_settings(), load_provider_settings()
        TokenSigner.check(settings.home)
        bound = check_keys(settings)
        broker = await self._broker(stack)
        for url in await require_durability(settings, broker):
            log.warning("nats_monitor_silent", url=url)
        keys = await prepare(settings, broker, self._announce.key_made, bound=bound)
        stack.callback(keys.close)
        parts = await open_parts(settings, broker, keys, stack, self._reload, self._forks)
        signer, run = TokenSigner.open(settings.home), secrets.token_hex(8)
        accounts = open_accounts(settings, keys, stack)
        letters = open_letters(settings, keys, mail, stack)
        opening = open_webhooks(settings, hooks, broker, parts, keys, accounts.subscribers)
        webhooks = await stack.enter_async_context(opening)
        subscribers = LogSubscribers(
            parts.opened.store, accounts.subscribers, accounts.now, webhooks.reached, parts.granting, broker.url
        )
        await stack.enter_async_context(watching_subscribers(subscribers, accounts.now))
        known = identify(signer, run, accounts)
        service = await service_of(parts, known, accounts, subscribers, letters, webhooks)
        self._first = None if accounts.any() else accounts.first_link()
        stack.callback(service.past.close)
        await stack.enter_async_context(erasing(parts, service.past, letters))
        await stack.enter_async_context(open_mailing(settings, mail, broker, keys, service, letters))
        reception = Reception.open(settings, said, name)
        stack.callback(reception.admissions.close)
        token = signer.mint(OPERATOR, OPERATOR_ROLES, _AS_LONG_AS_IT_RUNS, run)
        console = create_console(service, reception, open_provider(settings, elsewhere, keys, stack))

        def leaving() -> None:
            console.state.live.end()
            subscribers.feed.end()

        app = create_app(service)
        server = ApiServer(Beside(app, console), taken, leaving, settings.proxies)
        if settings.nats_requests:
            await stack.enter_async_context(answering_requests(settings, broker, app))
        running = [parts.followers.running] if parts.followers.running else []
        return [self._serve(server, broker, token, parts.opened.log.epoch, stack), *running]

    def _serve(
        self, server: ApiServer, broker: Broker, token: str, epoch: str, stack: AsyncExitStack
    ) -> "asyncio.Task[None]":
        """Answer requests, and tell where; the task ends when the server does."""
        serving = server.begin()
        stack.push_async_callback(server.stop)
        written = self._run_file(server, broker, token, epoch)
        written.write(self._settings.home)
        stack.callback(run_file.remove, self._settings.home)
        logs.started()
        log.info("service_started", api=written.api, nats=written.nats, version=written.version)
        address = self._settings.public_url or server.url
        self._announce.running(written, f"{address}{LINK}/{self._first}" if self._first else None)
        return serving

    async def _broker(self, stack: AsyncExitStack) -> Broker:
        """Our own nats-server, or the one that the settings name."""
        settings = self._settings
        if not settings.embedded:
            return Broker.external(settings)
        supervisor = Supervisor(NatsServer(settings.home / "nats", settings.nats_port, prefix=settings.prefix))
        stack.push_async_callback(supervisor.stop)
        try:
            await supervisor.start(lambda: require_free(settings.nats_port, "GONGDAN_NATS_PORT"))
        except ServerFailed as error:
            raise Failure("nats-failed", why=str(error).rstrip(".")) from None
        self._reload = supervisor.server.reload
        return Broker.of(supervisor.server)

    def _run_file(self, server: ApiServer, broker: Broker, token: str, epoch: str) -> RunFile:
        operator = broker.signed_in_as(OPERATIONS)
        return RunFile(
            pid=os.getpid(),
            version=version("gongdan"),
            started=datetime.now(self._settings.time_zone).isoformat(timespec="seconds"),
            api=server.url,
            token=token,
            nats=broker.url,
            nats_user=operator.user if self._settings.embedded else None,
            nats_password=operator.password if self._settings.embedded else None,
            nats_monitor=broker.monitor,
            nats_users=str(broker.passwords.folder.resolve()) if broker.passwords else None,
            nats_replicas=self._settings.nats_replicas,
            nats_ca=str(self._settings.nats_ca.resolve()) if self._settings.nats_ca else None,
            prefix=self._settings.prefix,
            sync_always=self._settings.sync_always,
            epoch=epoch,
        )
