"""A file of ids that can't be compared is one clear error that says where, and no wrong answer."""

from pathlib import Path

import pytest

from gongdan.cli.feed.reading import verify
from gongdan.cli.proving.evidence import aggregate_of
from gongdan.failures import Failure


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a-1\n{broken", "line 2 is neither"),
        (b'{"specversion": "1.0"}', "line 1 is neither"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (None, "ids.txt can't be compared"),
    ],
)
def test_what_holds_no_ids_is_said_to_hold_none(content: bytes | None, why: str, tmp_path: Path):
    path = tmp_path / "ids.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Failure) as refused:
        verify(path)
    assert why in refused.value.say("en")


@pytest.mark.parametrize(
    ("number", "aggregate"),
    [
        ("202405-00001", "ticket-202405-00001"),
        ("HD-7", "ticket-HD-7"),
        ("return-R202405-0001", "return-R202405-0001"),
        ("ticket-202405-00001", "ticket-202405-00001"),
    ],
)
def test_an_imported_number_with_letters_is_a_tickets(number: str, aggregate: str):
    assert aggregate_of(number) == aggregate
