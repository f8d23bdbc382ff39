"""What-if as a page: asked for first, both sides beside each other, verdicts that change, for who may judge."""

from tests.api.conftest import As
from tests.api.test_what_if import numbers
from tests.console.conftest import Browser

__all__ = ["numbers"]

PAGE = "/desk/what-if"


async def test_a_verdict_that_would_be_another_leads_to_its_ticket(browser: Browser, act_as: As, numbers: list[str]):
    await act_as("m-001:manager").get(
        "/what-if", params={"period": "2024-05", "policy": "service-plan", "after": "now"}
    )
    await browser.sign_in("m-001:manager")
    page = (await browser.open(f"{PAGE}?period=2024-05&policy=service-plan@1")).text
    assert "service-plan@1" in page
    assert f"/desk/tickets/{numbers[1]}" in page
    assert f"/desk/tickets/{numbers[0]}" not in page
    assert "2 met, 1 missed" in page
    assert "1 met, 2 missed" in page


async def test_nothing_is_judged_before_a_pack_is_chosen_and_an_empty_month_says_so(browser: Browser):
    await browser.sign_in("m-001:manager")
    assert "Choose a period and a pack" in (await browser.open(PAGE)).text
    assert "Nothing to judge" in (await browser.open(f"{PAGE}?period=2023-05&policy=service-plan@1")).text


async def test_what_cannot_be_judged_is_said_and_who_may_not_judge_does_not(browser: Browser):
    await browser.sign_in("m-001:manager")
    for wrong, status in (("policy=bogus", 409), ("policy=A", 422), ("period=2024-13&policy=service-plan", 422)):
        assert (await browser.open(f"{PAGE}?{wrong}")).status_code == status, wrong
    await browser.sign_in("a-001:agent")
    assert (await browser.open(PAGE)).status_code == 403
