"""The routes of webhooks, for administrators: what is delivered, how it went, and to send it again."""

from typing import Annotated, Final, NoReturn, TypeVar

from fastapi import APIRouter, Depends, Path, Query

from api.callers import CallerOf
from api.manners.problems import ApiProblem
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.webhooks.views import DeliveryShown, DeliveryView, Resending, Resent, State, TriedOut, WebhookView
from domain.rights import check

router: Final = APIRouter(prefix="/webhooks", tags=["subscriptions"], dependencies=[Depends(known_parameters)])
T = TypeVar("T")
Name = Annotated[str, Path(max_length=100, description="The subscription's name.", examples=["erp"])]
Message = Annotated[str, Path(max_length=100, description="The message's id: `webhook-id`.")]
State_ = Annotated[State | None, Query(description="Only those in this state.")]
Limit = Annotated[int, Query(ge=1, le=1_000, description="At most so many, the newest.")]


@router.get("", name="list_webhooks", summary="How every webhook's endpoint is")
async def list_webhooks(service: ServiceOf, caller: CallerOf) -> list[WebhookView]:
    """For administrator."""
    check(caller.person, "operate")
    return list(await service.webhooks.all())


@router.get("/{name}/deliveries", name="list_deliveries", summary="How a webhook's deliveries went")
async def list_deliveries(
    service: ServiceOf, caller: CallerOf, name: Name, state: State_ = None, limit: Limit = 100
) -> list[DeliveryView]:
    """For administrator. Those that were taken are shown for seven days."""
    check(caller.person, "operate")
    return list(_known(name, await service.webhooks.deliveries(name, state, limit)))


@router.get("/{name}/deliveries/{message}", name="show_delivery", summary="One delivery, with every attempt")
async def show_delivery(service: ServiceOf, caller: CallerOf, name: Name, message: Message) -> DeliveryShown:
    """For administrator: the body as it is sent, and how each attempt went."""
    check(caller.person, "operate")
    return await service.webhooks.delivery(name, message) or _none(name, message)


@router.post("/{name}/deliveries/{message}/resend", name="resend_delivery", summary="Send a message again")
async def resend(service: ServiceOf, caller: CallerOf, name: Name, message: Message) -> Resent:
    """For administrator. Under the same id, whatever became of it; asked twice it is sent once more at least."""
    check(caller.person, "operate")
    if not await service.webhooks.again(name, message):
        _none(name, message)
    return Resent(messages=1)


@router.post("/{name}/deliveries/{message}/skip", name="skip_delivery", summary="Deliver a message no more")
async def skip(service: ServiceOf, caller: CallerOf, name: Name, message: Message) -> Resent:
    """For administrator: where order is kept, so that later ones of its ticket go on. Of one that is over, nothing."""
    check(caller.person, "operate")
    if await service.webhooks.delivery(name, message) is None:
        _none(name, message)
    await service.webhooks.skip(name, message)
    return Resent(messages=0)


@router.post("/{name}/resend", name="resend_failed", summary="Send again all that failed since")
async def resend_failed(service: ServiceOf, caller: CallerOf, name: Name, body: Resending) -> Resent:
    """For administrator. Under the same ids."""
    check(caller.person, "operate")
    return Resent(messages=_known(name, await service.webhooks.again_failed(name, body.since)))


@router.post("/{name}/test", name="test_webhook", summary="Send a webhook a message for trying out")
async def try_out(service: ServiceOf, caller: CallerOf, name: Name) -> TriedOut:
    """For administrator: of the type `gongdan.webhook.test.v1`, signed as all others are, at once and only once."""
    check(caller.person, "operate")
    return _known(name, await service.webhooks.try_out(name))


def _known(name: str, found: T | None) -> T:
    if found is None:
        raise ApiProblem("no-webhook", name=name)
    return found


def _none(name: str, message: str) -> NoReturn:
    raise ApiProblem("no-delivery", name=name, message=message)
