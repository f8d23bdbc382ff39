"""Robots as a channel: a letter goes to the group chat whose robot it is for, no faster than its platform takes it."""

import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import structlog

from consumers.notices.channels.calling import Answered, called, client
from consumers.notices.channels.port import (
    Deferred,
    Delivered,
    May,
    Message,
    NotOurs,
    Outcome,
    Refused,
    Unknown,
    freely,
)
from consumers.notices.channels.robots.platforms import MANNERS, Platform

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Robot:
    """One in a group chat. ``key`` stands in its address and lets anybody speak there; ``secret`` signs."""

    name: str
    platform: Platform
    key: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    host: str | None = None


class RobotChannel:
    """All robots of a platform, by their names. ``now`` is the time that platforms compare with theirs."""

    def __init__(
        self,
        platform: Platform,
        robots: Mapping[str, Robot],
        *,
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        verify: Any = True,
    ) -> None:
        self.name: str = platform
        self._manner, self._robots, self._now, self._steady = MANNERS[platform], robots, now, steady
        self._verify = verify
        self._spoken: dict[str, deque[float]] = {}
        self._refused: dict[str, int] = {}

    async def deliver(self, message: Message, may: May = freely) -> Outcome:
        """Too many at once wait, which counts for no try: nothing was asked of the platform."""
        robot = self._robots.get(message.to)
        if robot is None:
            return Refused("NoSuchRobot")
        if not self._may_speak(robot) or not await may():
            return NotOurs()
        self._spoken[robot.name].append(self._steady())
        call = self._manner.call(robot.host or self._manner.host, robot.key, robot.secret, message.letter, self._now())
        content = json.dumps(call.body, ensure_ascii=False).encode()
        async with client(self._verify) as http:
            answer = await called(http, "POST", call.url, {"Content-Type": "application/json; charset=utf-8"}, content)
        return self._came_out(robot, message, answer) if isinstance(answer, Answered) else answer

    def _may_speak(self, robot: Robot) -> bool:
        spoken, now, most = self._spoken.setdefault(robot.name, deque()), self._steady(), self._manner.most
        while spoken and spoken[0] <= now - max(most):
            spoken.popleft()
        return all(sum(at > now - within for at in spoken) < many for within, many in most.items())

    def _came_out(self, robot: Robot, message: Message, answer: Answered) -> Outcome:
        """A 200 says nothing yet: the code inside does. What the platform has against us is no end of the letter."""
        if answer.status != httpx.codes.OK:
            return self._against_us(robot, answer.status)
        code = self._code(answer.body)
        if code is None:
            return Unknown("NoCode")
        if code == 0:
            self._refused.pop(robot.name, None)
            return Delivered(f"{message.notice.removeprefix('notice-')}@{self.name}")
        if code in self._manner.later:
            return Deferred("Busy", code)
        return self._against_us(robot, code) if code in self._manner.ours else Refused("Refused", code)

    def _code(self, body: bytes) -> int | None:
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return self._manner.code(said) if isinstance(said, dict) else None

    def _against_us(self, robot: Robot, code: int) -> Deferred:
        """Told once, not for each letter: a key or signature is wrong until somebody sees to it."""
        if self._refused.get(robot.name) != code:
            self._refused[robot.name] = code
            log.warning("robot_refused_us", robot=robot.name, platform=self.name, answer=code)
        return Deferred("RefusedUs", code)
