"""Whether an event could be stored is looked for again and again; a change is told once."""

import asyncio
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from eventsourcing_nats import EventLog, Quorum
from gongdan.storing.keys import KeyStore
from gongdan.watching import quorum
from gongdan.watching.quorum import watching_quorum
from gongdan.watching.standing import standing

WELL = Quorum(can_store=True, wanted=3, current=3, leader="n1")
LOST = Quorum(can_store=True, wanted=3, current=2, leader="n1", offline=("n3",))
AWAY = Quorum(can_store=False, wanted=3, current=1, leader="n1", offline=("n2", "n3"), why="n1 hears no majority")


class Told:
    """A log that answers in turn, the last answer for ever."""

    def __init__(self, *answers: Quorum) -> None:
        self.answers, self.asked = list(answers), 0

    async def quorum(self, within: float = 3.0, *, heard_within: float = 0.0) -> Quorum:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 -- nothing tells when
            await asyncio.sleep(0.005)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quorum, "_EVERY", 0.0)
    monkeypatch.setattr(quorum, "_AGAIN", 0.0)


async def test_a_real_log_on_one_server_is_seen_to_store(log: EventLog):
    async with watching_quorum(log) as watch:
        assert watch.seen is None
        await until(lambda: watch.seen is not None)
        assert watch.seen == Quorum(can_store=True, wanted=1, current=1, leader="gongdan")


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("answers", "events"),
    [
        ([WELL], []),
        ([WELL, LOST, LOST, WELL], ["replicas_changed", "replicas_changed"]),
        ([LOST], ["replicas_changed"]),
        ([WELL, AWAY, AWAY, WELL], ["storing_not_possible", "storing_possible_again"]),
        ([AWAY], ["storing_not_possible"]),
    ],
    ids=["well", "one lost and back", "one lost from the start", "no quorum and back", "no quorum from the start"],
)
async def test_what_changes_is_logged_once(answers: list[Quorum], events: list[str]):
    told = Told(*answers)
    with capture_logs() as lines:
        async with watching_quorum(told) as watch:  # pyright: ignore[reportArgumentType]
            await until(lambda: told.asked > len(answers) + 3)
    assert watch.seen == answers[-1]
    assert [line["event"] for line in lines] == events


async def test_it_is_measured_as_last_seen_and_not_at_all_before(keys: KeyStore, tmp_path):
    def measured(seen: Quorum | None) -> dict[str, float]:
        families = standing(tmp_path, keys, {}, lambda: seen)()
        return {each.name: each.samples[0].value for each in families if each.name.startswith("gongdan_log_")}

    assert measured(None) == {}
    assert measured(LOST) == {
        "gongdan_log_can_store": 1,
        "gongdan_log_replicas_wanted": 3,
        "gongdan_log_replicas_current": 2,
    }
    assert measured(AWAY)["gongdan_log_can_store"] == 0
