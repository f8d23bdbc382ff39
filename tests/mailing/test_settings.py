"""What may be set about mail in: each is documented in both languages, and a mistake is told by its variable."""

import re
from pathlib import Path

import pytest

from gongdan.failures import Failure
from gongdan.mailing.settings import MailInSettings, load_mail_in_settings

DOCS = Path(__file__).parents[2] / "docs"
IMAP = {"MAIL_IN_ADDRESS": "a@desk.example", "MAIL_IN_IMAP": "imap.desk.example", "MAIL_IN_USER": "a"}


def said(monkeypatch: pytest.MonkeyPatch, **values: str) -> MailInSettings:
    for name, value in values.items():
        monkeypatch.setenv(f"GONGDAN_{name}", value)
    return load_mail_in_settings()


@pytest.mark.parametrize("page", ["channels.md", "channels.zh.md"])
def test_every_setting_is_documented(page: str):
    text = (DOCS / page).read_text()
    for name in MailInSettings.model_fields:
        short = re.sub(r"^mail_in", "…", name).upper()
        assert f"GONGDAN_{name.upper()}" in text or f"`{short}`" in text, name


def test_without_any_no_mail_comes_in(monkeypatch: pytest.MonkeyPatch):
    assert not said(monkeypatch).comes
    assert said(monkeypatch, MAIL_FROM="a@desk.example").address == "a@desk.example"


def test_a_mailbox_and_a_place_to_listen_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "password").write_text("secret\n")
    found = said(monkeypatch, **IMAP, MAIL_IN_PASSWORD_FILE=str(tmp_path / "password"), MAIL_IN_LMTP="[::1]:2424")
    assert (found.password, found.listens, found.comes) == ("secret", ("::1", 2424), True)


@pytest.mark.parametrize(
    ("values", "variable"),
    [
        ({"MAIL_IN_LMTP": "127.0.0.1:2424"}, "GONGDAN_MAIL_IN_ADDRESS"),
        ({"MAIL_IN_LMTP": "2424", "MAIL_IN_ADDRESS": "a@desk.example"}, "GONGDAN_MAIL_IN_LMTP"),
        ({"MAIL_IN_ADDRESS": "desk"}, "GONGDAN_MAIL_IN_ADDRESS"),
        (IMAP, "GONGDAN_MAIL_IN_IMAP"),
        ({**IMAP, "MAIL_IN_PASSWORD_FILE": "/nowhere"}, "GONGDAN_MAIL_IN_PASSWORD_FILE"),
        ({**IMAP, "MAIL_IN_PASSWORD_FILE": "/dev/null", "MAIL_IN_IMAP_TLS": "none"}, "GONGDAN_MAIL_IN_IMAP_TLS"),
        ({"MAIL_IN_HOURLY": "0"}, "GONGDAN_MAIL_IN_HOURLY"),
        ({"MAIL_IN_STRANGERS": "answer"}, "GONGDAN_MAIL_IN_STRANGERS"),
    ],
)
def test_a_mistake_is_told_by_its_variable(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], variable: str):
    with pytest.raises(Failure) as failure:
        said(monkeypatch, **values)
    assert failure.value.say("en").startswith(f"{variable} ")
