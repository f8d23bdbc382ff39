"""Dismissed messages are counted apart, and nothing of ours is ever counted among them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongdan.storing.dismissed import NO_EVENT, Dismissal, Dismissals, covers

AT_7 = Dismissal(7, "epoch", "gongdan.00.ticket.1", "ticket-1", "root", "2026-01-02T03:04:05+08:00", "探测")
AT_9 = replace(AT_7, position=9)
ELSEWHERE = replace(AT_9, aggregate="ticket-2")


@pytest.mark.parametrize(
    ("known", "entry", "covered"),
    [
        ([], (7, NO_EVENT, 0), False),
        ([AT_7], (7, NO_EVENT, 0), True),
        ([AT_7], (8, NO_EVENT, 0), False),
        ([AT_7], (7, "note-added", 0), False),
        ([AT_7], (7, NO_EVENT, 1), False),
        ([AT_7, AT_9], (7, NO_EVENT, 1), True),
        ([AT_7, AT_9], (7, NO_EVENT, 2), False),
        ([AT_7, ELSEWHERE], (7, NO_EVENT, 1), False),
    ],
    ids=[
        "nothing dismissed",
        "the message",
        "another position",
        "a damaged event of ours",
        "and an event of ours behind it",
        "and another dismissed message behind it",
        "and an event of ours behind both",
        "a dismissed message of another ticket",
    ],
)
def test_only_dismissed_messages_are_covered(known: list[Dismissal], entry: tuple[int, str, int], covered: bool):
    assert covers({each.position: each for each in known}, *entry) is covered


def test_they_are_kept_in_order_and_the_first_at_a_position_counts(tmp_path: Path):
    kept = Dismissals(tmp_path)
    assert kept.all("epoch") == {}
    for each in (AT_9, AT_7, replace(AT_7, reason="another")):
        kept.add(each)
    assert list(kept.all("epoch").items()) == [(7, AT_7), (9, AT_9)]
    assert kept.path.stat().st_mode & 0o777 == 0o600


def test_what_was_dismissed_of_another_log_is_not_dismissed_of_this_one(tmp_path: Path):
    kept = Dismissals(tmp_path)
    for each in (replace(AT_7, epoch="before"), AT_9, AT_7):
        kept.add(each)
    assert kept.all("epoch") == {7: AT_7, 9: AT_9}
    assert set(kept.all("before")) == {7}
    assert set(kept.all(None)) == {7, 9}


@pytest.mark.parametrize(
    "torn", ['{"position": 7', "[]", '{"position": 7}', "\udcff"], ids=["cut", "list", "part", "bytes"]
)
def test_a_line_that_cannot_be_read_dismisses_nothing_and_spoils_no_other(tmp_path: Path, torn: str):
    kept = Dismissals(tmp_path)
    kept.add(AT_9)
    with kept.path.open("ab") as out:
        out.write(torn.encode(errors="surrogateescape"))
    kept.add(AT_7)
    assert set(kept.all("epoch")) == {7, 9}
    assert json.loads(kept.path.read_bytes().splitlines()[0])["reason"] == "探测"
