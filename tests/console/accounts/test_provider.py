"""Signing in by the company's identity provider: who gets in, who does not, and what the page says then."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from prometheus_client import REGISTRY
from pyotp import parse_uri
from pyotp.totp import TOTP

from api.accounts.port import Identity
from api.service import Service
from gongdan.access.accounts.attempts import OF_ACCOUNT
from gongdan.access.accounts.local import LocalAccounts
from gongdan.access.provider import directory
from gongdan.access.provider.provider import Provider
from gongdan.access.provider.settings import ProviderSettings
from tests.accounts.conftest import GOOD
from tests.accounts.issuer import CLIENT, FIRST, SECOND, SECRET, Issuer, issuing
from tests.api.conftest import As
from tests.console.accounts.conftest import Come, link_in, opened
from tests.console.conftest import ORIGIN, Browser

SPOILED = (
    {"nonce": "x"},
    {"exp": 1},
    {"aud": "another"},
    {"iss": "https://evil.example"},
    {"azp": "another"},
    {"sub": ""},
    {"sub": 7},
)
BACK = f"{ORIGIN}/desk/sign-in/back"
pytestmark = pytest.mark.usefixtures("agent_record")


@pytest.fixture(scope="module")
def server() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def issuer(server: Issuer) -> Issuer:
    """As it is when all is well."""
    fresh = Issuer(server.address, back=(BACK,))
    for name in fresh.__dataclass_fields__:
        setattr(server, name, getattr(fresh, name))
    return server


@pytest.fixture
def said(issuer: Issuer, tmp_path: Path) -> ProviderSettings:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    return ProviderSettings(
        oidc_issuer=issuer.address,
        oidc_client_id=CLIENT,
        oidc_client_secret_file=tmp_path / "secret",
        oidc_name="公司统一认证",
        oidc_second_factor="mfa",
        public_url=ORIGIN,
    )


@pytest.fixture
async def provider(said: ProviderSettings, issuer: Issuer) -> AsyncIterator[Provider]:
    made = Provider(said, issuer.address, b"k" * 32, BACK)
    yield made
    await made.close()


@pytest.fixture
def visitor(come: Come, desk: Service, provider: Provider, accounts: LocalAccounts) -> Browser:
    accounts.address = ORIGIN
    return come(desk, ORIGIN, provider)


@pytest.fixture
async def linked(agent_record: None, administrator: Browser, visitor: Browser) -> Browser:
    """Whose one-time link was used to sign in by the provider."""
    link = link_in(await administrator.send("/desk/accounts/a-001/opening", {"key": "open"}))
    page = await visitor.open(link)
    assert f"{link}/elsewhere" in page.text
    answer = await around(visitor, f"{link}/elsewhere")
    assert answer.headers["location"] == "/desk/tasks", answer.text
    return visitor


async def sent(browser: Browser, start: str = "/desk/sign-in/elsewhere") -> str:
    """Where the browser is sent."""
    answer = await browser.open(start, follow=False)
    assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
    return answer.headers["location"]


async def signed(there: str) -> str:
    """Where the provider sends them back, once they have signed in there."""
    async with httpx.AsyncClient() as client:
        answer = await client.get(there)
    assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
    return answer.headers["location"].removeprefix(ORIGIN)


async def around(browser: Browser, start: str = "/desk/sign-in/elsewhere") -> httpx.Response:
    """There and back; what the console answers."""
    return await browser.open(await signed(await sent(browser, start)), follow=False)


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("gongdan_provider_sign_ins_total", {"outcome": outcome}) or 0.0


async def is_out(browser: Browser) -> bool:
    return (await browser.open("/desk/account", follow=False)).status_code == httpx.codes.SEE_OTHER


async def test_the_page_offers_it_only_where_it_is_set(administrator: Browser, come: Come, visitor: Browser):
    assert "Sign in with" not in (await come().open("/desk/sign-in")).text
    page = (await visitor.open("/desk/sign-in?then=%2Fdesk%2Fregister")).text
    assert "Sign in with 公司统一认证" in page
    assert "/desk/sign-in/elsewhere?then=/desk/register" in page
    assert 'name="password"' in page
    for place in ("/desk/sign-in/elsewhere", "/desk/sign-in/back"):
        assert (await come().open(place)).status_code == httpx.codes.NOT_FOUND


async def test_the_browser_is_sent_with_a_state_a_nonce_and_a_challenge_that_are_new_each_time(visitor: Browser):
    asked = [parse_qs(urlsplit(await sent(visitor)).query) for _ in range(2)]
    for each in asked:
        assert each["redirect_uri"] == [BACK]
        assert each["response_type"] == ["code"]
        assert each["code_challenge_method"] == ["S256"]
        assert each["scope"] == ["openid profile"]
        assert SECRET not in str(each)
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
        assert len(asked[0][name][0]) >= 43


async def test_who_is_linked_gets_in_under_a_new_cookie_to_the_page_that_was_asked_for(
    linked: Browser, come: Come, desk: Service, provider: Provider, accounts: LocalAccounts
):
    told = await desk.desk.events_of("account-a-001")
    assert [each.event.stored_name for each in told] == ["account-opened", "identity-linked"]
    assert told[1].envelope.actor.id == "a-001"
    right, former = counted("right"), linked._client.cookies["gongdan_session"]  # pyright: ignore[reportPrivateUsage]
    answer = await around(linked, "/desk/sign-in/elsewhere?then=%2Fdesk%2Fregister%3Ftext%3Dabc")
    assert answer.headers["location"] == "/desk/register?text=abc"
    assert linked._client.cookies["gongdan_session"] != former  # pyright: ignore[reportPrivateUsage]
    assert accounts.session(former) is None
    assert len(accounts.sessions("a-001")) == 1
    assert counted("right") == right + 1
    assert "may sign in with 公司统一认证" in (await linked.open("/desk/account")).text
    assert len(await desk.desk.events_of("account-a-001")) == 2


@pytest.mark.usefixtures("linked")
async def test_the_cookie_of_the_journey_is_kept_from_scripts_and_sealed(visitor: Browser):
    answer = await visitor.open("/desk/sign-in/elsewhere", follow=False)
    [cookie] = answer.headers.get_list("set-cookie")
    assert cookie.startswith("gongdan_way-")
    for said in ("HttpOnly", "SameSite=lax", "Max-Age=600"):
        assert said in cookie
    nonce = parse_qs(urlsplit(answer.headers["location"]).query)["nonce"][0]
    assert nonce not in cookie


@pytest.mark.usefixtures("linked")
class TestNobodyGetsIn:
    """Though the account is linked."""

    async def refused(self, browser: Browser, answer: httpx.Response, status: int, said: str) -> bool:
        """Told so beside the form to sign in with a password, and signed in nowhere."""
        assert (answer.status_code, said in answer.text) == (status, True), answer.text
        assert 'name="password"' in answer.text
        return await is_out(browser)

    @pytest.fixture
    def stranger(self, come: Come, desk: Service, provider: Provider) -> Browser:
        """The same person in a browser where nobody is signed in."""
        return come(desk, ORIGIN, provider)

    async def test_by_a_token_that_is_not_for_this_sign_in(self, stranger: Browser, issuer: Issuer):
        unproved = counted("unproved")
        for spoiled in SPOILED:
            issuer.spoiled = spoiled
            assert await self.refused(stranger, await around(stranger), 401, "could not be verified")
        assert counted("unproved") == unproved + len(SPOILED)

    async def test_by_a_key_that_the_provider_does_not_publish_though_it_is_asked_again_once(
        self, stranger: Browser, issuer: Issuer
    ):
        for name, asking in (("second", 1), (FIRST.kid, 0)):
            issuer.signed = lambda claims, name=name: jwt.encode({"alg": "RS256", "kid": name}, claims, SECOND)
            asked = issuer.asked.count("/jwks")
            assert await self.refused(stranger, await around(stranger), 401, "could not be verified")
            assert issuer.asked.count("/jwks") == asked + asking

    async def test_with_a_state_of_another_browser(self, stranger: Browser, visitor: Browser):
        """Else somebody could sign a person in as somebody else."""
        theirs = await signed(await sent(visitor))
        assert await self.refused(stranger, await stranger.open(theirs), 400, "not begun in this browser")

    async def test_with_a_state_that_was_made_up_or_is_missing(self, stranger: Browser):
        back = await signed(await sent(stranger))
        code = parse_qs(urlsplit(back).query)["code"][0]
        for state in ("", "&state=x", f"&state={'x' * 43}", "&state=é;="):
            answer = await stranger.open(f"/desk/sign-in/back?code={code}{state}")
            assert await self.refused(stranger, answer, 400, "not begun in this browser")

    async def test_by_a_code_that_was_used_already(self, stranger: Browser):
        back = await signed(await sent(stranger))
        kept = dict(stranger._client.cookies)  # pyright: ignore[reportPrivateUsage]
        assert (await stranger.open(back, follow=False)).status_code == httpx.codes.SEE_OTHER
        await stranger.send("/desk/sign-out")
        stranger._client.cookies.update(kept)  # pyright: ignore[reportPrivateUsage]
        assert await self.refused(stranger, await stranger.open(back), 400, "was used")

    @pytest.mark.slow
    async def test_by_a_code_that_another_sign_in_brought(self, stranger: Browser):
        first, second = [await signed(await sent(stranger)) for _ in range(2)]
        code = parse_qs(urlsplit(first).query)["code"][0]
        other = parse_qs(urlsplit(second).query)["code"][0]
        mixed = second.replace(f"code={other}", f"code={code}")
        assert await self.refused(stranger, await stranger.open(mixed), 401, "did not let you sign in")

    async def test_sent_back_by_another_provider(self, stranger: Browser, issuer: Issuer):
        issuer.named = "https://evil.example"
        asked = issuer.asked.count("/token")
        assert await self.refused(stranger, await around(stranger), 401, "could not be verified")
        assert issuer.asked.count("/token") == asked

    @pytest.mark.slow
    async def test_who_said_no_there(self, stranger: Browser, issuer: Issuer):
        state = parse_qs(urlsplit(await sent(stranger)).query)["state"][0]
        back = f"/desk/sign-in/back?error=access_denied&error_description=%3Cb%3E&state={state}&iss={issuer.address}"
        answer = await stranger.open(back)
        assert "<b>" not in answer.text
        assert await self.refused(stranger, answer, 401, "did not let you sign in")

    async def test_whom_no_account_is_linked_with(self, stranger: Browser, issuer: Issuer):
        issuer.who = {"sub": "1", "preferred_username": "a-001", "email": "a-001@example.com"}
        strangers = counted("stranger")
        assert await self.refused(stranger, await around(stranger), 403, "no account here is linked")
        assert counted("stranger") == strangers + 1

    @pytest.mark.slow
    async def test_whose_account_was_closed(self, stranger: Browser, administrator: Browser):
        await administrator.send("/desk/accounts/a-001/closing", {"key": "close"})
        assert await self.refused(stranger, await around(stranger), 403, "no account here is linked")

    async def test_whose_account_is_locked_by_wrong_passwords(self, stranger: Browser):
        for _ in range(OF_ACCOUNT):
            await stranger.send("/desk/sign-in", {"number": "a-001", "password": "wrong"})
        assert await self.refused(stranger, await around(stranger), 429, "try again in 15 min")

    @pytest.mark.slow
    async def test_who_works_here_no_longer(self, stranger: Browser, act_as: As):
        await act_as().post("/staff/a-001/employment-end", json={"since": "2024-06-01"})
        assert await self.refused(stranger, await around(stranger), 403, "does not work here today")

    async def test_while_the_provider_is_away_but_by_password(
        self, stranger: Browser, issuer: Issuer, provider: Provider
    ):
        there = await signed(await sent(stranger))
        issuer.down = True
        away = counted("away")
        assert await self.refused(stranger, await stranger.open(there), 503, "does not answer just now")
        provider.directory = directory.Directory(provider.directory._calls, issuer.address, lambda: 0.0)  # pyright: ignore[reportPrivateUsage]
        assert await self.refused(
            stranger, await stranger.open("/desk/sign-in/elsewhere"), 503, "does not answer just now"
        )
        assert counted("away") == away + 2
        page = await stranger.send("/desk/sign-in", {"number": "m-900", "password": GOOD})
        assert page.url.path == "/desk/system"

    @pytest.mark.slow
    async def test_who_did_not_begin_at_the_address_that_was_agreed(self, stranger: Browser, issuer: Issuer):
        async with httpx.AsyncClient() as client:
            there = (await sent(stranger)).replace("back", "evil")
            assert (await client.get(there)).status_code == httpx.codes.BAD_REQUEST


@pytest.mark.usefixtures("linked")
async def test_no_sign_in_leads_to_another_site(visitor: Browser):
    for elsewhere in ("https://evil.example/", "//evil.example/", "/desk/\\evil", "/register"):
        answer = await around(visitor, f"/desk/sign-in/elsewhere?then={elsewhere}")
        assert answer.headers["location"] == "/desk/tasks"


@pytest.mark.usefixtures("linked")
async def test_new_keys_of_the_provider_are_fetched_when_one_is_used(visitor: Browser, issuer: Issuer):
    issuer.published = [SECOND]
    issuer.signed = lambda claims: jwt.encode({"alg": "RS256", "kid": "second"}, claims, SECOND)
    assert (await around(visitor)).status_code == httpx.codes.SEE_OTHER
    asked = issuer.asked.count("/jwks")
    assert (await around(visitor)).status_code == httpx.codes.SEE_OTHER
    assert issuer.asked.count("/jwks") == asked


@pytest.mark.usefixtures("linked")
async def test_two_tabs_sign_in_at_once(visitor: Browser, accounts: LocalAccounts):
    first, second = [await signed(await sent(visitor)) for _ in range(2)]
    for back in (first, second):
        assert (await visitor.open(back, follow=False)).headers["location"] == "/desk/tasks"
    assert len(accounts.sessions("a-001")) == 1


async def test_a_link_that_another_page_sends_to_links_nobody(administrator: Browser, visitor: Browser):
    link = link_in(await administrator.send("/desk/accounts/a-001/opening", {"key": "open"}))
    client = visitor._client  # pyright: ignore[reportPrivateUsage]
    answer = await client.get(f"{link}/elsewhere", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.headers["location"] == link


async def test_another_site_signs_nobody_in_unasked(visitor: Browser):
    client = visitor._client  # pyright: ignore[reportPrivateUsage]
    answer = await client.get("/desk/sign-in/elsewhere", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.headers["location"].startswith("/desk/sign-in?then=")


async def test_who_knows_their_password_links_and_unlinks_their_account(
    administrator: Browser, come: Come, desk: Service, provider: Provider, accounts: LocalAccounts
):
    accounts.address = ORIGIN
    await opened(administrator, "a-001", come)
    browser = come(desk, ORIGIN, provider)
    await browser.send("/desk/sign-in", {"number": "a-001", "password": GOOD})
    wrong = await browser.send("/desk/account/identity", {"current": "wrong"})
    assert 'id="identity-current-wrong"' in wrong.text
    page = await browser.send("/desk/account/identity", {"current": GOOD})
    assert page.status_code == httpx.codes.OK
    there = page.text.split('class="button primary" href="')[1].split('"')[0].replace("&amp;", "&")
    done = await browser.open(await signed(there))
    assert "from now on you may sign in that way too" in done.text
    assert (await around(come(desk, ORIGIN, provider))).headers["location"] == "/desk/tasks"

    await browser.send("/desk/account/identity/removal", {"current": GOOD, "key": "1"})
    assert not await is_out(browser)
    assert len(accounts.sessions("a-001")) == 1
    assert (await around(come(desk, ORIGIN, provider))).status_code == httpx.codes.FORBIDDEN
    told = [each.event.stored_name for each in await desk.desk.events_of("account-a-001")]
    assert told == ["account-opened", "password-changed", "identity-linked", "identity-unlinked"]


async def test_one_identity_opens_one_account(
    linked: Browser, administrator: Browser, come: Come, desk: Service, provider: Provider
):
    link = link_in(await administrator.send("/desk/accounts/m-900/reset", {"key": "reset"}))
    answer = await around(come(desk, ORIGIN, provider), f"{link}/elsewhere")
    assert answer.status_code == httpx.codes.CONFLICT
    assert "linked otherwise" in answer.text


async def test_an_administrator_unlinks_and_signs_out(linked: Browser, administrator: Browser):
    page = await administrator.open("/desk/accounts/a-001")
    assert "Unlink the single sign-on" in page.text
    await administrator.send("/desk/accounts/a-001/unlinking", {"key": "unlink"})
    assert await is_out(linked)
    assert (await around(linked)).status_code == httpx.codes.FORBIDDEN


async def test_signing_out_ends_the_session_and_leads_to_the_end_of_the_other(
    linked: Browser, issuer: Issuer, accounts: LocalAccounts
):
    page = await linked.send("/desk/sign-out")
    assert accounts.sessions("a-001") == []
    assert "sign out there too" in page.text
    assert f"{issuer.address}/logout?client_id=gongdan&amp;post_logout_redirect_uri=" in page.text


class TestByStaffNumber:
    """Where a claim of the provider's is believed to be one."""

    @pytest.fixture
    def said(self, said: ProviderSettings) -> ProviderSettings:
        return said.model_copy(update={"oidc_number_claim": "employee"})

    @pytest.mark.parametrize("where", ["who", "told"])
    async def test_the_account_is_linked_when_its_owner_comes_first(
        self, administrator: Browser, visitor: Browser, issuer: Issuer, desk: Service, where: str
    ):
        await administrator.send("/desk/accounts/a-001/opening", {"key": "open"})
        getattr(issuer, where)["employee"] = "a-001"
        assert (await around(visitor)).headers["location"] == "/desk/tasks"
        told = await desk.desk.events_of("account-a-001")
        assert [each.event.stored_name for each in told] == ["account-opened", "identity-linked"]

        issuer.who = {"sub": "another", "employee": "a-001"}
        assert (await around(visitor)).status_code == httpx.codes.FORBIDDEN

    async def test_nobody_else_is_let_in(self, administrator: Browser, visitor: Browser, issuer: Issuer):
        await administrator.send("/desk/accounts/a-001/opening", {"key": "open"})
        for number in ("a-999", "", "a 001", None, 1, ["a-001"]):
            issuer.who["employee"] = number
            assert (await around(visitor)).status_code == httpx.codes.FORBIDDEN

    async def test_what_is_told_of_another_person_proves_nothing(
        self, administrator: Browser, visitor: Browser, issuer: Issuer
    ):
        issuer.told = {"sub": "another", "employee": "a-001"}
        assert (await around(visitor)).status_code == httpx.codes.UNAUTHORIZED


class TestASecondFactor:
    @pytest.fixture
    async def totp(self, administrator: Browser, come: Come, accounts: LocalAccounts, issuer: Issuer) -> TOTP:
        """Of an account that has a password, a second factor, and is linked."""
        await opened(administrator, "a-001", come)
        secret = parse_uri(accounts.prepare_factor("a-001")).secret
        accounts.set_factor("a-001")
        accounts.link_identity("a-001", Identity(issuer.address, "0af3"))
        return TOTP(secret)

    async def test_is_asked_for_here_though_the_provider_let_them_in(self, totp: TOTP, visitor: Browser):
        answer = await around(visitor)
        assert answer.headers["location"].startswith("/desk/sign-in/code?")
        assert await is_out(visitor)
        page = await visitor.send("/desk/sign-in/code", {"code": totp.now(), "then": "/desk/account"})
        assert page.url.path == "/desk/account"

    async def test_counts_that_was_asked_for_there_where_that_is_set_and_no_other_word(
        self, totp: TOTP, visitor: Browser, issuer: Issuer
    ):
        for claim, then in (
            ({"amr": ["pwd"]}, "/desk/sign-in/code"),
            ({"amr": [{}]}, "/desk/sign-in/code"),
            ({"acr": "1"}, "/desk/sign-in/code"),
            ({"acr": "mfa"}, "/desk/tasks"),
            ({"amr": ["pwd", "mfa"]}, "/desk/tasks"),
        ):
            issuer.who = {"sub": "0af3"} | claim
            assert (await around(visitor)).headers["location"].split("?")[0] == then
