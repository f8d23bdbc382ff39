"""Several notices in one letter: one for each person whatever else waits, with all that each has to say and what holds for it."""

from dataclasses import replace

from consumers.notices.planning.about import About
from domain.notices.catalogue import KINDS
from domain.staff.vocabulary import Role
from gongdan.notices.samples.about import sample
from tests.notices.mailbox import Mailbox, html_of, text_of
from tests.notices.office import Office, member
from tests.notices.test_holding_back import MORNING, NIGHT


def another(about: About, number: int) -> About:
    """The same, happened once more."""
    envelope = about.cause.envelope.model_copy(update={"id": f"00000000-0000-5000-8000-{number:012}"})
    return replace(about, cause=replace(about.cause, envelope=envelope))


async def test_whoever_else_waits_each_gets_one_letter(desk_office: Office, box: Mailbox):
    people = [member(f"s-1{number:02}", Role.SUPERVISOR, digest="09:00") for number in range(14)]
    desk_office.employ(*people)
    for number in range(6):
        await desk_office.tell(another(sample(KINDS["service-restored"]), number))
    desk_office.clock.pass_by(hours=21)
    await desk_office.settle()

    assert {each.number: len(box.to(f"{each.number}@desk.example")) for each in people} == {
        each.number: 1 for each in people
    }


async def test_each_says_what_is_asked_of_its_reader(desk_office: Office, box: Mailbox):
    desk_office.clock.now = NIGHT
    for code in ("survey", "word-awaited"):
        await desk_office.tell(sample(KINDS[code]))
    desk_office.clock.now = MORNING
    await desk_office.settle()

    [(_, letter)] = box.taken
    for text in (text_of(letter), html_of(letter)):
        assert "请直接回复分数" in text
        assert "工单会按“未获答复”结案" in text


async def test_one_that_may_not_have_arrived_is_sent_again_where_any_in_it_would_be(desk_office: Office, box: Mailbox):
    desk_office.employ(member("s-002", Role.SUPERVISOR))
    desk_office.clock.now = NIGHT
    for code in ("service-restored", "complaint-raised"):
        await desk_office.tell(sample(KINDS[code]))
    box.mood, desk_office.clock.now = "hangs-up", MORNING
    await desk_office.settle()

    [(_, letter)] = box.taken
    key = "notice-" + str(letter["Message-ID"]).strip("<>").partition("@")[0]
    assert (await desk_office.types_of(key))[-1] == "notice-resent"
