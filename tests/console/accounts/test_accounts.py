"""One's own account, and everybody's for administrators: what may be done, and what it changes."""

import re
from datetime import timedelta

import httpx
import pytest

from api.accounts.port import ProgramKey
from api.service import Service
from gongdan.access.accounts.local import LocalAccounts
from tests.accounts.conftest import GOOD
from tests.console.accounts.conftest import Come, link_in, opened
from tests.console.conftest import Browser, hidden

OTHER = "another good password"
pytestmark = pytest.mark.usefixtures("agent_record")


async def test_a_changed_password_signs_out_everywhere_else(administrator: Browser, come: Come):
    browser, elsewhere = await opened(administrator, "a-001", come), come()
    await elsewhere.send("/desk/sign-in", {"number": "a-001", "password": GOOD})
    typed = {"current": GOOD, "password": OTHER, "again": OTHER}
    page = await browser.send("/desk/account/password", typed)
    assert "The password is changed" in page.text
    assert (await elsewhere.open("/desk/account", follow=False)).status_code == httpx.codes.SEE_OTHER
    assert (await come().send("/desk/sign-in", {"number": "a-001", "password": GOOD})).status_code == 401
    assert (await come().send("/desk/sign-in", {"number": "a-001", "password": OTHER})).status_code == 200


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"current": "wrong", "password": OTHER, "again": OTHER}, "password-current"),
        ({"current": GOOD, "password": "short", "again": "short"}, "password-password"),
        ({"current": GOOD, "password": OTHER, "again": "x"}, "password-again"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field_and_changes_nothing(
    administrator: Browser, come: Come, typed: dict[str, str], field: str
):
    browser = await opened(administrator, "a-001", come)
    page = await browser.send("/desk/account/password", typed)
    assert f'id="{field}-wrong"' in page.text
    assert (await come().send("/desk/sign-in", {"number": "a-001", "password": GOOD})).status_code == 200


async def test_one_sees_where_one_is_signed_in_and_ends_it_there(administrator: Browser, come: Come):
    browser, elsewhere = await opened(administrator, "a-001", come), come()
    await elsewhere.send("/desk/sign-in", {"number": "a-001", "password": GOOD})
    page = await browser.open("/desk/account")
    assert page.text.count("Firefox, Windows") == 2
    [one] = re.findall(r'name="one" value="([0-9a-f]+)"', page.text)
    done = await browser.send("/desk/account/sessions", {"one": one})
    assert done.text.count("Firefox, Windows") == 1
    assert (await elsewhere.open("/desk/account", follow=False)).status_code == httpx.codes.SEE_OTHER
    assert "sessions ended" in done.text


async def test_the_second_factor_is_removed_by_who_knows_the_password(
    administrator: Browser, come: Come, desk: Service
):
    browser = await opened(administrator, "a-001", come)
    assert desk.accounts
    desk.accounts.prepare_factor("a-001")
    desk.accounts.set_factor("a-001")
    wrong = await browser.send("/desk/account/second-factor/removal", {"current": "wrong"})
    assert 'id="factor-current-wrong"' in wrong.text
    await browser.send("/desk/account/second-factor/removal", {"current": GOOD})
    standing = desk.accounts.standing("a-001")
    assert standing
    assert not standing.second_factor


async def test_a_reset_signs_them_out_and_gives_a_link_by_which_they_come_back(administrator: Browser, come: Come):
    browser = await opened(administrator, "a-001", come)
    shown = await administrator.open("/desk/accounts/a-001")
    assert "Reset the account" in shown.text
    link = link_in(await administrator.send("/desk/accounts/a-001/reset", hidden(shown)))
    assert (await browser.open("/desk/tasks", follow=False)).status_code == httpx.codes.SEE_OTHER
    assert (await come().send("/desk/sign-in", {"number": "a-001", "password": GOOD})).status_code == 401
    assert (await browser.send(link, {"password": OTHER, "again": OTHER})).url.path == "/desk/tasks"
    assert (await come().open(link)).status_code == httpx.codes.NOT_FOUND


async def test_a_closed_account_lets_nobody_in_until_it_is_opened_again(administrator: Browser, come: Come):
    browser = await opened(administrator, "a-001", come)
    page = await administrator.send("/desk/accounts/a-001/closing", {"key": "1"})
    assert "Open the account" in page.text
    assert "account closed" in page.text
    assert (await browser.open("/desk/tasks", follow=False)).status_code == httpx.codes.SEE_OTHER
    again = await administrator.send("/desk/accounts/a-001/opening", {"key": "2"})
    assert (await browser.send(link_in(again), {"password": OTHER, "again": OTHER})).url.path == "/desk/tasks"


async def test_who_has_an_account_keeps_it_when_it_is_opened_once_more(administrator: Browser, come: Come):
    await opened(administrator, "a-001", come)
    again = await administrator.send("/desk/accounts/a-001/opening", {"key": "later"})
    assert again.status_code == httpx.codes.CONFLICT
    assert "reset it" in again.text
    assert (await come().send("/desk/sign-in", {"number": "a-001", "password": GOOD})).status_code == 200


async def test_what_was_decided_of_an_older_version_is_told_and_not_done(administrator: Browser, come: Come):
    shown = hidden(await administrator.open("/desk/accounts/a-001"))
    await opened(administrator, "a-001", come)
    late = await administrator.send("/desk/accounts/a-001/closing", shown | {"key": "late"})
    assert late.status_code == httpx.codes.PRECONDITION_FAILED
    assert (await come().send("/desk/sign-in", {"number": "a-001", "password": GOOD})).status_code == 200


async def test_a_form_sent_twice_is_done_once(administrator: Browser, come: Come, desk: Service):
    browser = await opened(administrator, "a-001", come)
    for _ in range(2):
        await browser.send("/desk/account/sessions", {"key": "same"})
    told = [each.event.stored_name for each in await desk.desk.events_of("account-a-001")]
    assert told.count("sessions-ended") == 1


async def test_accounts_are_for_administrators_and_offered_to_no_one_else(administrator: Browser, come: Come):
    agent = await opened(administrator, "a-001", come)
    assert 'href="/desk/accounts"' in (await administrator.open("/desk/accounts")).text
    assert 'href="/desk/accounts"' not in (await agent.open("/desk/account")).text
    assert (await agent.open("/desk/accounts")).status_code == httpx.codes.FORBIDDEN
    for doing in ("opening", "reset", "sign-out", "closing"):
        answer = await agent.send(f"/desk/accounts/m-900/{doing}", {"key": doing})
        assert answer.status_code == httpx.codes.FORBIDDEN, doing
    assert (await administrator.open("/desk/accounts", follow=False)).status_code == httpx.codes.OK


async def test_nobody_gets_an_account_who_is_not_on_record(administrator: Browser):
    answer = await administrator.send("/desk/accounts/x-999/opening", {"key": "1"})
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert "There is no staff number" in answer.text


async def test_with_a_token_the_page_says_how_to_get_an_account(come: Come):
    browser = come()
    await browser.sign_in("a-001:agent")
    assert "An administrator can open an account for you" in (await browser.open("/desk/account")).text


async def test_a_key_is_issued_shown_once_and_revoked(administrator: Browser, come: Come, desk: Service):
    browser = await opened(administrator, "a-001", come)
    typed = {"purpose": "roster", "roles": "agent", "days": "90", "key": "k"}
    page = await browser.send("/desk/account/keys", typed)
    found = re.search(r'value="(gongdan-key_[\w-]+)"', page.text)
    assert found, page.text
    assert found[1] not in (await browser.open("/desk/account")).text
    assert "<dd>agent</dd>" in page.text
    assert desk.accounts
    [key] = desk.accounts.keys("a-001")
    assert (key.purpose, key.roles, key.reads_only) == ("roster", frozenset({"agent"}), True)
    await browser.send("/desk/account/keys/revocation", {"program": key.id, "key": "r"})
    assert desk.accounts.keys("a-001")[0].revoked
    signing_in = await come().send("/desk/sign-in", {"token": found[1]})
    assert signing_in.status_code == httpx.codes.UNAUTHORIZED


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"purpose": "", "roles": "agent"}, 'id="purpose-wrong"'),
        ({"purpose": "x", "roles": "manager"}, "that you hold"),
    ],
)
async def test_a_key_that_can_not_be_is_told(
    administrator: Browser, come: Come, desk: Service, typed: dict[str, str], said: str
):
    browser = await opened(administrator, "a-001", come)
    page = await browser.send("/desk/account/keys", typed)
    assert page.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert said in page.text
    assert desk.accounts
    assert desk.accounts.keys("a-001") == []


async def test_an_administrator_sees_the_keys_of_somebody_and_revokes_one(
    administrator: Browser, come: Come, accounts: LocalAccounts
):
    browser = await opened(administrator, "a-001", come)
    await browser.send("/desk/account/keys", {"purpose": "排班系统", "roles": "agent", "days": "90", "key": "1"})
    page = await administrator.open("/desk/accounts/a-001")
    assert "排班系统" in page.text
    [program] = re.findall(r'name="program" value="([0-9a-f]+)"', page.text)
    done = await administrator.send("/desk/accounts/a-001/key", {"program": program, "key": "2"})
    assert 'name="program"' not in done.text
    assert "counts no more" in (await browser.open("/desk/account")).text
    assert [each.revoked for each in accounts.keys("a-001")] == [True]
    assert (await browser.send("/desk/accounts/a-001/key", {"program": program})).status_code == 403
    assert (await administrator.send("/desk/accounts/a-001/key", {"key": "3"})).status_code == httpx.codes.NOT_FOUND


async def test_a_key_that_ends_within_a_fortnight_is_marked(
    administrator: Browser, come: Come, accounts: LocalAccounts
):
    browser, today = await opened(administrator, "a-001", come), accounts.now()
    for place, days in enumerate((5, 60)):
        until = (today + timedelta(days=days)).date()
        roles = frozenset({"agent"})
        accounts.issue(ProgramKey(f"{place:016x}", "a-001", "排班", roles, True, today, until, None, False))
    assert (await browser.open("/desk/account")).text.count("ends soon") == 1


async def test_a_reset_leaves_keys_and_says_so_and_an_administrator_revokes_them_all(
    administrator: Browser, come: Come, accounts: LocalAccounts
):
    browser = await opened(administrator, "a-001", come)
    for purpose in ("roster", "billing"):
        await browser.send("/desk/account/keys", {"purpose": purpose, "roles": "agent", "key": purpose})
    reset = await administrator.send("/desk/accounts/a-001/reset", {"key": "1"})
    assert "Programs still act for them" in reset.text
    assert [each.revoked for each in accounts.keys("a-001")] == [False, False]
    done = await administrator.send("/desk/accounts/a-001/revoking", {"key": "2"})
    assert "Revoke all keys" not in done.text
    assert [each.revoked for each in accounts.keys("a-001")] == [True, True]
    assert (await browser.send("/desk/accounts/a-001/revoking", {"key": "3"}, follow=False)).status_code == 303
