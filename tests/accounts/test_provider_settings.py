"""What an operator may say of an identity provider, and what is told of a setting that can't be used."""

from pathlib import Path

import pytest

from gongdan.access.provider.settings import load_provider_settings
from gongdan.failures import Failure

RIGHT = {
    "GONGDAN_OIDC_ISSUER": "https://sso.example.com/realms/firm",
    "GONGDAN_OIDC_CLIENT_ID": "gongdan",
    "GONGDAN_PUBLIC_URL": "https://desk.example.com",
}


def set_up(monkeypatch: pytest.MonkeyPatch, **said: str | None) -> None:
    for name, value in (RIGHT | {f"GONGDAN_{name}": value for name, value in said.items()}).items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)


def test_issuer_client_and_the_address_of_the_pages_are_enough(monkeypatch: pytest.MonkeyPatch):
    set_up(monkeypatch)
    said = load_provider_settings()
    assert (said.name, said.secret, said.oidc_scopes) == ("sso.example.com", None, "openid profile")
    assert said.oidc_number_claim is None
    assert said.second_factor == frozenset()


def test_nothing_is_needed_where_there_is_no_issuer(monkeypatch: pytest.MonkeyPatch):
    set_up(monkeypatch, OIDC_ISSUER=None, OIDC_CLIENT_ID=None, PUBLIC_URL=None)
    assert load_provider_settings().oidc_issuer is None


def test_the_secret_is_in_a_file_and_never_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "secret").write_text("the secret\n")
    set_up(monkeypatch, OIDC_CLIENT_SECRET_FILE=str(tmp_path / "secret"), OIDC_SECOND_FACTOR="mfa, otp")
    said = load_provider_settings()
    assert said.secret == "the secret"
    assert "the secret" not in repr(said) + said.model_dump_json()
    assert said.second_factor == {"mfa", "otp"}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OIDC_ISSUER", "http://sso.example.com", "OIDC_ISSUER"),
        ("OIDC_ISSUER", "sso.example.com", "OIDC_ISSUER"),
        ("OIDC_ISSUER", "https://user:word@sso.example.com", "OIDC_ISSUER"),
        ("OIDC_ISSUER", "https://sso.example.com/?realm=firm", "OIDC_ISSUER"),
        ("OIDC_CLIENT_ID", None, "OIDC_CLIENT_ID"),
        ("PUBLIC_URL", None, "PUBLIC_URL"),
        ("OIDC_CLIENT_SECRET_FILE", "/nowhere", "OIDC_CLIENT_SECRET_FILE"),
        ("OIDC_CLIENT_SECRET_FILE", "/dev/null", "OIDC_CLIENT_SECRET_FILE"),
        ("OIDC_SCOPES", "profile", "OIDC_SCOPES"),
        ("OIDC_NUMBER_CLAIM", "email", "OIDC_NUMBER_CLAIM"),
        ("OIDC_NUMBER_CLAIM", "two words", "OIDC_NUMBER_CLAIM"),
        ("OIDC_CA", "/nowhere", "OIDC_CA"),
        ("OIDC_NAME", "x" * 41, "OIDC_NAME"),
    ],
)
def test_what_can_not_be_used_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, told: str
):
    set_up(monkeypatch, **{name: value})
    with pytest.raises(Failure) as failure:
        load_provider_settings()
    assert f"GONGDAN_{told}" in failure.value.say("en")
    assert f"GONGDAN_{told}" in failure.value.say("zh")
