"""Whether the service lives, is ready, and how far its read models are."""

import asyncio
from typing import Final, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.callers import CallerOf
from api.manners.language import language_of
from api.manners.problems import RETRY_AFTER
from api.service import Service, ServiceOf
from domain.refusals import Language, Refusal
from domain.rights import check
from projections.errors import ReadingError
from projections.running.health import ProjectionStatus

router: Final = APIRouter(tags=["operation"])

_PATIENCE: Final = 2.0
_AWAY: Final = ("事件库没有应答。", "The event store does not answer.")
_LOST: Final = (
    "{part}与 nats-server 的连接已断开：{which}。",
    "{part} lost the connection to the nats-server: {which}.",
)
_UNREAD: Final = (
    "{part}读取事件日志没有应答；请检查 nats-server 和其用户的权限。",
    "{part} can't read the event log, which does not answer: see the nats-servers, and the rights of their users.",
)
_PARTS: Final = {
    "api": ("接口", "The API"),
    "projections": ("视图", "The projections"),
    "followers": ("跟随日志的进程", "The process that follows the log"),
    "notices": ("通知与定时工作", "Notices and rounds"),
}
_PURPOSES: Final = {"reader": ("读取", "reading"), "follower": ("跟随", "following"), "writer": ("写入", "writing")}
_BEHIND: Final = ("视图 {name} 落后且停滞。", "Projection {name} is behind and stands still.")


class Ready(BaseModel):
    """``reasons`` says what is missing; empty when ready."""

    ready: bool
    reasons: list[str]


class ProjectionView(BaseModel):
    """A read model's state; ``lag_seconds`` is the age of the oldest event not yet shown.

    Being built, ``position`` is how far that is, and it can't be read.
    """

    name: str
    title: str
    version: int
    position: int
    end: int
    lag_events: int
    lag_seconds: float
    healthy: bool
    state: Literal["in-use", "stalled", "being-built", "newer-version"]
    parked: int
    skipped: int

    @classmethod
    def of(cls, status: ProjectionStatus) -> "ProjectionView":
        return cls(**{name: getattr(status, name) for name in cls.model_fields})


@router.get("/livez", summary="The process answers")
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/readyz", summary="Events can be stored and the read models keep up", responses={503: {"model": Ready}})
async def ready(service: ServiceOf, request: Request, response: Response) -> Ready:
    reasons = await _reasons(service, language_of(request))
    if reasons:
        response.status_code, response.headers["Retry-After"] = 503, str(RETRY_AFTER)
    return Ready(ready=not reasons, reasons=reasons)


async def _reasons(service: Service, language: Language) -> list[str]:
    if (stopped := service.stopped()) is not None:
        cause = [] if service.can_store() else [service.why_not(language)]
        return [*cause, stopped.say(language)]
    try:
        async with asyncio.timeout(_PATIENCE):
            statuses = await service.runner.status()
    except ReadingError as error:
        return [error.say(language)]
    except (Refusal, TimeoutError):
        return _cut_off(service, language) or ([] if service.waiting() else [_away(service, language)])
    reasons = _cut_off(service, language) if service.can_store() else [service.why_not(language)]
    return reasons + [_reason(status, language) for status in statuses if status.state != "in-use"]


def _cut_off(service: Service, language: Language) -> list[str]:
    """Of a part that lost connections that says enough; where nothing can be stored that says more than all of it."""
    if not service.can_store():
        return []
    index, comma = (0, "、") if language == "zh" else (1, ", ")
    lost = {
        part: _LOST[index].format(
            part=_PARTS[part][index], which=comma.join(_PURPOSES[each][index] for each in purposes)
        )
        for part, purposes in service.lost().items()
    }
    unread = {part: _UNREAD[index].format(part=_PARTS[part][index]) for part in service.unread()}
    return list((unread | lost).values())


def _away(service: Service, language: Language) -> str:
    return _AWAY[0 if language == "zh" else 1] if service.can_store() else service.why_not(language)


def _reason(status: ProjectionStatus, language: Language) -> str:
    if status.held is not None:
        return status.held.say(language)
    return _BEHIND[0 if language == "zh" else 1].format(name=status.name)


@router.get("/projections", summary="How far each read model is behind the log")
async def projections(service: ServiceOf, caller: CallerOf) -> list[ProjectionView]:
    check(caller.person, "operate")
    return [ProjectionView.of(status) for status in await service.runner.status()]
