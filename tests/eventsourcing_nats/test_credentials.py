"""A .creds file lets its user in; one that holds no credentials is named, and nothing waits for ever."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, LogSettings, NotReached, StoreUnavailable, WrongCredentials
from tests.eventsourcing_nats.listening import listening
from tests.eventsourcing_nats.nkeys import Nkey, Operator, credentials_file

pytestmark = pytest.mark.library


async def test_a_user_with_a_credentials_file_appends_and_a_strange_one_is_refused(tmp_path: Path, make):
    operator, strange = Operator.new(), Operator.new()
    with listening(tmp_path / "server", operator.config()) as url:
        given = LogSettings(url=url, credentials=operator.credentials(tmp_path / "user.creds"))
        async with await EventLog.open(given) as log:
            await log.append([make.unit("a")])
            assert await log.end() == 1
        with pytest.raises(WrongCredentials):
            await EventLog.open(replace(given, credentials=strange.credentials(tmp_path / "strange.creds")))


WRONG = {
    "missing": (None, "No such file"),
    "empty": ("", "it holds no user JWT"),
    "another": ("host-1\n", "it holds no user JWT"),
    "of-an-account": (Nkey.new("A"), "its seed is not that of a user's key"),
    "mistyped": (Nkey.new("U"), "its seed is mistyped or cut"),
}


@pytest.mark.parametrize(("found", "why"), WRONG.values(), ids=WRONG)
async def test_a_file_without_credentials_is_named_before_anything_is_asked(tmp_path: Path, found, why: str):
    path = tmp_path / "user.creds"
    if isinstance(found, Nkey):
        credentials_file(path, "a.user.jwt", found)
        if found.letter == "U":
            path.write_text(path.read_text().replace(found.seed, found.seed[:-9] + "AAAAAAAAA"))
    elif found is not None:
        path.write_text(found)
    with pytest.raises(StoreUnavailable, match=rf"from .*user\.creds \({why}.*\): name a \.creds file"):
        await asyncio.wait_for(EventLog.open(LogSettings(url="nats://127.0.0.1:1", credentials=path)), 5)


@pytest.mark.parametrize("port", ["notaport", "99999"])
async def test_an_address_that_makes_no_sense_is_named(port: str):
    with pytest.raises(NotReached, match=rf"127\.0\.0\.1:{port} .*correct the URL"):
        await asyncio.wait_for(EventLog.open(LogSettings(url=f"nats://127.0.0.1:{port}")), 5)
