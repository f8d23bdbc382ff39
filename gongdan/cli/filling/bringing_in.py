"""What ``gongdan import`` needs: the running service's event store, opened directly, in the caller's name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Final
from urllib.parse import urlsplit

from api.callers import Caller
from api.manners.problems import ApiProblem
from domain.record.envelope import Actor
from gongdan.access.acting import OPERATOR, OPERATOR_ROLES
from gongdan.access.identity import identify
from gongdan.access.tokens import BadToken, TokenSigner
from gongdan.cli.asking.client import Refused
from gongdan.composition import Broker, open_store
from gongdan.failures import Failure
from gongdan.importing.command import Connected
from gongdan.importing.sources import Sources
from gongdan.importing.texts import BadInput
from gongdan.language import language
from gongdan.opening.keys import open_keys
from gongdan.service import logs
from gongdan.service.run_file import RunFile, beside, read
from gongdan.settings import Settings, load_settings

_HERE: Final = ("127.0.0.1", "localhost", "::1")


@asynccontextmanager
async def connect() -> AsyncIterator[Connected]:
    """Raises Failure where no service runs, BadInput where another machine's is meant, Refused for a bad token."""
    logs.set_up(console=False)
    settings = load_settings()
    run = _local(settings)
    caller = _caller(settings, run)
    keys, _ = open_keys(settings)
    with closing(keys):
        async with open_store(beside(settings, run), Broker.running(settings, run), keys) as opened:
            actor = Actor(id=caller.id, role=min(caller.roles, default=""), channel="cli")
            sources = Sources(settings.home / "sources.json")
            yield Connected(opened.store, keys.pseudonym, actor, sources, caller.roles, opened.log.max_event)


def _local(settings: Settings) -> RunFile:
    """The service that runs on this home; what GONGDAN_API_URL names must be it."""
    if settings.api_url is None:
        return read(settings.home)
    try:
        run = read(settings.home)
    except Failure:
        run = None
    if run is None or _place(settings.api_url) != _place(run.api):
        raise BadInput("elsewhere", url=settings.api_url, home=settings.home)
    if settings.token is None:
        raise Failure("token-needed")
    return run


def _place(url: str) -> tuple[str, int | None] | None:
    """Host and port; None where the address is none. All names of this machine are one."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return ("here" if host in _HERE else host, parts.port or (443 if parts.scheme == "https" else 80))
    except ValueError:
        return None


def _caller(settings: Settings, run: RunFile) -> Caller:
    """The bearer of GONGDAN_TOKEN in the token's roles, else the local operator. Raises Refused."""
    if settings.token is None:
        return Caller(OPERATOR, frozenset(OPERATOR_ROLES))
    signer = TokenSigner.open(settings.home)
    try:
        return identify(signer, signer.verify(run.token).run or "")(settings.token.get_secret_value(), None)
    except (ApiProblem, BadToken, ValueError) as error:
        problem = error if isinstance(error, ApiProblem) else ApiProblem("bad-token")
        raise Refused(problem.code, problem.say(language()), problem.status) from None
