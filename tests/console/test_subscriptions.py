"""Subscriptions as pages: how they stand, paused, resumed and ended by forms, and a webhook's deliveries."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from api.app import create_app
from api.service import Service
from api.webhooks.port import NoWebhooks
from api.webhooks.views import AttemptView, DeliveryShown, DeliveryView, State, TriedOut, WebhookView
from gongdan.console.app import Beside, create_console
from tests.api.feed.conftest import ADMINISTRATOR, AUDITOR, Opening, administrator, opening, plain_service, terms
from tests.api.feed.conftest import service as subscribed
from tests.console.conftest import ORIGIN, Browser, hidden

__all__ = ["administrator", "opening", "plain_service"]
service = subscribed
LIST = "/desk/system/subscriptions"
NEW = "/desk/system/new-subscription"
ERP = f"{LIST}/erp"
AT = datetime(2024, 6, 1, 4, 0, tzinfo=UTC)
MESSAGE = DeliveryView(
    message="0190-1",
    subject="202405-00001",
    type="gongdan.ticket-closed.v1",
    position=7,
    happened=AT,
    state="waiting",
    attempts=3,
    due=AT,
    last=AT,
    status=503,
    error=None,
    behind=4,
)
WEBHOOK = WebhookView(
    name="erp",
    url="https://erp.example.com/events",
    ordered=True,
    tells=True,
    position=7,
    waiting=5,
    given_up=0,
    delivered=2,
    failures=3,
    failing=AT,
    not_before=AT,
    taken=None,
    barring=[MESSAGE],
    public_keys=[],
)


class Failing(NoWebhooks):
    """One whose endpoint does not answer; ``done`` is what was asked of it."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []
        self.out_of_reach = ""

    async def all(self) -> Sequence[WebhookView]:
        return [WEBHOOK]

    async def deliveries(  # type: ignore[override]
        self, name: str, state: State | None, limit: int
    ) -> Sequence[DeliveryView]:
        return [MESSAGE] if state in (None, "waiting") else []

    async def delivery(self, name: str, message: str) -> DeliveryShown | None:  # type: ignore[override]
        tried = [AttemptView(at=AT, status=503, error=None, ms=41)]
        return DeliveryShown(**MESSAGE.model_dump(), body='{"id":"7"}', tried=tried) if message == "0190-1" else None

    async def again(self, name: str, message: str) -> bool:  # type: ignore[override]
        self.done.append(("again", message))
        return message == MESSAGE.message

    def may_reach(self, url: str) -> bool:
        return url != self.out_of_reach

    async def try_out(self, name: str) -> TriedOut:  # type: ignore[override]
        return TriedOut(taken=False, status=503, error=None, ms=12)


@pytest.fixture
def hooks() -> Failing:
    return Failing()


@pytest.fixture
async def browser(service: Service, hooks: Failing) -> AsyncIterator[Browser]:
    running = replace(service, webhooks=hooks)
    transport = httpx.ASGITransport(Beside(create_app(running), create_console(running)), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Accept-Language": "en"}) as client:
        opened = Browser(client)
        await opened.sign_in(ADMINISTRATOR)
        yield opened


async def test_where_there_is_none_the_page_says_how_one_is_opened(browser: Browser):
    page = (await browser.open(LIST)).text
    assert "No other system is told of anything" in page
    assert NEW in page
    await browser.sign_in(AUDITOR)
    assert NEW not in (await browser.open(LIST)).text
    assert (await browser.open(NEW)).status_code == 403


async def test_of_which_nothing_is_chosen_sees_all_and_what_is_missing_is_told_beside_its_field(browser: Browser):
    form = hidden(await browser.open(NEW)) | {"name": "erp", "way": "http"}
    wrong = (await browser.send(NEW, form)).text
    assert {f"f-terms-{each}-wrong" for each in ("owner", "purpose")} <= set(re.findall(r'id="([^"]+-wrong)"', wrong))
    assert "terms.grant" not in re.findall(r'class="refused"[^>]*>([^<]*)', wrong)
    await browser.send(NEW, form | {"terms.owner": "m-900", "terms.purpose": "ERP 结算"})
    assert "all public events" in (await browser.open(ERP)).text


async def test_one_is_opened_by_a_form_whose_secret_is_shown_once(browser: Browser):
    form = hidden(await browser.open(NEW)) | {"name": "erp", "way": "http", "terms.owner": "m-900"}
    wrong = await browser.send(NEW, form | {"terms.purpose": "", "terms.grant.types": "ticket-closed"})
    assert wrong.status_code == 422
    assert "f-terms-purpose-wrong" in wrong.text
    said = form | {"terms.purpose": "ERP 结算", "terms.grant.types": "ticket-closed,ticket-opened"}
    given = await browser.send(NEW, said)
    assert 'id="secret" value="gongdan-feed_' in given.text
    assert 'id="secret" value="gongdan-feed_' in (await browser.send(NEW, said)).text
    page = (await browser.open(ERP)).text
    assert "ticket-closed, ticket-opened" in page
    assert page.count('<li id="v') == 2
    taken = await browser.send(
        NEW, hidden(await browser.open(NEW)) | {**said, "key": "another", "terms.purpose": "another"}
    )
    assert taken.status_code == 409
    assert "f-name" in taken.text


async def test_terms_are_changed_by_a_form_that_says_them_as_they_are(browser: Browser, opening: Opening):
    await opening(said=terms(types=["ticket-closed"]) | {"until": "2027-12-31"})
    here = f"{ERP}/change-subscription"
    asked = await browser.open(here)
    for said in ('value="m-900"', 'value="ERP 结算"', 'value="2027-12-31"', 'value="ticket-closed" checked'):
        assert said in asked.text, said
    said = {"terms.owner": "m-900", "terms.purpose": "ERP", "terms.grant.severities": "urgent"}
    changed = (await browser.send(here, hidden(asked) | said)).text.partition("How it stands")[2]
    assert "severities: urgent" in changed
    assert "2027-12-31" not in changed.partition("</section>")[0]


async def test_where_nothing_is_ever_delivered_no_webhook_is_opened(browser: Browser, hooks: Failing):
    hooks.out_of_reach = WEBHOOK.url
    said = {"name": "erp", "way": "webhook", "terms.owner": "m-900", "terms.purpose": "ERP"}
    refused = await browser.send(NEW, hidden(await browser.open(NEW)) | said | {"terms.endpoint": WEBHOOK.url})
    assert refused.status_code == 422
    assert "GONGDAN_WEBHOOK_NETWORKS" in refused.text
    assert (await browser.open(ERP)).status_code == 404


async def test_another_secret_is_given_and_a_range_told_again(browser: Browser, opening: Opening):
    await opening(way="webhook", said=terms() | {"endpoint": WEBHOOK.url}, after=0)
    form = hidden(await browser.open(f"{ERP}/rotate-secret"))
    given = await browser.send(f"{ERP}/rotate-secret", form)
    assert 'id="secret" value="whsec_' in given.text
    asked = await browser.open(f"{ERP}/replay-subscription")
    wrong = await browser.send(f"{ERP}/replay-subscription", hidden(asked) | {"after": "9", "through": "3"})
    assert wrong.status_code == 422
    again = await browser.send(f"{ERP}/replay-subscription", hidden(asked) | {"after": "0", "through": "1"})
    assert again.url.path == ERP, again.text


async def test_who_is_suspected_is_stopped_and_resumed_and_what_is_over_says_so(browser: Browser, opening: Opening):
    await opening()
    for deed, said in (("disable", {"why": "suspected"}), ("resume", {}), ("end", {})):
        here = f"{ERP}/{deed}-subscription"
        page = (await browser.send(here, hidden(await browser.open(here)) | said)).text
        assert ("Find out why before you resume it" in page) == (deed == "disable")
    assert "It is over for good" in page


async def test_each_is_told_with_owner_purpose_way_filter_and_how_far_behind_it_is(browser: Browser, opening: Opening):
    await opening(said=terms(types=["ticket-closed"]) | {"until": "2027-12-31"})
    page = (await browser.open(LIST)).text
    for said in ("erp", "m-900", "ERP 结算", "pages (HTTP)", "ticket-closed", "2027-12-31", "events: 1<"):
        assert said in page, said


async def test_it_is_paused_resumed_and_ended_by_forms_each_once(browser: Browser, opening: Opening):
    await opening()
    for deed, stands in (("pause", ">paused<"), ("resume", ">open<"), ("end", ">ended<")):
        here = f"{ERP}/{deed}-subscription"
        assert here in (await browser.open(ERP)).text
        form = hidden(await browser.open(here))
        assert stands in (await browser.send(here, form)).text
        assert stands in (await browser.send(here, form)).text
    page = (await browser.open(ERP)).text
    assert "-subscription" not in page.partition("<main")[2]
    assert page.count('<li id="v') == 5


async def test_a_form_of_an_older_version_is_not_taken(browser: Browser, opening: Opening):
    await opening()
    form = hidden(await browser.open(f"{ERP}/pause-subscription"))
    stale = await browser.send(f"{ERP}/pause-subscription", form | {"version": "1"})
    assert stale.status_code == 412
    assert ">open<" in (await browser.open(ERP)).text


async def test_a_webhook_shows_what_failed_what_waits_and_what_bars_others(
    browser: Browser, opening: Opening, hooks: Failing
):
    await opening(way="webhook", said=terms() | {"endpoint": WEBHOOK.url, "ordered": True})
    page = (await browser.open(ERP)).text
    for said in (WEBHOOK.url, "503", "202405-00001", "4 waiting"):
        assert said in page, said
    assert "No delivery here" in (await browser.open(f"{ERP}?state=given-up")).text
    await browser.send(f"{ERP}/deliveries/0190-1/resend")
    assert hooks.done == [("again", "0190-1")]
    assert (await browser.send(f"{ERP}/deliveries/0190-2/resend")).status_code == 404
    assert "did not take the test message: 503" in (await browser.send(f"{ERP}/test")).text


async def test_a_delivery_is_shown_with_its_body_and_every_attempt(browser: Browser, opening: Opening):
    await opening(way="webhook", said=terms() | {"endpoint": WEBHOOK.url})
    assert f"{ERP}/deliveries/0190-1" in (await browser.open(ERP)).text
    page = (await browser.open(f"{ERP}/deliveries/0190-1")).text
    assert "{&#34;id&#34;:&#34;7&#34;}" in page
    assert ">41<" in page
    assert (await browser.open(f"{ERP}/deliveries/0190-2")).status_code == 404


async def test_auditors_look_and_others_do_not(browser: Browser, opening: Opening):
    await opening()
    await browser.sign_in(AUDITOR)
    assert f'href="{LIST}"' in (await browser.open("/desk/audit")).text
    assert "ERP 结算" in (await browser.open(LIST)).text
    assert "pause-subscription" not in (await browser.open(ERP)).text
    assert (await browser.open(f"{ERP}/pause-subscription")).status_code == 403
    assert (await browser.send(f"{ERP}/test")).status_code == 403
    await browser.sign_in("s-001:supervisor")
    assert (await browser.open(LIST)).status_code == 403


async def test_what_is_not_there_is_said_so(browser: Browser):
    assert (await browser.open(f"{LIST}/crm")).status_code == 404


async def test_in_chinese_it_is_called_what_people_call_it(browser: Browser, opening: Opening):
    await opening()
    await browser.send("/desk/language", {"language": "zh", "then": ERP})
    page = (await browser.open(ERP)).text
    for said in ("订阅", "负责人", "可见范围", "全部公开事件", "暂停订阅", "终止订阅"):
        assert said in page, said
