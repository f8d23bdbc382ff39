"""What a letter says is read whatever its sender's program made of it, and nothing in it is raised for."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongdan.mailing.reading.html import text_of_html
from gongdan.mailing.reading.letter import Letter, letter_id, read_letter
from gongdan.mailing.reading.quotes import own_words
from tests.mailing.writing import bare, letter, raw, with_files
from tests.trying import tries


def test_who_wrote_what_is_read():
    read = read_letter(letter("空调不制冷\n急", subject="空调：不制冷"))
    assert (read.sender, read.name, read.subject) == ("zhang@customer.example", "张伟", "空调：不制冷")
    assert read.said == "空调不制冷\n急"
    assert read.automatic is None


@pytest.mark.parametrize(
    ("declared", "encoded"),
    [
        ("gb2312", "镕基先生".encode("gb18030")),
        ("gbk", "空调€".encode("gb18030")),
        ("gb18030", "空调".encode("gb18030")),
        ("big5", "冷氣".encode("big5")),
        ("us-ascii", "空调".encode()),
        ("utf-8", "空调".encode("gb18030")),
        ("x-unknown-charset", "空调".encode("gb18030")),
        ("zlib", "空调".encode()),
        ("utf-16", "空调".encode("utf-16")),
        ("", "空调".encode("gbk")),
    ],
)
def test_any_encoding_is_read_whatever_it_is_called(declared: str, encoded: bytes):
    said = f'Content-Type: text/plain; charset="{declared}"\r\n' if declared else ""
    read = read_letter(raw(said.encode() + b"Content-Transfer-Encoding: 8bit\r\n", encoded))
    assert read.said in ("镕基先生", "空调€", "空调", "冷氣")


def test_a_subject_in_raw_bytes_is_read():
    assert read_letter(raw("Subject: 空调坏了\r\n".encode("gb18030"), b"x")).subject == "空调坏了"
    assert read_letter(raw("Subject: 空调坏了\r\n".encode(), b"x")).subject == "空调坏了"
    assert read_letter(raw(b"Subject: =?gb2312?B?v9W198C1?= =?gb2312?B?wcs=?=\r\n", b"x")).subject.startswith("空调")
    assert read_letter(raw(b"Subject: =?no-such?B?!!!?= =?utf-8?Q?=FF=FE?=\r\n", b"x")).subject


def test_bytes_that_are_no_text_at_all_are_told_by_signs():
    assert "\ufffd" in read_letter(raw(b"Content-Type: text/plain; charset=utf-8\r\n", b"\xff\xff\x81")).text


def test_html_is_read_as_text_and_nothing_in_it_runs():
    html = (
        "<html><head><title>T</title><style>p{}</style><script>alert(1)</script></head><body><p>空调&nbsp;坏了</p>"
        "<div>第二行<br>第三行</div><img src='https://tracker.example/x.gif'><ul><li>一</li><li>二</li></ul>"
        "<blockquote>旧信</blockquote></body></html>"
    )
    assert text_of_html(html) == "空调 坏了\n第二行\n第三行\n一\n二\n> 旧信"
    read = read_letter(raw(b"Content-Type: text/html; charset=utf-8\r\n", html.encode()))
    assert "alert" not in read.text
    assert read.said == "空调 坏了\n第二行\n第三行\n一\n二"


@pytest.mark.parametrize(
    "below",
    [
        "\n\n> 您好\n> 我们已受理",
        "\n\nOn Mon, 6 May 2024 at 09:30, Service <service@desk.example> wrote:\n\n> Dear",
        "\n\nOn Mon, 6 May 2024 at 09:30, After-sales service department\n<service@desk.example> wrote:\nDear",
        "\n\n在 2024年5月6日，售后服务 <service@desk.example> 写道：\n您好",
        "\n\n------------------ 原始邮件 ------------------\n发件人: 售后",
        "\n\n-----Original Message-----\nFrom: Service\n",
        "\n\n发件人: 售后服务\n发送时间: 2024年5月6日\n收件人: 张伟\n主题: 工单",
        "\n\nFrom: Service <service@desk.example>\nSent: Monday\nTo: me\nSubject: x",
        "\n-- \n张伟\n远山科技",
        "\n\n发自我的 iPhone",
        "\n\nSent from my iPhone",
        "\n\n________________________________\n发件人: 售后",
    ],
)
def test_what_is_answered_and_signatures_are_cut(below: str):
    assert own_words(f"还是不制冷{below}") == "还是不制冷"


def test_what_only_looks_like_it_stays():
    kept = "From: the shop I had it repaired.\nIt wrote: E5 on the display.\n- one\n- two"
    assert own_words(kept) == kept
    assert own_words("> 只有引用") == "> 只有引用"


def test_files_and_letters_inside_come_by_themselves():
    read = read_letter(with_files(("铭牌.jpg", "image/jpeg", b"\xff\xd8\xff1"), ("../../x.txt", "text/plain", b"log")))
    assert [(file.name, file.claimed) for file in read.files] == [
        ("铭牌.jpg", "image/jpeg"),
        ("x.txt", "text/plain"),
    ]
    forwarded = b"Content-Type: message/rfc822\r\n"
    inside = read_letter(raw(forwarded, letter("原信")))
    assert [file.name for file in inside.files] == ["1.eml"]


@pytest.mark.parametrize(
    ("header", "value", "found"),
    [
        ("Auto_Submitted", "auto-replied", "auto-reply"),
        ("Auto_Submitted", "auto-generated", "bulk"),
        ("Auto_Submitted", "no", None),
        ("Precedence", "bulk", "bulk"),
        ("Precedence", "auto_reply", "auto-reply"),
        ("X_Auto_Response_Suppress", "All", "bulk"),
        ("X_Autoreply", "yes", "auto-reply"),
        ("List_Id", "<news.example>", "bulk"),
        ("Return_Path", "<>", "bounce"),
        ("X_Spam_Flag", "YES", "spam"),
        ("X_Spam_Flag", "NO", None),
    ],
)
def test_what_a_machine_wrote_is_told(header: str, value: str, found: str | None):
    assert read_letter(letter(**{header: value})).automatic == found


def test_absence_and_nobody_are_told_without_a_header():
    assert read_letter(letter(subject="自动回复：工单")).automatic == "auto-reply"
    assert read_letter(letter(sender="MAILER-DAEMON@x.example")).automatic == "bounce"
    assert read_letter(letter(sender="no-reply@x.example")).automatic == "bulk"


def test_the_same_letter_is_known_by_another_way():
    first = letter()
    later = b"Received: from mx2\r\nDelivered-To: other@desk.example\r\n" + first.replace(b"\r\n", b"\n")
    assert letter_id(first, "<1@x>") == letter_id(later, "<1@x>")
    assert letter_id(first, "<1@x>") != letter_id(first + b"more", "<1@x>")
    assert letter_id(first, "<1@x>") != letter_id(first, "<2@x>")


def test_letters_without_a_message_id_are_told_apart_by_who_wrote_them_to_whom_when_and_of_what():
    written = (b"From: a@x.example", b"To: service@x.example", b"Date: Fri, 27 Nov 2026 09:00:00 +0800", b"Subject: 1")
    first = read_letter(bare(*written)).id
    assert read_letter(bare(b"Received: from mx2", *written)).id == first
    others = ((*written[:place], each + b"1", *written[place + 1 :]) for place, each in enumerate(written))
    assert len({first, *(read_letter(bare(*each)).id for each in others)}) == 5


def test_a_header_is_taken_in_without_signs_that_no_text_holds():
    read = read_letter(bare(b"From: =?utf-8?B?5bygB+S8nw==?= <a@x.example>", b"Subject: no\0 cooling\x1b"))
    assert (read.subject, read.name) == ("no cooling", "张伟")


def test_only_the_judge_says_that_it_is_forged():
    said = letter(Authentication_Results="mx.desk.example; spf=pass; dmarc=fail header.from=x")
    assert read_letter(said, judge="mx.desk.example").failed_dmarc
    assert not read_letter(said, judge="mx.other.example").failed_dmarc
    assert not read_letter(said).failed_dmarc


def test_a_forged_name_is_no_address():
    assert read_letter(letter(sender='"boss@desk.example" <thief@x.example>')).sender == "thief@x.example"
    encoded = raw(b"", b"x").replace(b"zhang@customer.example", b"=?utf-8?q?boss=40desk=2Eexample?= <thief@x.example>")
    assert read_letter(encoded).sender == "thief@x.example"


@settings(max_examples=tries(20), deadline=None)
@given(st.binary(max_size=2_000))
def test_no_bytes_are_raised_for(content: bytes):
    for start in (b"", b"From: a@b.example\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"):
        assert isinstance(read_letter(start + content), Letter)


@pytest.mark.parametrize(
    "text",
    ["<div>" * 40_000, "<" * 40_000, "&" * 40_000, "<blockquote>x" * 20_000, "<svg>" * 20_000 + "</object>" * 20_000],
)
def test_hostile_html_takes_as_long_as_it_is_long(text: str):
    began = time.monotonic()
    text_of_html(text)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "text", ["On " + "a " * 50_000, "发件人:\n" * 20_000, "-" * 100_000, "> \n" * 20_000, "2024-" + " @" * 50_000]
)
def test_hostile_text_is_cut_as_fast(text: str):
    began = time.monotonic()
    own_words(text)
    assert time.monotonic() - began < 5


def test_a_letter_of_many_parts_inside_each_other_is_read():
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(90))
    assert read_letter(b"From: a@b.example\r\n" + deep + b"\r\nText").sender == "a@b.example"
