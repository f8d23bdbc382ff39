"""A log that opens and then does not answer is one sentence, in whatever command meets it."""

from pathlib import Path

import pytest

from eventsourcing_nats import StoreUnavailable
from gongdan import cli
from gongdan.composition import Broker, end_of, open_log, open_store
from gongdan.failures import NOT_REACHABLE, Failure
from gongdan.nats_servers.embedded import NatsServer
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

SAID = {"en": "The event stream at {url} does not answer", "zh": "{url} 的事件流没有应答"}


async def test_the_end_of_a_log_that_is_away_is_a_failure_in_both_languages(nats_server: NatsServer, prefix: str):
    broker = Broker.of(nats_server).signed_in_as("operations")
    log = await open_log(Settings(prefix=prefix), broker, create=True)
    assert await end_of(log, broker) == 0
    await log.close()
    with pytest.raises(Failure) as failure:
        await end_of(log, broker)
    assert failure.value.exit_code == NOT_REACHABLE
    for language, said in SAID.items():
        assert failure.value.say(language).startswith(said.format(url=broker.url))  # pyright: ignore[reportArgumentType]


async def test_a_store_is_not_opened_on_a_log_that_does_not_answer(
    nats_server: NatsServer, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    broker = Broker.of(nats_server).signed_in_as("operations")
    await (await open_log(Settings(prefix=prefix), broker, create=True)).close()

    async def silent(_: object) -> int:
        raise StoreUnavailable("no answer within 2 s")

    monkeypatch.setattr("eventsourcing_nats.EventLog.end", silent)
    keys = KeyStore.open(tmp_path / "keys.db", b"k" * 32)
    with pytest.raises(Failure, match="does not answer"):
        async with open_store(Settings(prefix=prefix), broker, keys, user="operations"):
            pass
    keys.close()


def test_what_nobody_translated_still_ends_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def broken(**_: object) -> None:
        raise StoreUnavailable("no answer within 2 s")

    monkeypatch.setenv("GONGDAN_LANG", "en")
    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == NOT_REACHABLE
    assert capsys.readouterr().err.strip() == "The event store does not answer. Nothing was changed: try again shortly."
