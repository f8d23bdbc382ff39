"""Group chats are told what a deployment routes to them, without names and free words; customers by the way they chose."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from consumers.notices.channels.port import Delivered, May, Message, Outcome, freely
from consumers.notices.planning.reaching import ways_of
from consumers.notices.planning.routes import Route
from domain.customer.state import Customer
from domain.notices.catalogue import KINDS
from domain.notices.identity import notice_key
from domain.notices.preferences import Preferences
from domain.staff.vocabulary import Role
from gongdan.failures import Failure
from gongdan.notices.channels import read_channels
from gongdan.notices.samples.about import sample
from gongdan.notices.settings import load_notice_settings
from gongdan.storing.store import NatsEventStore
from gongdan.toml.reading import Mistaken
from projections.store import ReadStore
from tests.notices.office import NOON, Clock, Office, member, office

ROUTE = Route("all", "wecom", frozenset({"supervisors", "technical-support"}), Preferences(channels=("wecom",)))
FILE = """\
[robots.south]
platform = "dingtalk"
key_file = "{folder}/key"
secret_file = "{folder}/secret"
audiences = ["supervisors"]
teams = ["south"]

[robots.all]
platform = "wecom"
key_file = "{folder}/key"
audiences = ["managers", "readers-of-reports"]
digest = "09:00"

[calls.sms]
url = "https://sms.example.com/send"
secret_file = "{folder}/secret"
headers = {{ Authorization = "Bearer {{secret}}" }}
body = {{ phone = "{{to}}", text = "{{text}}" }}
answer = {{ field = "code", success = ["OK", 0] }}
"""


class Kept:
    """A channel that keeps what it is given."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.taken: list[Message] = []

    async def deliver(self, message: Message, may: May = freely) -> Outcome:
        await may()
        self.taken.append(message)
        return Delivered("1")


@pytest.fixture
def chat() -> Kept:
    return Kept("wecom")


@pytest.fixture
def routed(store: NatsEventStore, read: ReadStore, clock: Clock, chat: Kept) -> Office:
    return office(store, read, clock, {"wecom": chat}, routes=(ROUTE,))


async def test_a_chat_is_told_of_a_new_ticket_and_it_is_on_record(routed: Office, chat: Kept):
    about = sample(KINDS["new-ticket"])
    await routed.tell(about)
    await routed.settle()
    [message] = chat.taken
    assert message.to == "all"
    key = notice_key(about.cause.envelope.id, "new-ticket", "robot-all", "wecom")
    assert (await routed.notice(key)).status == "sent"
    assert await routed.types_of(key) == ["notice-requested", "notice-taken", "notice-sent"]


@pytest.mark.parametrize("kind", [each.code for each in KINDS.values() if each.code != "digest"])
async def test_no_name_and_nothing_written_freely_goes_to_a_chat(routed: Office, chat: Kept, kind: str):
    about = sample(KINDS[kind])
    await routed.tell(about)
    routed.clock.pass_by(hours=20)
    await routed.settle()
    for message in chat.taken:
        for secret in ("张伟", "13812345678", "zhangwei@example.com"):
            assert secret not in message.letter.markdown


async def test_quiet_hours_hold_for_chats(store: NatsEventStore, read: ReadStore, clock: Clock, chat: Kept):
    wishes = Preferences(channels=("wecom",), quiet=(time(22), time(7)))
    everybody = frozenset(audience for kind in KINDS.values() for audience in kind.to)
    quiet = replace(ROUTE, wishes=wishes, audiences=everybody)
    kind = next(each for each in KINDS.values() if each.urgent == "never" and quiet.is_told(each, (), urgent=False))
    clock.now = NOON.replace(hour=15)  # 23:00 in Shanghai
    there = office(store, read, clock, {"wecom": chat}, routes=(quiet,))
    await there.tell(sample(kind))
    await there.settle()
    assert not chat.taken
    clock.pass_by(hours=8, minutes=1)
    await there.settle()
    assert len(chat.taken) == 1


def test_a_chat_is_told_by_audience_team_and_kind_and_never_what_is_for_customers():
    new = KINDS["new-ticket"]
    assert ROUTE.is_told(new, (), urgent=False)
    assert not replace(ROUTE, audiences=frozenset({"managers"})).is_told(new, (), urgent=False)
    south = replace(ROUTE, teams=frozenset({"south"}))
    assert south.is_told(new, ("south", "north"), urgent=False)
    assert not south.is_told(new, ("north",), urgent=False)
    assert not replace(ROUTE, kinds=frozenset({"dispatched"})).is_told(new, (), urgent=False)
    customers = replace(ROUTE, audiences=frozenset({"customer"}))
    assert not any(customers.is_told(each, (), urgent=True) for each in KINDS.values() if each.for_customer)


def test_customers_are_told_by_the_way_they_chose():
    history = sample(KINDS["received"]).history
    ways = ("email", "sms", "wechat")
    assert [way for way, _ in ways_of(None, history, ways)] == ["email"]
    assert [way for way, _ in ways_of(None, history, ("sms",))] == ["sms"]
    chosen = Customer(name="x", notices="sms")
    assert [way for way, _ in ways_of(chosen, history, ways)] == ["sms"]
    assert ways_of(chosen, history, ("email",)) == ()
    assert ways_of(Customer(name="x", notices="none"), history, ways) == ()
    assert ways_of(Customer(name="x", restricted=True), history, ways) == ()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "key").write_text("a-key\n")
    (tmp_path / "secret").write_text("a-secret\n")
    found = tmp_path / "channels.toml"
    found.write_text(FILE.format(folder=tmp_path))
    return found


def test_a_file_names_the_channels_and_their_secrets_stay_in_files(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_CHANNELS_FILE", str(file))
    said = load_notice_settings()
    assert said.channels == {"dingtalk", "wecom", "sms"}
    assert [(each.key, each.channel, each.teams) for each in said.routes] == [
        ("robot-south", "dingtalk", frozenset({"south"})),
        ("robot-all", "wecom", frozenset()),
    ]
    assert "a-key" not in repr(said.beside["wecom"])


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ('platform = "wecom"', 'platform = "slack"', "robots.all.platform"),
        ('audiences = ["supervisors"]', 'audiences = ["bosses"]', "robots.south.audiences"),
        ("https://sms.example.com/send", "http://sms.example.com/send", "calls.sms.url"),
        ('digest = "09:00"', 'kinds = ["no-such"]', "robots.all.kinds"),
        ("/secret", "/nowhere", "robots.south.secret_file"),
        ('teams = ["south"]', 'team = ["south"]', "robots.south.team"),
    ],
)
def test_what_is_wrong_is_told_with_its_key_and_line(file: Path, right: str, wrong: str, key: str):
    file.write_text(file.read_text().replace(right, wrong, 1))
    with pytest.raises(Mistaken) as mistaken:
        read_channels(file)
    assert any(each.key.startswith(key) and each.line for each in mistaken.value.found)


def test_a_service_does_not_start_with_such_a_file(file: Path, monkeypatch: pytest.MonkeyPatch):
    file.write_text("[robots]\n")
    monkeypatch.setenv("GONGDAN_CHANNELS_FILE", str(file))
    with pytest.raises(Failure):
        load_notice_settings()


async def test_only_a_customers_own_letter_says_which_ticket_answers_to_it_are_about(
    store: NatsEventStore, read: ReadStore, clock: Clock
):
    mail = Kept("email")
    there = office(store, read, clock, {"email": mail})
    there.employ(member("s-002", Role.SUPERVISOR, quiet_from="00:00", quiet_until="00:00"))
    for kind in ("received", "new-ticket"):
        await there.tell(sample(KINDS[kind]))
    await there.settle()
    assert {message.to: message.letter.ticket for message in mail.taken} == {
        "zhangwei@example.com": "202405-00123",
        "s-002@desk.example": None,
    }
