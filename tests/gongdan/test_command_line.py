"""The command line without a service: fields, moments, tables that fit, languages, and did-you-mean."""

import io
import re
import shlex
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from rich.console import Console

from api.tickets.actions import NOUNS, body_of
from api.tickets.examples import EXAMPLES
from domain.refusals import NotAllowed
from domain.rights import RIGHTS
from domain.wording import ROLES, word
from gongdan.access.acting import BadActor, acting_as
from gongdan.cli.asking import fields
from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.said import plain
from gongdan.cli.showing.terminal.fitting import Fit, fitted
from gongdan.cli.tickets.actions import PHASES, all_in_words, page_of
from gongdan.cli.tickets.options import place_of
from gongdan.failures import TEXTS, Failure
from gongdan.language import language

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGDAN_LANG", "en")


def test_dotted_fields_become_one_body():
    said = ["channel=phone", "summary=a=b", "company=true", "contact.name=张伟", "contact.phone=13812345678"]
    assert fields.body("open", said, SHANGHAI) == {
        "channel": "phone",
        "kind": "fault",
        "summary": "a=b",
        "company": True,
        "contact": {"name": "张伟", "phone": "13812345678"},
    }


def test_a_time_without_zone_is_local():
    assert fields.body("estimate", ["due=2024-05-01T12:00"], SHANGHAI) == {"due": "2024-05-01T12:00:00+08:00"}


def test_fields_add_to_what_a_file_says():
    start = {"channel": "phone", "summary": "x", "contact": {"name": "张伟"}}
    body = fields.body("open", ["contact.phone=13812345678", "summary=y"], SHANGHAI, start)
    assert (body["summary"], body["contact"]) == ("y", {"name": "张伟", "phone": "13812345678"})


@pytest.mark.parametrize(
    ("action", "said", "expected"),
    [
        ("grade", ["severty=urgent"], "did you mean 'severity'?"),
        ("grade", ["severity"], "FIELD=VALUE"),
        ("grade", ["severity=urgent"], "reason is needed"),
        ("verify", ["missing=voucher,shoes"], "missing should be one of customer-name, contact"),
        ("quote", ["amount=4.999"], "amount should have two decimals at most"),
        ("quote", ["amount=cheap"], "amount should be an amount like 480.00"),
        ("warranty", ["purchased=March"], "purchased should be 2024-03-15, or 2024-03"),
        ("log-work", ["work=repair", "steps=x", "minutes=long"], "minutes should be a whole number"),
        ("meet", ["departments=", "attendees=e-003", "outcome=x"], "departments should have 1 entries at least"),
        ("propose-plan", ["steps=x", "owner=e-003", "deadline=2024-05-02", "options=A"], "options should be a list"),
        ("pause", ["waiting_for=godot", "reason=x"], "waiting_for should be one of customer, part, third-party"),
        ("estimate", ["due=soon"], "'soon' is not a time"),
        ("open", ["channel=phone", "summary=x", "company=maybe"], "company should be true or false"),
        ("open", ["channel=sms", "summary=x"], "channel should be one of phone, chat, wechat"),
        ("open", ["channel=phone", "summary=x", "contact.phone=abc"], "contact should have a phone number"),
        ("open", ["channel=phone", "summary=x", "contact.email=abc"], "contact should have an e-mail address"),
        ("visit", ["at=2024-05-01T14:00", "until=2024-05-01T13:59"], "until is before the time in 'at'"),
        (
            "move-visit",
            ["at=2024-05-01T14:00", "by=x", "given=phone", "reason=x", "until=2024-05-01"],
            "until is before the time in 'at'",
        ),
    ],
)
def test_a_wrong_field_is_told_with_what_would_be_right(action: str, said: list[str], expected: str):
    with pytest.raises(Failure) as failure:
        fields.body(action, said, SHANGHAI)
    assert failure.value.exit_code == 2
    assert expected in failure.value.say("en")


def test_entries_that_are_wrong_in_the_same_way_are_told_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_LANG", "zh")
    with pytest.raises(Failure) as failure:
        fields.body("meet", ["departments=technical", "attendees=王,李", "outcome=x"], SHANGHAI)
    assert failure.value.say("zh").count("attendees 只能用英文字母") == 1
    assert "至少" not in failure.value.say("zh")


def test_a_text_message_opens_no_ticket_and_may_be_said_later():
    assert "sms" not in page_of("open")
    assert fields.body("communicate", ["direction=to-customer", "channel=sms", "text=x"], SHANGHAI)["channel"] == "sms"


def test_a_visit_ends_when_it_begins_or_later():
    assert fields.body("visit", ["at=2024-05-01T14:00", "until=2024-05-01T14:00"], SHANGHAI)["until"]


@pytest.mark.parametrize(
    "phone",
    [
        "13812345678",
        "+86 138-1234-5678",
        "(021) 5555.1234",
        "010-12345678转8001",
        "（０２１）５５５５１２３４",
        "12345",
    ],
)
def test_a_phone_number_may_be_written_as_people_write_it(phone: str):
    body = fields.body("open", ["channel=phone", "summary=x", f"contact.phone={phone}"], SHANGHAI)
    assert body["contact"] == {"phone": phone}


@pytest.mark.parametrize("phone", ["1234", "1" * 21, "张伟 13812345678", "13812345678 abc"])
def test_what_is_no_phone_number_is_refused(phone: str):
    with pytest.raises(Failure, match="phone number of 5 to 20 digits"):
        fields.body("open", ["channel=phone", "summary=x", f"contact.phone={phone}"], SHANGHAI)


def test_an_unknown_action_is_told_with_what_was_meant():
    with pytest.raises(Failure, match="did you mean 'dispatch'"):
        fields.action_named("dispach")


@pytest.mark.parametrize("action", ["open", *NOUNS])
def test_every_example_shown_can_be_typed(action: str):
    words = shlex.split(fields.example(action))
    said = words[words.index(action) + 1 :]
    assert fields.body(action, said, SHANGHAI) | EXAMPLES[action] == fields.body(action, said, SHANGHAI)


def test_a_list_is_typed_with_commas_of_either_language():
    for typed in ("voucher,serial", "voucher， serial", "voucher、serial", '["voucher", "serial"]'):
        assert fields.body("verify", [f"missing={typed}"], SHANGHAI) == {"missing": ["voucher", "serial"]}


def test_an_attachment_is_no_action_with_fields():
    with pytest.raises(Failure, match="gongdan ticket attach"):
        fields.action_named("attach")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_help_of_do_names_every_action_under_its_phase(monkeypatch: pytest.MonkeyPatch, language: str):
    monkeypatch.setenv("GONGDAN_LANG", language)
    phases = all_in_words().split("\n\n")
    assert len(phases) == len(PHASES) > 9
    for action in NOUNS:
        [phase] = [text for text in phases if re.search(rf"[：:、,] ?{action}( |$|,|、)", text)]
        assert word(action, chinese=language == "zh") in phase


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("action", ["open", *NOUNS])
def test_the_page_of_an_action_says_its_fields_words_and_who_may(
    monkeypatch: pytest.MonkeyPatch, action: str, language: str
):
    monkeypatch.setenv("GONGDAN_LANG", language)
    page = page_of(action)
    for name, field in body_of(action).model_fields.items():
        needed = (
            ("必填", "needed")[language == "en"] if field.is_required() else ("可选", "may be said")[language == "en"]
        )
        assert name in ("occurred", "late") or re.search(rf"^  {name}[. ].*\[{needed}\]", page, re.MULTILINE), name
    for role in RIGHTS[action]:
        assert ROLES.get(role, ("系统", "the system"))[language == "en"] in page
    assert page.splitlines()[-1].endswith(fields.example(action))


def test_the_page_of_an_action_lists_the_words_that_are_allowed():
    assert "customer, part, third-party" in page_of("pause")
    assert "several, with commas between: customer-name, contact" in page_of("verify")


def test_a_body_file_must_hold_an_object(tmp_path: Path):
    (tmp_path / "list.json").write_text("[]")
    for name in ("list.json", "none.json"):
        with pytest.raises(Failure, match=name):
            fields.body_file(tmp_path / name)


def test_moments_are_read_as_people_type_them():
    midnight = datetime(2024, 5, 1, tzinfo=SHANGHAI)
    assert moment("2024-05-01", SHANGHAI) == midnight
    assert moment("2024-05-01 00:00", SHANGHAI) == midnight
    assert moment("2024-04-30T16:00:00Z", SHANGHAI) == midnight
    with pytest.raises(Failure):
        moment("yesterday", SHANGHAI)


def test_a_narrow_screen_leaves_out_the_least_important_columns():
    headings, rows = ["工单号", "摘要", "渠道"], [["202405-00123", "设备无法启动" * 9, "电话"]]
    fit = Fit(("工单号", "摘要", "渠道"), elastic="摘要")
    for width, hidden in ((100, []), (42, ["渠道"]), (20, ["摘要"])):
        screen = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123 -- only its text is looked at
        table, left_out = fitted(screen, "表", headings, rows, fit)
        screen.print(table)
        text = screen.export_text()
        assert (hidden[0] in left_out) if hidden else left_out == []
        assert max(cell_len(line) for line in text.splitlines()) <= width
        assert "202405-00123" in text


def test_the_language_follows_the_setting_then_the_locale(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language() == "en"
    monkeypatch.delenv("GONGDAN_LANG")
    assert language() == "zh"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert language() == "en"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert language() == "zh"


def test_acting_as_somebody_needs_a_staff_number_and_a_role():
    assert acting_as("e-003") == ("e-003", "agent")
    assert acting_as("e-003:engineer") == ("e-003", "engineer")
    for text in ("", ":engineer", "张伟", "e 3", "e-003:wizard", "x" * 65):
        with pytest.raises(BadActor):
            acting_as(text)


def test_every_failure_is_one_sentence_in_both_languages():
    import string

    for code, (_, chinese, english) in TEXTS.items():
        asked = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)]
        assert asked[0] == asked[1], code
        assert all("\n" not in text for text in (chinese, english)), code


@pytest.mark.parametrize("text", ["[/] [bold", "see [red] and [E-002]", "[link=http://x]click[/link]"])
def test_a_table_shows_what_was_typed_whatever_brackets_it_has(text: str):
    screen = Console(width=120, record=True, file=io.StringIO())
    table, _ = fitted(screen, "表", ["工单号", "描述"], [["202405-00123", text]], Fit(("工单号", "描述"), "描述"))
    screen.print(table)
    assert text in screen.export_text()


def test_no_control_character_of_a_customers_reaches_the_terminal():
    assert plain("a\x1b[31mred\u202eb").plain == "a\ufffd[31mred\ufffdb"


@pytest.mark.parametrize("number", ["", "../register", "x?y=1", "a\x01b", "工单"])
def test_what_is_no_number_is_refused_before_it_names_another_place(number: str):
    with pytest.raises(NotAllowed, match="not a ticket number"):
        place_of(number)
