"""A ticket's files: taken in by a form in pieces, told beside the field what is wrong, given out as rights allow."""

import httpx

from tests.api.test_tickets import opened
from tests.console.conftest import Browser
from tests.stories.telling import PAPER, PHOTO


async def sent(browser: Browser, number: str, *files: tuple[str, bytes], purpose: str = "photo") -> httpx.Response:
    sent_as = [(name, content, "application/x-what-a-browser-says") for name, content in files]
    return await browser.upload(f"/desk/tickets/{number}/attach", {"purpose": purpose}, *sent_as)


async def with_a_file(browser: Browser, agent: httpx.AsyncClient) -> str:
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    assert (await sent(browser, number, ("铭牌.png", PHOTO))).status_code == 200
    return number


async def test_a_file_is_on_the_ticket_and_listed_with_its_size_and_purpose(browser: Browser, agent: httpx.AsyncClient):
    number = await with_a_file(browser, agent)
    [stored] = (await agent.get(f"/tickets/{number}")).json()["attachments"]
    assert (stored["sha256"], stored["purpose"], stored["size"]) == (PAPER, "photo", len(PHOTO))
    page = (await browser.open(f"/desk/tickets/{number}")).text
    assert f"/desk/tickets/{number}/files/{PAPER}" in page
    assert f"{len(PHOTO)} B" in page


async def test_several_come_in_one_form_and_the_same_one_once(browser: Browser, agent: httpx.AsyncClient):
    number = await with_a_file(browser, agent)
    await sent(browser, number, ("又一次.png", PHOTO), ("日志.log", "停机\n".encode()))
    stored = (await agent.get(f"/tickets/{number}")).json()["attachments"]
    assert [each["media_type"] for each in stored] == ["image/png", "text/plain"]


async def test_a_file_that_is_larger_than_a_piece_comes_in_whole(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    content = b"\n".join(b"%08d 0xE002 --boundary\r" % line for line in range(30_000))
    await sent(browser, number, ("运行.log", content))
    [stored] = (await agent.get(f"/tickets/{number}")).json()["attachments"]
    assert (await browser.open(f"/desk/tickets/{number}/files/{stored['sha256']}")).content == content


async def test_what_is_wrong_is_told_beside_the_field_and_the_files_before_it_are_kept(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    answer = await sent(browser, number, ("铭牌.png", PHOTO), ("全部.zip", b"PK\x03\x04" + bytes(100)))
    assert answer.status_code == 415
    assert 'aria-describedby="f-file-wrong"' in answer.text
    assert "铭牌.png" in answer.text
    assert len((await agent.get(f"/tickets/{number}")).json()["attachments"]) == 1


async def test_a_form_without_a_file_says_so(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    answer = await sent(browser, number, ("", b""))
    assert answer.status_code == 422
    assert 'aria-describedby="f-file-wrong"' in answer.text


async def test_what_is_no_such_form_is_refused(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    assert (await browser.send(f"/desk/tickets/{number}/attach", {"file": "x"})).status_code == 400


async def test_another_site_can_send_no_file(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    answer = await browser.upload(f"/desk/tickets/{number}/attach", {}, ("a.png", PHOTO, ""), origin="http://evil")
    assert answer.status_code == 403


async def test_who_may_add_files_gets_them_as_they_came_in_and_no_browser_runs_them(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await with_a_file(browser, agent)
    answer = await browser.open(f"/desk/tickets/{number}/files/{PAPER}")
    assert answer.content == PHOTO
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_who_only_reads_the_ticket_says_why_and_that_is_recorded(browser: Browser, agent: httpx.AsyncClient):
    number = await with_a_file(browser, agent)
    await browser.sign_in("q-001:quality")
    place = f"/desk/tickets/{number}/files/{PAPER}"
    assert "Why do you want this file?" in (await browser.open(place)).text
    assert (await browser.send(place, {"reason": " "})).status_code == 422
    assert (await browser.send(place, {"reason": "抽查"})).content == PHOTO
    events = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert events[-1]["type"] == "personal-data-unmasked"
    assert "抽查" in events[-1]["data"]["reason"]


async def test_who_may_unmask_alone_is_led_to_say_why_first(browser: Browser, agent: httpx.AsyncClient):
    number = await with_a_file(browser, agent)
    await browser.sign_in("x-001:auditor")
    asked = await browser.open(f"/desk/tickets/{number}/files/{PAPER}")
    assert asked.url.path == f"/desk/tickets/{number}/unmask"
    await browser.send(f"/desk/tickets/{number}/unmask", {"reason": "核查"})
    assert (await browser.open(f"/desk/tickets/{number}/files/{PAPER}")).content == PHOTO


async def test_who_may_not_add_files_is_offered_no_form(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("q-001:quality")
    assert 'type="file"' not in (await browser.open(f"/desk/tickets/{number}")).text
    assert (await browser.open(f"/desk/tickets/{number}/attach")).status_code == 403
    assert (await sent(browser, number, ("a.png", PHOTO))).status_code == 403
