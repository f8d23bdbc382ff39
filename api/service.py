"""What the API works on; the composition root fills it in."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Protocol
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from prometheus_client import REGISTRY
from prometheus_client.core import Metric

from api.accounts.port import Accounts
from api.callers import Identify
from api.documents.port import Documents
from api.following.guesses import Guesses
from api.help.pace import Pace
from api.inbox.previews import Previews
from api.mail.port import Mailroom
from api.operation.dismissals import Dismissal, nowhere_to_keep
from api.operation.findings import Finding, nothing_found
from api.operation.given_up import NoReactions, Reactions
from api.processes.line import Line
from api.proofs.port import Proofs
from api.replay.turns import Turns
from api.rules.texts.source import Rules
from api.staff_records import StaffRecords
from api.subscriptions.port import Subscribers
from api.tables.past import Past
from api.tickets.attachments.store import Attachments
from api.tickets.views import Shown
from api.webhooks.port import NoWebhooks, Webhooks
from domain.application import TicketDesk
from domain.refusals import Language, UnknownEventType
from projections.errors import ReadingError
from projections.past.source import Source as LogSource
from projections.past.words import CODES, Words
from projections.replaying.source import Source
from projections.running.shown import Shown as ReadModels
from projections.store import ReadStore


def _cannot_store(language: Language) -> str:
    return ("现在无法记录事件。", "No event can be stored now.")[0 if language == "zh" else 1]


class Log(LogSource, Protocol):
    """The event log as readers see it."""

    @property
    def epoch(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Service:
    """The parts behind the routes. ``stopped`` says why the read models stand still, if they do.

    ``can_store``: whether an event could be stored when that was last looked for, which waits for nobody.
    ``why_not`` says what is in the way then; ``waiting``: whether servers that were well just now may agree again.
    ``lost``: by part of the program, the connections to the nats-servers that are down, and not only just now.
    ``unread``: the parts of the program whose reads of the log go unanswered, and not only just now.
    ``dismissals``: by position, what operators said of messages that are no events; ``dismiss`` takes position, reason
    and whose word it is. ``examine`` answers what ``gongdan check`` asks. ``reactions`` are this service's;
    ``webhooks`` are delivered in one of those on the log.
    ``replaying`` is the log as replays read it, ``replays`` those under way, ``series`` the
    long series of figures that are being counted, ``maps`` those who wait for a process map.
    ``standing`` measures at this moment what stands below these parts, ``counted`` is what was counted where it
    happened. ``pace`` holds back the public as a whole,
    ``following`` those who follow a ticket by ``code_of`` its number; ``guesses`` are the wrong codes of just now.
    ``accounts`` are those of people who sign in here, ``subscribers`` other systems that are told of what happens,
    ``mail`` letters that wait for a person.
    ``previews`` and ``documents`` write letters and print documents, ``proofs`` are of what was recorded;
    ``words`` are what differences are told in.
    """

    desk: TicketDesk
    attachments: Attachments
    rules: Rules
    log: Log
    replaying: Source
    read: ReadStore
    past: Past
    runner: ReadModels
    stopped: Callable[[], ReadingError | UnknownEventType | None]
    can_store: Callable[[], bool]
    identify: Identify
    zone: ZoneInfo
    version: str
    code_of: Callable[[str], str]
    previews: Previews | None = None
    documents: Documents | None = None
    proofs: Proofs | None = None
    words: Words = CODES
    standing: Callable[[], Iterable[Metric]] = tuple
    counted: Callable[[], Iterable[Metric]] = REGISTRY.collect
    staff: StaffRecords | None = None
    accounts: Accounts | None = None
    subscribers: Subscribers | None = None
    mail: Mailroom | None = None
    why_not: Callable[[Language], str] = _cannot_store
    waiting: Callable[[], bool] = lambda: False
    lost: Callable[[], Mapping[str, Sequence[str]]] = dict
    unread: Callable[[], Sequence[str]] = tuple
    dismissals: Callable[[], Mapping[int, Dismissal]] = dict
    dismiss: Callable[[int, str, str], Awaitable[Dismissal]] = nowhere_to_keep
    examine: Callable[[], Awaitable[Sequence[Finding]]] = nothing_found
    reactions: Reactions = field(default_factory=NoReactions)
    webhooks: Webhooks = field(default_factory=NoWebhooks)
    pace: Pace = field(default_factory=Pace)
    guesses: Guesses = field(default_factory=Guesses)
    following: Pace = field(default_factory=lambda: Pace(most=600))
    replays: Turns = field(default_factory=Turns)
    maps: Line = field(default_factory=Line)
    series: Turns = field(default_factory=lambda: Turns(code="too-many-series"))

    @property
    def shown(self) -> Shown:
        return Shown(self.zone, self.log.epoch)


async def _service(request: Request) -> Service:
    """Asynchronous, as is all that a route depends on and that waits for nothing: else it costs a thread's turn."""
    return request.app.state.service


ServiceOf = Annotated[Service, Depends(_service)]
