"""Tokens: what was signed is read back, and nothing else."""

import pathlib
import time

import pytest

from gongdan.access.tokens import BadToken, TokenSigner
from gongdan.failures import Failure

SIGNER = TokenSigner(b"key")


def test_a_token_says_who_and_in_which_roles():
    claims = SIGNER.verify(SIGNER.mint("e-003", ["engineer", "agent"], 60))
    assert (claims.sub, claims.roles, claims.run) == ("e-003", ("engineer", "agent"), None)


def test_a_changed_token_is_refused_wherever_it_was_changed():
    token = SIGNER.mint("e-003", ["engineer"], 60)
    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        if place == len(token) - 1:
            continue  # the last sign holds bits that carry nothing
        with pytest.raises(BadToken, match="bad-token"):
            SIGNER.verify(changed)


@pytest.mark.parametrize("text", ["", ".", "gongdan_", "gongdan_.", "gongdan_e30.", "gongdan_e30.e30", "gongdan_é.é"])
def test_nonsense_is_refused(text: str):
    with pytest.raises(BadToken, match="bad-token"):
        SIGNER.verify(text)


def test_a_token_ends_with_its_time():
    with pytest.raises(BadToken, match="expired-token"):
        SIGNER.verify(SIGNER.mint("e-003", ["engineer"], -1))


def test_a_token_that_was_used_ends_with_its_time_too(monkeypatch: pytest.MonkeyPatch):
    token = SIGNER.mint("e-003", ["engineer"], 60)
    assert SIGNER.verify(token) == SIGNER.verify(token)
    after = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: after)
    with pytest.raises(BadToken, match="expired-token"):
        SIGNER.verify(token)


def test_the_signing_key_is_made_once_and_private(tmp_path: pathlib.Path):
    token = TokenSigner.open(tmp_path).mint("e-003", ["engineer"], 60)
    assert TokenSigner.open(tmp_path).verify(token).sub == "e-003"
    assert (tmp_path / "token.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"\n", b"short"])
def test_a_signing_key_that_anybody_could_guess_is_refused(tmp_path: pathlib.Path, content: bytes):
    (tmp_path / "token.key").write_bytes(content)
    with pytest.raises(Failure, match=r"token\.key") as refused:
        TokenSigner.open(tmp_path)
    assert refused.value.exit_code == 1


def test_a_signing_key_that_cannot_be_read_is_told(tmp_path: pathlib.Path):
    (tmp_path / "token.key").mkdir()
    with pytest.raises(Failure, match="directory"):
        TokenSigner.open(tmp_path)
