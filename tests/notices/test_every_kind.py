"""Every kind of notice, in both languages: planned, sent, and received by a real mail server."""

import html
import re
from email.message import EmailMessage

import pytest

from consumers.notices.channels.email import EmailChannel, MailServer
from consumers.notices.rules import NoticeRules
from domain.notices.catalogue import KINDS
from domain.notices.kind import NoticeKind
from domain.notices.vocabulary import DIGEST, NoticeLanguage
from domain.staff.state import Staff
from domain.staff.vocabulary import Role
from gongdan.notices.page import page_of
from gongdan.notices.previewing import preview
from gongdan.notices.samples.about import sample
from gongdan.storing.store import NatsEventStore
from projections.store import ReadStore
from tests.notices.mailbox import SENDER, Mailbox, html_of, text_of
from tests.notices.office import Clock, Office, member, office

CUSTOMER = "zhangwei@example.com"
_TAGS = re.compile(r"<[^>]*>")
_KINDS = [kind for code, kind in KINDS.items() if code != DIGEST]
_CHINESE = re.compile("[一-鿿]")


def everybody(language: NoticeLanguage) -> list[Staff]:
    """One of each part in the process."""
    parts = (
        ("s-002", Role.SUPERVISOR, None),
        ("m-001", Role.MANAGER, None),
        ("001", Role.AGENT, None),
        ("003", Role.ENGINEER, "north"),
        ("h-001", Role.COMPLAINT_HANDLER, None),
        ("e-001", Role.EMERGENCY_TEAM, None),
        ("006", Role.ENGINEER, None),
        ("m-900", Role.ADMINISTRATOR, None),
        ("p-001", Role.DEPARTMENT_CONTACT, "product"),
    )
    return [member(number, role, team=team, language=language) for number, role, team in parts]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_kind_reaches_whom_it_is_for(
    store: NatsEventStore,
    read: ReadStore,
    clock: Clock,
    mail_server: MailServer,
    box: Mailbox,
    language: NoticeLanguage,
):
    channels = {EmailChannel.name: EmailChannel(mail_server)}
    made = office(store, read, clock, channels, NoticeRules(language=language, hourly=10_000))
    made.employ(*everybody(language))
    made.told.abouts["the ticket of the incident"] = sample(KINDS["received"])

    for kind in _KINDS:
        await made.tell(sample(kind))
    made.clock.pass_by(hours=24)  # nobody's digest or quiet hours are left
    await made.settle()

    reached: set[str] = set()
    for to, letter in box.taken:
        kind = KINDS[(await made.notice(_key_of(letter))).said.kind]
        _is_whole(letter, language)
        assert (to == CUSTOMER) == kind.for_customer or kind.code == DIGEST
        reached |= {kind.code, *await _held_in(made, _key_of(letter))}
    assert reached == KINDS.keys()


def _key_of(letter: EmailMessage) -> str:
    return "notice-" + str(letter["Message-ID"]).strip("<>").partition("@")[0]


async def _held_in(made: Office, key: str) -> list[str]:
    """The kinds in a digest."""
    items = (await made.notice(key)).said.items or ()
    return [(await made.notice(item)).said.kind for item in items]


def _is_whole(letter: EmailMessage, language: NoticeLanguage) -> None:
    text, page = text_of(letter), html.unescape(_TAGS.sub("", html_of(letter)))
    subject = str(letter["Subject"])
    assert letter["From"].addresses[0].addr_spec == SENDER
    assert letter["Message-ID"].endswith("@desk.example>")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == ("zh-CN" if language == "zh" else "en")
    assert "{" not in subject + text + page
    assert subject in page
    for line in filter(None, map(str.strip, text.splitlines())):
        told = line.removeprefix("--").removeprefix("■ ").partition("：" if language == "zh" else ": ")
        assert told[0] in page, line
    if language == "zh":
        assert _CHINESE.search(subject)


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.code)
def test_a_notice_of_nothing_but_its_number_still_reads(kind: NoticeKind):
    """What is not known of a ticket is left out, line and all."""
    numbers = dict.fromkeys(("number", "complaint", "return", "incident", "about"), "202405-00001")

    page = page_of(kind.code, numbers, "en", customer=kind.for_customer, urgent=False)

    assert all(row.value for section in page.sections for row in section.rows)
    assert page.subject.strip()


def test_what_is_read_as_one_stays_on_one_line():
    """A number, a moment, a command: a browser would break each behind a hyphen."""
    letter = preview("progress-missed", "en")

    for each in ("202405-00123", "2024-05-01 15:30", "set-notice-preferences"):
        assert f'<span style="white-space:nowrap;">{each}</span>' in letter.html
        assert each in letter.text
    assert "<span" not in letter.text
