"""What ``gongdan check`` makes of the packs that tickets are under, and of the choice among them."""

from pathlib import Path
from typing import Any

from gongdan.service.questions import policies
from gongdan.service.questions.finding import Finding
from gongdan.service.run_file import RunFile
from tests.gongdan.test_check import AWAY, Api
from tests.gongdan.test_check import api as api

COUNTED = "/policies?counted=true"


def told(*, readable: bool = True, unreadable: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """The service's answer: one pack, and one that a newer program published or not."""
    versions = [{"ref": "our-desk@1", "readable": True}, {"ref": "our-desk@2", "readable": readable}]
    choice = {"default": "handbook", "rules": [], "not_in_force": []}
    return {"items": [{"versions": versions}], "unreadable": [*unreadable], "tickets": {}, "choice": choice, **more}


async def asked(api: Api, home: Path) -> dict[str, Finding]:
    return {each.name: each for each in await policies.policies(api.run, home)}


async def test_all_is_well_where_every_pack_is_known_and_the_choice_is_that_of_the_file(api: Api, tmp_path: Path):
    api.answers[COUNTED] = (200, told(tickets={"our-desk@1": 4}))
    found = await asked(api, tmp_path)
    assert [each.safe for each in found.values()] == [True, True]


async def test_a_pack_of_a_newer_program_is_named_with_its_tickets(api: Api, tmp_path: Path):
    api.answers[COUNTED] = (200, told(readable=False, unreadable=("our-desk@2",), tickets={"our-desk@2": 7}))
    found = (await asked(api, tmp_path))["policies"]
    assert not found.safe
    assert "our-desk@2 (tickets: 7)" in found.english
    assert "our-desk@2（7 张工单）" in found.chinese


async def test_a_pack_that_tickets_name_and_nobody_published_is_named(api: Api, tmp_path: Path):
    api.answers[COUNTED] = (200, told(tickets={"lost-desk@3": 1}))
    found = (await asked(api, tmp_path))["policies"]
    assert (found.safe, "lost-desk@3 (tickets: 1)" in found.english) == (False, True)


async def test_while_the_register_is_built_the_packs_are_asked_about_all_the_same(api: Api, tmp_path: Path):
    api.answers[COUNTED] = (503, AWAY["en"])
    api.answers["/policies"] = (200, told(tickets=None))
    assert (await asked(api, tmp_path))["policies"].safe


async def test_a_choice_that_was_changed_since_the_start_is_not_in_force(api: Api, tmp_path: Path):
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "choice.toml").write_text('default = "our-desk"\n')
    api.answers[COUNTED] = (200, told())
    found = (await asked(api, tmp_path))["choice"]
    assert (found.safe, "restart the service" in found.english, "重新启动服务" in found.chinese) == (False, True, True)


async def test_a_choice_with_a_mistake_or_an_unpublished_pack_is_said_to_have_it(api: Api, tmp_path: Path):
    api.answers[COUNTED] = (200, told(choice={"default": "x-desk", "rules": [], "not_in_force": ["x-desk"]}))
    found = (await asked(api, tmp_path))["choice"]
    assert (found.safe, "'x-desk', which is not published" in found.english) == (False, True)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "choice.toml").write_text('defualt = "our-desk"\n')
    found = (await asked(api, tmp_path))["choice"]
    assert (found.safe, "did you mean 'default'?" in found.english) == (False, True)


async def test_a_silent_service_is_said_to_be(tmp_path: Path):
    run = RunFile(1, "0", "now", "http://127.0.0.1:9", "secret", "nats://127.0.0.1:1")
    [found] = await policies.policies(run, tmp_path)
    assert (found.name, "http://127.0.0.1:9 does not answer" in found.english) == ("policies", True)
