"""Letters that wait as pages: an agent reads one, lets it in, and drops another; nothing in a letter runs."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from api.app import create_app
from api.service import Service
from gongdan.console.app import Beside, create_console
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.room import LetterRoom
from gongdan.mailing.taking.intake import MailIn
from tests.console.conftest import Browser
from tests.mailing.conftest import Clock
from tests.mailing.writing import letter


@pytest.fixture
async def browser(service: Service, letters: LetterStore, clock: Clock) -> AsyncIterator[Browser]:
    there = replace(service, mail=LetterRoom(letters, clock))
    transport = httpx.ASGITransport(Beside(create_app(there), create_console(there)), raise_app_exceptions=False)
    headers = {"Accept-Language": "en"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield Browser(client)


async def test_a_letter_is_read_let_in_and_another_dropped(mail_in: MailIn, letters: LetterStore, browser: Browser):
    await mail_in.take(letter("<script>alert(1)</script> 空调不制冷", subject="空调 <b>"))
    await mail_in.take(letter("广告", message="<2@x.example>", sender="ad@x.example"))
    await browser.sign_in("a-001:agent")
    assert "/desk/intake/letters" in (await browser.open("/desk/intake")).text
    listed = (await browser.open("/desk/intake/letters")).text
    assert "from nobody we know" in listed
    assert "空调 &lt;b&gt;" in listed
    places = {each.sender: f"/desk/intake/letters/{each.id}" for each in letters.listed("waiting", None, 10)[0]}

    ours = places["zhang@customer.example"]
    read = (await browser.open(ours)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 空调不制冷" in read
    wrong = await browser.send(f"{ours}/release", {"ticket": "202405-09999"})
    assert wrong.status_code == 404
    done = await browser.send(f"{ours}/release", {"ticket": ""}, follow=False)
    assert done.status_code == 303
    assert done.headers["Location"].startswith("/desk/tickets/")

    other = places["ad@x.example"]
    assert (await browser.send(f"{other}/drop", {"reason": ""})).status_code == 422
    assert (await browser.send(f"{other}/drop", {"reason": "advertising"}, follow=False)).status_code == 303
    assert letters.counts()["waiting"] == 0
    assert "advertising" in (await browser.open("/desk/intake/letters?state=dropped")).text


async def test_without_mail_in_intake_leads_to_no_letters(service: Service):
    transport = httpx.ASGITransport(Beside(create_app(service), create_console(service)), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        browser = Browser(client)
        await browser.sign_in("a-001:agent")
        assert "/desk/intake/letters" not in (await browser.open("/desk/intake")).text
