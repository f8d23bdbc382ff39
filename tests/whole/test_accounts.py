"""``gongdan account`` against a running service: the first administrator's link, accounts, keys, in both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.whole.service import Service, start
from tests.whole.test_own_pack import done

GOOD = "correct horse 3 battery"
AGENT = ("--as", "a-001:agent")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("accounts") / "home", GONGDAN_LANG="en")
    done(running, "staff", "join", "number=a-001", "name=小李", "office=客服", "since=2024-01-01")
    done(running, "staff", "do", "a-001", "grant-role", "role=agent", "since=2024-01-01")
    yield running
    running.kill()


def test_the_first_start_prints_a_link_that_makes_the_first_administrator(service: Service):
    out: Path = service.home.parent / f"{service.home.name}.out"
    found = re.search(r"http\S+/desk/link/\S+", out.read_text())
    assert found
    typed = {"number": "m-900", "name": "王管理", "password": GOOD, "again": GOOD}
    with httpx.Client(headers={"Origin": service.run["api"]}, timeout=20) as browser:
        answer = browser.post(found[0], data=typed)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/tasks")
        assert browser.get(f"{service.run['api']}/desk/accounts").status_code == httpx.codes.OK
        assert browser.post(found[0], data=typed).status_code == httpx.codes.NOT_FOUND
    assert "m-900" in done(service, "account", "list", lang="en")


def test_an_account_is_opened_looked_at_and_closed(service: Service):
    said = done(service, "account", "open", "a-001", lang="zh")
    assert "请转交给 a-001" in said
    assert f"{service.run['api']}/desk/link/" in said
    assert "已发链接" in done(service, "account", "show", "a-001", lang="zh")
    link = json.loads(done(service, "account", "reset", "a-001", "--json"))["link"]
    with httpx.Client(headers={"Origin": service.run["api"]}, timeout=20) as browser:
        assert browser.post(link, data={"password": GOOD, "again": GOOD}).status_code == 303
    assert done(service, "account", "sign-out", "a-001", lang="en") == "Signed out.\n"
    assert done(service, "account", "unlink", "a-001", lang="zh") == "本来如此，未作更改。\n"
    assert "password changed" in done(service, "account", "history", "a-001", lang="en")


def test_a_key_is_issued_used_and_revoked(service: Service):
    said = done(service, "account", "issue-key", "a-001", "--purpose", "roster", "--role", "agent", *AGENT, lang="en")
    secret = said.split()[-1]
    listed = service.command("tasks", "--json", GONGDAN_TOKEN=secret)
    assert (listed.returncode, listed.stderr) == (0, "")
    refused = service.command("ticket", "open", "channel=phone", "summary=x", GONGDAN_TOKEN=secret)
    assert (refused.returncode, "This key only reads" in refused.stderr) == (1, True)
    shown = json.loads(done(service, "account", "show", "a-001", "--json"))
    assert "roster" in done(service, "account", "show", "a-001", lang="en")
    assert done(service, "account", "revoke-key", "a-001", shown["keys"][0]["key"], lang="zh") == "已作废。\n"
    assert service.command("tasks", GONGDAN_TOKEN=secret).returncode == 1
    assert done(service, "account", "close", "a-001", lang="en") == "Closed.\n"
