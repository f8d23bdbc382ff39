"""What is searched in the register is found, all of it and nothing else, on either database."""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customer.events import CustomerErased, CustomerRestricted
from domain.ticket.events import Contact, CorrectionRecorded, Product, TicketOpened, TicketResolved
from domain.ticket.vocabulary import Channel, Kind
from projections import customers, register
from projections.articles.searching import plain, words_of
from projections.register import RegisterFilter
from projections.register.searching import looking, narrowing, sampling
from projections.register.searching.blocks import block_of, numbers_with, which_may_begin
from projections.running.build import Build
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.logs import START, ListLog
from tests.trying import tries

OURS = (register.PROJECTION, customers.PROJECTION)
COLD = TicketOpened(
    channel=Channel.PHONE,
    kind=Kind.FAULT,
    customer_name="余艳",
    contact=Contact(name="余艳", phone="13800001234"),
    summary="空调不制冷，显示 E5",
    description="空调不制冷，显示 E5；主板疑似烧坏，通电即跳闸。",
    product=Product(name="柜式空调", model="KFR-72LW", serial="SN20240100042"),
)
SHOCK = COLD.model_copy(
    update={"customer_name": "远山科技有限公司", "company": True, "summary": "热水器漏电", "description": None}
)
MARKED = TicketOpened(channel=Channel.WEB, kind=Kind.FAULT, summary="100% 报警 under_score \\ ＡＢＣ", description="冰")


def blind(kind: str, value: str) -> str:
    return sha256(f"{kind}/{value}".encode()).hexdigest()


def filled(store: ReadStore, log: ListLog, pieces: int = 1) -> ReadStore:
    builds = [Build.live(projection) for projection in OURS]
    with store.write() as connection:
        for build in builds:
            build.start(connection, "e1", START)
    cuts = [len(log.events) * piece // pieces for piece in range(pieces + 1)]
    for before, end in pairwise(cuts):
        write(store, builds, before, log.events[before:end], START)
    return store


@pytest.fixture
def desk(database: Path | str, log: ListLog) -> Iterator[ReadStore]:
    for number, event in (("202405-00001", COLD), ("202405-00002", SHOCK), ("202406-01001", MARKED), ("HD_7", COLD)):
        log.happen(number, event)
    with closing(ReadStore.open(database, blind)) as store:
        yield filled(store, log)


def found(store: ReadStore, text: str, **only: object) -> set[str]:
    with store.read() as connection:
        wanted = RegisterFilter(text=text, **only)  # type: ignore[arg-type]
        look = register.Look(wanted)
        rows = look.page(connection).rows
        assert look.count(connection).rows == register.count(connection, wanted).rows == len(rows)
    return {row["number"] for row in rows}


BOTH = {"202405-00001", "HD_7"}


WORDS: Final[dict[str, set[str]]] = {
    "空调": {*BOTH, "202405-00002"},
    "主板": BOTH,
    "漏电": {"202405-00002"},
    "e5": BOTH,
    "冰": {"202406-01001"},
    "。": BOTH,
    "主板 KFR": BOTH,
    "主板 漏电": set(),
    "制冷，显示 E5": BOTH,
    "abc": {"202406-01001"},
    "100%": {"202406-01001"},
    "r_s": {"202406-01001"},
    "rxs": set(),
    "\\": {"202406-01001"},
    "远山科技": {"202405-00002"},
    "202405": {"202405-00001", "202405-00002"},
    "-0000": {"202405-00001", "202405-00002"},
    "1001": {"202406-01001"},
    "00": {"202405-00001", "202405-00002", "202406-01001"},
    "hd_7": {"HD_7"},
    "7": BOTH | {"202405-00002"},
    "余*": BOTH,
    "艳": set(),
}
HASHED: Final[dict[str, set[str]]] = {
    "余艳": {*BOTH, "202405-00002"},
    "余 艳": {*BOTH, "202405-00002"},
    "余艳 202405-00001": {"202405-00001"},
    "sn2024 0100042": {*BOTH, "202405-00002"},
    "余艳 漏电": {"202405-00002"},
    "艳": set(),
    "0240100": set(),
}


def test_words_are_found_where_they_stand(desk: ReadStore):
    assert {text: found(desk, text) for text in WORDS} == WORDS


def test_a_full_name_or_serial_number_is_found_by_its_hash_by_who_may(desk: ReadStore):
    assert {text: found(desk, text, named=True) for text in HASHED} == HASHED
    assert {text for text in HASHED if found(desk, text)} == set()
    for table in register.TABLES:
        assert "余艳" not in str(desk.dump(table))
        assert "20240100042" not in str(desk.dump(table))


def test_a_whole_serial_number_is_a_filter(desk: ReadStore):
    with desk.read() as connection:
        for serial, count in (("sn-20240100042", 3), ("SN2024010004", 0)):
            assert register.count(connection, RegisterFilter(serial=serial)).rows == count


@pytest.mark.parametrize("event", [CustomerRestricted(requested_by="p-1"), CustomerErased(requested_by="p-1")])
def test_who_asked_for_it_is_found_by_name_no_more(database: Path | str, log: ListLog, event: CustomerRestricted):
    log.happen("202405-00001", COLD)
    log.record("customer-1", event)
    log.events[-1] = replace(
        log.events[-1], envelope=log.events[-1].envelope.model_copy(update={"customer": "customer-1"})
    )
    with closing(ReadStore.open(database, blind)) as store:
        filled(store, log)
        assert found(store, "余艳", named=True) == set()
        assert found(store, "主板", named=True) == {"202405-00001"}


def test_a_correction_moves_what_is_found(database: Path | str, log: ListLog):
    log.happen("202405-00001", COLD)
    for field, right in (("customer_name", "余燕"), ("contact.name", "余燕"), ("product.model", "KFR-35")):
        log.happen("202405-00001", CorrectionRecorded(version=1, field=field, right=right, reason="听错"))
    log.happen("202405-00001", TicketResolved(cause="电容击穿", handling="更换"))
    with closing(ReadStore.open(database, blind)) as store:
        filled(store, log, pieces=4)
        assert found(store, "余艳", named=True) == found(store, "72LW") == set()
        for text in ("余燕", "kfr-35", "电容"):
            assert found(store, text, named=True) == {"202405-00001"}, text


def test_words_beyond_ten_count_like_the_first(log: ListLog):
    log.happen("202405-00001", MARKED.model_copy(update={"summary": "一 二 三 四 五 六 七 八 九 十"}))
    with closing(ReadStore.in_memory()) as store:
        filled(store, log)
        assert found(store, "一 二 三 四 五 六 七 八 九 十 冰") == {"202405-00001"}
        assert found(store, "一 二 三 四 五 六 七 八 九 十 百") == set()


def test_one_page_that_shows_all_is_its_own_count_and_a_later_page_is_not(desk: ReadStore):
    with desk.read() as connection:
        look = register.Look(RegisterFilter(text="空调"))
        first = look.page(connection, limit=2)
        assert look.count(connection).rows == 3
        assert len(look.page(connection, limit=2, after=first.next).rows) == 1
        assert look.count(connection).rows == 3


def test_without_the_key_nobody_is_found_by_name_and_nothing_breaks(log: ListLog):
    log.happen("202405-00001", COLD)
    with closing(ReadStore.in_memory()) as store:
        filled(store, log)
        assert found(store, "余艳", named=True) == set()
        assert found(store, "主板", named=True) == {"202405-00001"}


SIGNS = "空调主板漏电冰 aE579-_%，"
TEXTS = st.text(SIGNS, min_size=1, max_size=8)
NUMBERS = st.one_of(
    st.builds("20240{}-0{:04}".format, st.integers(5, 6), st.integers(0, 3000)),
    st.text("HD_7-a0", min_size=1, max_size=5),
)


def slowly(log: ListLog, text: str) -> set[str]:
    """By looking for every word in every row."""
    rows: dict[str, str] = {}
    for event in log.events:
        opened = event.event
        assert isinstance(opened, TicketOpened)
        number = event.envelope.aggregate.removeprefix("ticket-")
        rows[number] = "\n".join([plain(number), plain(opened.summary or "")])
    words = words_of(text)
    return {number for number, said in rows.items() if all(word in said for word in words)}


@settings(max_examples=tries(10), deadline=None)
@given(
    tickets=st.dictionaries(NUMBERS, TEXTS, min_size=1, max_size=25),
    texts=st.lists(TEXTS, min_size=1, max_size=6),
    few=st.sampled_from([0, 2, 3_000]),
    enough=st.sampled_from([0, 2, 300]),
    finding=st.sampled_from([0, 16]),
    sampled=st.sampled_from([1, 2, 16]),
    only=st.sampled_from([{}, {"status": ["registered"]}]),
)
def test_a_search_finds_the_rows_that_a_slow_one_finds(
    tickets: dict[str, str],
    texts: Sequence[str],
    few: int,
    enough: int,
    finding: int,
    sampled: int,
    only: dict[str, list[str]],
):
    """Whether there are few or many that can hold a word, in one set or in several, of one size or of many.

    And whatever some blocks tell of all, and among those that a filter leaves as among all.
    """
    log = logged(tickets)
    with pytest.MonkeyPatch.context() as patch, closing(ReadStore.in_memory()) as store:
        patch.setattr(looking, "FEW", few)
        patch.setattr(looking, "SCATTERED", 0)
        patch.setattr(sampling, "SAMPLED", sampled)
        for module in (looking, narrowing):
            patch.setattr(module, "ENOUGH", enough)
        patch.setattr(narrowing, "FINDING", finding)
        filled(store, log)
        for text in (*texts, *tickets, *(number[-3:] for number in tickets)):
            assert found(store, text, **only) == slowly(log, text), text


@pytest.mark.parametrize(
    ("few", "enough", "only"), [(3, 300, {}), (3_000, 300, {}), (3_000, 0, {"status": ["registered"]})]
)
def test_both_databases_find_the_same(
    database: Path | str, few: int, enough: int, only: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
):
    chance = random.Random(3)
    texts = ["".join(chance.choices(SIGNS, k=6)) for _ in range(40)]
    log = logged({f"20240{chance.randint(5, 6)}-0{chance.randrange(3000):04}": text for text in texts})
    monkeypatch.setattr(looking, "FEW", few)
    monkeypatch.setattr(looking, "SCATTERED", 0)
    monkeypatch.setattr(sampling, "SAMPLED", 1)
    for module in (looking, narrowing):
        monkeypatch.setattr(module, "ENOUGH", enough)
    with closing(ReadStore.open(database)) as store:
        filled(store, log, pieces=2)
        for text in {*(text[:2] for text in texts), *SIGNS, "空调 主", "2024", "-01"}:
            assert found(store, text, **only) == slowly(log, text), text


def test_what_stands_in_few_blocks_is_counted_and_what_stands_nearly_everywhere_is_told_by_some(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(sampling, "SAMPLED", 2)
    log = logged({f"20240{month}-00001": "空调漏电" if month == 1 else "空调异响" for month in range(1, 10)})
    with closing(ReadStore.in_memory()) as store:
        filled(store, log)
        with store.read() as connection:
            sample = sampling.about(connection)
            assert list(sample.blocks) == ["202401-00", "202405-00", "202409-00"]
            held = sampling.by_rarity(connection, ["空调", "漏电", "雪崩"], sample)
    assert list(held.items()) == [("雪崩", 0), ("漏电", 1), ("空调", 9)]


def logged(tickets: Mapping[str, str]) -> ListLog:
    log = ListLog()
    for number, summary in tickets.items():
        log.happen(number, TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary=summary))
    return log


@given(
    number=st.from_regex(r"[0-9]{6}-[0-9]{3,7}", fullmatch=True), cut=st.tuples(st.integers(0, 13), st.integers(1, 9))
)
def test_no_block_is_passed_over_that_holds_a_number_in_which_the_word_stands(number: str, cut: tuple[int, int]):
    block, member = block_of(number)
    word = number[cut[0] : cut[0] + cut[1]] or number
    assert number in numbers_with(block, member, word)
    assert which_may_begin([block], word) == [block]
