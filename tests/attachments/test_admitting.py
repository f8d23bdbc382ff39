"""What is taken: by content, agreeing with the name and with what the sender says of it."""

import re

import pytest

from gongdan.attachments.admitting import arrival
from gongdan.attachments.admitting.limits import Limits
from gongdan.attachments.admitting.media import HEAD, Media
from gongdan.attachments.admitting.names import proper_name
from gongdan.attachments.refusals import AttachmentRefused
from tests.attachments.samples import DOCX, NOT_TAKEN, PNG, TAKEN


def admitted(content: bytes, name: str, claimed: str | None, limits: Limits | None = None) -> Media:
    return arrival.admitted(content, name, claimed, limits or Limits())


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_is_known_by_its_content(name: str):
    content, media_type = TAKEN[name]
    assert admitted(content, name, None).type == media_type
    assert admitted(content, "no ending", "application/octet-stream").type in (media_type, "text/plain")


@pytest.mark.parametrize("name", TAKEN)
def test_what_its_sender_rightly_says_of_it_is_no_objection(name: str):
    content, media_type = TAKEN[name]
    assert admitted(content, name, f"{media_type.upper()}; charset=utf-8").type == media_type


@pytest.mark.parametrize("name", NOT_TAKEN)
@pytest.mark.parametrize("disguise", ["", ".jpg", ".txt", ".pdf", ".mp4", ".docx"])
def test_what_is_not_taken_is_refused_under_any_name(name: str, disguise: str):
    with pytest.raises(AttachmentRefused) as refused:
        admitted(NOT_TAKEN[name], name + disguise, "image/jpeg")
    assert refused.value.code == "attachment-type-refused"
    assert "jpg" in refused.value.say("zh")


@pytest.mark.parametrize(
    ("content", "name", "right"),
    [
        (PNG, "photo.jpg", ".png"),
        (PNG, "photo.png.exe", ".png"),
        (PNG, "photo.html", ".png"),
        (b"<script>alert(1)</script>", "page.html", ".txt .log .eml .csv"),
        (b"<svg/>", "drawing.svg", ".txt .log .eml .csv"),
        (DOCX, "sheet.xlsx", ".docx"),
        (DOCX, "macros.docm", ".docx"),
        (b"%PDF-1.7", "scan.PNG", ".pdf"),
    ],
)
def test_an_ending_that_contradicts_the_content_is_refused_with_the_right_one(content: bytes, name: str, right: str):
    with pytest.raises(AttachmentRefused) as refused:
        admitted(content, name, None)
    assert refused.value.code == "attachment-ending-wrong"
    for language in ("zh", "en"):
        assert right in refused.value.say(language)
        assert name in refused.value.say(language)


def test_a_claimed_type_that_contradicts_the_content_is_refused():
    with pytest.raises(AttachmentRefused) as refused:
        admitted(PNG, "photo.png", "image/jpeg")
    assert refused.value.say("en") == (
        "The content of 'photo.png' is image/png, which the type given with it, image/jpeg, contradicts, so it was not "
        "stored: check the file, or correct the type or leave it out."
    )
    assert "image/jpeg" in refused.value.say("zh")


def test_an_empty_file_is_refused():
    with pytest.raises(AttachmentRefused) as refused:
        admitted(b"", "empty.txt", None)
    assert refused.value.say("zh") == "文件“empty.txt”是空的，未保存；请选择有内容的文件。"


def test_a_character_cut_in_two_where_the_head_ends_is_text_still():
    head = ("x" + "空" * HEAD).encode()[:HEAD]
    assert admitted(head, "long.txt", None).type == "text/plain"


def test_a_spreadsheets_csv_is_taken_as_browsers_on_windows_call_it():
    assert admitted(b"a,b\n", "readings.csv", "application/vnd.ms-excel").type == "text/csv"


@pytest.mark.parametrize(
    ("given", "proper"),
    [
        ("  照片 1.jpg ", "照片 1.jpg"),
        ("cafe\u0301.png", "caf\u00e9.png"),
        ("setup.exe. . ", "setup.exe"),
        ("👨‍👩‍👧.png", "👨‍👩‍👧.png"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_name_is_made_canonical(given: str, proper: str):
    assert proper_name(given) == proper


@pytest.mark.parametrize(
    "name",
    [
        "",
        " . ",
        "..",
        "../../etc/passwd",
        "C:\\fakepath\\a.png",
        "two\nlines.txt",
        "two\u2028lines.txt",
        "nul\0.txt",
        "photo\u202egpj.exe",
        "photo\u200b.png",
        "half\ud800.png",
        "x" * 201,
    ],
)
def test_a_name_that_hides_something_is_refused(name: str):
    with pytest.raises(AttachmentRefused) as refused:
        proper_name(name)
    assert refused.value.code == "attachment-bad-name"
    assert "200" in refused.value.say("zh")


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("10", Limits(10, 10, 10)),
        ("video=500", Limits(video=500)),
        ("picture=1, other=2", Limits(picture=1, other=2)),
        ("picture=20,video=200,other=50", Limits()),
    ],
)
def test_limits_are_set_for_all_or_for_each_kind(text: str, limits: Limits):
    assert Limits.parsed(text) == limits


@pytest.mark.parametrize("text", ["0", "many", ",", "film=3", "video=-1", "video=1,video=2", "5,6", "100000"])
def test_limits_that_mean_nothing_are_refused(text: str):
    with pytest.raises(ValueError, match=re.escape(text)):
        Limits.parsed(text)


def test_a_policy_may_want_fewer_types_and_smaller_files():
    limits = Limits.parsed("picture=20,video=200,other=50").narrowed(["image/png", "text/csv", "image/tiff"], 40)
    assert (limits.picture, limits.video, limits.other) == (20, 40, 40)
    assert admitted(PNG, "a.png", None, limits).type == "image/png"
    assert admitted(b"a,b\n", "a.csv", None, limits).type == "text/csv"
    with pytest.raises(AttachmentRefused) as refused:
        admitted(b"%PDF-1.7", "scan.pdf", None, limits)
    assert refused.value.say("en").endswith("taken are: png csv.")
