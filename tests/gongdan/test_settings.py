"""Settings: their defaults, and one clear sentence for each that can't be used."""

from pathlib import Path

import pytest

from gongdan.failures import WRONG_USAGE, Failure
from gongdan.settings import load_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("GONGDAN_")]:
        monkeypatch.delenv(name)


def test_a_websocket_is_refused_as_what_is_not_supported(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_NATS_URL", "nats://a:4222,wss://b:443")
    for language, sentence in (
        ("zh", "GONGDAN_NATS_URL 的值无效：不支持 WebSocket（ws://、wss://）；请改用 nats:// 或 tls:// 地址。"),
        ("en", "it names a WebSocket (ws:// or wss://), which is not supported: use a nats:// or tls:// address."),
    ):
        monkeypatch.setenv("GONGDAN_LANG", language)
        with pytest.raises(Failure) as failure:
            load_settings()
        assert sentence in failure.value.say(language)


def test_without_any_setting_it_runs_here_on_its_own():
    settings = load_settings()
    assert (str(settings.home), settings.api_port, settings.nats_port, settings.embedded) == ("var", 8080, 0, True)
    assert (settings.zone, settings.prefix) == ("Asia/Shanghai", "gongdan")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGDAN_API_PORT", "many"),
        ("GONGDAN_API_PORT", "70000"),
        ("GONGDAN_NATS_PORT", "-1"),
        ("GONGDAN_ZONE", "Asia/Shangai"),
        ("GONGDAN_PREFIX", "Gong dan"),
        ("GONGDAN_NATS_URL", "localhost"),
        ("GONGDAN_NATS_URL", "nats://a:4222,b:4222"),
        ("GONGDAN_NATS_URL", "nats://127.0.0.1:notaport"),
        ("GONGDAN_NATS_URL", "nats://127.0.0.1:99999"),
        ("GONGDAN_NATS_URL", "nats://127.0.0.1:0"),
        ("GONGDAN_NATS_URL", "nats://:4222"),
        ("GONGDAN_NATS_URL", "http://127.0.0.1:4222"),
        ("GONGDAN_NATS_MONITOR_URL", "http://127.0.0.1:notaport"),
        ("GONGDAN_NATS_MONITOR_URL", "http://a:8222,http://b:82222"),
        ("GONGDAN_API_URL", "http://127.0.0.1:notaport"),
        ("GONGDAN_NATS_CREDS", "/etc/hostname"),
        ("GONGDAN_NATS_MONITOR_URL", "http://a:8222,b:8222"),
        ("GONGDAN_NATS_MONITOR_URL", "nats://a:8222"),
        ("GONGDAN_NATS_CA", "/nowhere/ca.crt"),
        ("GONGDAN_NATS_CA", __file__),
        ("GONGDAN_NATS_CREDS", "/nowhere/user.creds"),
        ("GONGDAN_LANG", "fr"),
        ("GONGDAN_SYNC_ALWAYS", "perhaps"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(Failure) as failure:
        load_settings()
    assert failure.value.exit_code == WRONG_USAGE
    for language in ("zh", "en"):
        sentence = failure.value.say(language)
        assert name in sentence
        assert "\n" not in sentence


def test_why_it_cannot_be_used_is_said_in_the_readers_language(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_API_PORT", "many")
    for language, sentence in (
        ("zh", "GONGDAN_API_PORT 的值无效：应为整数。"),
        ("en", "GONGDAN_API_PORT is set to something that can't be used: it should be a whole number."),
    ):
        monkeypatch.setenv("GONGDAN_LANG", language)
        with pytest.raises(Failure) as failure:
            load_settings()
        assert failure.value.say(language) == sentence


def test_a_password_without_a_user_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_NATS_PASSWORD", "hush-hush")
    with pytest.raises(Failure, match="GONGDAN_NATS_USER") as failure:
        load_settings()
    assert "hush-hush" not in str(failure.value)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_API_PORT", "")
    assert load_settings().api_port == 8080


def test_a_prefix_with_capitals_is_told_what_is_allowed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGDAN_PREFIX", "A.b")
    for language, sentence in (
        ("zh", "GONGDAN_PREFIX 的值无效：只能用小写字母 a-z、数字、_ 和 -，并以字母开头。"),
        (
            "en",
            "GONGDAN_PREFIX is set to something that can't be used: "
            "it may only hold a-z 0-9 _ - and must begin with a letter.",
        ),
    ):
        monkeypatch.setenv("GONGDAN_LANG", language)
        with pytest.raises(Failure) as failure:
            load_settings()
        assert failure.value.say("zh" if language == "zh" else "en") == sentence


@pytest.mark.parametrize("url", ["nats://u:p@a:4222,tls://[::1]:4222", "nats://a, nats://b:4223"])
def test_addresses_of_several_servers_are_taken(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("GONGDAN_NATS_URL", url)
    assert load_settings().nats_url == url


def test_a_file_of_credentials_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    path = tmp_path / "user.creds"
    jwt = "-----BEGIN NATS USER JWT-----\neyJ0.eyJq.c2ln\n------END NATS USER JWT------\n"
    path.write_text(f"{jwt}\n-----BEGIN USER NKEY SEED-----\nSU{'A' * 56}\n------END USER NKEY SEED------\n")
    monkeypatch.setenv("GONGDAN_NATS_CREDS", str(path))
    assert load_settings().nats_creds == path
