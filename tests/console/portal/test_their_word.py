"""What a customer says here is their own word: confirmed, agreed, rated or refused once, of what they were shown."""

import re

import httpx

from gongdan.console.portal.mine.deeds import DEEDS
from tests.api.conftest import As
from tests.console.conftest import Browser, hidden
from tests.console.portal.coming import brought, come, done, last, say

STROKE = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def resolved(agent: httpx.AsyncClient) -> str:
    return await brought(agent, "acknowledge", "resolve")


async def test_it_is_confirmed_with_a_typed_name(browser: Browser, agent: httpx.AsyncClient):
    number = await resolved(agent)
    page = await come(browser, agent, number)
    assert 'href="/my/ticket/confirm"' in page.text
    told = await say(browser, "confirm", signature="李娜")
    assert "Thank you. You confirmed that it is solved." in told.text
    event = await last(agent, number)
    assert (event["type"], event["data"]["signature"], event["data"]["given"]) == (
        "resolution-confirmed",
        "李*",
        "portal",
    )


async def test_left_empty_the_name_is_that_on_record_which_is_never_shown(browser: Browser, agent: httpx.AsyncClient):
    number = await resolved(agent)
    await come(browser, agent, number)
    page = await say(browser, "confirm")
    assert (await last(agent, number))["data"]["signature"] == "张*"
    assert "张" not in page.text


async def test_a_drawn_signature_is_a_file_that_the_confirmation_names(browser: Browser, agent: httpx.AsyncClient):
    number = await resolved(agent)
    await come(browser, agent, number)
    await say(browser, "confirm", drawn=STROKE)
    added, confirmed = (await agent.get(f"/tickets/{number}/history")).json()["events"][-2:]
    assert (added["type"], added["data"]["purpose"], added["data"]["media_type"]) == (
        "attachment-added",
        "confirmation",
        "image/png",
    )
    assert confirmed["data"]["evidence"] == added["data"]["sha256"]


async def test_what_is_no_drawing_is_refused_and_nothing_confirmed(browser: Browser, agent: httpx.AsyncClient):
    number = await resolved(agent)
    await come(browser, agent, number)
    for drawn in ("data:image/png;base64,AAAA", "data:image/png;base64,?", "https://elsewhere/x.png"):
        page = await say(browser, "confirm", drawn=drawn)
        assert page.status_code in (400, 415, 422), drawn
        assert 'role="alert"' in page.text
    assert (await last(agent, number))["type"] == "ticket-resolved"


async def test_sent_twice_it_is_said_once(browser: Browser, agent: httpx.AsyncClient):
    number = await resolved(agent)
    await come(browser, agent, number)
    typed = {**hidden(await browser.open("/my/ticket/confirm")), "signature": "李娜"}
    await browser.send("/my/ticket/confirm", typed)
    page = await browser.send("/my/ticket/confirm", typed)
    assert page.url.path == "/my/ticket"
    types = [each["type"] for each in (await agent.get(f"/tickets/{number}/history")).json()["events"]]
    assert types.count("resolution-confirmed") == 1


async def test_of_a_ticket_that_changed_meanwhile_it_is_asked_again_and_what_was_typed_stays(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await resolved(agent)
    await come(browser, agent, number)
    typed = {**hidden(await browser.open("/my/ticket/not-solved")), "reason": "仍有异响"}
    await done(agent, number, "note")
    page = await browser.send("/my/ticket/not-solved", typed)
    assert page.status_code == 412
    assert "仍有异响" in page.text
    told = await browser.send("/my/ticket/not-solved", {**typed, **hidden(page)})
    assert "We go on with it" in told.text
    assert (await last(agent, number))["type"] == "resolution-rejected"


async def test_what_is_missing_is_said_beside_the_field(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await resolved(agent))
    page = await say(browser, "not-solved")
    assert page.status_code == 422
    assert 'aria-describedby="reason-wrong"' in page.text


async def test_a_price_is_agreed_to_as_it_was_shown(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent, "acknowledge", "quote")
    page = await come(browser, agent, number)
    assert "480.00" in page.text
    form = hidden(await browser.open("/my/ticket/agree-fee"))
    await done(agent, number, "quote", amount="600.00")
    assert (await browser.send("/my/ticket/agree-fee", form)).status_code == 412
    await say(browser, "agree-fee")
    event = await last(agent, number)
    assert (event["type"], event["data"]["quote"], event["data"]["by"]) == ("fee-accepted", 2, "张*")
    assert "agree-fee" not in (await browser.open("/my/ticket")).text


async def test_a_price_is_declined(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent, "acknowledge", "quote")
    await come(browser, agent, number)
    await say(browser, "decline-fee", reason="太贵")
    assert (await last(agent, number))["type"] == "fee-declined"


async def test_a_way_is_chosen_and_then_agreed_to(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await brought(agent, "acknowledge")
    await done(agent, number, "diagnose", found_by="on-site")
    await done(agent, number, "propose-plan")
    page = await come(browser, agent, number)
    assert "清理散热" not in page.text
    await done(supervisor, number, "approve-plan")
    await done(agent, number, "share-plan")
    page = await browser.open("/my/ticket")
    assert 'href="/my/ticket/choose"' in page.text
    await say(browser, "choose", option="B")
    assert (await last(agent, number))["data"]["option"] == "B"
    await say(browser, "agree-plan")
    assert (await last(agent, number))["type"] == "repair-consented"


async def test_a_survey_is_answered_by_the_packs_questions(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent, "acknowledge", "resolve", "send-survey")
    await come(browser, agent, number)
    form = await browser.open("/my/ticket/rate")
    asked = re.findall(r'name="(scores\.\d+)\.question" value="([\w-]+)"', form.text)
    assert len(asked) == 4
    scores = {f"{place}.question": key for place, key in asked} | {f"{place}.score": "4" for place, _ in asked}
    page = await browser.send("/my/ticket/rate", {**hidden(form), **scores, "recommend": "9", "comment": "很好"})
    assert "helps us to do better" in page.text
    event = await last(agent, number)
    assert event["type"] == "survey-answered"
    assert [each["score"] for each in event["data"]["scores"]] == [4, 4, 4, 4]
    assert event["data"]["recommend"] == 9


async def test_a_question_left_out_is_asked_again(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent, "acknowledge", "resolve", "send-survey")
    await come(browser, agent, number)
    page = await say(browser, "rate", **{"scores.0.question": "timeliness", "scores.0.score": "5"})
    assert page.status_code in (409, 422)
    assert 'value="5" checked' in page.text
    assert (await last(agent, number))["type"] == "survey-sent"


async def test_an_objection_takes_it_up_again(browser: Browser, agent: httpx.AsyncClient):
    number = await resolved(agent)
    await come(browser, agent, number)
    await say(browser, "confirm")
    await say(browser, "object", reason="同一故障又出现")
    assert (await last(agent, number))["type"] in ("objection-raised", "ticket-reopened")


async def test_help_from_afar_is_allowed_and_taken_back(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent, "acknowledge")
    await come(browser, agent, number)
    await say(browser, "allow-remote")
    assert (await last(agent, number))["type"] == "remote-assistance-authorised"
    await say(browser, "end-remote", reason="改约上门")
    assert (await last(agent, number))["type"] == "remote-assistance-refused"


async def test_another_time_for_the_visit_is_asked_for_in_one_sentence(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, act_as: As
):
    number, engineer = await brought(agent, "acknowledge", "grade"), act_as("e-003:engineer")
    await done(supervisor, number, "dispatch")
    await done(engineer, number, "accept")
    await done(engineer, number, "visit")
    await come(browser, agent, number)
    assert (await say(browser, "visit", day="2001-01-01")).status_code == 422
    await say(browser, "visit", day="2034-05-02", time="morning", why="下午不在家")
    said = (await last(agent, number))["data"]["text"]
    assert said == "Asks for the visit on 2034-05-02, in the morning. 下午不在家"


async def test_what_is_asked_of_them_stands_open_until_it_is_done(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent, "acknowledge", "request-cooperation")
    page = await come(browser, agent, number)
    assert "请安排人员开门并断电" in page.text
    await say(browser, "write", text="物业会开门")
    await done(agent, number, "provide-cooperation")
    needed = (await browser.open("/my/ticket")).text.partition('id="more"')[0]
    assert "请安排人员开门并断电" not in needed


async def test_what_is_not_open_now_leads_back_to_the_ticket(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await brought(agent))
    closed = {*DEEDS} - {"write", "allow-remote"}
    for name in closed:
        page = await browser.open(f"/my/ticket/{name}")
        assert (page.url.path, "This is how it stands now" in page.text) == ("/my/ticket", True), name
    assert (await browser.open("/my/ticket/cancel")).status_code == 404


async def test_a_form_of_another_site_says_nothing(browser: Browser, agent: httpx.AsyncClient):
    number = await resolved(agent)
    await come(browser, agent, number)
    typed = {**hidden(await browser.open("/my/ticket/confirm")), "signature": "李娜"}
    assert (await browser.send("/my/ticket/confirm", typed, origin="http://elsewhere")).status_code == 403
    assert (await last(agent, number))["type"] == "ticket-resolved"


async def test_confirming_takes_three_taps_from_the_ticket(browser: Browser, agent: httpx.AsyncClient):
    """The link, the signature, the button: nothing else is required."""
    await come(browser, agent, await resolved(agent))
    form = (await browser.open("/my/ticket/confirm")).text
    assert form.count("required") == 0
    assert len(re.findall(r'<button class="primary"', form)) == 1
