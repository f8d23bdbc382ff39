"""Which other systems are told, as pages: how far behind each is, what may be done to it, a webhook's deliveries."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.callers import Caller
from api.service import Service, ServiceOf
from api.subscriptions.routes import Name, list_subscriptions, show_subscription, subscription_history
from api.webhooks.routes import Message, list_deliveries, list_webhooks, resend, show_delivery, skip, try_out
from api.webhooks.views import DeliveryView, State, WebhookView
from domain.rights import may
from gongdan.cli.showing.labels import dotted
from gongdan.console.pages.system.subscribing import OPENING, deeds_of, here_of
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import SUBSCRIPTIONS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_ONE: Final = f"{SUBSCRIPTIONS}/{{id}}"
_DELIVERY: Final = f"{_ONE}/deliveries/{{message}}"
_SHOWN: Final = 50
"""Deliveries on a page, the newest."""


@router.get(SUBSCRIPTIONS)
async def show(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    """All of them, those that are over last."""
    found = await list_subscriptions(service, caller)
    hooks = await list_webhooks(service, caller) if _operates(caller) else []
    return page(
        request,
        "subscriptions",
        found=sorted(found, key=lambda each: each.status == "ended"),
        hooks={each.name: each for each in hooks},
        operates=_operates(caller),
        opens=may(caller.person, OPENING) is not None,
    )


@router.get(_ONE, dependencies=[Depends(no_blanks)])
async def show_one(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    name: Name,
    state: State | None = None,
    tried: str | None = Query(None, pattern=r"^[\w-]{1,40}$"),
) -> Response:
    """``tried`` is what came of trying it out just now: its status, or why there was no answer."""
    found = await show_subscription(service, response, name, caller)
    told = await subscription_history(service, response, name, caller)
    hook, deliveries = await _webhook(service, caller, name, state)
    return page(
        request,
        "subscription",
        found=found,
        hook=hook,
        deliveries=deliveries,
        history=[(each, dotted(each.data)) for each in told.events],
        state=state,
        tried=tried,
        here=here_of(name),
        deeds=deeds_of(caller, found.status, found.way),
        operates=_operates(caller),
    )


@router.get(_DELIVERY)
async def show_sent(service: ServiceOf, request: Request, caller: SignedIn, name: Name, message: Message) -> Response:
    """What is sent, and how each attempt went."""
    found = await show_delivery(service, caller, name, message)
    return page(request, "delivery", found=found, name=name, here=here_of(name))


@router.post(f"{_ONE}/test")
async def test(service: ServiceOf, caller: SignedIn, name: Name) -> Response:
    """A message for trying out, as the API sends it."""
    came = await try_out(service, caller, name)
    said = "taken" if came.taken else str(came.status or came.error)
    return RedirectResponse(f"{here_of(name)}?{urlencode({'tried': said})}", 303)


@router.post(f"{_DELIVERY}/resend")
async def send_again(service: ServiceOf, caller: SignedIn, name: Name, message: Message) -> Response:
    await resend(service, caller, name, message)
    return RedirectResponse(f"{here_of(name)}#deliveries", 303)


@router.post(f"{_DELIVERY}/skip")
async def skip_one(service: ServiceOf, caller: SignedIn, name: Name, message: Message) -> Response:
    await skip(service, caller, name, message)
    return RedirectResponse(f"{here_of(name)}#deliveries", 303)


async def _webhook(
    service: Service, caller: Caller, name: str, state: State | None
) -> tuple[WebhookView | None, Sequence[DeliveryView]]:
    """How its endpoint is, where it is told by webhook and the reader operates them."""
    if not _operates(caller):
        return None, ()
    hook = next((each for each in await list_webhooks(service, caller) if each.name == name), None)
    return hook, await list_deliveries(service, caller, name, state, _SHOWN) if hook else ()


def _operates(caller: Caller) -> bool:
    return may(caller.person, "operate") is not None
