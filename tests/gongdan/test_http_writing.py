"""Pieces that are written leave in their order, the head with what follows it, and none stays behind."""

import asyncio
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongdan.service.http_writing import Joining


class Told:
    """A transport that keeps what it is told."""

    def __init__(self) -> None:
        self.left: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.left.append(data)

    def writelines(self, pieces: tuple[bytes, ...]) -> None:
        self.write(b"".join(pieces))

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


def joining(told: Told) -> Joining:
    return Joining(cast("asyncio.Transport", told), asyncio.get_running_loop())


async def test_a_head_leaves_with_its_body():
    told = Told()
    out = joining(told)
    out.write(b"head")
    assert told.left == []
    out.write(b"body")
    assert told.left == [b"headbody"]
    await asyncio.sleep(0)
    assert told.left == [b"headbody"]


async def test_a_head_whose_body_is_still_made_leaves_when_the_loop_turns():
    told = Told()
    joining(told).write(b"head")
    await asyncio.sleep(0)
    assert told.left == [b"head"]


async def test_what_is_held_leaves_before_the_connection_is_closed():
    told = Told()
    out = joining(told)
    out.write(b"head")
    out.close()
    await asyncio.sleep(0)
    assert told.left == [b"head"]
    assert out.is_closing()


async def test_nothing_is_written_to_who_left_meanwhile():
    told = Told()
    joining(told).write(b"head")
    told.close()
    await asyncio.sleep(0)
    assert told.left == []


@given(st.lists(st.sampled_from(["write", "turn", "flush"]), max_size=40))
def test_all_leaves_once_and_in_order_and_no_more_than_one_is_held(steps: list[str]):
    async def play() -> None:
        told, number = Told(), 0
        out = joining(told)
        for step in steps:
            if step == "write":
                number += 1
                out.write(b"%d." % number)
            elif step == "turn":
                await asyncio.sleep(0)
            else:
                out.flush()
            assert b"".join(told.left).count(b".") >= number - 1
        await asyncio.sleep(0)
        assert b"".join(told.left) == b"".join(b"%d." % each for each in range(1, number + 1))

    asyncio.run(play())


async def test_what_it_does_not_know_is_the_transports():
    with pytest.raises(AttributeError):
        joining(Told()).nothing_of_the_kind()
