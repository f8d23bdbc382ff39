"""What the API sends is saved under the name that it gives, for its owner alone, and over nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongdan.cli.app import app
from gongdan.failures import Failure

SENT = b"all of their data"


class Answering(BaseHTTPRequestHandler):
    """Approves, and sends a file that is called as the test wants."""

    called = ""
    asked: list[str]

    def do_POST(self) -> None:
        self._answer(json.dumps({"events": [{"type": "customer-exported"}]}).encode(), "application/json")

    def do_GET(self) -> None:
        self._answer(SENT, "application/zip")

    def _answer(self, body: bytes, media: str) -> None:
        self.asked.append(self.command)
        self.send_response(200)
        for name, value in (
            ("Content-Type", media),
            ("Content-Length", len(body)),
            ("Content-Disposition", self.called),
        ):
            self.send_header(name, f"{value}")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name in the class above
        """Nothing."""


@pytest.fixture
def answering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Answering]]:
    """A service, where the command line finds it; the working directory is empty."""
    here = type("Here", (Answering,), {"asked": []})
    with HTTPServer(("127.0.0.1", 0), here) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("GONGDAN_API_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("GONGDAN_TOKEN", "token")
        monkeypatch.chdir(tmp_path)
        yield here
        server.shutdown()


def export(*more: str) -> None:
    CliRunner().invoke(app, ["privacy", "export", "C1", *more], catch_exceptions=False)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('attachment; filename="C1.zip"', "C1.zip"),
        ("attachment; filename=C1.zip", "C1.zip"),
        ("attachment; filename*=UTF-8''%E8%B5%84%E6%96%99.zip", "资料.zip"),
        ("attachment; filename=\"plain.zip\"; filename*=UTF-8''%E8%B5%84%E6%96%99.zip", "资料.zip"),
        ('attachment; filename="a; filename=b.zip"', "a; filename=b.zip"),
        ("attachment; filename*=UTF-8''..%2F..%2F.ssh%2F.profile", "profile"),
        (r'attachment; filename="..\\..\\a.zip"', "a.zip"),
        ("attachment; filename*=UTF-8''a%00%0Ab.zip", "a\N{REPLACEMENT CHARACTER} b.zip"),
        ("attachment", "document"),
        ("attachment; filename=..", "document"),
        ("", "document"),
    ],
)
def test_a_file_is_saved_under_its_own_name_and_neither_elsewhere_nor_hidden(
    said: str, name: str, answering: type[Answering], tmp_path: Path
):
    answering.called = said
    export()
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == SENT
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten(answering: type[Answering], tmp_path: Path):
    answering.called = 'attachment; filename="C1.zip"'
    (tmp_path / "C1.zip").write_text("kept")
    with pytest.raises(Failure, match="not overwritten"):
        export()
    assert (tmp_path / "C1.zip").read_text() == "kept"


def test_where_it_can_not_be_saved_nothing_is_asked_for(answering: type[Answering], tmp_path: Path):
    (tmp_path / "there.zip").symlink_to("nowhere")
    with pytest.raises(Failure, match="not overwritten"):
        export("--out", "there.zip")
    assert answering.asked == []


def test_a_device_takes_it(answering: type[Answering]):
    export("--out", "/dev/null")
    assert answering.asked == ["POST", "GET"]
    assert Path("/dev/null").is_char_device()
