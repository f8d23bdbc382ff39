"""What an operator may set about mail, and one clear sentence for each that can't be used."""

from pathlib import Path

import pytest

from gongdan.failures import Failure
from gongdan.notices.settings import load_notice_settings

HOST = {"MAIL_HOST": "smtp.example.com", "MAIL_FROM": "service@example.com"}


def told(monkeypatch: pytest.MonkeyPatch, **said: str) -> None:
    for name, value in said.items():
        monkeypatch.setenv(f"GONGDAN_{name}", value)


def test_without_a_host_there_is_no_mail_server():
    assert load_notice_settings().mail_server is None


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_goes_by_the_encryption(monkeypatch: pytest.MonkeyPatch, tls: str, port: int):
    told(monkeypatch, **HOST, MAIL_TLS=tls)
    server = load_notice_settings().mail_server
    assert server is not None
    assert (server.port, server.context is None) == (port, tls == "none")


def test_the_password_is_read_from_its_file_and_shown_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "password").write_text("s3cret-canary\n")
    told(monkeypatch, **HOST, MAIL_USER="service", MAIL_PASSWORD_FILE=str(tmp_path / "password"))
    server = load_notice_settings().mail_server
    assert server is not None
    assert server.password == "s3cret-canary"
    assert "canary" not in repr(server)


@pytest.mark.parametrize(
    ("said", "variable"),
    [
        ({"MAIL_HOST": "smtp.example.com"}, "GONGDAN_MAIL_FROM"),
        ({**HOST, "MAIL_FROM": "nobody"}, "GONGDAN_MAIL_FROM"),
        ({**HOST, "MAIL_USER": "service"}, "GONGDAN_MAIL_USER"),
        (
            {**HOST, "MAIL_USER": "service", "MAIL_PASSWORD_FILE": "/etc/hostname", "MAIL_TLS": "none"},
            "GONGDAN_MAIL_TLS",
        ),
        ({"MAIL_PASSWORD_FILE": "/nowhere"}, "GONGDAN_MAIL_PASSWORD_FILE"),
        ({"MAIL_CA": "/etc/hostname"}, "GONGDAN_MAIL_CA"),
        ({"MAIL_PORT": "70000"}, "GONGDAN_MAIL_PORT"),
        ({"NOTICE_DAYS": "0"}, "GONGDAN_NOTICE_DAYS"),
    ],
)
def test_what_can_not_be_used_is_named(monkeypatch: pytest.MonkeyPatch, said: dict[str, str], variable: str):
    told(monkeypatch, **said)
    with pytest.raises(Failure) as failed:
        load_notice_settings()
    for language in ("zh", "en"):
        assert failed.value.say(language).startswith(f"{variable} ")
