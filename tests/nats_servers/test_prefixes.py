"""Two deployments on one nats-server: who works for one prefix can neither read nor write what is the other's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from eventsourcing_nats import EventLog, LogSettings, NotPermitted, Unit
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.nats_servers.passwords import Passwords
from gongdan.nats_servers.users import ACCOUNT, API, CONSUMERS, OPERATIONS, PROJECTIONS, accounts, names, users
from tests.eventsourcing_nats.conftest import unit
from tests.eventsourcing_nats.listening import listening
from tests.whole.in_process import run_beside
from tests.whole.service import environment_of

PREFIXES: Final = ("one", "two")
OF_THE_OTHER: Final = {"one": "two", "two": "one"}


@pytest.fixture
def passwords(tmp_path: Path) -> Passwords:
    made = Passwords(tmp_path / "users")
    made.make([*names("one"), *(f"two-{name}" for name in users("two"))])
    return made


@pytest.fixture
def url(tmp_path: Path, passwords: Passwords) -> Iterator[str]:
    """A server with the users of both, those of the second under names of their own, in one account."""
    config: dict[str, Any] = accounts("one", passwords.hashes(names("one")))
    for name, user in users("two").items():
        [hashed] = passwords.hashes([f"two-{name}"]).values()
        config[ACCOUNT]["users"].append(replace(user, name=f"two-{name}").config(hashed))
    with listening(tmp_path / "server", {"accounts": config}) as found:
        yield found


def signed_in(url: str, passwords: Passwords, prefix: str, user: str) -> LogSettings:
    """As a user of this prefix, and for its log."""
    name = user if prefix == "one" else f"two-{user}"
    known = LogSettings(url=url, user=name, password=passwords.of(name), prefix=prefix, create=user == OPERATIONS)
    return replace(known, inbox_prefix=f"_INBOX_{name}", request_timeout=1.0, patience=2.0)


@pytest.fixture(autouse=True)
async def made(url: str, passwords: Passwords) -> None:
    """Both logs, with an event each."""
    for prefix in PREFIXES:
        async with await EventLog.open(signed_in(url, passwords, prefix, OPERATIONS)) as log:
            await log.append([unit("ticket-1")])


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("user", [API, PROJECTIONS, CONSUMERS])
async def test_a_user_reads_the_log_of_its_prefix_and_is_refused_the_other(
    url: str, passwords: Passwords, prefix: str, user: str
):
    own = signed_in(url, passwords, prefix, user)
    async with await EventLog.open(own) as log:
        assert len((await log.load("ticket-1"))[0]) == 1
    with pytest.raises(NotPermitted):
        await EventLog.open(replace(own, prefix=OF_THE_OTHER[prefix]))


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    "verb",
    ["STREAM.MSG.GET.{}_EVENTS", "DIRECT.GET.{}_EVENTS", "STREAM.INFO.{}_SNAPSHOTS", "CONSUMER.MSG.NEXT.{}_TIMERS.x"],
)
async def test_no_question_of_the_other_is_allowed(url: str, passwords: Passwords, prefix: str, verb: str):
    for user in (API, PROJECTIONS, CONSUMERS):
        connection = await Connection.open(signed_in(url, passwords, prefix, user), "test")
        with pytest.raises(NotPermitted):
            await api.call(connection, verb.format(OF_THE_OTHER[prefix].upper()), {"seq": 1})
        await connection.close()


@pytest.mark.parametrize("prefix", PREFIXES)
async def test_who_appends_for_one_appends_nothing_for_the_other(url: str, passwords: Passwords, prefix: str):
    own, other = signed_in(url, passwords, prefix, API), OF_THE_OTHER[prefix]
    async with await EventLog.open(own) as log:
        await log.append([Unit(unit("ticket-2").events)])
        with pytest.raises(NotPermitted):
            await log._writing.ask(f"{other}.00.ticket.2", b"{}", 1.0)
    async with await EventLog.open(signed_in(url, passwords, other, OPERATIONS)) as log:
        assert await log.end() == 1


def test_the_feed_of_each_is_its_own(passwords: Passwords):
    one, two = (accounts(prefix, passwords.hashes(names("one"))) for prefix in PREFIXES)
    assert [each[ACCOUNT]["exports"][0]["stream"] for each in (one, two)] == ["one-feed.>", "two-feed.>"]


def test_configs_of_one_prefix_are_not_written_over_for_another(tmp_path: Path):
    to = ("--to", str(tmp_path / "nats"), "--server", "n1=127.0.0.1", "--monitor", "127.0.0.1:-1")
    known = environment_of(tmp_path / "home") | {"GONGDAN_LANG": "en"}
    assert run_beside("nats-config", *to, environment=known | {"GONGDAN_PREFIX": "one"}).returncode == 0
    written = (tmp_path / "nats" / "n1.conf").read_bytes()
    assert b'"one.*.*.*"' in written
    assert b"gongdan." not in written
    refused = run_beside("nats-config", *to, environment=known | {"GONGDAN_PREFIX": "two"})
    assert (refused.returncode, "was written for the prefix one, and now it is two" in refused.stderr) == (1, True)
    assert (tmp_path / "nats" / "n1.conf").read_bytes() == written
    assert run_beside("nats-config", *to, environment=known | {"GONGDAN_PREFIX": "one"}).returncode == 0
