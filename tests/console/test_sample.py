"""An auditor's sample as a page: drawn by a form, the same again, each ticket leading to its history, on record."""

import httpx
import pytest

from tests.api.test_samples import MAY, numbers
from tests.console.conftest import Browser

__all__ = ["numbers"]

PAGE = "/desk/audit/sample"
TYPED = {name: str(said) for name, said in MAY.items()}


async def test_a_sample_is_drawn_and_each_ticket_leads_to_its_history(browser: Browser, numbers: list[str]):
    await browser.sign_in("x-001:auditor")
    assert PAGE in (await browser.open("/desk/audit")).text
    first = await browser.send(PAGE, TYPED)
    second = await browser.send(PAGE, TYPED)
    assert first.url == second.url
    taken = [number for number in numbers if f'href="/desk/tickets/{number}#history"' in first.text]
    assert len(taken) == 3
    assert "3 of 5 tickets" in second.text
    assert second.text.count('<p class="what">') == 1
    assert (await browser.open(f"/desk/tickets/{taken[0]}")).status_code == 200


async def test_what_can_not_be_drawn_is_told_beside_its_field(browser: Browser):
    await browser.sign_in("x-001:auditor")
    page = await browser.send(PAGE, {**TYPED, "seed": "", "size": "0"})
    assert page.status_code == 422
    assert 'id="f-seed-wrong"' in page.text
    assert 'id="f-size-wrong"' in page.text
    assert 'value="2024-05-01"' in page.text
    reversed_ = await browser.send(PAGE, {**TYPED, "to": "2024-04-01"})
    assert reversed_.status_code == 422
    assert 'role="alert"' in reversed_.text


async def test_empty_days_say_what_to_do_and_each_visit_proposes_another_seed(browser: Browser):
    await browser.sign_in("x-001:auditor")
    pages = [(await browser.open(PAGE)).text for _ in range(2)]
    assert "Nothing was drawn yet" in pages[0]
    assert pages[0] != pages[1]
    assert "No ticket was reported in these days" in (await browser.send(PAGE, TYPED)).text


@pytest.mark.parametrize("who", ["m-001:manager", "a-001:agent"])
async def test_it_is_for_auditors(browser: Browser, agent: httpx.AsyncClient, who: str):
    await browser.sign_in(who)
    assert (await browser.open(PAGE)).status_code == 403
    assert (await browser.send(PAGE, TYPED)).status_code == 403
