"""Past moments by command on a running service: metrics as of then, differences, and a month under another pack."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lookalike import helpdesk
from tests.whole.service import Service, start
from tests.whole.test_own_pack import done

MANAGER = ("--as", "m-001:manager")
DAYS = ("--from", "2011-01-01", "--to", "2012-01-01")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with forty imported tickets."""
    folder = tmp_path_factory.mktemp("past")
    running = start(folder / "home", timeout=120)
    path = helpdesk.write(folder / "lookalike.csv", cases=40)
    done(running, "import", str(path), "--map", "helpdesk")
    yield running
    running.kill()


@pytest.fixture(scope="module")
def first(service: Service) -> dict[str, str]:
    """The ticket that was reported first."""
    rows = json.loads(service.command("register", "--sort", "reported", "--limit", "1", "--json").stdout)
    return rows[0]


def test_the_register_of_then_has_the_tickets_of_then(service: Service):
    moments = ("2009-01-01", "2011-06-30", "now")
    counts = [len(json.loads(done(service, "register", "--as-of", at, *MANAGER, "--json"))) for at in moments]
    assert counts[0] == 0 < counts[1] < counts[2] == 40


def test_where_nothing_was_known_then_it_is_said_how_to_see_what_was_recorded_later(service: Service):
    as_of = ("register", "--as-of", "2024-05-01T10:00", "--known", *MANAGER)
    for language, told in (("zh", "去掉 --known"), ("en", "without --known")):
        assert told in " ".join(service.command(*as_of, lang=language).stdout.split())


def test_metrics_of_then_count_what_was_there_then(service: Service):
    asked = ("metrics", "tickets", "--from", "2000-01-01", "--to", "2024-01-01", *MANAGER, "--json")
    now, then = (json.loads(done(service, *asked, *past)) for past in ((), ("--as-of", "2011-06-30")))
    values = [found["items"][0]["figures"][0]["value"] for found in (now, then)]
    assert values[0] == 40 > values[1] > 0


def test_a_difference_is_shown_in_both_languages(service: Service):
    english, chinese = (done(service, "diff", *DAYS, *MANAGER, lang=lang) for lang in ("en", "zh"))
    assert "added" in english
    assert "before" in english.splitlines()[2]
    assert "新增" in chinese
    assert "之前" in chinese.splitlines()[2]
    assert "Nothing is different." in done(service, "diff", "--from", "2000-01-01", "--to", "2000-01-02", *MANAGER)


def test_programs_get_all_that_is_different_and_files_a_line_a_column(service: Service, tmp_path: Path):
    found = json.loads(done(service, "diff", *DAYS, *MANAGER, "--json"))
    assert len(found["items"]) == found["count"] > 0
    assert all(item["events"] for item in found["items"])
    file = tmp_path / "diff.csv"
    done(service, "diff", "progress", *DAYS, "--output", str(file), *MANAGER)
    assert file.read_text("utf-8-sig").startswith("工单号,步骤,变化,")
    wrong = service.command("diff", *DAYS, "--output", str(tmp_path / "diff.txt"), *MANAGER)
    assert (wrong.returncode, "diff.txt" in wrong.stderr, "--format" in wrong.stderr) == (2, True, False)


def test_one_ticket_and_metrics_are_compared_too(service: Service, first: dict[str, str]):
    since = ("--from", "2000-01-01", *MANAGER)
    told = done(service, "diff", "ticket", first["number"], *since)
    assert told.splitlines()[1].strip() == first["number"]
    asked = ("--metric", "tickets", "--period", first["reported"][:7])
    metrics = json.loads(done(service, "diff", "metrics", *asked, *since, "--json"))
    [item] = metrics["items"]
    assert (item["metric"], item["rows"][0]["cells"][0]["before"]) == ("tickets", 0.0)
    shown = done(service, "diff", "metrics", *asked, *since)
    assert [event["type"] for event in item["events"]] == ["ticket-opened"] * item["cases"]
    assert all(event["aggregate"].removeprefix("ticket-") in shown for event in item["events"])
    missing = service.command("diff", "ticket", *DAYS, *MANAGER)
    assert missing.returncode == 1
    assert "ticket" in missing.stderr


def test_a_ticket_of_then_is_shown_as_it_stood(service: Service, first: dict[str, str]):
    number, opened = first["number"], first["reported"]
    then = done(service, "ticket", "show", number, "--as-of", opened, *MANAGER)
    assert number in then
    assert "possible now" not in then
    assert "possible now" in done(service, "ticket", "show", number, *MANAGER)
    now, past = (
        json.loads(done(service, "ticket", "show", number, *asked, *MANAGER, "--json"))
        for asked in ((), ("--as-of", opened))
    )
    assert (past["version"], past["possible"]) == (1, [])
    assert now["version"] > 1
    unknown = service.command("ticket", "show", number, "--as-of", opened, "--known", *MANAGER)
    assert (unknown.returncode, number in unknown.stderr) == (1, True)


def test_a_month_under_another_pack_is_shown_in_both_languages_and_as_json(service: Service):
    asked = ("whatif", "2011-Q2", "--policy", "service-plan", *MANAGER)
    english, chinese = (done(service, *asked, lang=lang) for lang in ("en", "zh"))
    assert "2011-Q2  service-plan@1" in english
    assert "own pack" in english
    assert "原政策包" in chinese
    found = json.loads(done(service, *asked, "--json"))
    assert found["judged"] == found["count"] > 0
    assert found["next"] is None
    refused = service.command("whatif", "2011-Q2", "--policy", "service-plan", "--as", "a-001:agent")
    assert refused.returncode == 1
