"""Whatever fact is corrected, every read model shows it as if it had been said right at once; the wrong word is gone."""

import json
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from typing import Any, Final, NamedTuple, get_args

import pytest
from sqlalchemy import Table

from domain.ticket import events as e
from domain.ticket.decide.recording.facts import FACTS as CORRECTABLE
from domain.ticket.decide.recording.facts import facts
from domain.ticket.vocabulary import Purpose, ScoreCause
from projections.clocks.tables import FACTS
from projections.correcting import sayable, saying
from projections.registry import PROJECTIONS
from projections.store import ReadStore
from tests.projections.every_event import DUE, EVERY, SAID
from tests.projections.logs import ListLog
from tests.projections.stored import shown

WRONG: Final = "旧词甲"
_VALUES: Final = (
    *((WRONG, "新词乙"), ("phone", "wechat"), ("fault", "consultation"), ("true", "false"), ("3", "5")),
    *(("to-customer", "from-customer"), get_args(ScoreCause)[:2], get_args(Purpose)[:2]),
    *(("2024-03", "2024-04"), ("2024-05-02T10:00:00+08:00", "2024-05-03T10:00:00+08:00")),
)
"""What a field may say wrongly, and what is right."""
_BEFORE: Final[tuple[e.TicketEvent, ...]] = (SAID, e.PartRequested(request=1, part="压缩机", quantity=1))
_AFTER: Final[tuple[e.TicketEvent, ...]] = (
    e.TicketClosed(closed_as="satisfied"),
    e.TicketArchived(closed_as="satisfied", closed=DUE),
)


class Case(NamedTuple):
    """A fact of an event that says it wrongly, and what is right."""

    number: str
    event: e.TicketEvent
    field: str
    wrong: str
    right: str

    def happen(self, log: ListLog, said: str) -> None:
        """The ticket's life, in which the event says this and is corrected when all is over."""
        before = () if isinstance(self.event, e.TicketOpened) else _BEFORE
        for event in (*before, saying(self.event, self.field, said), *_AFTER):
            log.happen(self.number, event)
        version = len(before) + 1
        log.happen(
            self.number, e.CorrectionRecorded(version=version, field=self.field, right=self.right, reason="写错")
        )


def _cases() -> Iterator[Case]:
    examples = {type(event): event for event in reversed(EVERY)}
    every = [(event, field) for kind, event in examples.items() if kind in CORRECTABLE for field in facts(kind)]
    for place, (event, field) in enumerate(every, 1):
        pairs = ((wrong, right) for wrong, right in _VALUES if _can_say(event, field, wrong, right))
        yield Case(f"202405-{place:05}", event, field, *next(pairs))


def _can_say(event: e.TicketEvent, field: str, *values: str) -> bool:
    return all(sayable(type(event), field, value) for value in values)


CASES: Final = tuple(_cases())
Dump = dict[str, list[dict[str, Any]]]


def _folded(log: ListLog) -> Dump:
    with closing(ReadStore.in_memory(lambda kind, value: sha256(f"{kind}/{value}".encode()).hexdigest())) as store:
        shown(store, log.events, PROJECTIONS)
        return {table.name: [_plain(row) for row in store.dump(table) if _counts(row)] for table in _tables()}


def _counts(row: dict[str, Any]) -> bool:
    """A set or a sum that holds nothing any more stays as an empty row."""
    return row.get("members") != "" and row.get("cases") != 0


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """With the facts of processes as what they say, whatever the order of its names."""
    return row | {"facts": json.loads(row["facts"])} if "step_variant" in row else row


def _tables() -> Iterator[Table]:
    """All but the clocks' facts, which stand as they were said beside the corrections that are worked in."""
    for projection in PROJECTIONS:
        yield from (table for table in projection.tables if table is not FACTS)


@pytest.fixture(scope="module")
def both() -> tuple[Dump, Dump]:
    """The tables where every fact was said wrongly and corrected, and where it was right and said so once more."""
    wrongly, rightly = ListLog(), ListLog()
    for case in CASES:
        case.happen(wrongly, case.wrong)
        case.happen(rightly, case.right)
    return _folded(wrongly), _folded(rightly)


def _of(dump: Dump, number: str) -> Dump:
    """The rows of a ticket."""
    found = {name: [row for row in rows if row.get("number") == number] for name, rows in dump.items()}
    return {name: rows for name, rows in found.items() if rows}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.event.stored_name}/{case.field}")
def test_a_corrected_fact_stands_everywhere_as_if_it_had_been_said_right(both: tuple[Dump, Dump], case: Case):
    wrongly, rightly = (_of(dump, case.number) for dump in both)
    assert wrongly.keys() >= {"register", "dossiers"}
    assert wrongly == rightly


def test_what_is_counted_or_found_beyond_one_ticket_is_the_same_too(both: tuple[Dump, Dump]):
    wrongly, rightly = both
    assert {name for name, rows in wrongly.items() if rows != rightly[name]} == set()


def test_the_wrong_word_stands_in_no_row(both: tuple[Dump, Dump]):
    assert sum(case.wrong == WRONG for case in CASES) > 60
    wrongly, _ = both
    told = {name: json.dumps(rows, ensure_ascii=False, default=str) for name, rows in wrongly.items()}
    assert {name for name, text in told.items() if WRONG in text or WRONG[:2] in text} == set()
