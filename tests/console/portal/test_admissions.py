"""Who is let in, and for how long: links work once, sessions end, and what is kept lets nobody in."""

from pathlib import Path

from gongdan.console.portal.entry.admissions import IDLE, LINK_LASTS, LONGEST, Admissions, Admitted


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_link_lets_in_once():
    admissions = Admissions()
    secret = admissions.invite("202405-00123")
    entered = admissions.enter(secret)
    assert entered is not None
    assert admissions.admitted(entered[0]) == Admitted("202405-00123", "link")
    assert admissions.enter(secret) is None


def test_a_link_is_no_session_and_a_session_no_link():
    admissions = Admissions()
    assert admissions.admitted(admissions.invite("202405-00123")) is None
    assert admissions.enter(admissions.admit("202405-00123", "code")) is None
    assert admissions.enter("made up") is None


def test_a_link_is_over_after_its_days():
    clock = Clock()
    admissions = Admissions(clock=clock)
    secret = admissions.invite("202405-00123")
    clock.now += LINK_LASTS
    assert admissions.enter(secret) is None


def test_a_session_ends_when_it_is_left_alone_too_long():
    clock = Clock()
    admissions = Admissions(clock=clock)
    secret = admissions.admit("202405-00123", "code")
    clock.now += IDLE - 1
    assert admissions.admitted(secret)
    clock.now += IDLE - 1
    assert admissions.admitted(secret)
    clock.now += IDLE
    assert admissions.admitted(secret) is None


def test_a_session_ends_however_busy_it_is():
    clock = Clock()
    admissions = Admissions(clock=clock)
    secret, began = admissions.admit("202405-00123", "code"), clock.now
    while clock.now < began + LONGEST - IDLE / 2:
        clock.now += IDLE / 2
        assert clock.now >= began + LONGEST or admissions.admitted(secret)
    clock.now = began + LONGEST
    assert admissions.admitted(secret) is None


def test_who_leaves_is_out():
    admissions = Admissions()
    secret = admissions.admit("202405-00123", "code")
    admissions.leave(secret)
    assert admissions.admitted(secret) is None


def test_what_is_kept_holds_no_secret_is_its_owners_and_outlasts_a_restart(tmp_path: Path):
    path = tmp_path / "portal.db"
    admissions = Admissions(path)
    link, session = admissions.invite("202405-00123"), admissions.admit("202405-00124", "code")
    admissions.close()
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert link.encode() not in kept
    assert session.encode() not in kept
    assert path.stat().st_mode & 0o777 == 0o600
    again = Admissions(path)
    assert again.admitted(session) == Admitted("202405-00124", "code")
    assert again.enter(link)
    again.close()
