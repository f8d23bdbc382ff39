"""A letter about one ticket opens it by a link that works once, where people are told at which address."""

import re
from pathlib import Path

import pytest

from domain.notices.vocabulary import NoticeLanguage
from gongdan.console.portal.entry.admissions import Admissions
from gongdan.console.portal.entry.reception import STORE, inviting
from gongdan.notices.page import page_of
from gongdan.notices.rendering import rendered
from gongdan.settings import Settings

FACTS = {
    "number": "202405-00123",
    "code": "7K3QX-9M2PD",
    "sender": "售后服务",
    "link": "https://s.example/my/enter/abc",
}


@pytest.mark.parametrize(("language", "says"), [("zh", "打开我的工单"), ("en", "Open my ticket")])
def test_both_forms_of_the_letter_hold_it(language: NoticeLanguage, says: str):
    letter = rendered(page_of("received", FACTS, language, customer=True, urgent=False))
    assert "https://s.example/my/enter/abc" in letter.text
    assert 'href="https://s.example/my/enter/abc"' in letter.html
    assert says in letter.text


def test_without_an_address_there_is_none():
    facts = {name: said for name, said in FACTS.items() if name != "link"}
    letter = rendered(page_of("received", facts, "zh", customer=True, urgent=False))
    assert "http" not in letter.text
    assert "href" not in letter.html


async def test_a_link_is_to_the_ticket_and_lets_in_once(tmp_path: Path):
    async with inviting(Settings(home=tmp_path, public_url="https://service.example.com")) as link_of:
        assert link_of is not None
        found = re.fullmatch(r"https://service\.example\.com/my/enter/([\w-]{40,})", link_of("202405-00123"))
    assert found
    admissions = Admissions(tmp_path / STORE)
    entered = admissions.enter(found[1])
    assert entered is not None
    assert entered[1] == "202405-00123"
    assert admissions.enter(found[1]) is None
    admissions.close()


async def test_without_an_address_nothing_is_kept(tmp_path: Path):
    async with inviting(Settings(home=tmp_path)) as link_of:
        assert link_of is None
    assert not (tmp_path / STORE).exists()
