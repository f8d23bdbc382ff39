"""Every refusal is a problem with a stable type, in the reader's language, and names what is wrong."""

import json
from typing import Any

import httpx
import pytest

from api.callers import Caller
from api.manners.limits import MOST
from api.manners.problems import of_refusal
from api.service import Service
from api.tickets.examples import EXAMPLES
from domain.refusals import EventTooLarge, Language, Refusal, StaleVersion, StoreUnavailable, UnknownEventType
from tests.api.conftest import SIGNER, As
from tests.api.test_tickets import opened

OTHER_SIGNER = type(SIGNER)(b"another key")


def is_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    said = answer.json()
    assert (answer.status_code, said["status"], said["code"]) == (status, status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said["type"] == f"urn:gongdan:problem:{code}"
    assert said["title"]
    assert said["detail"]
    return said


async def test_a_refusal_of_the_rules_says_what_is_possible_instead(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    chinese = act_as("a-001:agent", language="zh-CN,en;q=0.5")
    said = is_problem(
        await chinese.post(f"/tickets/{number}/confirmation", json={"signature": "张伟"}), 409, "wrong-stage"
    )
    assert said["detail"].startswith("工单当前为“已登记”，不能登记客户确认")
    english = await agent.post(f"/tickets/{number}/confirmation", json={"signature": "张伟"})
    assert english.json()["detail"].startswith("The ticket is opened")
    assert english.headers["content-language"] == "en"


async def test_what_is_wrong_with_what_was_said_is_422(supervisor: httpx.AsyncClient, agent: httpx.AsyncClient):
    number = await opened(agent)
    wrong = {"severity": "apocalyptic", "reason": "x"}
    is_problem(await supervisor.post(f"/tickets/{number}/grade", json=wrong), 422, "unknown-severity")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"channel": "phone"}, "summary", "missing"),
        ({"channel": "pigeon", "summary": "x"}, "channel", "literal_error"),
        ({"channel": "phone", "summary": "x", "sumary": "y"}, "sumary", "extra_forbidden"),
        ({"channel": "phone", "summary": " "}, "summary", "string_too_short"),
        ({"channel": "phone", "summary": "x" * 301}, "summary", "string_too_long"),
        ({"channel": "phone", "summary": "x", "contact": {"phone": 1}}, "contact.phone", "string_type"),
        ({"channel": "phone", "summary": "x", "late": "补登"}, "late", "late_alone"),
        ({"channel": "phone", "summary": "x", "contact": {"fax": "1"}}, "contact.fax", "extra_forbidden"),
        ({"channel": "phone", "summary": "x", "occurred": "2024-05-01T09:30"}, "occurred", "timezone_aware"),
        ({"channel": "phone", "summary": "x", "customer": "c" * 81}, "customer", "string_too_long"),
        ([], "body", "model_attributes_type"),
    ],
)
async def test_an_invalid_body_names_the_field(agent: httpx.AsyncClient, body: Any, field: str, code: str):
    said = is_problem(await agent.post("/tickets", json=body), 422, "not-valid")
    assert [(error["field"], error["code"]) for error in said["errors"]] == [(field, code)]
    assert field in said["detail"]


async def test_an_invalid_body_is_told_in_chinese_without_quoting_it(act_as: As):
    chinese = act_as("a-001:agent", language="zh")
    answer = await chinese.post(
        "/tickets", json={"channel": "phone", "summary": "x", "contact": {"phone": ["13812345678"]}}
    )
    assert is_problem(answer, 422, "not-valid")["detail"] == "内容无效：contact.phone 应为文字。"
    assert "13812345678" not in answer.text


async def test_broken_json_is_400(agent: httpx.AsyncClient):
    broken = await agent.post("/tickets", content=b"{", headers={"Content-Type": "application/json"})
    is_problem(broken, 400, "bad-json")


async def test_a_body_over_the_limit_is_refused_by_its_announced_length(agent: httpx.AsyncClient):
    huge = await agent.post("/tickets", json=EXAMPLES["open"] | {"description": "x" * MOST})
    is_problem(huge, 413, "body-too-large")


async def test_a_body_over_the_limit_is_refused_also_in_pieces(agent: httpx.AsyncClient):
    async def pieces():
        for _ in range(5):
            yield b"x" * (MOST // 4)

    huge = await agent.post("/tickets", content=pieces(), headers={"Content-Type": "application/json"})
    is_problem(huge, 413, "body-too-large")


async def test_a_body_over_the_limit_is_described_wherever_one_may_be_sent_and_passed_over_elsewhere(
    act_as: As, agent: httpx.AsyncClient
):
    huge = b" " * (MOST + 1)
    paths = (await agent.get("/openapi.json")).json()["paths"]
    posted = [path for path, methods in paths.items() if "post" in methods]
    assert all("413" in paths[path]["post"]["responses"] for path in posted)
    is_problem(await act_as("d-001:administrator").post("/dead-letters/replay", content=huge), 413, "body-too-large")
    assert (await agent.request("GET", "/register", content=huge)).status_code == 200


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("nonsense", "bad-token"),
        (OTHER_SIGNER.mint("a-001", ["agent"], 60), "bad-token"),
        (SIGNER.mint("a-001", ["agent"], -1), "expired-token"),
        (SIGNER.mint("operator", ["clerk"], 60, run="an earlier run"), "expired-token"),
    ],
)
async def test_a_token_that_is_not_valid_lets_nobody_in(act_as: As, token: str, code: str):
    answer = await act_as(token=token).get("/register")
    is_problem(answer, 401, code)
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_without_a_token_nothing_but_health_help_and_documentation_is_shown(act_as: As):
    nobody = act_as()
    del nobody.headers["Authorization"]
    document = (await nobody.get("/openapi.json")).json()
    asked = 0
    for path, methods in document["paths"].items():
        for method in methods:
            if path.startswith(("/help/", "/follow")):
                continue  # the public's own: tests/api/test_help.py, tests/api/test_following.py
            answer = await nobody.request(method, path.replace("{number}", "202405-00001"), json={})
            if path in ("/livez", "/readyz"):
                assert answer.status_code == 200
                continue
            is_problem(answer, 401, "token-missing")
            asked += 1
    assert asked >= 24


async def test_a_token_of_ones_own_gives_its_roles_and_no_other(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    engineer = act_as(token=SIGNER.mint("e-003", ["engineer"], 60))
    is_problem(await engineer.post(f"/tickets/{number}/dispatch", json=EXAMPLES["dispatch"]), 403, "forbidden")
    is_problem(await engineer.get(f"/tickets/{number}"), 403, "forbidden")
    answer = await act_as(token=SIGNER.mint("a-009", ["agent"], 60)).post(f"/tickets/{number}/acknowledgement")
    assert answer.json()["events"][0]["actor"] == {"id": "a-009", "role": "agent", "channel": "api"}


async def test_only_the_local_operator_acts_for_another(act_as: As):
    token = SIGNER.mint("s-001", ["supervisor"], 60)
    is_problem(await act_as("e-003:engineer", token=token).get("/register"), 403, "not-the-operator")
    is_problem(await act_as("e-003:wizard").get("/register"), 400, "bad-acting-as")


async def test_what_is_not_there_is_404(agent: httpx.AsyncClient):
    is_problem(await agent.get("/tickets/202405-99999"), 404, "ticket-not-found")
    is_problem(await agent.get("/nowhere"), 404, "no-route")
    is_problem(await agent.get("/register/"), 404, "no-route")
    is_problem(await agent.post("/tickets/", json={"channel": "phone", "summary": "x"}), 404, "no-route")
    is_problem(await agent.delete("/tickets/202405-99999"), 405, "wrong-method")
    is_problem(await agent.get("/tickets/a b"), 422, "bad-number")


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (EventTooLarge(2_000_000, 1_000_000), 413),
        (StaleVersion("202405-00123"), 409),
        (UnknownEventType("ticket-praised", 7), 500),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_refusal_has_its_status(refusal: Refusal, status: int, language: Language):
    answer = of_refusal(refusal, language)
    assert (answer.status_code, answer.headers["content-language"]) == (status, language)
    assert json.loads(answer.body)["detail"] == refusal.say(language)


async def test_a_store_that_does_not_answer_is_503_with_retry_after(
    agent: httpx.AsyncClient, service: Service, monkeypatch: pytest.MonkeyPatch
):
    async def away(*_: object) -> None:
        raise StoreUnavailable("no answer")

    number = await opened(agent)
    monkeypatch.setattr(service.log, "end", away)
    monkeypatch.setattr(service.log, "append", away)
    answer = await agent.post(f"/tickets/{number}/note", json={"text": "x"})
    is_problem(answer, 503, "store-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    ready = await agent.get("/readyz")
    assert (ready.status_code, ready.json()) == (
        503,
        {"ready": False, "reasons": ["The event store does not answer."]},
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The event store does not answer. Nothing was changed: try again shortly."),
        ("zh", "事件库没有响应；未作任何更改，请稍后再试。"),
    ],
)
async def test_a_read_that_fails_says_that_nothing_was_changed_and_asks_for_no_key(
    act_as: As, agent: httpx.AsyncClient, service: Service, language: str, sentence: str
):
    number = await opened(agent)
    await service.log._log.close()  # pyright: ignore[reportAttributeAccessIssue]
    reader = act_as("a-001:agent", language=language)
    for path in ("/register?after=now", "/progress?ticket=202405-00001&after=now", "/tickets/202405-99999"):
        said = is_problem(await reader.get(path), 503, "store-unavailable")
        assert said["detail"] == sentence
    written = await reader.post(f"/tickets/{number}/note", json={"text": "x"})
    assert "Idempotency-Key" in is_problem(written, 503, "store-unavailable")["detail"] or language == "zh"
    assert written.json()["detail"] != sentence


async def test_an_unexpected_error_tells_a_reference_and_nothing_else(
    agent: httpx.AsyncClient, service: Service, monkeypatch: pytest.MonkeyPatch
):
    def broken(token: str, other: str | None) -> Caller:
        raise RuntimeError("张伟 13812345678")

    monkeypatch.setattr(type(service), "identify", property(lambda _: broken), raising=False)
    said = is_problem(await agent.get("/register"), 500, "internal")
    assert "13812345678" not in str(said)
