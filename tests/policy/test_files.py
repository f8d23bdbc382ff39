"""A file of rules is told all its mistakes at once: file, line, key, what is wrong and what would be right."""

import re
import tomllib
from pathlib import Path

import pytest

from domain.calendar.shipped import shipped_text as shipped_calendar
from domain.policy.pack import Pack
from domain.policy.workable import unworkable
from gongdan.policies.files import BadRules, read_file
from tests.policy.specification import DESK

WHOLE = (
    DESK
    + """
[working_time]
hours = ["09:00-12:00", "13:30-18:00"]
[clocks.call-back]
title = { zh = "回电", en = "Call-back" }
start = { event = "survey-answered", low_score = true }
stop = "callback-made"
limit = "1 h"
[plans]
approved_before_work = ["general", "urgent"]
kinds = ["fault"]
[survey]
low = 3
questions = [
    { key = "skill", zh = "技术水平", en = "Skill" },
    { key = "effect", zh = "解决效果", en = "Effect" },
]
[targets]
satisfaction = { at_least = "85 %" }
[attachments]
media_types = ["image/png"]
"""
)
ENGLISH = re.compile(r"[A-Za-z']+ [A-Za-z']+ [a-z]+")
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


def wrong(path: Path, text: str | bytes, packs: tuple[str, ...] = ()) -> list[str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadRules) as bad:
        read_file(path, packs)
    for line in bad.value.lines("zh"):
        assert not ENGLISH.search(re.sub(r"“.*?”|例如 [^；]*|可用：.*", "", line.removeprefix(str(path)))), line
    told = [line.removeprefix(f"{path}:") for line in bad.value.lines("en")]
    assert not any(CHINESE.search(line.replace("一", "")) for line in told), told
    return told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "our-desk.toml"


def line_of(text: str, sign: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if sign in line)


def test_a_whole_file_is_read(path: Path):
    path.write_text(WHOLE)
    file = read_file(path)
    assert (file.kind, file.text) == ("policy", WHOLE)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('name = "our-desk"', 'name = "Our Desk"', "name: only a-z, 0-9 and single hyphens"),
        ('name = "our-desk"', 'name = "choice"', "name: the name 'choice' is reserved: take another"),
        ("version = 1", "version = 0", "version: it can't be less than 1"),
        ("version = 1", 'version = "1"', "version: it should be a whole number"),
        ("[clocks.call-back]", "[clock.call-back]", "clock: this key is not known (did you mean 'clocks'?)"),
        ("[attachments]", "[attachment]", "attachment: this key is not known (did you mean 'attachments'?)"),
        (
            'limit = "1 h"\nlimits',
            'limt = "1 h"\nlimits',
            "clocks.first-response.limt: this key is not known (did you mean 'limit'?)",
        ),
        (
            'limit = "1 h"\nlimits',
            'limit = "an hour"\nlimits',
            "clocks.first-response.limit: 'an hour' is no duration; write for example 10 min, 1 h, 2 days or "
            "7 working days",
        ),
        (
            'limit = "1 h"\nlimits',
            'limit = "2 working days"\nlimits',
            'clocks.first-response: working days need calendar = "working-time"',
        ),
        (
            '{ urgent = "10 min" }',
            '{ urgnt = "10 min" }',
            "clocks.first-response.limits.urgnt: the severity 'urgnt' is not declared; did you mean 'urgent'? "
            "allowed: general, urgent",
        ),
        (
            '"receipt-acknowledged"',
            '"receipt-acknowleged"',
            "clocks.first-response.stop: 'receipt-acknowleged' is no event; did you mean 'receipt-acknowledged'?",
        ),
        (
            'low_score = true }\nstop = "callback-made"\nlimit = "1 h"',
            'low_score = true }\nstop = "callback-made"',
            "clocks.call-back: it has no limit: say limit, limits, by_channel, as_agreed or due_day",
        ),
        (
            'stop = "callback-made"',
            'stop = "callback-made"\nas_agreed = true',
            "clocks.call-back: as_agreed and due_day stand alone, without another limit",
        ),
        ("low_score = true", "low_score = 1", "clocks.call-back.start.low_score: it should be true or false"),
        (
            'kinds = ["fault"]',
            'kinds = ["fualt"]',
            "plans.kinds[1]: input should be 'fault', 'consultation', 'complaint', 'return', 'exchange', 'refund' or "
            "'maintenance'; did you mean 'fault'?",
        ),
        (
            '["general", "urgent"]',
            '["general", "general"]',
            "plans.approved_before_work[2]: 'general' stands there twice",
        ),
        ("rank = 1\n", "rank = 2\n", "severities[2].rank: '2' stands there twice"),
        ("low = 3", "low = 6", "survey.low: low must lie within scale"),
        ('key = "effect"', 'key = "skill"', "survey.questions[2].key: 'skill' stands there twice"),
        ("low = 3", "scale = [5, 1]", "survey.scale: scale should be [lowest, highest], such as [1, 5]"),
        ("low = 3", "low = 3\nlow = 2", "survey.low: this key stands there twice"),
        ("low = 3", "low = 3\nchannels = []", "survey.channels: no survey could be sent: name at least one channel"),
        (
            "low = 3",
            'low = 3\ncall_back_by = "manager"',
            "survey.call_back_by: supervisors call back (the table of rights",
        ),
        (
            "[plans]\n",
            "[plans]\napproved_by = []\n",
            "plans.approved_by: nobody could approve a plan: name supervisor,",
        ),
        (
            "[plans]\n",
            '[plans]\nmeeting = { departments = ["product"] }\n',
            "plans.meeting.departments: at least two departments meet: name another, or leave the key out",
        ),
        (
            '"85 %"',
            '"most"',
            "targets.satisfaction.at_least: 'most' is no percentage; write for example 90 %",
        ),
        ('at_least = "85 %"', "", "targets.satisfaction: say one of at_least, at_most or below"),
        (
            "satisfaction = ",
            "satsfaction = ",
            "targets.satsfaction: input should be 'responded', 'solved', 'satisfaction', 'complaints-handled', "
            "'first-time-fix', 'repair-return' or 'failure'; did you mean 'satisfaction'?",
        ),
        ('"image/png"', '"png"', "attachments.media_types[1]: it should be a media type: image/png"),
        ('["image/png"]', '"image/png"', 'attachments.media_types: it should be a list such as ["a", "b"]'),
        ("13:30-18:00", "11:30-18:00", "working_time.hours: the spans must follow one another and not overlap"),
        ("13:30-18:00", "18:00-13:30", "working_time.hours[2]: '18:00-13:30' is no span of hours; write for example"),
    ],
)
def test_a_mistake_is_told_with_its_line_its_key_and_what_would_be_right(path: Path, was: str, becomes: str, said: str):
    assert WHOLE.count(was) >= 1
    text = WHOLE.replace(was, becomes, 1)
    told = wrong(path, text)
    line = told[0].split(":")[0]
    assert told[0].startswith(f"{line}: {said}"), told
    assert 1 <= int(line) <= len(text.splitlines())


def test_what_nobody_could_keep_is_not_written_any_more_and_is_read_where_it_was_published():
    for was, becomes in (
        ("low = 3", 'low = 3\ncall_back_by = "manager"'),
        ("[plans]\n", "[plans]\napproved_by = []\n"),
    ):
        pack = Pack.model_validate(tomllib.loads(WHOLE.replace(was, becomes, 1)))
        assert len([*unworkable(pack)]) == 1


def test_a_mistake_stands_on_the_line_of_its_key(path: Path):
    text = WHOLE.replace('limit = "1 h"\n[plans]', 'limit = "1 hx"\n[plans]').replace("technik", "")
    assert [told.split(":")[0] for told in wrong(path, text)] == [str(line_of(text, "1 hx"))]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(path: Path):
    text = (
        WHOLE.replace("rank = 1\n", "rank = 2\n")
        .replace("10 min", "ten min")
        .replace("survey-answered", "survey-answerd")
        .replace("low = 3", "low = 9")
        .replace("image/png", "png")
        .replace("[targets]", "[target]")
    )
    told = wrong(path, text)
    assert [each.split(": ")[1] for each in told] == [
        "severities[2].rank",
        "clocks.first-response.limits.urgent",
        "clocks.call-back.start.event",
        "survey.low",
        "target",
        "attachments.media_types[1]",
    ]
    lines = [int(each.split(":")[0]) for each in told]
    assert lines == sorted(lines)


def test_a_clock_in_working_time_needs_working_hours(path: Path):
    text = WHOLE.replace('limit = "1 h"\n[plans]', 'limit = "1 h"\ncalendar = "working-time"\n[plans]')
    text = text.replace('[working_time]\nhours = ["09:00-12:00", "13:30-18:00"]\n', "")
    line = line_of(text, "working-time")
    assert wrong(path, text) == [
        f'{line}: clocks.call-back.calendar: calendar = "working-time" needs a table [working_time]'
    ]


def test_a_missing_key_is_told_by_the_line_of_its_table(path: Path):
    text = WHOLE.replace('stop = "callback-made"\n', "")
    assert wrong(path, text) == [f"{line_of(text, '[clocks.call-back]')}: clocks.call-back.stop: this key is missing"]


def test_a_missing_title_is_told_of_the_whole_file(path: Path):
    assert wrong(path, WHOLE.replace('title = { zh = "我的部门", en = "Our desk" }\n', "", 1)) == [
        " title: this key is missing"
    ]


def test_a_broken_line_is_told_by_its_number(path: Path):
    [told] = wrong(path, WHOLE.replace("low = 3", "low = "))
    assert told.startswith(f"{line_of(WHOLE, 'low = 3')}: Invalid value")


def test_another_encoding_is_told(path: Path):
    assert wrong(path, WHOLE.encode("gb18030")) == [" it is not UTF-8"]


def test_a_missing_file_is_told(path: Path):
    with pytest.raises(BadRules, match="No such file"):
        read_file(path)


def test_a_byte_order_mark_is_no_part_of_the_text(path: Path):
    path.write_bytes(WHOLE.encode("utf-8-sig"))
    assert read_file(path).text == WHOLE


def test_a_choice_names_packs_that_there_are(tmp_path: Path):
    text = (
        'default = "handbok"\n[[rules]]\npack = "appliance"\nkind = ["fault"]\n[[rules]]\npack = "x"\nkind = ["fault"]'
    )
    assert wrong(tmp_path / "choice.toml", text, ("handbook", "appliance")) == [
        "1: default: there is no policy pack 'handbok'; did you mean 'handbook'? allowed: handbook, appliance",
        "6: rules[2].pack: there is no policy pack 'x'; allowed: handbook, appliance",
    ]


def test_a_rule_without_a_condition_is_told(tmp_path: Path):
    text = '[[rules]]\npack = "appliance"\n'
    assert wrong(tmp_path / "choice.toml", text) == ["1: rules[1]: it has no condition: add one, or take it out"]


def test_a_calendar_is_known_by_its_region(path: Path):
    path.write_text(shipped_calendar("china"))
    assert read_file(path).kind == "calendar"


def test_a_mistake_in_a_calendar_is_told(path: Path):
    text = (
        shipped_calendar("china").replace("2026-05-09", "2026-05-08").replace("first = 2025-01-28", 'first = "1.28."')
    )
    told = wrong(path, text)
    assert told == [f"{line_of(text, '1.28.')}: years[19].holidays[2].first: it should be a day, such as 2024-05-01"]
    told = wrong(path, text.replace('"1.28."', "2025-01-28"))
    assert told == [" 2026-05-08 is a working day anyway"]
