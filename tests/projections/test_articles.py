"""Published articles are found by parts of words in both languages, alike in SQLite and PostgreSQL, the helpful first."""

from datetime import datetime

import pytest

from domain.matters.articles.events import (
    ArticleDrafted,
    ArticleHelped,
    ArticlePublished,
    ArticleReviewed,
    ArticleWithdrawn,
)
from domain.ticket.events import (
    ArticleConsulted,
    ObjectionRaised,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketClosed,
    TicketEvent,
    TicketReopened,
    TicketResolved,
)
from projections import articles
from projections.articles.searching import plain, words_of
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.logs import ListLog

COOLER, FRIDGE, GONE = "ZS202405-00001", "ZS202405-00002", "ZS202405-00003"
TEXTS = {
    COOLER: ArticleDrafted(
        title="智能空调不制冷",
        body="查主板，100% 断电；漏电_风险",
        title_en="No Cooling",
        body_en="Check the Main Board",
    ),
    FRIDGE: ArticleDrafted(title="冰箱异响", body="查主板减振垫", model="ＢＣＤ－２００", symptoms=("嗡嗡响",)),
    GONE: ArticleDrafted(title="旧款空调", body="已停产"),
}
WORDS = [
    ("空调", {COOLER}),
    ("主板", {COOLER, FRIDGE}),
    ("漏电", {COOLER}),
    ("嗡嗡", {FRIDGE}),
    ("主板 空调", {COOLER}),
    ("　主板　冰箱 ", {FRIDGE}),
    ("main board", {COOLER}),
    ("COOLING", {COOLER}),
    ("bcd-200", {FRIDGE}),
    ("100%", {COOLER}),
    ("0%断", set[str]()),
    ("电_风", {COOLER}),
    ("电%风", set[str]()),
    ("\\", set[str]()),
    ("\0", set[str]()),
    ("停产", set[str]()),
    ("冷查", set[str]()),
    ("", {COOLER, FRIDGE}),
]


def article(log: ListLog, number: str, *happened: object) -> None:
    for event in happened:
        log.record(f"article-{number}", event)  # pyright: ignore[reportArgumentType]


async def filled(log: ListLog, store: ReadStore, running: Running) -> ReadStore:
    for number, text in TEXTS.items():
        article(log, number, text, ArticleReviewed(verdict="approved"), ArticlePublished(version=1))
    article(log, GONE, ArticleWithdrawn(reason="停产"))
    article(log, "ZS202405-00004", ArticleDrafted(title="空调草稿", body="未审核"))
    async with running(log, store, projections=[articles.PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 5)
    return store


def found(store: ReadStore, words: str, limit: int = 10) -> list[str]:
    with store.read() as connection:
        rows, count = articles.search(connection, words, limit)
    assert count >= len(rows)
    return [row["article"] for row in rows]


async def test_an_article_is_found_by_parts_of_its_words_and_nothing_else(
    log: ListLog, store: ReadStore, running: Running
):
    await filled(log, store, running)
    assert {words: set(found(store, words)) for words, _ in WORDS} == dict(WORDS)


async def test_the_most_helpful_comes_first_and_a_ticket_counts_once(log: ListLog, store: ReadStore, running: Running):
    log.happen("202405-00001", ArticleConsulted(article=FRIDGE, helped=True))
    log.happen("202405-00001", ArticleConsulted(article="a-017", helped=True))
    await filled(log, store, running)
    assert found(store, "主板") == [COOLER, FRIDGE]
    log.happen("202405-00002", ArticleConsulted(article=FRIDGE, helped=True))
    log.happen("202405-00002", ArticleConsulted(article=FRIDGE, article_version=1, helped=True))
    log.happen("202405-00003", ArticleConsulted(article=COOLER, helped=False))
    article(log, FRIDGE, ArticleHelped(ticket="202405-00002"), ArticleHelped(visit="v-1"))
    log.happen("202405-00002", ResolutionConfirmed())
    async with running(log, store, projections=[articles.PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 5)
    assert found(store, "主板") == [FRIDGE, COOLER]
    assert found(store, "主板", limit=1) == [FRIDGE]
    with store.read() as connection:
        row = articles.find(connection, FRIDGE)
    assert row is not None
    assert (row["helped"], row["title"], row["version"]) == (2, "冰箱异响", 1)
    assert isinstance(row["published"], datetime)


async def test_what_helped_counts_once_the_customer_confirmed_or_the_case_was_closed(
    log: ListLog, store: ReadStore, running: Running
):
    await filled(log, store, running)
    for _ in range(2):
        log.happen("202405-00001", ArticleConsulted(article=FRIDGE, helped=True))
    log.happen("202405-00002", ArticleConsulted(article=FRIDGE, helped=True))
    assert await helped(log, store, running) == []
    log.happen("202405-00001", TicketResolved(handling="更换主板"))
    assert await helped(log, store, running) == []
    log.happen("202405-00001", ResolutionConfirmed())
    log.happen("202405-00003", TicketClosed())
    assert await helped(log, store, running) == ["202405-00001"]
    log.happen("202405-00001", TicketClosed())
    log.happen("202405-00003", ArticleConsulted(article=FRIDGE, helped=True))
    assert await helped(log, store, running) == ["202405-00001", "202405-00003"]


@pytest.mark.parametrize("undone", [ResolutionRejected(), ObjectionRaised(reason="又坏了"), TicketReopened()])
async def test_what_the_customer_did_not_take_for_solved_counts_no_more(
    log: ListLog, store: ReadStore, running: Running, undone: TicketEvent
):
    await filled(log, store, running)
    log.happen("202405-00001", ArticleConsulted(article=FRIDGE, helped=True))
    article(log, FRIDGE, ArticleHelped(ticket="202405-00002"))
    for ticket in ("202405-00001", "202405-00002"):
        log.happen(ticket, ResolutionConfirmed())
    assert await helped(log, store, running) == ["202405-00001", "202405-00002"]
    log.happen("202405-00001", undone)
    log.happen("202405-00001", ArticleConsulted(article=COOLER, helped=True))
    assert await helped(log, store, running) == ["202405-00002"]
    log.happen("202405-00001", ResolutionConfirmed())
    assert await helped(log, store, running) == ["202405-00002"]
    assert found(store, "主板") == [COOLER, FRIDGE]


async def helped(log: ListLog, store: ReadStore, running: Running) -> list[str]:
    """The tickets that the article solved, as many as the public reads."""
    async with running(log, store, projections=[articles.PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 5)
    with store.read() as connection:
        found = articles.solved_by(connection, FRIDGE)
        row = articles.find(connection, FRIDGE)
    assert row is not None
    assert row["helped"] == len(found)
    return found


async def test_what_is_not_published_is_not_there(log: ListLog, store: ReadStore, running: Running):
    await filled(log, store, running)
    with store.read() as connection:
        assert [articles.find(connection, number) for number in (GONE, "ZS202405-00004", "x", "\0")] == [None] * 4


@pytest.mark.parametrize(("text", "form"), [("ＫＦＲ－３５", "kfr-35"), ("  No\n COOLING ", "no cooling"), ("ß", "ss")])
def test_width_case_and_spaces_do_not_count(text: str, form: str):
    assert plain(text) == form


def test_a_search_looks_for_every_word_once():
    assert words_of(" ".join(f"w{n} w0" for n in range(30))) == tuple(f"w{n}" for n in range(30))
