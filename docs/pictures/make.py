"""Draws what the command line shows, from a real service with a morning's tickets: `make screenshots`."""

import html
import itertools
import tempfile
from pathlib import Path

from rich.cells import cell_len

from tests.whole.service import Service, start

HERE = Path(__file__).parent
WIDTH, CELL, LINE = 176, 8, 22
_DAY = "2024-05-12T"
_LATE = {"late": "补登"}
TICKETS = [
    ("科技有限公司", True, "张三", "13812345678", "phone", "设备无法启动，报警代码E-002", "urgent"),
    ("李女士", False, "李芳", "13900005678", "wechat", "制冷效果差，出风温度偏高", "important"),
    ("王先生", False, "王强", "13700000139", "web", "屏幕偶尔失灵，触碰无反应", "general"),
    ("宏达物业", True, "欧阳明", "13611112222", "phone", "电梯对讲无声", "important"),
]
STEPS = [
    ("a-001:agent", "acknowledgement", {"note": "已电话告知受理"}),
    ("a-001:agent", "grade", {"severity": "urgent", "reason": "核心业务受影响"}),
    ("s-001:supervisor", "diagnosis", {"finding": "判断为保护误动作，需上门检查"}),
    ("s-001:supervisor", "dispatch", {"engineer": "003", "visit_expected": f"{_DAY}13:00:00+08:00"}),
    ("003:engineer", "acceptance", {}),
    ("003:engineer", "contact", {"channel": "phone", "note": "约下午两点"}),
    ("003:engineer", "visit", {"at": f"{_DAY}13:00:00+08:00"}),
    ("003:engineer", "arrival", {}),
    ("003:engineer", "product-verification", {"matches": True}),
    ("003:engineer", "repair-consent", {"by": "张三", "given": "in-person", "repair": "复位并检查接线"}),
    ("003:engineer", "work", {"work": "guidance", "steps": "指导客户复位后断电，重新上电", "minutes": 50}),
    ("003:engineer", "test", {"passed": True}),
    ("003:engineer", "resolution", {"cause": "保护误动作", "handling": "指导复位，检查接线"}),
]
PICTURES = [
    ("register", ["register"]),
    ("history", ["ticket", "history", "FIRST"]),
    ("progress", ["progress", "--ticket", "FIRST"]),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        service = start(Path(folder) / "home")
        try:
            number = _morning(service)
            for language in ("zh", "en"):
                for name, words in PICTURES:
                    _draw(service, f"{name}.{language}", [number if word == "FIRST" else word for word in words])
        finally:
            service.stop()


def _morning(service: Service) -> str:
    """Four calls between nine and eleven; the first is worked on. Its number."""
    numbers = [_call(service, place, *row) for place, row in enumerate(TICKETS)]
    for place, (staff, noun, body) in enumerate(STEPS):
        said = body | _LATE | {"occurred": f"{_DAY}{9 + place // 2:02d}:{40 if place % 2 else 10}:00+08:00"}
        with service.http(staff) as client:
            answer = client.post(f"/tickets/{numbers[0]}/{noun}", json=said)
            assert answer.is_success, answer.text  # noqa: S101
    return numbers[0]


def _call(
    service: Service, place: int, customer: str, company: bool, name: str, phone: str, channel: str, summary: str,
    severity: str,
) -> str:  # fmt: skip
    body = {
        "channel": channel,
        "customer_name": customer,
        "company": company,
        "contact": {"name": name, "phone": phone},
        "summary": summary,
        "occurred": f"{_DAY}09:0{place}:00+08:00",
        **_LATE,
    }
    with service.http("a-001:agent") as client:
        number = client.post("/tickets", json=body).raise_for_status().json()["number"]
        if place:
            said = {"severity": severity, "reason": "按影响范围", "occurred": f"{_DAY}09:3{place}:00+08:00", **_LATE}
            client.post(f"/tickets/{number}/grade", json=said).raise_for_status()
    return number


def _draw(service: Service, name: str, words: list[str]) -> None:
    shown = service.command(*words, lang=name.rsplit(".", 1)[1], columns=WIDTH).stdout
    lines = [f"$ gongdan {' '.join(words)}", "", *(line.rstrip() for line in shown.rstrip().splitlines())]
    (HERE / f"{name}.svg").write_text(_svg(lines))


def _svg(lines: list[str]) -> str:
    """A terminal: each run of characters stands at the column it had, whatever the reader's fonts."""
    wide, high = CELL * WIDTH + 40, LINE * len(lines) + 40
    texts = "\n".join(_line(line, 32 + LINE * row) for row, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-size="14" fill="#d8dee9" '
        f"font-family=\"ui-monospace, 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', monospace\">\n"
        f'<rect width="{wide}" height="{high}" rx="8" fill="#22272e"/>\n{texts}\n</svg>\n'
    )


def _line(line: str, y: int) -> str:
    runs, column = [], 0
    for blank, group in itertools.groupby(line, str.isspace):
        text = "".join(group)
        cells = cell_len(text)
        if not blank:
            length = f'textLength="{cells * CELL}" lengthAdjust="spacingAndGlyphs"'
            runs.append(f'<text x="{20 + column * CELL}" y="{y}" {length}>{html.escape(text)}</text>')
        column += cells
    return "".join(runs)


if __name__ == "__main__":
    main()
