"""Self-service over HTTP: without a token, published articles only, in Chinese and English, and each visit counted once."""

from typing import Any

import httpx
import pytest

from api.help.pace import Pace
from api.service import Service
from tests.api.conftest import As

TEXT = {
    "title": "智能空调不制冷怎么办",
    "body": "先清洗滤网，再看主板指示灯；漏电请立即断电。",
    "title_en": "The Air Conditioner does not cool",
    "body_en": "Clean the filter; 100% of dust must go.",
    "model": "KFR-35",
    "symptoms": ["出风不冷"],
}
STEPS = [{"name": "s1", "question": "滤网干净吗？", "choices": [{"answer": "否", "conclusion": "清洗滤网"}]}]


@pytest.fixture
def visitor(act_as: As) -> httpx.AsyncClient:
    nobody = act_as()
    del nobody.headers["Authorization"]
    return nobody


async def post(client: httpx.AsyncClient, path: str, **said: Any) -> httpx.Response:
    answer = await client.post(path, json=said)
    assert answer.status_code in (200, 201), answer.text
    return answer


async def drafted(agent: httpx.AsyncClient, **said: Any) -> str:
    return (await post(agent, "/articles", **(TEXT | said))).json()["number"]


async def published(service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, **said: Any) -> str:
    number = await drafted(agent, **said)
    await post(supervisor, f"/articles/{number}/review", verdict="approved")
    await post(supervisor, f"/articles/{number}/publication")
    await shown(service)
    return number


async def shown(service: Service) -> None:
    assert await service.runner.wait_for(await service.log.end(), 10, "articles")


async def found(visitor: httpx.AsyncClient, words: str) -> list[str]:
    answer = await visitor.get("/help/articles", params={"q": words})
    assert answer.status_code == 200, answer.text
    return [item["number"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    "words", ["空调", "主板", "漏电", "air conditioner", "ＫＦＲ-３５ 空调", "出风", "filter 空调", "100%", ""]
)
async def test_a_published_article_is_found_by_any_of_its_words(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient, words: str
):
    number = await published(service, agent, supervisor)
    assert await found(visitor, words) == [number]


@pytest.mark.parametrize("words", ["冰箱", "空调 冰箱", "调漏", "_", "1%0", "\\"])
async def test_an_article_is_not_found_by_words_that_it_does_not_hold(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient, words: str
):
    await published(service, agent, supervisor)
    assert await found(visitor, words) == []


async def test_what_is_published_is_read_without_a_token_and_names_nobody(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient
):
    number = await published(service, agent, supervisor, steps=STEPS)
    answer = await visitor.get(f"/help/articles/{number}")
    article = answer.json()
    assert (article["title"], article["body_en"], article["version"]) == (TEXT["title"], TEXT["body_en"], 1)
    assert article["steps"][0]["choices"][0]["conclusion"] == "清洗滤网"
    assert "a-001" not in answer.text


async def test_a_draft_is_seen_by_nobody_outside_and_a_new_text_only_once_published(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient
):
    draft = await drafted(agent)
    number = await published(service, agent, supervisor)
    await post(agent, f"/articles/{number}/revision", title="冰箱不制冷", body="检查门封")
    await shown(service)
    assert (await visitor.get(f"/help/articles/{draft}")).status_code == 404
    assert (await visitor.get(f"/help/articles/{number}")).json()["title"] == TEXT["title"]
    await post(supervisor, f"/articles/{number}/review", verdict="approved")
    await post(supervisor, f"/articles/{number}/publication")
    await shown(service)
    article = (await visitor.get(f"/help/articles/{number}")).json()
    assert (article["title"], article["version"], article["body_en"]) == ("冰箱不制冷", 2, None)
    assert await found(visitor, "空调") == []


async def test_a_withdrawn_article_is_gone(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient
):
    number = await published(service, agent, supervisor)
    await post(supervisor, f"/articles/{number}/withdrawal", reason="内容有误")
    await shown(service)
    assert (await visitor.get(f"/help/articles/{number}")).status_code == 404
    assert await found(visitor, "空调") == []
    helped = await visitor.post(f"/help/articles/{number}/helped", headers={"Idempotency-Key": "v-1"})
    assert helped.status_code == 404


async def test_a_visit_counts_once_however_often_the_page_is_loaded(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient
):
    number = await published(service, agent, supervisor)
    said = [
        (await visitor.post(f"/help/articles/{number}/helped", headers={"Idempotency-Key": key})).json()["counted"]
        for key in ("v-1", "v-1", "v-2", "v-1")
    ]
    assert said == [True, False, True, False]
    await shown(service)
    assert (await visitor.get(f"/help/articles/{number}")).json()["helped"] == 2
    history = (await agent.get(f"/articles/{number}/history")).json()["events"]
    assert [one["actor"]["id"] for one in history if one["type"] == "article-helped"] == ["visitor", "visitor"]
    assert "v-1" not in str(history)


async def test_a_visit_without_a_key_is_not_counted(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient
):
    number = await published(service, agent, supervisor)
    assert (await visitor.post(f"/help/articles/{number}/helped")).status_code == 422


async def test_a_ticket_counts_once_however_it_was_told_and_once_it_is_confirmed(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient, act_as: As
):
    number = await published(service, agent, supervisor)
    ticket = (await post(agent, "/tickets", channel="phone", summary="不制冷")).json()["number"]
    await post(agent, f"/tickets/{ticket}/acknowledgement", channel="phone")
    await post(agent, f"/tickets/{ticket}/grade", severity="general", reason="可用")
    await post(agent, f"/tickets/{ticket}/article-consultation", article=number, article_version=1, helped=True)
    early = await agent.post(f"/articles/{number}/help", json={"ticket": ticket})
    assert (early.status_code, early.json()["code"]) == (409, "ticket-not-solved")
    await shown(service)
    assert (await visitor.get(f"/help/articles/{number}")).json()["helped"] == 0
    await post(agent, f"/tickets/{ticket}/start", where="remote")
    await post(agent, f"/tickets/{ticket}/resolution", handling="清洗滤网")
    await shown(service)
    await post(agent, f"/articles/{number}/help", ticket=ticket)
    await shown(service)
    assert (await agent.get(f"/articles/{number}")).json()["facts"]["helped"] == []
    customer = (await agent.get(f"/tickets/{ticket}")).json()["customer"]
    await post(act_as(f"{customer}:customer"), f"/tickets/{ticket}/confirmation", signature="张伟")
    await shown(service)
    assert (await visitor.get(f"/help/articles/{number}")).json()["helped"] == 1
    assert (await agent.get(f"/articles/{number}")).json()["facts"]["helped"] == [ticket]


async def test_too_many_visits_are_put_off_without_harm(
    service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, visitor: httpx.AsyncClient
):
    number = await published(service, agent, supervisor)
    while service.pace.take():
        pass
    answer = await visitor.post(f"/help/articles/{number}/helped", headers={"Idempotency-Key": "v-1"})
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (429, "too-many-visits", "60")


def test_a_bucket_fills_by_its_size_a_minute():
    now = [0.0]
    pace = Pace(most=2, clock=lambda: now[0])
    assert [pace.take() for _ in range(3)] == [True, True, False]
    now[0] = 30.0
    assert [pace.take() for _ in range(2)] == [True, False]
    now[0] = 600.0
    assert [pace.take() for _ in range(3)] == [True, True, False]
