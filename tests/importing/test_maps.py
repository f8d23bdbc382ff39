"""Map files: those that come with the program load, and each mistake is named with what would be right."""

from pathlib import Path

import pytest

from gongdan.importing.maps.finding import find_map, load_map
from gongdan.importing.texts import BadInput
from tests.importing.memory import ENGLISH

WHOLE = """
name = "desk"
[columns]
case = "Case"
activity = "Activity"
timestamp = "Time"
[timestamp]
zone = "Asia/Shanghai"
[activities]
call = "open"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.toml"


def test_the_map_of_the_help_desk_comes_with_the_program() -> None:
    assert load_map("helpdesk") == load_map("helpdesk.toml") == load_map(str(find_map("helpdesk")))
    assert load_map("helpdesk").number_of("Case 17") == "helpdesk-17"


def test_a_small_map_is_whole(path: Path) -> None:
    path.write_text(WHOLE)
    mapping = load_map(str(path))
    assert mapping.number_of("17") == "desk-17", "without a rule the case id is the number"
    assert mapping.timestamp.format == ["iso"]


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ('name = "desk"', 'name = "Desk 1"', "name: only a-z, 0-9"),
        ('name = "desk"', "", "name: this key is missing"),
        ('name = "desk"', 'name = "desk"\nderivd = []', r"derivd: this key is not known \(did you mean 'derived'\?\)"),
        ("[columns]", "[column]", r"column: this key is not known \(did you mean 'columns'\?\)"),
        ('case = "Case"', "", "columns.case is missing"),
        ('activity = "Activity"', "", "columns.activity is missing: .* or set constants.activity"),
        ('case = "Case"', 'case = "Case"\nsevrity = "x"', "columns.sevrity is not known; did you mean 'severity'"),
        ('zone = "Asia/Shanghai"', 'zone = "Asia/Shangai"', "timestamp.zone: .* did you mean 'Asia/Shanghai'"),
        ('zone = "Asia/Shanghai"', "", "timestamp.zone: this key is missing"),
        ('"open"', '"opened"', "activities.call.action: 'opened' is no action; did you mean 'open'"),
        (
            '"open"',
            '{ action = "pause", waiting_for = "nobody" }',
            "waiting_for: input should be 'customer', 'part' or",
        ),
        ('"open"', '{ action = "open", aftr = {} }', r"aftr: this key is not known \(did you mean 'after'\?\)"),
        ('"open"', '{ action = "accept", after = { done = "reopen" } }', "after.done"),
        ("[activities]", '[file]\nencoding = "utf8bad"\n[activities]', "file.encoding: 'utf8bad' is no encoding"),
        ("[activities]", "[number]\npattern = '('\nbecomes = 'desk-1'\n[activities]", "number.pattern: .* no regular"),
        ("[activities]", "[number]\npattern = '(.*)'\nbecomes = 'desk-{2}'\n[activities]", "uses a group that pattern"),
        ("[activities]", "[number]\npattern = '(.*)'\nbecomes = 'x-{1}'\n[activities]", "must start with 'desk-'"),
        *(
            (
                "[activities]",
                f'[file]\nencoding = "{name}"\n[activities]',
                f"file.encoding: '{name}' is no encoding of text",
            )
            for name in ("rot13", "base64", "bz2", "hex", "undefined", "")
        ),
        *(
            ("[activities]", f"[number]\npattern = '(?P<n>.*)'\nbecomes = 'desk-{becomes}'\n[activities]", said)
            for becomes, said in (
                ("{n.__class__}", "number: becomes = .* only use plain fields"),
                ("{n[0]}", "only use plain fields"),
                ("{1:>9}", "only use plain fields"),
                ("{1!r}", "only use plain fields"),
                ("{}", "only use plain fields"),
                ("{1", "has a brace without its other half"),
                ("{1}/x", "around the fields only A-Z"),
                ("{{{1}}}", "around the fields only A-Z"),
            )
        ),
        (
            "[activities]",
            "[values.team]\npattern = '(.*)'\nbecomes = '组{1}'\n[activities]",
            "values.team: becomes = .* around the fields only",
        ),
        ("[activities]", '[constants]\nchannel = "fone"\n[activities]', "constants.channel: 'fone' .* mean 'phone'"),
        ("[activities]", '[values.kind.words]\nx = "y"\n[activities]', "values.kind.words: 'y' is not allowed"),
        ("[activities]", "[values.team]\npattern = 'x'\n[activities]", "pattern and becomes belong together"),
        (
            "[activities]",
            '[constants]\nteam = "王芳组"\n[activities]',
            "constants.team: '王芳组' is not allowed; only A-Z",
        ),
        (
            "[activities]",
            '[values.severity.words]\n"高" = "High"\n[activities]',
            "severity.words: 'High' .* only a-z 0-9",
        ),
        ('"open"', '{ action = "escalate", to = "李主管" }', "activities.call.to: '李主管' is not allowed"),
        ("[activities]", "[activities", r"is not valid TOML: .*line 9"),
        *(
            ('zone = "Asia/Shanghai"', f'zone = "UTC"\nformat = {form}', f"timestamp.format: .*{said}")
            for form, said in (
                ('"%Q"', "'%Q' has %Q; allowed: %a %A"),
                ('["iso", "%Y-%m-%d %-H"]', "'%Y-%m-%d %-H' has %-; allowed"),
                ('"%Y-%m-%d %"', "'%Y-%m-%d %' has %; allowed"),
                ('"%H:%M"', "'%H:%M' lacks the year, the month or the day"),
                ('"%d.%m. %H:%M"', "lacks the year, the month or the day"),
                ('"%Y-%m %H:%M"', "lacks the year, the month or the day"),
                ('"%Y-W%V"', "lacks the year, the month or the day"),
                ('"ISO"', "'ISO' lacks the year"),
                ('"%Y-%m-%d %Y"', "names a part of the time twice"),
                ('"%c %Y"', "names a part of the time twice"),
                ("[]", "it can't be empty"),
                ("7", "it should be a list"),
            )
        ),
        ('case = "Case"', "case = []", "columns.case: it can't be empty"),
        ('case = "Case"', "case = 7", "columns.case: it should be a list"),
        ("[activities]", "[file]\nheader_row = 0\n[activities]", "file.header_row: it can't be less than 1"),
    ],
)
def test_a_mistake_in_a_map_is_named_with_its_file_and_key(path: Path, change: str, to: str, said: str) -> None:
    assert change in WHOLE
    path.write_text(WHOLE.replace(change, to))
    with pytest.raises(BadInput, match=said) as refused:
        load_map(str(path))
    assert str(path) in str(refused.value)
    assert not ENGLISH.search(refused.value.say("zh")), refused.value.say("zh")


@pytest.mark.parametrize(
    "form",
    ["%Y%m%d", "%d.%m.%y %I:%M %p", "%Y年%m月%d日", "%c", "%x %X", "%G-W%V-%u", "%Y-%j", "100%% %Y-%b-%d", "iso"],
)
def test_a_format_that_names_a_day_is_taken(path: Path, form: str) -> None:
    path.write_text(WHOLE.replace("[timestamp]", f'[timestamp]\nformat = "{form}"'))
    assert load_map(str(path)).timestamp.format == [form]


def test_a_missing_map_names_those_there_are() -> None:
    with pytest.raises(BadInput, match=r"There is no map helpdsk: .* comes with the program: helpdesk"):
        load_map("helpdsk")


def test_a_map_in_another_encoding_is_named(path: Path) -> None:
    path.write_bytes(WHOLE.replace("Case", "工单").encode("gb18030"))
    with pytest.raises(BadInput, match="it is not UTF-8"):
        load_map(str(path))
