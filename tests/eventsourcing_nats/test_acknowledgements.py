"""What is lost on the way back, or refused only for the moment, is settled; what is refused for good is said at once."""

import asyncio
import json
from dataclasses import replace

import pytest
from nats.aio.msg import Msg

from eventsourcing_nats import EventLog, StaleTip
from eventsourcing_nats.broker.requests import Requests, Unanswered

pytestmark = pytest.mark.library


@pytest.fixture
def lose(monkeypatch):
    """Lets the broker store what is sent next, and loses its acknowledgement on the way."""

    def losing(count: int) -> None:
        left, ask = [None] * count, Requests.ask

        async def ask_and_lose(requests: Requests, subject: str, *rest: object) -> Msg:
            answer = await ask(requests, subject, *rest)
            if left and not subject.startswith("$JS"):
                left.pop()
                raise Unanswered("the acknowledgement was lost")
            return answer

        monkeypatch.setattr(Requests, "ask", ask_and_lose)

    return losing


@pytest.mark.parametrize("lost", [1, 3])
@pytest.mark.parametrize("count", [1, 3], ids=["single", "batch"])
async def test_an_append_whose_acknowledgement_is_lost_is_stored_once_and_told_so(
    log: EventLog, make, lose, count: int, lost: int
):
    tip = await make.grow(log, "a", 1)
    unit = make.unit("a", tip, count)
    lose(lost)
    [after] = await log.append([unit])
    assert (after.version, after.event_id) == (1 + count, unit.events[-1].event_id)
    assert after.found
    assert log.repeats == lost
    assert await log.end() == 1 + count


async def test_another_s_append_amid_lost_acknowledgements_is_not_taken_for_ours(log: EventLog, make, lose):
    """Theirs is stored first, and its acknowledgement lost; ours is refused, and finds theirs in its place."""
    tip = await make.grow(log, "a", 1)
    lose(1)
    theirs, ours = make.unit("a", tip), make.unit("a", tip)
    done = await asyncio.gather(log.append([theirs]), log.append([ours]), return_exceptions=True)
    [[won], lost] = done
    assert won.event_id == theirs.events[0].event_id
    assert isinstance(lost, StaleTip)
    assert await log.end() == 2


@pytest.fixture
def refuse(monkeypatch):
    """The broker's next acknowledgements are refusals with these codes, for which it stored nothing."""

    def refusing(*codes: int) -> list[int]:
        left, ask = list(codes), Requests.ask

        async def ask_or_refuse(requests: Requests, subject: str, *rest: object) -> Msg:
            if left and not subject.startswith("$JS"):
                error = {"code": 400, "err_code": left.pop(0), "description": "wrong last sequence"}
                return Msg(requests._client, data=json.dumps({"error": error}).encode())
            return await ask(requests, subject, *rest)

        monkeypatch.setattr(Requests, "ask", ask_or_refuse)
        return left

    return refusing


@pytest.mark.parametrize("code", [10071, 10164])
async def test_on_one_server_either_code_of_a_conflict_is_final(log: EventLog, make, refuse, code: int):
    tip = await make.grow(log, "a", 1)
    left = refuse(code, code)
    with pytest.raises(StaleTip):
        await asyncio.wait_for(log.append([make.unit("a", tip)]), 2)
    assert left == [code]
    assert log.repeats == 0


@pytest.mark.parametrize("code", [10071, 10164])
async def test_on_three_servers_either_code_may_pass(log: EventLog, make, refuse, code: int):
    """They refuse what competes with something that is not stored yet, and may never be."""
    log._writer._settler._settings = replace(log._writer._settler._settings, replicas=3)
    tip = await make.grow(log, "a", 1)
    left = refuse(code, code)
    [after] = await log.append([make.unit("a", tip)])
    assert (after.version, left, log.repeats) == (2, [], 2)
