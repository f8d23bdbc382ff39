"""``gongdan check``: whether this deployment is safe, one finding a question, each with what to do."""

import asyncio

from gongdan.composition import Broker
from gongdan.failures import Failure
from gongdan.service import run_file
from gongdan.service.questions import files, policies, reactions, running, servers
from gongdan.service.questions.finding import Finding, unsafe
from gongdan.settings import Settings


async def examine(settings: Settings) -> list[Finding]:
    """Every question, those of what runs all at once, also where another is answered badly; changes nothing."""
    findings = [files.folder(settings.home), *files.secrets(settings), files.keys(settings), files.space(settings.home)]
    try:
        run = run_file.read(settings.home)
    except Failure as failure:
        return [*findings, unsafe("service", failure)]
    settings, broker = run_file.beside(settings, run), Broker.running(settings, run)
    ready, durable, *others = await asyncio.gather(
        running.service(run),
        servers.durability(settings, broker),
        servers.stream(settings, broker),
        running.projections(run, settings.home),
        policies.policies(run, settings.home),
        reactions.reactions(settings, broker),
    )
    return [*findings, ready, durable, *(finding for each in others for finding in each)]
