"""Headers are read as nats-py reads them."""

from hypothesis import given
from hypothesis import strategies as st
from nats.aio.client import Client

from eventsourcing_nats.broker.client import QuickClient

name = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=":"), min_size=1, max_size=20)
value = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=40)
lines = st.lists(st.tuples(name, st.sampled_from([":", ": ", ":\t", " : "]), value), max_size=12)


@given(lines)
def test_headers_read_as_nats_py_reads_them(written: list[tuple[str, str, str]]):
    raw = "".join(f"{name}{colon}{value}\r\n" for name, colon, value in written).encode() + b"\r\n"
    assert QuickClient._parse_header_lines(raw) == Client._parse_header_lines(raw)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_headers_do_no_harm(raw: bytes):
    found = QuickClient._parse_header_lines(raw)
    assert all(" " not in name for name in found)


def test_a_name_with_a_blank_inside_is_no_name():
    raw = b"No Name: x\r\nName: y\r\n\r\n"
    assert QuickClient._parse_header_lines(raw) == Client._parse_header_lines(raw) == {"Name": "y"}
