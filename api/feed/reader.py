"""Who reads the feed: by a subscription's secret, or who may look at subscriptions; and what they may see of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Annotated, Final

from fastapi import Depends, Header, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AfterValidator, Field

from api.callers import Caller, caller
from api.feed.port import Wanted
from api.manners.moments import Time
from api.manners.problems import ApiProblem
from api.records.moment import now
from api.service import Service, ServiceOf
from api.subscriptions.acting import subscribers_of
from domain.published.event import PublicEvent
from domain.rights import check
from domain.subscriptions.grant import MOST_WORDS, Grant, Word, of_a_known_type
from domain.subscriptions.state import Subscription
from domain.subscriptions.vocabulary import PULLED

PREFIX: Final = "gongdan-feed_"
_bearer: Final = HTTPBearer(auto_error=False, description="A subscription's secret, `gongdan-feed_…`.")


@dataclass(frozen=True, slots=True)
class FeedReader:
    """``name`` is the subscription's; None for who looks at the feed as such. ``begins``: nothing before is told.

    ``now`` is who they are by now: rights and terms change. It raises ApiProblem, Forbidden where they read no more.
    """

    name: str | None
    now: Callable[[], Awaitable["FeedReader"]] = field(compare=False)
    grant: Grant
    begins: int = 0
    since: datetime | None = None
    secret: str | None = None

    def wanted(self, narrower: Grant, since: datetime | None) -> Wanted:
        """What they ask for of what they may see."""

        def passes(public: PublicEvent) -> bool:
            return self.grant.passes(public) and narrower.passes(public)

        earliest = max((each for each in (self.since, since) if each), default=None)
        return Wanted(passes, earliest, self.grant.details or ())


async def reader(
    service: ServiceOf,
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    acting_as: Annotated[str | None, Header(alias="Gongdan-As", include_in_schema=False)] = None,
) -> FeedReader:
    """Raises ApiProblem, Forbidden."""
    if bearer is None or not bearer.credentials.startswith(PREFIX):
        return await _looking(partial(caller, request, acting_as))
    holder = subscribers_of(service).holder(bearer.credentials)
    if holder is None:
        raise ApiProblem("bad-feed-secret")
    return await checked(service, *holder)


async def _looking(asked: Callable[[], Awaitable[Caller]]) -> FeedReader:
    check((await asked()).person, "read-subscriptions")
    return FeedReader(None, partial(_looking, asked), Grant())


async def checked(service: Service, name: str, secret: str) -> FeedReader:
    """As the subscription stands now. Raises ApiProblem where it tells nothing, or that secret counts no more."""
    found, at = await subscribers_of(service).known(name), now(service)
    if found is None or secret not in found.subscription.valid_secrets(at):
        raise ApiProblem("bad-feed-secret")
    subscription = found.subscription
    require_open(name, subscription, at)
    if subscription.way not in PULLED:
        raise ApiProblem("not-to-be-read", way=subscription.way)
    again = partial(checked, service, name, secret)
    return FeedReader(name, again, subscription.terms.grant, subscription.begins, subscription.since, secret)


async def as_told(service: Service, reader: FeedReader, name: str | None) -> FeedReader:
    """What a subscription is told, in whatever way, for who looks at the feed as such. Raises ApiProblem."""
    if name is None or name == reader.name:
        return reader
    found = await subscribers_of(service).known(name) if reader.name is None else None
    if found is None:
        raise ApiProblem("no-subscription", name=name)
    told = found.subscription
    return replace(reader, grant=told.terms.grant, begins=told.begins, since=told.since)


def require_open(name: str, subscription: Subscription, at: datetime) -> None:
    """Raises ApiProblem with how it stands."""
    status = subscription.status(at.date())
    if status != "open":
        raise ApiProblem("subscription-over" if status == "ended" else f"subscription-{status}", name=name)


ReaderOf = Annotated[FeedReader, Depends(reader)]
Types = Annotated[list[Annotated[str, AfterValidator(of_a_known_type)]], Field(max_length=MOST_WORDS)]
Words = Annotated[list[Word], Field(max_length=MOST_WORDS)]


def narrower(
    type: Annotated[Types | None, Query(description="Of these public events only: `ticket-closed`.")] = None,  # noqa: A002 -- the parameter's name in the URL
    product: Annotated[Words | None, Query(description="Of these products only.")] = None,
    severity: Annotated[Words | None, Query(description="Of these severities only.")] = None,
    region: Annotated[Words | None, Query(description="Of these areas only.")] = None,
) -> Grant:
    """Of what one may see."""
    lists = {"types": type, "products": product, "severities": severity, "regions": region}
    return Grant.model_validate({name: tuple(words) for name, words in lists.items() if words})


NarrowerOf = Annotated[Grant, Depends(narrower)]
Since = Annotated[Time | None, Query(description="Of what was recorded at that time or later.")]
