"""One-time links by which passwords are chosen, and keys that programs act with."""

from datetime import timedelta

import pytest

from api.accounts.port import ProgramKey
from api.manners.problems import ApiProblem
from gongdan.access.accounts.local import LocalAccounts
from tests.accounts.conftest import GOOD, Clock


def is_dead(accounts: LocalAccounts, link: str) -> bool:
    with pytest.raises(ApiProblem) as problem:
        accounts.link(link)
    return problem.value.code == "bad-link"


async def test_a_link_is_good_until_a_password_was_chosen_by_it(accounts: LocalAccounts):
    link = accounts.open("a-001")
    assert accounts.link(link).number == accounts.link(link).number == "a-001"
    await accounts.choose("a-001", GOOD)
    assert is_dead(accounts, link)


def test_a_link_that_was_made_later_takes_its_place(accounts: LocalAccounts):
    first, second = accounts.open("a-001"), accounts.open("a-001")
    assert is_dead(accounts, first)
    assert accounts.link(second).number == "a-001"


def test_a_link_lasts_three_days(accounts: LocalAccounts, clock: Clock):
    link = accounts.open("a-001")
    clock.move(days=3, seconds=1)
    assert is_dead(accounts, link)


def test_closing_ends_the_link(accounts: LocalAccounts):
    link = accounts.open("a-001")
    accounts.close("a-001")
    assert is_dead(accounts, link)


async def test_the_first_administrators_link_is_good_until_anybody_has_a_password(accounts: LocalAccounts):
    former, link = accounts.first_link(), accounts.first_link()
    assert is_dead(accounts, former)
    assert accounts.link(link).number is None
    accounts.open("a-001")
    assert accounts.link(link).number is None
    await accounts.choose("a-001", GOOD)
    assert is_dead(accounts, link)


def test_no_password_is_chosen_for_an_account_that_is_none_or_closed(accounts: LocalAccounts):
    accounts.open("a-002")
    accounts.close("a-002")
    assert accounts.standing("a-001") is None
    standing = accounts.standing("a-002")
    assert standing
    assert standing.state == "closed"


class TestKeys:
    """Somebody's key, for some of their roles."""

    @pytest.fixture
    def key(self, clock: Clock) -> ProgramKey:
        until = clock.at.date() + timedelta(days=1)
        return ProgramKey("0123456789abcdef", "a-001", "排班", frozenset({"agent"}), True, clock.at, until, None, False)

    def test_it_says_who_calls_and_in_which_roles(self, opened: LocalAccounts, key: ProgramKey):
        caller = opened.caller_of(opened.issue(key))
        assert (caller.id, caller.roles, caller.key, caller.reads_only) == ("a-001", key.roles, key.id, True)
        assert opened.keys("a-001")[0].used is not None

    def test_it_ends_with_its_last_day(self, opened: LocalAccounts, key: ProgramKey, clock: Clock):
        secret = opened.issue(key)
        clock.move(hours=38, minutes=59)
        assert opened.caller_of(secret)
        clock.move(minutes=1)
        with pytest.raises(ApiProblem, match="expired-key"):
            opened.caller_of(secret)

    def test_it_ends_when_it_is_revoked_or_the_account_closed(self, opened: LocalAccounts, key: ProgramKey):
        secret = opened.issue(key)
        opened.revoke(key.id)
        with pytest.raises(ApiProblem, match="expired-key"):
            opened.caller_of(secret)

    def test_closing_the_account_ends_its_keys(self, opened: LocalAccounts, key: ProgramKey):
        secret = opened.issue(key)
        opened.close("a-001")
        with pytest.raises(ApiProblem, match="expired-key"):
            opened.caller_of(secret)

    def test_asked_for_again_the_one_before_opens_nothing(self, opened: LocalAccounts, key: ProgramKey):
        former, secret = opened.issue(key), opened.issue(key)
        with pytest.raises(ApiProblem, match="bad-key"):
            opened.caller_of(former)
        assert opened.caller_of(secret).key == key.id
        assert len(opened.keys("a-001")) == 1

    @pytest.mark.parametrize("text", ["gongdan-key_", "gongdan-key_x", "gongdan-key_é"])
    def test_nonsense_is_no_key(self, opened: LocalAccounts, text: str):
        with pytest.raises(ApiProblem, match="bad-key"):
            opened.caller_of(text)
