"""The command line without a service: fields, moments, tables that fit, languages, and did-you-mean."""

import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from rich.console import Console

from api.tickets.examples import EXAMPLES
from domain.refusals import NotAllowed
from domain.ticket.commands import COMMANDS
from gongdan.access.acting import BadActor, acting_as
from gongdan.cli.asking import fields
from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.fitting import Fit, fitted
from gongdan.cli.showing.said import plain
from gongdan.cli.tickets.options import place_of
from gongdan.failures import TEXTS, Failure
from gongdan.language import language

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGDAN_LANG", "en")


def test_dotted_fields_become_one_body():
    said = ["channel=phone", "summary=a=b", "company=true", "contact.name=张伟", "contact.phone=138"]
    assert fields.body("open", said, SHANGHAI) == {
        "channel": "phone",
        "kind": "fault",
        "summary": "a=b",
        "company": True,
        "contact": {"name": "张伟", "phone": "138"},
    }


def test_a_time_without_zone_is_local():
    assert fields.body("estimate", ["due=2024-05-01T12:00"], SHANGHAI) == {"due": "2024-05-01T12:00:00+08:00"}


def test_fields_add_to_what_a_file_says():
    start = {"channel": "phone", "summary": "x", "contact": {"name": "张伟"}}
    body = fields.body("open", ["contact.phone=138", "summary=y"], SHANGHAI, start)
    assert (body["summary"], body["contact"]) == ("y", {"name": "张伟", "phone": "138"})


@pytest.mark.parametrize(
    ("action", "said", "expected"),
    [
        ("grade", ["severty=urgent"], "did you mean 'severity'?"),
        ("grade", ["severity"], "FIELD=VALUE"),
        ("grade", ["severity=urgent"], "reason is needed"),
        ("grade", ["severity=bananas"], "reason is needed; severity should be one of general, important, urgent"),
        ("pause", ["waiting_for=godot", "reason=x"], "waiting_for should be one of customer, part, third-party"),
        ("estimate", ["due=soon"], "'soon' is not a time"),
        ("open", ["channel=phone", "summary=x", "company=maybe"], "company should be true or false"),
    ],
)
def test_a_wrong_field_is_told_with_what_would_be_right(action: str, said: list[str], expected: str):
    with pytest.raises(Failure) as failure:
        fields.body(action, said, SHANGHAI)
    assert failure.value.exit_code == 2
    assert expected in failure.value.say("en")


def test_an_unknown_action_is_told_with_what_was_meant():
    with pytest.raises(Failure, match="did you mean 'dispatch'"):
        fields.action_named("dispach")


@pytest.mark.parametrize("action", COMMANDS)
def test_every_example_shown_can_be_typed(action: str):
    import shlex

    words = shlex.split(fields.example(action))
    said = words[words.index(action) + 1 :]
    assert (
        fields.body(action, said, SHANGHAI).items()
        >= {name: value for name, value in EXAMPLES[action].items() if isinstance(value, str)}.items()
    )


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


@pytest.mark.parametrize("code", TEXTS)
def test_every_failure_is_one_sentence_in_both_languages(code: str):
    import string

    _, chinese, english = TEXTS[code]
    asked = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)]
    assert asked[0] == asked[1]
    assert all("\n" not in text for text in (chinese, english))


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
