"""A command sent until its outcome is known: again with the same key, under which it is done once, for a while."""

import itertools
import shlex
import sys
import time
import uuid
from typing import Any, Final

import httpx

from gongdan.cli.asking.client import Client, Refused, Unanswered
from gongdan.cli.showing.said import note, say
from gongdan.failures import Failure
from gongdan.settings import Settings

_PATIENCE: Final = 15.0
"""Seconds after which the outcome counts as unknown."""
_LONGEST_COMMAND: Final = 1_500
_KEY: Final = "Idempotency-Key"


def insist(settings: Settings, acting: str | None, path: str, body: Any, headers: dict[str, str]) -> dict[str, Any]:
    """The answer; a key is made where ``headers`` have none. Raises Refused, Failure: outcome-unknown with the key."""
    given = _KEY in headers
    headers = {_KEY: str(uuid.uuid4()), **headers}
    try:
        return _insist(settings, acting, path, body, headers)
    except (_Unknown, KeyboardInterrupt):
        command = _again(headers[_KEY], given=given)
        raise Failure("outcome-unknown", key=headers[_KEY], command=command) from None


class _Unknown(Exception):
    """It was sent, and may or may not be recorded."""


def _insist(settings: Settings, acting: str | None, path: str, body: Any, headers: dict[str, str]) -> dict[str, Any]:
    deadline = time.monotonic() + _PATIENCE
    for tries in itertools.count(1):
        try:
            with Client(settings, acting) as client:
                return client.post(path, body, headers, within=max(1.0, deadline - time.monotonic()))
        except (Refused, Failure) as error:
            if not _is_open(error, again=tries > 1):
                raise
        if time.monotonic() + tries >= deadline:
            raise _Unknown
        if tries == 1:
            note(say("没有得到回答，正以同一幂等键重试……", "No answer: trying again with the same key..."))
        time.sleep(tries)
    raise AssertionError("unreachable")


def _is_open(error: Refused | Failure, *, again: bool) -> bool:
    """Whether it may be recorded all the same: what says nothing of an ``again`` says nothing of the first try."""
    if isinstance(error, Refused):
        outage = error.status == httpx.codes.SERVICE_UNAVAILABLE
        return outage or (again and (error.status == httpx.codes.UNAUTHORIZED or error.status >= 500))
    return again or isinstance(error, Unanswered)


def _again(key: str, *, given: bool) -> str:
    """The command as it was typed, with its key."""
    typed = sys.argv[1:]
    words = typed if given else [*typed[:2], "--key", key, *typed[2:]]
    command = shlex.join(["gongdan", *words])
    return command if len(command) <= _LONGEST_COMMAND else f"{shlex.join(['gongdan', *typed[:2], '--key', key])} …"
