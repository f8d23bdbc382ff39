"""A source keeps its name and its number rule, so that its rows never become other tickets."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.refusals import StoreUnavailable
from gongdan.importing.run import StrictRefusal
from gongdan.importing.sources import Sources
from gongdan.importing.texts import BadInput
from tests.importing.memory import RULES, Importing, mapping, row

OTHER_RULE = {"pattern": r"No\. (\d+)", "becomes": "desk-0{1}"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sources.json"


def kept(path: Path) -> list[str]:
    return list(json.loads(path.read_text())) if path.exists() else []


def named(name: str, **changes: Any) -> Any:
    return mapping(name=name, number={"pattern": r"No\. (\d+)", "becomes": f"{name}-{{1}}"}, **changes)


def test_a_source_is_kept_with_its_rule_for_its_owner_alone(path: Path) -> None:
    Sources(path).claim(mapping())
    assert json.loads(path.read_text()) == {"desk": RULES["number"]}
    assert path.stat().st_mode & 0o777 == 0o600
    Sources(path).claim(mapping(derived=["Note"]))
    assert kept(path) == ["desk"]


def test_another_rule_is_refused_saying_the_first(path: Path) -> None:
    Sources(path).claim(mapping())
    for other in (OTHER_RULE, None):
        with pytest.raises(BadInput, match=r"pattern = 'No\\. \(\\d\+\)', becomes = 'desk-\{1\}'"):
            Sources(path).claim(mapping(number=other))
    Sources(path).claim(mapping(name="plain", number=None))
    with pytest.raises(BadInput, match=r"by a map without \[number\]"):
        Sources(path).claim(named("plain"))


@pytest.mark.parametrize(("first", "second"), [("desk", "desk-2"), ("desk-2", "desk")])
def test_a_name_whose_numbers_could_be_another_s_is_refused(path: Path, first: str, second: str) -> None:
    Sources(path).claim(named(first))
    with pytest.raises(BadInput, match=f"'{second}' could give the same ticket numbers as '{first}'"):
        Sources(path).claim(named(second))
    Sources(path).claim(named("desktop"))
    assert kept(path) == [first, "desktop"]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"desk": 1}', b'{"desk": {"patern": "x"}}', b"\xff\xfe\x00\x80"])
def test_a_damaged_file_is_named_and_kept(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is damaged: restore it"):
        Sources(path).claim(mapping())
    assert path.read_bytes() == content


async def test_the_rule_is_kept_before_the_first_event_and_not_by_an_import_that_stores_nothing(
    importing: Importing, path: Path
) -> None:
    async def away() -> None:
        assert kept(path) == ["desk"]
        raise StoreUnavailable("no server")

    sources = Sources(path)
    with pytest.raises(StrictRefusal):
        await importing.rows(row(1, "call", 0), row(1, "dance", 1), strict=True, sources=sources)
    await importing.rows(row(1, "call", 0), dry_run=True, sources=sources)
    assert kept(path) == []
    importing.store.before_append = [away]
    with pytest.raises(StoreUnavailable):
        await importing.rows(row(1, "call", 0), sources=sources)
    with pytest.raises(BadInput, match="another number rule"):
        await importing.rows(row(1, "call", 0), sources=sources, rules=mapping(number=OTHER_RULE))
