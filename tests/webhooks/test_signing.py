"""Deliveries are signed as Standard Webhooks says: its published vectors, both ways, and its own library."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from consumers.webhooks.signing.keys import KeyPair, NoKey, PublicKey, SharedSecret
from consumers.webhooks.signing.signatures import NotVerified, signed, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SEED = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
V1A = "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="
"""The vectors of the libraries at github.com/standard-webhooks/standard-webhooks."""
KEYS = {V1: SharedSecret.of(SECRET), V1A: KeyPair.of(SEED)}


def headers(signature: str, message: str = MESSAGE, at: datetime = AT) -> dict[str, str]:
    return {"webhook-id": message, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


@pytest.mark.parametrize("vector", [V1, V1A])
def test_a_published_vector_is_what_we_sign(vector: str):
    assert signed(MESSAGE, AT, BODY, [KEYS[vector]]) == headers(vector)


@pytest.mark.parametrize("vector", [V1, V1A])
def test_a_published_vector_verifies(vector: str):
    assert verify(headers(vector), BODY, [KEYS[vector]], AT) == MESSAGE


def test_a_receiver_verifies_a_key_pair_s_signature_by_its_public_half():
    public = KeyPair.of(SEED).public

    assert verify(headers(V1A), BODY, [PublicKey.of(str(public))], AT) == MESSAGE


@pytest.mark.parametrize(
    ("changed", "body", "now"),
    [
        (headers(V1.replace("g0h", "h0g")), BODY, AT),
        (headers("v1,"), BODY, AT),
        (headers(""), BODY, AT),
        (headers(V1.replace("v1,", "v2,")), BODY, AT),
        (headers(V1.replace("v1,", "v1a,")), BODY, AT),
        (headers(V1, message="msg_other"), BODY, AT),
        (headers(V1, at=AT + timedelta(seconds=1)), BODY, AT),
        (headers(V1), BODY + b" ", AT),
        (headers(V1), BODY, AT + timedelta(minutes=5, seconds=1)),
        (headers(V1), BODY, AT - timedelta(minutes=5, seconds=1)),
        (headers(V1) | {"webhook-timestamp": "never"}, BODY, AT),
        (headers(V1) | {"webhook-timestamp": "9" * 30}, BODY, AT),
        ({"webhook-id": MESSAGE, "webhook-signature": V1}, BODY, AT),
        ({}, BODY, AT),
    ],
)
def test_whatever_was_changed_does_not_verify(changed: dict[str, str], body: bytes, now: datetime):
    with pytest.raises(NotVerified):
        verify(changed, body, [KEYS[V1]], now)


def test_one_right_signature_among_others_is_enough():
    said = f"v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,abc {V1} v1a,x"

    assert verify(headers(said), BODY, [KEYS[V1]], AT) == MESSAGE


def test_while_a_secret_is_rotated_both_old_and_new_verify():
    old, new = KEYS[V1], SharedSecret(b"n" * 32)
    told = signed(MESSAGE, AT, BODY, [new, old])

    assert told["webhook-signature"].count("v1,") == 2
    for key in (old, new):
        assert verify(told, BODY, [key], AT) == MESSAGE


def test_the_library_that_receivers_use_verifies_what_we_sign():
    secret, now = SharedSecret(b"s" * 24), datetime.now(UTC)

    Webhook(str(secret)).verify(BODY, signed(MESSAGE, now, BODY, [secret]))


def test_what_the_library_signs_verifies_here():
    secret, now = SharedSecret.of(SECRET), datetime.now(UTC)
    theirs = Webhook(SECRET).sign(MESSAGE, now, BODY.decode())

    assert verify(headers(theirs, at=now), BODY, [secret], now) == MESSAGE


def test_an_id_with_a_full_stop_is_not_signed():
    with pytest.raises(ValueError, match="full stop"):
        signed("msg.1", AT, BODY, [KEYS[V1]])


@pytest.mark.parametrize("text", ["whsec_", "whsec_short", "whsec_*", f"whsec_{base64.b64encode(b's' * 65).decode()}"])
def test_what_is_no_secret_is_refused(text: str):
    with pytest.raises(NoKey):
        SharedSecret.of(text)


@pytest.mark.parametrize("kind", [KeyPair, PublicKey])
def test_a_key_of_another_length_is_refused(kind: type[KeyPair] | type[PublicKey]):
    with pytest.raises(NoKey):
        kind.of(base64.b64encode(b"k" * 31).decode())


def test_keys_are_given_out_as_they_are_taken_in():
    pair = KeyPair.of(SEED)

    assert (str(KEYS[V1]), str(pair)) == (SECRET, SEED)
    assert PublicKey.of(str(pair.public)) == pair.public
    assert "whsec" not in repr(KEYS[V1])
    assert "VEVT" not in repr(pair)
