"""The packs of a deployment: the shipped ones, the department's own, the choice among them, and copies."""

from pathlib import Path

import pytest

from domain.ticket.commands import OpenTicket
from domain.ticket.vocabulary import Channel
from gongdan.failures import Failure
from gongdan.policies.copying import copied, renamed
from gongdan.policies.files import BadRules, read_file
from gongdan.policies.library import known_names, library, shipped
from tests.policy.specification import DESK

REPORT = OpenTicket(channel=Channel.PHONE, summary="不制冷")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "policies"
    made.mkdir()
    return made


def refusal(home: Path) -> list[str]:
    with pytest.raises(BadRules) as bad:
        library(home)
    return [line.removeprefix(str(home)) for line in bad.value.lines("en")]


def test_without_a_folder_there_are_the_shipped_packs(tmp_path: Path):
    assert [*library(tmp_path).packs] == ["handbook", "appliance", "service-plan", "software-support"]


def test_a_departments_pack_lies_in_the_folder(folder: Path):
    (folder / "desk.toml").write_text(DESK)
    held = library(folder.parent).named("our-desk")
    assert (held.pack.ref, held.shipped, held.path) == ("our-desk@1", False, folder / "desk.toml")


def test_the_choice_gives_a_ticket_its_pack(folder: Path):
    (folder / "desk.toml").write_text(DESK)
    (folder / "choice.toml").write_text('default = "appliance"\n[[rules]]\npack = "our-desk"\nchannel = ["phone"]\n')
    policies = library(folder.parent).policies
    assert policies.chosen(REPORT).ref == "our-desk@1"
    assert policies.chosen(REPORT.model_copy(update={"channel": Channel.EMAIL})).ref == "appliance@2"


def test_an_unknown_pack_is_refused_with_what_was_meant(tmp_path: Path):
    with pytest.raises(Failure, match="did you mean 'appliance'"):
        library(tmp_path).named("aplliance")


def test_all_files_are_told_their_mistakes_at_once(folder: Path):
    (folder / "a.toml").write_text(DESK.replace('"1 h"', '"1 hx"'))
    (folder / "b.toml").write_text("name = ")
    (folder / "choice.toml").write_text('default = "nothing"')
    told = refusal(folder.parent)
    assert [line.split(": ")[0] for line in told] == [
        "/policies/a.toml:21",
        "/policies/b.toml:1",
        "/policies/choice.toml:1",
    ]


def test_two_packs_do_not_share_a_name(folder: Path):
    (folder / "a.toml").write_text(DESK)
    (folder / "b.toml").write_text(DESK.replace("version = 1", "version = 2"))
    assert refusal(folder.parent) == [
        f"/policies/b.toml:2: name: 'our-desk' is the name of {folder / 'a.toml'} already"
    ]


def test_a_changed_text_does_not_go_by_a_shipped_name(folder: Path):
    (folder / "handbook.toml").write_text(shipped()["handbook"].text.replace('"1 h"', '"3 h"', 1))
    [told] = refusal(folder.parent)
    assert "name: 'handbook' comes with the program and can't be changed: copy it under a name of your own" in told


def test_a_shipped_text_itself_may_lie_in_the_folder(folder: Path):
    (folder / "handbook.toml").write_text(shipped()["handbook"].text)
    assert library(folder.parent).named("handbook").sha256 == shipped()["handbook"].sha256


def test_packs_without_a_mistake_are_known_while_another_has_some(folder: Path):
    (folder / "a.toml").write_text(DESK)
    (folder / "b.toml").write_text("name = ")
    assert known_names(folder.parent)[-1] == "our-desk"


@pytest.mark.parametrize("name", shipped())
def test_a_copy_differs_in_its_name_and_that_it_is_the_first(name: str, folder: Path):
    held = shipped()[name]
    made = copied(held, folder / "our-desk.toml", None, library(folder.parent))
    copy = library(folder.parent).named(made)
    assert copy.pack == held.pack.model_copy(update={"name": "our-desk", "version": 1})
    assert len(copy.text.splitlines()) == len(held.text.splitlines())
    changed = [line for line in copy.text.splitlines() if line not in held.text.splitlines()]
    assert [line.split(" #")[0].rstrip() for line in changed] == ['name = "our-desk"', "version = 1"][: len(changed)]
    assert len(changed) == 1 + (held.pack.version > 1)


def test_a_copy_begins_at_version_one():
    text = DESK.replace("version = 1", "version = 7 # raised often")
    assert "\nversion = 1 # raised often\n" in renamed(text, "other")


def test_a_copy_never_overwrites_a_file(folder: Path):
    (folder / "our-desk.toml").write_text("mine")
    with pytest.raises(Failure, match="was left alone"):
        copied(shipped()["handbook"], folder / "our-desk.toml", "other", library(folder.parent.parent))
    assert (folder / "our-desk.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("file", "code"), [("我的部门.toml", "policy-name-needed"), ("handbook.toml", "policy-name-taken")]
)
def test_a_copy_has_a_name_of_its_own(file: str, code: str, folder: Path):
    with pytest.raises(Failure) as failure:
        copied(shipped()["handbook"], folder / file, None, library(folder.parent))
    assert failure.value.code == code
    assert not (folder / file).exists()


def test_a_name_may_be_given_for_any_file(folder: Path):
    assert copied(shipped()["handbook"], folder / "我的部门.toml", "our-desk", library(folder.parent)) == "our-desk"
    assert read_file(folder / "我的部门.toml").kind == "policy"
