"""``gongdan up`` as a process of its own: a ticket's life, restarts, kills, outages, and a clean stop."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from api.tickets.examples import EXAMPLES
from projections.registry import PROJECTIONS
from tests.whole.in_process import run
from tests.whole.service import Service, environment_of, start

TICKET = {"channel": "phone", "summary": "设备无法启动", "contact": {"name": "张伟", "phone": "13812345678"}}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = start(tmp_path_factory.mktemp("up") / "home", fresh=True)
    yield service
    service.stop()


def children(service: Service) -> list[psutil.Process]:
    return psutil.Process(service.process.pid).children(recursive=True)


def nats_server(service: Service) -> psutil.Process:
    [child] = [child for child in children(service) if child.name() == "nats-server"]
    return child


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def opened(service: Service) -> str:
    with service.http() as agent:
        answer = agent.post("/tickets", json=TICKET)
        assert answer.status_code == 201, answer.text
        return answer.json()["number"]


def test_a_ticket_is_carried_through_by_the_command_line(service: Service):
    done = service.command(
        "ticket",
        "open",
        "channel=phone",
        "summary=设备无法启动",
        "contact.name=张伟",
        "customer=customer-C10023",
        "--as",
        "a-001",
    )
    assert done.returncode == 0, done.stderr
    number = done.stdout.split(":")[0]
    steps = [
        ("acknowledge", "a-001"),
        ("grade", "severity=urgent", "reason=停机", "s-001:supervisor"),
        ("dispatch", "engineer=e-003", "s-001:supervisor"),
        ("accept", "e-003:engineer"),
        ("start", "where=remote", "e-003:engineer"),
        ("resolve", "cause=泄漏", "handling=更换管路", "e-003:engineer"),
        ("confirm", "signature=张伟", "customer-C10023:customer"),
        ("close", "a-001"),
    ]
    for action, *said, staff in steps:
        done = service.command("ticket", "do", number, action, *said, "--as", staff)
        assert done.returncode == 0, done.stderr
    rows = json.loads(service.command("register", "--text", number, "--json").stdout)
    assert [(row["number"], row["status"], row["contact"]) for row in rows] == [(number, "closed", "张*")]
    history = json.loads(service.command("ticket", "history", number, "--json").stdout)
    assert [event["version"] for event in history["events"]] == list(range(1, 11))
    shown = service.command("ticket", "show", number, lang="zh").stdout
    assert "已结案" in shown
    assert "张伟" not in shown
    steps_shown = service.command("progress", "--ticket", number, lang="zh").stdout
    assert "更换管路" in steps_shown


def test_a_refusal_and_a_wrong_use_have_their_exit_codes_and_change_nothing(service: Service):
    number = opened(service)
    refused = service.command("ticket", "do", number, "resolve", "handling=x", "--as", "a-001")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "acknowledge it first" in refused.stderr
    forbidden = service.command("ticket", "do", number, "acknowledge")
    assert forbidden.returncode == 1
    assert "--as STAFF:ROLE" in forbidden.stderr
    misspelt = service.command("ticket", "do", number, "resolv", "--as", "a-001")
    assert (misspelt.returncode, "did you mean 'resolve'?" in misspelt.stderr) == (2, True)
    unknown = service.command("ticket", "show", "202405-99999", lang="zh")
    assert (unknown.returncode, unknown.stderr.strip()) == (1, "没有工单 202405-99999；请核对工单号。")
    with service.http() as agent:
        assert agent.get(f"/tickets/{number}").json()["version"] == 1


def test_the_tables_come_as_files_too(service: Service, tmp_path: Path):
    number = opened(service)
    book = tmp_path / "登记表.xlsx"
    assert service.command("register", "--format", "xlsx", "--output", str(book)).returncode == 0
    assert book.read_bytes()[:2] == b"PK"
    text = service.command("register", "--format", "csv").stdout
    assert number in text
    assert text.lstrip("\ufeff").startswith("工单号,客户名称")
    assert service.command("register", "--format", "xlsx").returncode == 2
    one = json.loads(service.command("register", "--json", "--limit", "1", "--sort", "-number").stdout)
    assert [row["number"] for row in one] == [number]
    before = service.command("register", "--as-of", "2001-01-01", "--json")
    assert json.loads(before.stdout) == []


def test_a_minted_token_acts_as_that_member_of_staff(service: Service):
    number = opened(service)
    token = service.command("token", "a-007", "--role", "agent", "--days", "1").stdout.strip()
    with httpx.Client(base_url=service.run["api"], headers={"Authorization": f"Bearer {token}"}) as agent:
        answer = agent.post(f"/tickets/{number}/acknowledgement")
    assert answer.json()["events"][0]["actor"] == {"id": "a-007", "role": "agent", "channel": "api"}
    assert service.command("token", "operator", "--role", "clerk").returncode == 2
    assert service.command("token", "a-007", "--role", "wizard").returncode == 2


def test_a_healthy_deployment_is_called_safe(service: Service):
    done = service.command("check", "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["safe"]) == (0, True), said
    names = {each["check"] for each in said["checks"]}
    safe = {"home", "permissions", "keys", "disk", "service", "durability", "stream", "storing", "replicas"}
    assert names == safe | {"projections", "policies", "choice"}


def test_a_secret_that_others_can_read_is_called_unsafe(service: Service):
    secret = service.home / "token.key"
    secret.chmod(0o644)
    done = service.command("check", "--json")
    secret.chmod(0o600)
    unsafe = [each for each in json.loads(done.stdout)["checks"] if not each["safe"]]
    assert (done.returncode, [each["check"] for each in unsafe]) == (1, ["permissions"])
    assert "chmod 600" in unsafe[0]["says"]


def test_a_projection_is_rebuilt_while_the_service_runs(service: Service):
    opened(service)
    rows = service.command("register", "--json", "--sort", "number").stdout
    done = service.command("projections", "rebuild", "register")
    assert done.returncode == 0, done.stderr
    opened(service)
    again = json.loads(service.command("register", "--json", "--sort", "number").stdout)
    assert again[:-1] == json.loads(rows)
    lags = json.loads(service.command("projections", "lag", "--json").stdout)
    assert {each["name"]: each["lag_events"] for each in lags} == dict.fromkeys(
        (projection.name for projection in PROJECTIONS), 0
    )


def test_what_lies_on_disk_is_private_and_run_json_holds_no_personal_value(service: Service):
    opened(service)
    assert service.home.stat().st_mode & 0o077 == 0
    for name in (
        "run.json",
        "token.key",
        "master.key",
        "keys.db",
        "projections.db",
        "nats/users/operations",
        "nats/users/api",
        "nats/nats.conf",
    ):
        assert (service.home / name).stat().st_mode & 0o077 == 0, name
    for name in ("run.json", "logs/gongdan.log"):
        text = (service.home / name).read_text()
        assert "13812345678" not in text
        assert "张伟" not in text
    log = (service.home / "logs" / "gongdan.log").read_text()
    assert service.run["token"] not in log
    assert service.run["nats_password"] not in log


def test_a_second_start_on_the_same_home_names_the_first(service: Service):
    second = run("up", environment=environment_of(service.home) | {"GONGDAN_LANG": "en"})
    assert second.returncode == 1
    assert f"process {service.process.pid}" in second.stderr
    with service.http() as agent:
        assert agent.get("/readyz").status_code == 200


def test_a_clean_stop_leaves_nothing_and_a_second_start_goes_on(begin: Callable[..., Service]):
    first = begin()
    ticket, processes = opened(first), children(first)
    assert first.stop() == 0
    assert all(ended(process) for process in processes)
    assert not (first.home / "run.json").exists()
    assert first.command("register").returncode == 3
    second = begin()
    shown = json.loads(second.command("ticket", "show", ticket, "--json").stdout)
    assert (shown["number"], shown["intake"]["contact"]["name"]) == (ticket, "张*")
    assert opened(second) > ticket


def test_a_request_under_way_is_finished_before_the_stop(begin: Callable[..., Service]):
    service = begin()
    body = json.dumps(TICKET).encode()
    run = service.run

    def slowly() -> Iterator[bytes]:
        yield body[:10]
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        yield body[10:]

    headers = {"Authorization": f"Bearer {run['token']}", "Content-Type": "application/json"}
    answer = httpx.post(f"{run['api']}/tickets", content=slowly(), headers=headers, timeout=20)
    assert answer.status_code == 201
    assert service.process.wait(15) == 0


def test_a_killed_service_leaves_no_server_and_starts_again(begin: Callable[..., Service]):
    first = begin()
    ticket, server = opened(first), nats_server(first)
    first.kill()
    second = begin()
    assert ended(server)
    assert second.command("ticket", "show", ticket).returncode == 0
    assert second.stop() == 0


def test_a_server_that_outlived_its_program_does_not_block_the_next_start(begin: Callable[..., Service]):
    first = begin()
    ticket, server = opened(first), nats_server(first)
    os.kill(server.pid, signal.SIGSTOP)
    first.kill()
    assert server.is_running()
    os.kill(server.pid, signal.SIGCONT)
    second = begin()
    assert second.command("ticket", "show", ticket).returncode == 0
    assert eventually(lambda: ended(server))


def test_a_dying_server_is_started_again_on_the_same_port(begin: Callable[..., Service]):
    service = begin()
    ticket, before = opened(service), service.run["nats"]
    server = nats_server(service)
    server.kill()
    assert eventually(lambda: nats_server_is_another(service, server.pid))
    with service.http() as agent:
        assert eventually(lambda: agent.get("/readyz").status_code == 200)
        assert agent.post(f"/tickets/{ticket}/acknowledgement", json=EXAMPLES["acknowledge"]).status_code == 200
        rows = agent.get("/register", params={"after": "now"}).json()["items"]
    assert [row["status"] for row in rows] == ["responded"]
    assert service.run["nats"] == before
    checks = json.loads(service.command("check", "--json").stdout)["checks"]
    assert {each["check"]: each["safe"] for each in checks}["durability"], "its monitoring port is the same too"
    assert "nats_server_died" in (service.home / "logs" / "gongdan.log").read_text()


def test_a_damaged_database_of_the_read_models_is_put_aside_and_built_anew(begin: Callable[..., Service]):
    first = begin()
    ticket = opened(first)
    assert first.stop() == 0
    database = first.home / "projections.db"
    damage(database)
    second = begin()
    assert ticket in second.command("register").stdout
    [aside] = second.home.glob("projections.db.damaged-????????T??????Z")
    assert aside.stat().st_mode & 0o077 == 0


def test_a_database_damaged_on_the_way_is_said_and_tickets_are_taken_all_the_same(begin: Callable[..., Service]):
    service = begin()
    ticket = opened(service)
    assert ticket in service.command("register").stdout
    damage(service.home / "projections.db")
    assert opened(service)
    said = service.command("projections", "rebuild", "register")
    assert (said.returncode, said.stdout) == (3, "")
    assert said.stderr.startswith("The projections' database is damaged")


def damage(database: Path) -> None:
    """All but the first page is overwritten, also of what is not yet merged into the file."""
    for path in (database, database.with_name(f"{database.name}-wal")):
        if path.exists() and (size := path.stat().st_size) > 4096:
            with path.open("r+b") as file:
                file.seek(4096)
                file.write(bytes(range(256)) * ((size - 4096) // 256))


def ended(process: psutil.Process) -> bool:
    """Gone, or a zombie that only waits for its new parent to look."""
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def nats_server_is_another(service: Service, pid: int) -> bool:
    found = [child.pid for child in children(service) if child.name() == "nats-server" and child.status() != "zombie"]
    return bool(found) and pid not in found


@pytest.mark.slow
def test_while_the_server_does_not_answer_the_api_says_503_and_then_goes_on(begin: Callable[..., Service]):
    service = begin()
    ticket, server = opened(service), nats_server(service)
    with service.http() as agent:
        assert agent.get("/register", params={"after": "now"}).json()["count"] == 1
    server.suspend()
    try:
        with service.http() as agent, ThreadPoolExecutor() as together:  # each waits long for the server
            asked = together.submit(agent.get, "/readyz")
            said = together.submit(
                agent.post, f"/tickets/{ticket}/note", json={"text": "x"}, headers={"Idempotency-Key": "1"}
            )
            shown = service.command("ticket", "show", ticket)
            assert agent.get("/register").json()["count"] == 1
            assert agent.get("/livez").status_code == 200
            ready, answer = asked.result(), said.result()
    finally:
        server.resume()
    assert (ready.status_code, "retry-after" in ready.headers) == (503, True)
    assert (answer.status_code, answer.json()["code"]) == (503, "store-unavailable")
    assert shown.returncode == 3
    with service.http() as agent:
        assert eventually(lambda: agent.get("/readyz").status_code == 200)
        again = agent.post(f"/tickets/{ticket}/note", json={"text": "x"}, headers={"Idempotency-Key": "1"})
        assert (again.status_code, again.json()["version"]) == (200, 2)
