"""docs/observability.md (and .zh.md) names every metric, span and log event; alerts ask for no other, the dashboard for all."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from tests.whole.service import start

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "observability.md").read_text()
CHINESE = (ROOT / "docs" / "observability.zh.md").read_text()
ALERTS = (ROOT / "deploy" / "prometheus" / "alerts.yml").read_text()
DASHBOARD = (ROOT / "deploy" / "grafana" / "gongdan.json").read_text()
PANELS = json.loads(DASHBOARD)["panels"]
LEVELS = ("debug", "info", "warning", "error", "exception", "critical")
PACKAGES = ("domain", "projections", "consumers", "api", "eventsourcing_nats", "trust", "gongdan")


def table(*headings: str, page: str = PAGE) -> dict[str, list[str]]:
    """The rows of the page's table with these headings, by their first cell."""
    head = f"| {' | '.join(headings)} | |\n"
    rows = page.split(head, 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {first.strip("`"): rest for first, *rest in cells}


METRICS = table("metric", "type", "labels")


@pytest.fixture(scope="module")
def families(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Metric]:
    """What a service that has done something shows of its own, under the names that the page uses."""
    service = start(tmp_path_factory.mktemp("watched") / "home", GONGDAN_NOTARY="true")
    try:
        with service.http() as http, service.http("x-001:administrator") as operator:
            answer = http.post("/tickets", json={"channel": "phone", "summary": "x"}).json()
            http.get("/register", params={"after": answer["position"]}).raise_for_status()
            text = operator.get("/metrics").raise_for_status().text
    finally:
        service.stop()
    found = {family.name: family for family in text_string_to_metric_families(text)}
    counters = {name: f"{name}_total" if family.type == "counter" else name for name, family in found.items()}
    return {counters[name]: family for name, family in found.items() if name.startswith("gongdan_")}


def test_every_metric_is_in_the_table_with_its_type_and_labels(families: dict[str, Metric]):
    assert set(families) == set(METRICS)
    for name, family in families.items():
        kind, labels, meaning = METRICS[name]
        assert family.type == kind, name
        assert meaning
        shown = {frozenset(sample.labels) - {"le"} for sample in family.samples}
        assert shown <= {frozenset(filter(None, labels.split(", ")))}, name


def test_alerts_and_dashboard_ask_for_metrics_that_there_are():
    for text in (ALERTS, DASHBOARD):
        assert asked_in(text)
        assert asked_in(text) <= set(METRICS)


def asked_in(text: str) -> set[str]:
    """Names of metrics."""
    return {re.sub("_(bucket|sum|count)$", "", name) for name in re.findall(r"gongdan_[a-z_]+[a-z]", text)}


def test_every_metric_of_the_table_is_in_a_panel():
    expressions = [target["expr"] for panel in PANELS for target in panel["targets"]]
    assert set(METRICS) <= asked_in(" ".join(expressions))


def test_no_two_panels_stand_in_one_place_or_share_an_id():
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in PANELS]
    for told in (places, [panel["id"] for panel in PANELS], [panel["title"] for panel in PANELS]):
        assert len(set(told)) == len(PANELS)


def test_alerts_and_dashboard_ask_for_labels_that_there_are():
    """Each selector and each `by (…)` names labels of some metric of ours, or of Prometheus' own."""
    known = {label for _, labels, _ in METRICS.values() for label in labels.split(", ")} | {"le", "instance", "job"}
    for text in (ALERTS, DASHBOARD.replace('\\"', '"')):
        groups = ",".join(re.findall(r"by \(([a-z, ]+)\)", text)).split(",")
        assert {name.strip() for name in groups} | set(re.findall(r'[{,]\s*([a-z]+)(?:=~|!=|=)"', text)) <= known


@pytest.mark.parametrize("page", [PAGE, CHINESE], ids=["en", "zh"])
def test_every_alert_is_in_the_table(page: str):
    assert re.findall(r"- alert: (\w+)", ALERTS) == re.findall(r"^\| `(Gongdan\w+)` \|", page, re.MULTILINE)


def test_the_chinese_page_has_the_same_metrics_and_log_events():
    """With the same types and labels, and levels."""
    metrics = table("指标", "类型", "标签", page=CHINESE)
    assert [(name, cells[:2]) for name, cells in metrics.items()] == [
        (name, cells[:2]) for name, cells in METRICS.items()
    ]
    english, chinese = table("event", "level"), table("事件", "级别", page=CHINESE)
    assert [(name, cells[0]) for name, cells in chinese.items()] == [
        (name, cells[0]) for name, cells in english.items()
    ]


def test_each_row_of_the_chinese_page_names_the_same_keys_and_values():
    english, chinese = ([line for line in page.splitlines() if line.startswith("| ")] for page in (PAGE, CHINESE))
    for row, translated in zip(english, chinese, strict=True):
        assert names(translated) == names(row), row


def names(row: str) -> set[str]:
    """What is quoted in it."""
    return set(re.findall(r"`([^`]+)`", row))


def test_every_log_event_is_in_the_table_with_its_level():
    documented = {name: cells[0] for name, cells in table("event", "level").items()}
    assert dict(logged()) == documented


def logged() -> Iterator[tuple[str, str]]:
    """Every log event of the code with its level."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                match node:
                    case ast.Call(func=ast.Attribute(ast.Name("log"), level), args=[said, *_]) if level in LEVELS:
                        names = list(named(said))
                        assert names, f"{path}:{node.lineno} names its event by no literal"
                        yield from ((name, level) for name in names)
                    case _:
                        pass


def named(said: ast.expr) -> Iterator[str]:
    """The names that a call may give its event."""
    match said:
        case ast.Constant(value=str(name)):
            yield name
        case ast.IfExp(body=one, orelse=other):
            yield from (*named(one), *named(other))
        case _:
            pass
