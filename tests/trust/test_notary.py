"""The archive holds what the log holds, to the byte, however often it is interrupted, and notices what does not fit."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import nats
import pytest

from consumers.notary.notary import Differs, Notary
from consumers.notary.taking import Taking
from eventsourcing_nats import EventLog, NewEvent, Unit
from gongdan.nats_servers.embedded import NatsServer
from tests.projections.postgres import Postgres
from tests.trust.made_up import LOG, META, NOW, Made, archive, extend, messages
from trust.archive import Archive, Overtaken
from trust.contents import content
from trust.tiles import Tree
from trust.verifier import Checkpoint, Heads, Note, head_entry, leaf_hash, root_of_inclusion

MESSAGES = list(islice(messages(), 600))


class Fake:
    """A log in memory."""

    def __init__(self, held: Sequence[Made]) -> None:
        self.held = list(held)

    async def stored(self, first: int, count: int) -> Sequence[Made]:
        return [each for each in self.held if each.sequence >= first][:count]

    async def stored_at(self, sequence: int) -> Made | None:
        return next((each for each in self.held if each.sequence == sequence), None)

    async def end(self) -> int:
        return self.held[-1].sequence


def notary(source: Fake | EventLog, made: Archive) -> Notary:
    return Notary(source, made, lambda: Taking(made, LOG), lambda: NOW)


async def test_the_archive_is_the_log_to_the_byte(log: EventLog, nats_server: NatsServer, prefix: str, tmp_path: Path):
    def event(aggregate: str, version: int) -> NewEvent:
        return NewEvent(aggregate, version, "x-happened", b'{"v":1}', f"{aggregate}/{version}")

    tips = await log.append([Unit((event("ticket-1", 1),))])
    await log.append([Unit((event("ticket-1", 2), event("ticket-1", 3)), tips[0]), Unit((event("ticket-2", 1),))])
    secret = nats_server.credentials
    client = await nats.connect(nats_server.url, user=secret.user, password=secret.password)
    await client.jetstream().publish(f"{prefix}.00.ticket.foreign", b"no event\n")
    await client.close()
    made = Archive.open(tmp_path / "archive.db", META)
    await notary(log, made).caught_up()
    assert [row.position for row in made.after(0, 10)] == [1, 2, 3, 4, 5]
    for row in made.after(0, 10):
        stands = await log.stored_at(row.position)
        assert stands
        assert row[4:] == (stands.subject, stands.headers, stands.body)
    made.close()


async def test_it_goes_on_where_it_stopped(tmp_path: Path):
    made, source = Archive.open(tmp_path / "archive.db", META), Fake(MESSAGES[:100])
    await notary(source, made).caught_up()
    source.held = MESSAGES
    taking = await notary(source, made).caught_up()
    assert [row.position for row in made.after(0, 1_000)] == list(range(1, 601))
    assert not taking.broken
    whole = archive(tmp_path / "at_once.db", 600, seals=[100])
    assert made.checkpoints()[-1].note == whole.checkpoints()[-1].note
    made.close()
    whole.close()


@pytest.mark.slow
async def test_postgresql_holds_the_same(tmp_path: Path):
    server = Postgres("fsync=off").start()
    try:
        with server.database() as url:
            large, small = Archive.open(url, META), archive(tmp_path / "archive.db", 600, seals=[250])
            extend(large, MESSAGES[:400], [250])
            large.close()
            large = Archive.open(url, META)
            extend(large, MESSAGES[400:])
            assert large.heads() == small.heads()
            assert large.heads(250) == small.heads(250)
            assert large.after(0, 1_000)[0][:2] == (1, 0)
            assert large.checkpoints()[0] == small.checkpoints()[0]
            with pytest.raises(Exception, match="append only"), large.writing() as writing:
                writing._connection.exec_driver_sql("DELETE FROM messages")
            large.close()
            small.close()
    finally:
        server.stop()


async def test_what_was_not_committed_is_taken_again(tmp_path: Path):
    made = archive(tmp_path / "archive.db", 100)
    first, second = Taking(made, LOG), Taking(made, LOG)
    first.take(MESSAGES[100:200])
    with pytest.raises(Overtaken):
        second.take(MESSAGES[100:150])
    assert not second.broken
    second.begin()
    second.take(MESSAGES[200:300])
    second.seal(NOW)
    assert Tree(made.leaves(), made.tile).root() == Checkpoint.parsed(last(made).text).root
    made.close()


@pytest.mark.parametrize("position", [50, 100, 101])
async def test_a_log_that_says_something_else_is_not_archived(position: int, tmp_path: Path):
    made = archive(tmp_path / "archive.db", 100)
    held = [each for each in MESSAGES if each.sequence != position]
    if position == 50:  # what is not the last is the scrub's to find
        await notary(Fake(held), made).caught_up()
    else:
        with pytest.raises(Differs) as found:
            await notary(Fake(held), made).caught_up()
        assert found.value.position == position
        assert found.value.missing
    made.close()


async def test_a_log_that_was_cut_or_changed_at_its_end_is_noticed(tmp_path: Path):
    made = archive(tmp_path / "archive.db", 100)
    with pytest.raises(Differs):
        await notary(Fake(MESSAGES[:99]), made).caught_up()
    forged = replace(MESSAGES[99], body=MESSAGES[99].body.replace(b'"in"', b'"no"'))
    with pytest.raises(Differs):
        await notary(Fake([*MESSAGES[:99], forged, *MESSAGES[100:]]), made).caught_up()
    made.close()


async def test_an_event_that_does_not_follow_is_told(tmp_path: Path):
    made, forged = Archive.open(tmp_path / "archive.db", META), list(MESSAGES[:300])
    place = next(at for at, each in enumerate(forged) if at > 200 and b'"version":1,' not in each.body)
    body = json.loads(forged[place].body) | {"previous": "0" * 64}
    forged[place] = replace(forged[place], body=json.dumps(body, separators=(",", ":")).encode())
    taking = await notary(Fake(forged), made).caught_up()
    assert taking.broken[0].position == place + 1
    assert taking.broken[0].aggregate == body["aggregate"]
    made.close()


def test_every_event_and_every_tail_is_proved_by_the_last_checkpoint(tmp_path: Path):
    made = archive(tmp_path / "archive.db", 600, seals=[250])
    checkpoint = Checkpoint.parsed(last(made).text)
    tree = Tree(checkpoint.size, made.tile)
    for row in made.after(0, 1_000):
        found = content(row)
        assert found
        leaf = leaf_hash(f"event {found.hash}\n".encode())
        assert root_of_inclusion(leaf, row.leaf, checkpoint.size, tree.inclusion(row.leaf)) == checkpoint.root
    sealed = made.checkpoint()
    assert sealed
    heads = Heads.parsed(sealed.entry.encode())
    assert tree.leaf(checkpoint.size - 1) == leaf_hash(heads.entry())
    made.close()


def test_the_heads_of_an_earlier_checkpoint_are_known(tmp_path: Path):
    made, then = archive(tmp_path / "archive.db", 600, seals=[250]), archive(tmp_path / "then.db", 250)
    assert made.heads(250) == then.heads()
    assert made.heads(600) == made.heads()
    assert head_entry(*made.heads()[0][:2], made.heads()[0].hash.hex()).startswith(b"head gongdan.")
    made.close()
    then.close()


@pytest.mark.parametrize("table", ["messages", "checkpoints"])
def test_what_was_archived_can_be_neither_changed_nor_deleted(table: str, tmp_path: Path):
    archive(tmp_path / "archive.db", 10).close()
    with sqlite3.connect(tmp_path / "archive.db") as opened:
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET at = 0"):  # noqa: S608 -- of the two above
            with pytest.raises(sqlite3.IntegrityError, match="append only"):
                opened.execute(statement)


def last(made: Archive) -> Note:
    return Note.parsed(made.checkpoints()[-1].note.encode())


def test_a_tree_goes_on_after_a_seal(tmp_path: Path):
    made = archive(tmp_path / "archive.db", 300, seals=[100, 200])
    extend(made, MESSAGES[300:310])
    assert Tree(made.leaves(), made.tile).root() == Checkpoint.parsed(last(made).text).root
    made.close()
