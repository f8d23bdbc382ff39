"""The customers' pages: help themselves, and follow a ticket by number and code, without signing in or script."""

import re
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from api.following.guesses import MOST
from api.service import Service
from domain.matters.articles.guidance import Choice, GuidedStep
from gongdan.console.portal.diagnosis import walk
from gongdan.console.portal.following import STAGES
from gongdan.console.portal.times import day_and_time
from projections.wording.words import STATUSES, WAITS
from tests.api.conftest import As
from tests.api.test_following import code_of
from tests.api.test_help import published, shown
from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden

TEMPLATES = sorted(Path(str(files("gongdan.console.portal").joinpath("templates"))).rglob("*.html"))
STEPS = [
    {
        "name": "light",
        "question": "指示灯亮吗？",
        "choices": [{"answer": "亮", "next": "dust"}, {"answer": "不亮", "conclusion": "检查插座"}],
    },
    {
        "name": "dust",
        "question": "滤网干净吗？",
        "choices": [{"answer": "否", "conclusion": "清洗滤网"}, {"answer": "是", "conclusion": "请报修"}],
    },
]
GUIDED = [
    GuidedStep(
        name="light",
        question="on?",
        choices=(Choice(answer="yes", next="dust"), Choice(answer="no", conclusion="plug")),
    ),
    GuidedStep(name="dust", question="clean?", choices=(Choice(answer="no", conclusion="wash"),)),
]


@pytest.fixture
def supervisor(act_as: As) -> httpx.AsyncClient:
    return act_as("s-001:supervisor")


async def followed(browser: Browser, agent: httpx.AsyncClient) -> tuple[httpx.Response, str, str]:
    number = await opened(agent, summary="空调不制冷")
    code = await code_of(agent, number)
    return await browser.send("/my/ticket", {"number": number, "code": code}), number, code


async def test_number_and_code_show_where_the_ticket_is_in_plain_words(browser: Browser, agent: httpx.AsyncClient):
    page, number, code = await followed(browser, agent)
    assert page.url.path == "/my/ticket"
    assert "We have your request and will be in touch with you." in page.text
    assert "Your request was registered" in page.text
    assert number in page.text
    assert code not in page.text
    assert page.url.query == b""


async def test_nothing_of_staff_or_of_the_customer_stands_on_the_page(browser: Browser, agent: httpx.AsyncClient):
    page, _, _ = await followed(browser, agent)
    assert not re.search(r"a-001|空调不制冷|13[0-9]{9}", page.text)


async def test_code_and_number_are_kept_from_scripts_and_other_sites_until_they_leave(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    typed = {"number": number, "code": await code_of(agent, number)}
    answer = await browser.send("/my/ticket", typed, follow=False)
    said = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert all(each in said for each in ("httponly", "samesite=lax", "path=/my"))
    assert "expires" not in said
    assert number in (await browser.open("/my")).text
    await browser.send("/my/leave")
    assert number not in (await browser.open("/my/ticket")).text


async def test_a_wrong_code_is_told_beside_the_form_and_what_was_typed_stays(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    for typed in ({"number": number, "code": "AAAAA-AAAAA"}, {"number": number, "code": "A" * 41}, {"number": number}):
        page = await browser.send("/my/ticket", typed)
        assert page.status_code == 404
        assert 'aria-describedby="follow-wrong"' in page.text
        assert f'value="{number}"' in page.text
        assert "set-cookie" not in page.headers


async def test_after_too_many_wrong_codes_even_the_right_one_has_to_wait(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    for _ in range(MOST):
        await browser.send("/my/ticket", {"number": number, "code": "AAAAA-AAAAA"})
    page = await browser.send("/my/ticket", {"number": number, "code": await code_of(agent, number)})
    assert page.status_code == 429
    assert page.headers["retry-after"] == "60"
    assert f'value="{number}"' in page.text


async def test_a_form_of_another_site_follows_nothing(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    typed = {"number": number, "code": await code_of(agent, number)}
    page = await browser.send("/my/ticket", typed, origin="http://elsewhere")
    assert page.status_code == 403
    assert 'href="/my"' in page.text


def test_every_status_and_what_is_waited_for_is_told_in_their_words():
    assert STAGES.keys() | {"cancelled"} == STATUSES.keys()
    ticket = next(each for each in TEMPLATES if each.name == "ticket.html").read_text()
    for code in (*STATUSES, *WAITS):
        assert f'"{code}": _(' in ticket


async def test_an_article_is_found_read_and_counted_once_for_each_time_it_was_shown(
    browser: Browser, service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await published(service, agent, supervisor)
    assert f"/my/help/{number}" in (await browser.open("/my/help?q=空调")).text
    page = await browser.open(f"/my/help/{number}")
    assert "The Air Conditioner does not cool" in page.text
    form = hidden(page)
    thanked = await browser.send(f"/my/help/{number}/helped", form)
    assert "Thank you" in thanked.text
    assert "Did it help?" not in thanked.text
    await browser.send(f"/my/help/{number}/helped", form)
    await shown(service)
    assert "helped once" in (await browser.open("/my/help")).text
    assert (await browser.send(f"/my/help/{number}/helped", {"key": "x"})).status_code == 400


async def test_questions_lead_to_a_conclusion_and_an_answer_can_be_changed(
    browser: Browser, service: Service, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await published(service, agent, supervisor, steps=STEPS)
    first = await browser.open(f"/my/help/{number}")
    assert "指示灯亮吗？" in first.text
    assert "滤网干净吗？" not in first.text
    second = await browser.open(f"/my/help/{number}?answers=0")
    assert 'href="?answers=0.0#led"' in second.text
    last = await browser.open(f"/my/help/{number}?answers=0.0")
    assert "清洗滤网" in last.text
    assert 'href="?answers=#led"' in last.text


@pytest.mark.parametrize(
    ("said", "taken", "question", "conclusion"),
    [
        ("", "", "light", None),
        ("0", "0", "dust", None),
        ("1", "1", None, "plug"),
        ("0.0", "0.0", None, "wash"),
        ("0.7", "0", "dust", None),
        ("1.0", "1", None, "plug"),
    ],
)
def test_answers_lead_as_far_as_there_are_questions(
    said: str, taken: str, question: str | None, conclusion: str | None
):
    led = walk(GUIDED, said)
    assert (led.said, led.question and led.question.name, led.conclusion) == (taken, question, conclusion)


async def test_words_that_nothing_holds_lead_to_people(browser: Browser):
    page = await browser.open("/my/help?q=没有")
    assert "No article holds all these words" in page.text
    assert 'id="report"' in page.text


@pytest.mark.parametrize(
    ("address", "status"), [("/my/help/ZS202401-99999", 404), ("/my/nowhere", 404), ("/my/help?q=" + "x" * 101, 422)]
)
async def test_an_error_leads_back_to_their_own_pages(browser: Browser, address: str, status: int):
    page = await browser.open(address)
    assert page.status_code == status
    assert 'href="/my"' in page.text
    assert "/desk/tasks" not in page.text


async def test_the_language_is_theirs_to_choose_and_leads_nowhere_else(browser: Browser):
    page = await browser.send("/my/language", {"language": "zh", "then": "/my/help?q=空调"})
    assert page.url.path == "/my/help"
    assert '<html lang="zh-CN">' in page.text
    for address in ("/desk/tasks", "//elsewhere", "/my\\elsewhere", "/mystery"):
        assert (await browser.send("/my/language", {"language": "zh", "then": address})).url.path == "/my"


@pytest.mark.parametrize(
    ("now", "chinese", "said"),
    [
        (datetime(2024, 5, 1, tzinfo=UTC), True, "5月3日（周五）14:05"),
        (datetime(2024, 5, 1, tzinfo=UTC), False, "Fri 3 May, 14:05"),
        (datetime(2025, 1, 1, tzinfo=UTC), True, "2024年5月3日（周五）14:05"),
        (datetime(2025, 1, 1, tzinfo=UTC), False, "Fri 3 May 2024, 14:05"),
    ],
)
def test_times_are_those_of_a_letter(now: datetime, chinese: bool, said: str):
    assert day_and_time(datetime(2024, 5, 3, 14, 5, tzinfo=UTC), now, chinese=chinese) == said


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_no_template_holds_script_or_style_of_its_own(template: Path):
    text = re.sub(r'<script src="\{\{ static\("\w+\.js"\) \}\}" defer></script>', "", template.read_text())
    assert not re.search(r"<script|<style|\bstyle=|\bon\w+=|javascript:", text)


def test_every_word_of_the_pages_is_said_in_chinese():
    catalogue = files("gongdan.console").joinpath("locale", "zh_CN", "LC_MESSAGES", "portal.po").read_bytes()
    known = {_first(message.id): _first(message.string) for message in read_po(BytesIO(catalogue)) if message.id}
    said = {
        _first(message)
        for template in TEMPLATES
        for _, message, _, _ in extract("jinja2.ext:babel_extract", BytesIO(template.read_bytes()))
    }
    assert said == known.keys()
    assert all(re.search(r"[一-鿿]", chinese) for chinese in known.values())


def _first(said: object) -> str:
    """Of a word that counts, as it is said of one."""
    return str(said[0]) if isinstance(said, (tuple, list)) else str(said)  # pyright: ignore[reportUnknownArgumentType]
