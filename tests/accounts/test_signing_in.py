"""Who gets in by a password and a code, for how long, and who does not."""

import time
from pathlib import Path

import pyotp
import pytest
from argon2 import extract_parameters
from pyotp.totp import TOTP
from structlog.testing import capture_logs

from api.manners.problems import ApiProblem
from gongdan.access.accounts.attempts import OF_ACCOUNT, OF_ADDRESS, Attempts
from gongdan.access.accounts.local import LocalAccounts
from gongdan.access.accounts.passwords import LONGEST
from tests.accounts.conftest import GOOD, Clock


async def sign_in(accounts: LocalAccounts, number: str = "a-001", password: str = GOOD) -> str:
    cookie, _ = await accounts.sign_in(number, password, "192.0.2.1", "Firefox, Windows")
    return cookie


async def refused(accounts: LocalAccounts, number: str, password: str, address: str = "192.0.2.1") -> str:
    with pytest.raises(ApiProblem) as problem:
        await accounts.sign_in(number, password, address, "")
    return problem.value.code


async def test_the_right_password_opens_a_session_under_a_new_cookie_each_time(opened: LocalAccounts):
    first, second = await sign_in(opened), await sign_in(opened)
    assert first != second
    session = opened.session(first)
    assert session is not None
    assert (session.number, session.half, session.browser) == ("a-001", False, "Firefox, Windows")
    assert len(opened.sessions("a-001")) == 2


async def test_a_wrong_password_and_an_unknown_account_are_told_alike_and_take_as_long(
    opened: LocalAccounts, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str | None] = []
    verified = opened._hasher._verified  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(
        opened._hasher,  # pyright: ignore[reportPrivateUsage]
        "_verified",
        lambda kept, password: (asked.append(kept), verified(kept, password))[1],
    )
    assert await refused(opened, "a-001", "wrong") == await refused(opened, "a-999", "wrong") == "wrong-sign-in"
    assert len(asked) == 2
    assert all(kept and kept.startswith("$argon2id$") for kept in asked)


async def test_who_has_no_password_yet_or_none_any_more_does_not_get_in(opened: LocalAccounts):
    opened.open("a-002")
    assert await refused(opened, "a-002", "") == "wrong-sign-in"
    opened.close("a-001")
    assert await refused(opened, "a-001", GOOD) == "wrong-sign-in"


async def test_a_password_counts_as_a_whole_and_as_it_was_typed(opened: LocalAccounts):
    longest = "a long one " * 18 + "15"
    assert len(longest) == LONGEST
    await opened.choose("a-001", longest)
    assert await sign_in(opened, password=longest)
    for other in (f"{longest}x", longest[:-1], longest.upper()):
        assert await refused(opened, "a-001", other) == "wrong-sign-in"


async def test_ten_wrong_ones_lock_an_account_and_one_that_is_none_alike_for_a_while(opened: LocalAccounts):
    for number in ("a-001", "a-999"):
        for place in range(OF_ACCOUNT):
            assert await refused(opened, number, "wrong", f"192.0.2.{place}") == "wrong-sign-in"
        assert await refused(opened, number, GOOD, "198.51.100.1") == "too-many-sign-ins"


def test_a_lock_opens_by_itself_and_an_address_has_many_more():
    now = [1000.0]
    attempts = Attempts(lambda: now[0])
    for place in range(OF_ADDRESS):
        attempts.require_open(f"a-{place}", "192.0.2.1")
        attempts.wrong(f"a-{place}", "192.0.2.1")
    with pytest.raises(ApiProblem) as problem:
        attempts.require_open("b-001", "192.0.2.1")
    assert problem.value.details == {"minutes": 15}
    attempts.require_open("b-001", "192.0.2.2")
    now[0] += 900
    attempts.require_open("b-001", "192.0.2.1")


async def test_a_session_ends_when_it_was_idle(opened: LocalAccounts, clock: Clock):
    cookie = await sign_in(opened)
    for _ in range(3):
        clock.move(minutes=119)
        assert opened.session(cookie)
    clock.move(minutes=121)
    assert opened.session(cookie) is None


async def test_a_session_ends_when_it_is_old_however_busy(opened: LocalAccounts, clock: Clock):
    cookie = await sign_in(opened)
    for _ in range(11):
        clock.move(minutes=60)
        assert opened.session(cookie)
    clock.move(minutes=60)
    assert opened.session(cookie) is None


async def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(opened: LocalAccounts, clock: Clock):
    cookie = await sign_in(opened)
    for _ in range(2):
        clock.move(minutes=59)
        assert opened.session(cookie, seen=False)
    clock.move(minutes=3)
    assert opened.session(cookie, seen=False) is None


async def test_changing_the_password_ends_every_session_and_every_link(opened: LocalAccounts):
    link, cookie = opened.open("a-002"), await sign_in(opened)
    await opened.choose("a-002", GOOD)
    with pytest.raises(ApiProblem, match="bad-link"):
        opened.link(link)
    await opened.choose("a-001", "another good password")
    assert opened.session(cookie) is None
    assert await refused(opened, "a-001", GOOD) == "wrong-sign-in"


async def test_one_session_or_all_others_can_be_ended(opened: LocalAccounts):
    cookies = [await sign_in(opened) for _ in range(3)]
    first = opened.session(cookies[0])
    assert first
    assert opened.end("a-001", one=first.id) == 1
    second = opened.session(cookies[1])
    assert second
    assert opened.end("a-001", but=second.id) == 1
    assert [opened.session(cookie) is not None for cookie in cookies] == [False, True, False]


async def test_nobody_ends_anothers_session(opened: LocalAccounts):
    session = opened.session(await sign_in(opened))
    assert session
    assert opened.end("a-002", one=session.id) == 0


class TestWithASecondFactor:
    """To sign in takes a code."""

    @pytest.fixture
    def totp(self, opened: LocalAccounts, clock: Clock) -> TOTP:
        made = pyotp.parse_uri(opened.prepare_factor("a-001"))
        assert isinstance(made, TOTP)
        opened.check_prepared("a-001", made.at(clock.at))
        self.recovery = opened.set_factor("a-001")
        clock.move(seconds=60)
        return made

    async def test_the_code_by_which_it_was_set_is_used_up(self, opened: LocalAccounts, totp: TOTP, clock: Clock):
        clock.move(seconds=-60)
        with pytest.raises(ApiProblem, match="wrong-second-factor"):
            await opened.complete(await sign_in(opened), totp.at(clock.at), "192.0.2.1")

    async def test_the_password_opens_half_a_session_and_the_code_the_whole_under_a_new_cookie(
        self, opened: LocalAccounts, totp: TOTP, clock: Clock
    ):
        half, is_half = await opened.sign_in("a-001", GOOD, "192.0.2.1", "")
        assert is_half
        whole = await opened.complete(half, totp.at(clock.at), "192.0.2.1")
        assert whole != half
        assert opened.session(half) is None
        session = opened.session(whole)
        assert session
        assert not session.half

    async def test_a_code_counts_once(self, opened: LocalAccounts, totp: TOTP, clock: Clock):
        code = totp.at(clock.at)
        await opened.complete(await sign_in(opened), code, "192.0.2.1")
        with pytest.raises(ApiProblem, match="wrong-second-factor"):
            await opened.complete(await sign_in(opened), code, "192.0.2.1")
        clock.move(seconds=30)
        await opened.complete(await sign_in(opened), totp.at(clock.at), "192.0.2.1")

    @pytest.mark.parametrize(("off", "taken"), [(-30, True), (30, True), (-90, False), (90, False)])
    async def test_a_phones_clock_may_be_half_a_minute_off(
        self, opened: LocalAccounts, totp: TOTP, clock: Clock, off: int, *, taken: bool
    ):
        half, code = await sign_in(opened), totp.at(int(clock.at.timestamp()) + off)
        if taken:
            assert await opened.complete(half, code, "192.0.2.1")
        else:
            with pytest.raises(ApiProblem, match="wrong-second-factor"):
                await opened.complete(half, code, "192.0.2.1")

    async def test_a_recovery_code_counts_once_however_it_is_written(self, opened: LocalAccounts, totp: TOTP):
        written = self.recovery[0].lower().replace("-", " ")
        await opened.complete(await sign_in(opened), written, "192.0.2.1")
        standing = opened.standing("a-001")
        assert standing
        assert standing.recovery_codes == 9
        with pytest.raises(ApiProblem, match="wrong-second-factor"):
            await opened.complete(await sign_in(opened), written, "192.0.2.1")

    async def test_codes_can_not_be_tried_without_end(self, opened: LocalAccounts, totp: TOTP):
        half = await sign_in(opened)
        for _ in range(OF_ACCOUNT):
            with pytest.raises(ApiProblem, match="wrong-second-factor"):
                await opened.complete(half, "abcdef", "192.0.2.1")
        with pytest.raises(ApiProblem, match="too-many-sign-ins"):
            await opened.complete(half, self.recovery[0], "192.0.2.1")

    async def test_half_a_session_ends_after_five_minutes(self, opened: LocalAccounts, totp: TOTP, clock: Clock):
        half = await sign_in(opened)
        clock.move(minutes=5)
        with pytest.raises(ApiProblem, match="session-ended"):
            await opened.complete(half, totp.at(clock.at), "192.0.2.1")

    async def test_a_whole_session_is_not_completed_again(self, opened: LocalAccounts, totp: TOTP, clock: Clock):
        whole = await opened.complete(await sign_in(opened), totp.at(clock.at), "192.0.2.1")
        with pytest.raises(ApiProblem, match="session-ended"):
            await opened.complete(whole, self.recovery[0], "192.0.2.1")

    async def test_a_reset_takes_it_away(self, opened: LocalAccounts, totp: TOTP):
        opened.open("a-001")
        standing = opened.standing("a-001")
        assert standing
        assert (standing.state, standing.second_factor, standing.recovery_codes) == ("waiting", False, 0)


async def test_the_file_holds_no_secret_as_it_is(opened: LocalAccounts, tmp_path: Path, clock: Clock):
    secret = pyotp.parse_uri(opened.prepare_factor("a-001")).secret
    cookie, link = await sign_in(opened), opened.first_link()
    codes = opened.set_factor("a-001")
    kept = b"".join((tmp_path / f"accounts.db{end}").read_bytes() for end in ("", "-wal"))
    for said in (GOOD, secret, cookie, link, *codes, *(code.replace("-", "") for code in codes)):
        assert said.encode() not in kept
    assert (tmp_path / "accounts.db").stat().st_mode & 0o777 == 0o600


async def test_passwords_are_kept_by_argon2id_at_full_cost(opened: LocalAccounts):
    from gongdan.access.accounts.passwords import Hasher

    hasher, began = Hasher(), time.perf_counter()
    kept = await hasher.hash(GOOD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await hasher.fits(kept, GOOD)
    assert not await hasher.fits(kept, GOOD + " ")
    assert not await hasher.fits(None, GOOD)
    assert extract_parameters(hasher._nobodys) == extract_parameters(kept)  # pyright: ignore[reportPrivateUsage]
    assert time.perf_counter() - began > 0.01


async def test_signing_in_is_on_record_whether_it_went_well_or_not(opened: LocalAccounts):
    with capture_logs() as lines:
        await sign_in(opened)
        for _ in range(OF_ACCOUNT):
            await refused(opened, "a-001", "wrong")
        await refused(opened, "wrong password in the wrong field", "x")
    told = [(line["event"], line["by"]) for line in lines]
    assert told == [
        ("signed_in", "a-001"),
        *[("sign_in_refused", "a-001")] * OF_ACCOUNT,
        ("sign_in_locked", "a-001"),
        ("sign_in_refused", None),
    ]
