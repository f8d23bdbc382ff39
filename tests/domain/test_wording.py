"""Refusals read as a person would say them: codes as words, what was typed as typed, whose tickets a role may touch."""

import re

import pytest

from domain.refusals import TEXTS, Forbidden, NotAllowed, TicketNotFound
from domain.rights import RIGHTS, Person, check
from domain.ticket.commands import COMMANDS, ProposePlan
from domain.ticket.decide import decide
from domain.ticket.state import Ticket
from domain.wording import ACTIONS, word
from tests.domain.specification import LIVE, NOON, WORKING, state


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


def test_every_refusal_says_the_same_facts_in_both_languages() -> None:
    for code, (chinese, english) in TEXTS.items():
        assert set(re.findall(r"{(\w+)}", chinese)) == set(re.findall(r"{(\w+)}", english)), code
        assert chinese.endswith("。"), code
        assert english.endswith("."), code
        assert chinese != english, code


def test_every_ticket_command_has_words_in_both_languages() -> None:
    assert set(COMMANDS) <= set(ACTIONS)
    assert all(chinese != english for chinese, english in ACTIONS.values())


def test_every_action_of_the_table_of_rights_has_words_in_both_languages() -> None:
    for action in RIGHTS:
        chinese, english = ACTIONS[action]
        assert not chinese.isascii(), action
        assert english.isascii(), action
        assert "-" not in english.replace("send-in", "").replace("stand-in", "").replace("back-date", ""), action


def test_every_role_of_the_table_of_rights_has_a_word_the_program_too() -> None:
    for role in {role for rights in RIGHTS.values() for role in rights}:
        assert not word(role, chinese=True).isascii()
    assert word("system", chinese=False) == "the system"


def test_who_holds_no_such_role_today_is_told_so() -> None:
    with pytest.raises(Forbidden) as refusal:
        check(Person("a-001"), "accept", Ticket(engineer="a-001"))
    assert refusal.value.say("zh").startswith("a-001（今天不具有所选角色）不能接单；")
    assert refusal.value.say("en").startswith("a-001 (who holds no such role today) may not accept here;")


def test_an_option_that_is_called_like_an_action_stands_as_it_was_named() -> None:
    refusal = NotAllowed("no-such-option", option="repair", options=("close", "退换"))
    assert refusal.say("zh") == "方案中没有选项“repair”；可选：close、退换。"


def test_a_plan_without_its_meeting_is_refused_in_the_words_of_the_policy_pack() -> None:
    plan = ProposePlan(steps="更换主板", owner="003", deadline=NOON)
    with pytest.raises(NotAllowed) as refusal:
        decide(state(*WORKING), plan, LIVE)
    assert "此级别（紧急）" in refusal.value.say("zh")
    assert "尚未一同到会：技术、产品、服务" in refusal.value.say("zh")
    assert "severity (urgent)" in refusal.value.say("en")
