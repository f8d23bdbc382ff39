"""Every environment variable does what the table says, and a value that makes no sense is refused naming it."""

from uuid import uuid4

import pytest
from eventsourcing.application import Application
from eventsourcing.cipher import AESCipher
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import InfrastructureFactory, NotSupportedError, StoredEvent, TrackingRecorder
from eventsourcing.popo import POPOTrackingRecorder
from eventsourcing.utils import Environment, get_topic

import eventsourcing_nats
from eventsourcing_nats import Factory
from eventsourcing_nats.library import NatsApplicationRecorder
from eventsourcing_nats.library.options import OPTIONS, settings
from tests.eventsourcing_nats.nkeys import Nkey, credentials_file

pytestmark = pytest.mark.library


@pytest.mark.parametrize(
    ("variable", "wrong"),
    [
        ("NATS_URL", "http://127.0.0.1:4222"),
        ("NATS_URL", "ws://127.0.0.1:4222"),
        ("NATS_URL", "nats://127.0.0.1:4222, "),
        ("NATS_URL", "nats://127.0.0.1:notaport"),
        ("NATS_URL", "nats://127.0.0.1:99999"),
        ("NATS_URL", "nats://127.0.0.1:4222,nats://127.0.0.1:0"),
        ("NATS_URL", "nats://:4222"),
        ("NATS_CREDENTIALS", "/nowhere/user.creds"),
        ("NATS_CREDENTIALS", __file__),
        ("NATS_CA", "/nowhere/ca.pem"),
        ("NATS_PREFIX", "Not Good"),
        ("NATS_REPLICAS", "2"),
        ("NATS_REPLICAS", "three"),
        ("NATS_COMPRESSION", "gzip"),
        ("NATS_CREATE", "perhaps"),
        ("NATS_REQUEST_TIMEOUT", "0"),
        ("NATS_REQUEST_TIMEOUT", "soon"),
        ("NATS_PATIENCE", "-1"),
        ("NATS_PATIENCE", "nan"),
        ("NATS_DUPLICATE_WINDOW", "inf"),
        ("NATS_INBOX_PREFIX", "a.*"),
        ("ORIGINATOR_ID_TYPE", "int"),
        ("APPLICATION_RECORDER_TOPIC", "no.such:Thing"),
        ("APPLICATION_RECORDER_TOPIC", "eventsourcing.popo:POPOApplicationRecorder"),
        ("PROCESS_RECORDER_TOPIC", "eventsourcing.popo:POPOProcessRecorder"),
        ("TRACKING_RECORDER_TOPIC", "eventsourcing.popo:POPOTrackingRecorder"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_naming_the_variable(env, variable, wrong):
    with pytest.raises(OSError, match=variable) as caught:
        make_all_recorders(env | {variable: wrong})
    assert str(caught.value).count(variable) == 1


def make_all_recorders(env: dict[str, str]) -> None:
    factory = Factory(env)
    try:
        factory.application_recorder()
        factory.process_recorder()
        factory.tracking_recorder()
    finally:
        factory.close()


def test_a_refused_address_shows_no_password():
    with pytest.raises(OSError, match="NATS_URL is not usable") as caught:
        Factory({"NATS_URL": "nats://me:hidden@host /x"})
    assert "hidden" not in str(caught.value)


def test_a_password_without_a_user_is_refused():
    with pytest.raises(OSError, match="NATS_PASSWORD is set without NATS_USER") as caught:
        Factory({"NATS_PASSWORD": "hidden"})
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["host", "host:4223", "tls://me:p@ss@host", "nats://[::1]:4222", "nats://a:1, nats://b"]
)
def test_an_address_that_makes_sense_is_taken(url):
    assert settings(Environment("Orders", {"NATS_URL": url})).url == url


def test_each_variable_sets_its_setting(tmp_path):
    creds = credentials_file(tmp_path / "user.creds", "a.user.jwt", Nkey.new("U"))
    authority = tmp_path / "ca.pem"
    authority.touch()
    given = {
        "NATS_URL": "tls://one:4222,nats://two:4222",
        "NATS_USER": "me",
        "NATS_PASSWORD": "secret",
        "NATS_CREDENTIALS": str(creds),
        "NATS_CA": str(authority),
        "NATS_PREFIX": "shop",
        "NATS_REPLICAS": "3",
        "NATS_COMPRESSION": "S2",
        "NATS_CREATE": "no",
        "NATS_REQUEST_TIMEOUT": "0.5",
        "NATS_PATIENCE": "30",
        "NATS_DUPLICATE_WINDOW": "60",
        "NATS_INBOX_PREFIX": "_INBOX.shop",
    }
    found = settings(Environment("Orders", given))
    assert {option.variable: getattr(found, option.field) for option in OPTIONS} == {
        **given,
        "NATS_CREDENTIALS": creds,
        "NATS_CA": authority,
        "NATS_REPLICAS": 3,
        "NATS_COMPRESSION": "s2",
        "NATS_CREATE": False,
        "NATS_REQUEST_TIMEOUT": 0.5,
        "NATS_PATIENCE": 30.0,
        "NATS_DUPLICATE_WINDOW": 60.0,
    }


def test_the_applications_own_variable_counts_more():
    found = settings(Environment("Orders", {"NATS_PREFIX": "all", "ORDERS_NATS_PREFIX": "orders"}))
    assert found.prefix == "orders"


@pytest.mark.parametrize(
    ("name", "prefix"), [("Orders", "orders"), ("2Fast 4U", "fast4u"), ("订单", "events"), ("", "events")]
)
def test_without_a_prefix_the_applications_name_is_it(name, prefix):
    assert settings(Environment(name)).prefix == prefix


class OwnRecorder(NatsApplicationRecorder):
    pass


def test_a_recorder_of_ones_own_is_used(env):
    with Factory(env | {"APPLICATION_RECORDER_TOPIC": get_topic(OwnRecorder)}) as factory:
        assert type(factory.application_recorder()) is OwnRecorder
        factory.close()


def test_a_view_that_tracks_elsewhere_is_refused(env):
    with Factory(env) as factory, pytest.raises(NotSupportedError, match="POPOTrackingRecorder tracks elsewhere"):
        factory.tracking_recorder(POPOTrackingRecorder)


def test_exactly_one_factory_is_found_in_the_package():
    found = [
        member
        for member in vars(eventsourcing_nats).values()
        if isinstance(member, type) and issubclass(member, InfrastructureFactory)
    ]
    assert found == [Factory]
    assert not issubclass(Factory, TrackingRecorder)


class Note(Aggregate):
    def __init__(self, text: str) -> None:
        self.text = text


@pytest.mark.parametrize("compressor", ["zlib", "eventsourcing.compressor:ZlibCompressor"])
def test_events_and_snapshots_are_stored_encrypted_and_compressed_where_asked(env, compressor):
    env |= {
        "COMPRESSOR_TOPIC": compressor,
        "CIPHER_TOPIC": "eventsourcing.cipher:AESCipher",
        "CIPHER_KEY": AESCipher.create_key(16),
        "IS_SNAPSHOTTING_ENABLED": "y",
    }
    with Application(env) as app:
        note = Note("plain words" * 100)
        app.save(note)
        app.take_snapshot(note.id)
        [event] = app.recorder.select_events(note.id)
        [snapshot] = app.snapshots.recorder.select_events(note.id)
        for stored in (event, snapshot):
            assert b"plain words" not in stored.state
            assert len(stored.state) < 600
    with Application(env) as again:
        assert again.repository.get(note.id).text == note.text


def test_events_as_large_as_the_broker_takes_pass_and_larger_are_refused_by_name(env):
    with Factory(env) as factory:
        recorder = factory.application_recorder()
        name, most = uuid4(), recorder.log.max_event
        recorder.insert_events([StoredEvent(name, 1, "topic", bytes(most))])
        with pytest.raises(eventsourcing_nats.EventTooLarge, match=f"event 2 of {name.hex} has {most + 1} bytes"):
            recorder.insert_events([StoredEvent(name, 2, "topic", bytes(most + 1))])
        factory.close()
