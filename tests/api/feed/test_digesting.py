"""The digest of ids is that of `sort -u`, however many runs of them wait on disk."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from api.feed.digesting import Ids

IDS = st.lists(st.text("0123456789abcdef-.", min_size=1, max_size=6))


@given(IDS, st.integers(1, 5))
def test_it_is_that_of_all_of_them_each_once_and_sorted(ids: list[str], run: int):
    lines = "".join(f"{each}\n" for each in sorted(set(ids)))
    with Ids(run) as found:
        for place in range(0, len(ids), 3):
            found.add(ids[place : place + 3])
        assert found.count == len(ids)
        assert found.digest() == hashlib.sha256(lines.encode()).hexdigest()
        assert found.digest() == found.digest()
