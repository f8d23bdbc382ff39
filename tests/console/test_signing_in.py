"""Who may see pages: by a token, kept in a cookie that no script reads, and gone when they sign out."""

import pytest

from tests.api.conftest import SIGNER
from tests.console.conftest import Browser


async def test_who_is_not_signed_in_is_led_back_to_the_page_they_asked_for(browser: Browser):
    asked = await browser.open("/desk/register?text=abc", follow=False)
    assert asked.status_code == 303
    assert asked.headers["location"] == "/desk/sign-in?then=%2Fdesk%2Fregister%3Ftext%3Dabc"
    answer = await browser.send(
        "/desk/sign-in",
        {"token": SIGNER.mint("m-001", ["manager"], 60), "then": "/desk/register?text=abc"},
        follow=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/register?text=abc")


async def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Browser):
    answer = await browser.send("/desk/sign-in", {"token": SIGNER.mint("m-001", ["manager"], 60)}, follow=False)
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=lax" in said


async def test_a_wrong_token_is_told_beside_its_field_and_signs_nobody_in(browser: Browser):
    answer = await browser.send("/desk/sign-in", {"token": "gongdan_x.y"})
    assert answer.status_code == 401
    assert 'id="token-wrong"' in answer.text
    assert "set-cookie" not in answer.headers


async def test_an_expired_token_is_said_to_be_so(browser: Browser):
    await browser.send("/desk/sign-in", {"token": SIGNER.mint("m-001", ["manager"], 60)})
    await browser.send("/desk/sign-out")
    answer = await browser.send("/desk/sign-in", {"token": SIGNER.mint("m-001", ["manager"], -1)})
    assert answer.status_code == 401
    assert "expired" in answer.text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/desk", "/register", "/desk/\\evil", "/desk/\n/x", ""]
)
async def test_no_link_leads_to_another_site(browser: Browser, elsewhere: str):
    token = SIGNER.mint("m-001", ["manager"], 60)
    answer = await browser.send("/desk/sign-in", {"token": token, "then": elsewhere}, follow=False)
    assert answer.headers["location"] == "/desk/tasks"


async def test_signing_out_ends_it(browser: Browser):
    await browser.sign_in("m-001:manager")
    assert (await browser.open("/desk/register", follow=False)).status_code == 200
    await browser.send("/desk/sign-out")
    assert (await browser.open("/desk/register", follow=False)).status_code == 303


async def test_forms_of_other_sites_change_nothing(browser: Browser):
    token = SIGNER.mint("m-001", ["manager"], 60)
    answer = await browser.send("/desk/sign-in", {"token": token}, origin="https://evil.example")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_only_the_operator_acts_for_others(browser: Browser):
    answer = await browser.sign_in("m-001:manager", token=SIGNER.mint("a-001", ["agent"], 60))
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_the_language_that_was_chosen_is_spoken_on_every_page(browser: Browser):
    await browser.sign_in("m-001:manager")
    answer = await browser.send("/desk/language", {"language": "zh", "then": "/desk/register"})
    assert '<html lang="zh-CN">' in answer.text
    assert "还没有工单" in answer.text
    assert '<html lang="zh-CN">' in (await browser.open("/desk/tasks")).text
    assert '<html lang="en">' in (await browser.send("/desk/language", {"language": "en", "then": "/desk/tasks"})).text
