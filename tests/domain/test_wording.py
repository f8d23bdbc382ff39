"""Refusals read as a person would say them: codes as words, what was typed as typed, whose tickets a role may touch."""

import re

import pytest

from domain.refusals import TEXTS, Forbidden, TicketNotFound
from domain.rights import Person, check
from domain.ticket.commands import COMMANDS
from domain.ticket.state import Ticket
from domain.wording import ACTIONS


def test_what_people_typed_stands_as_typed_though_it_be_the_code_of_an_action() -> None:
    assert TicketNotFound("open").say("zh") == "没有工单 open；请核对工单号。"


def test_who_may_act_on_own_tickets_only_is_told_so() -> None:
    with pytest.raises(Forbidden) as refusal:
        check(Person("e-001", frozenset({"engineer"})), "visit", Ticket(engineer="e-003"))
    assert refusal.value.say("zh") == "e-001（工程师）不能约定上门；可由以下角色办理：工程师（限本人工单）。"
    assert refusal.value.say("en") == "e-001 (engineer) may not visit here; who may: engineer (own tickets)."


def test_the_local_operator_is_named_in_words() -> None:
    with pytest.raises(Forbidden) as refusal:
        check(Person("operator", frozenset({"clerk"})), "dispatch", Ticket())
    assert refusal.value.say("zh").startswith("本机操作员（文员）不能派单")


@pytest.mark.parametrize("code", TEXTS)
def test_every_refusal_says_the_same_facts_in_both_languages(code: str) -> None:
    chinese, english = TEXTS[code]
    assert set(re.findall(r"{(\w+)}", chinese)) == set(re.findall(r"{(\w+)}", english))
    assert chinese.endswith("。")
    assert english.endswith(".")
    assert chinese != english


def test_every_ticket_command_has_words_in_both_languages() -> None:
    assert set(COMMANDS) <= set(ACTIONS)
    assert all(chinese != english for chinese, english in ACTIONS.values())
