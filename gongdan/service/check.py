"""``gongdan check``: whether this deployment is safe, one finding a question, each with what to do."""

from gongdan.composition import Broker
from gongdan.failures import Failure
from gongdan.service import run_file
from gongdan.service.questions import files, policies, running, servers
from gongdan.service.questions.finding import Finding, unsafe
from gongdan.settings import Settings


async def examine(settings: Settings) -> list[Finding]:
    """Every question, also where an earlier one was answered badly; changes nothing."""
    findings = [files.folder(settings.home), *files.secrets(settings), files.keys(settings), files.space(settings.home)]
    try:
        run = run_file.read(settings.home)
    except Failure as failure:
        return [*findings, unsafe("service", failure)]
    settings, broker = run_file.beside(settings, run), Broker.running(settings, run)
    return [
        *findings,
        await running.service(run),
        await servers.durability(settings, broker),
        *(await servers.stream(settings, broker)),
        *(await running.projections(run)),
        *(await policies.policies(run, settings.home)),
    ]
