"""The schemas that are published stand in the repository, and change only as their readers can bear."""

import json
from copy import deepcopy
from typing import Any

import pytest

from domain.published.compatible import breaches
from domain.published.event import PublicEvent
from domain.published.schemas import example_of, schema_of, schemas
from domain.published.telling import PUBLISHED
from domain.published.words import FIELDS
from tests.published.page import PAGES, SCHEMAS, catalogue, committed, refused

CLOSED = "gongdan.ticket.ticket-closed.v1"


@pytest.fixture
def new() -> dict[str, Any]:
    return deepcopy(schemas())


def test_the_schemas_in_the_repository_are_those_of_the_program():
    assert SCHEMAS.read_text(encoding="utf-8") == committed(), "run: python -m tests.published.page"


@pytest.mark.parametrize("language", PAGES)
def test_the_catalogue_in_the_repository_is_that_of_the_program(language: str):
    assert PAGES[language].read_text(encoding="utf-8") == catalogue(language), "run: python -m tests.published.page"


@pytest.mark.parametrize("public", PUBLISHED, ids=lambda public: public.name)
def test_a_schema_is_valid_and_its_example_too(public: type[PublicEvent]):
    from jsonschema import Draft202012Validator  # takes 1.6 s, which is not for every run

    schema, example = schema_of(public), json.loads(example_of(public).model_dump_json(exclude_none=True))
    assert [*Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema)] == []
    assert [*Draft202012Validator(schema).iter_errors(example)] == []


def test_every_field_has_its_words_and_every_word_a_field():
    assert {name for public in PUBLISHED for name in public.model_fields} == FIELDS.keys()
    assert all(word.zh and word.en and word.zh != word.en for word in FIELDS.values())


def test_the_names_are_unique():
    assert len({public.type_name() for public in PUBLISHED}) == len(PUBLISHED)


def test_what_is_published_may_stay_as_it_is():
    assert refused(SCHEMAS.read_text(encoding="utf-8")) == []


def test_the_page_is_not_written_anew_where_subscribers_would_suffer(new: dict[str, Any]):
    new[CLOSED]["properties"]["colour"] = {"type": "string"}
    assert refused(json.dumps(new)) == [f"{CLOSED} colour: a field that is published stays"]


def test_an_event_and_an_optional_field_may_be_added(new: dict[str, Any]):
    new["gongdan.ticket.ticket-sung.v1"] = new[CLOSED]
    new[CLOSED]["properties"]["mood"] = {"type": "string"}
    new[CLOSED]["properties"]["stage"]["description"] = "said better"
    assert breaches(schemas(), new) == []


def test_an_event_that_is_told_no_more_is_refused(new: dict[str, Any]):
    del new[CLOSED]
    assert [str(each) for each in breaches(schemas(), new)] == [
        f"{CLOSED}: an event that is published goes on being told; keep this version"
    ]


def test_a_field_that_is_gone_is_refused(new: dict[str, Any]):
    del new[CLOSED]["properties"]["closed_as"]
    assert [(each.field, each.rule) for each in breaches(schemas(), new)] == [
        ("closed_as", "a field that is published stays")
    ]


def test_a_field_that_is_not_always_there_any_more_is_refused(new: dict[str, Any]):
    new[CLOSED]["required"].remove("stage")
    assert [(each.field, each.rule) for each in breaches(schemas(), new)] == [
        ("stage", "a field that was always there stays so")
    ]


def test_a_new_field_that_older_events_lack_is_refused(new: dict[str, Any]):
    new[CLOSED]["properties"]["mood"] = {"type": "string"}
    new[CLOSED]["required"].append("mood")
    assert [(each.field, each.rule) for each in breaches(schemas(), new)] == [
        ("mood", "a new field is optional, for older events lack it")
    ]


def test_a_field_of_another_type_is_refused(new: dict[str, Any]):
    new[CLOSED]["properties"]["closed_as"]["type"] = "integer"
    assert [(each.field, each.rule) for each in breaches(schemas(), new)] == [
        ("closed_as", "a field keeps its type and form")
    ]
