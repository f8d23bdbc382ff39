"""Which pack a ticket gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.policy.choice import Choice, Rule, choose
from domain.rulebook.reading import read
from domain.ticket.vocabulary import Channel, Kind

COOLERS = Rule(pack="appliance", product=("*空调*",))
KEY = Rule(pack="service-plan", contract=("key-*",))
KFR = Rule(pack="software-support", model=("KFR-?",))
MAIL = Rule(pack="our-desk", kind=(Kind.COMPLAINT, Kind.RETURN), channel=(Channel.EMAIL,))
RULES = (COOLERS, KEY, KFR, MAIL)


@pytest.mark.parametrize(
    ("ticket", "pack"),
    [
        ({"product": "智能空调"}, "appliance"),
        ({"product": "ＡＩ空调 "}, "appliance"),
        ({"product": "智能手机"}, "handbook"),
        ({}, "handbook"),
        ({"contract": "KEY-7"}, "service-plan"),
        ({"product": "空调", "contract": "key-7"}, "appliance"),
        ({"model": "kfr-?"}, "software-support"),
        ({"model": "KFR-3"}, "handbook"),
        ({"kind": Kind.RETURN, "channel": Channel.EMAIL}, "our-desk"),
        ({"kind": Kind.RETURN, "channel": Channel.PHONE}, "handbook"),
        ({"kind": Kind.FAULT, "channel": Channel.EMAIL}, "handbook"),
    ],
)
def test_the_first_rule_that_fits_wins(ticket: dict[str, object], pack: str):
    assert choose(RULES, "handbook", **ticket) == pack  # pyright: ignore[reportArgumentType]


def test_a_choice_is_written_as_a_file():
    text = """
    default = "service-plan"
    [[rules]]
    pack = "appliance"
    product = ["*空调*"]
    channel = ["phone", "walk-in"]
    """
    choice = read(text, Choice)
    rule = Rule(pack="appliance", product=("*空调*",), channel=(Channel.PHONE, Channel.WALK_IN))
    assert (choice.default, choice.rules) == ("service-plan", (rule,))


def test_without_a_file_every_ticket_gets_the_handbook():
    assert choose(Choice().rules, Choice().default, product="空调") == "handbook"


def test_a_rule_says_when_it_holds():
    with pytest.raises(ValidationError, match="no condition"):
        Rule(pack="appliance")


WORDS = st.none() | st.text(max_size=8)
RULE = st.builds(
    Rule,
    pack=st.sampled_from(["a", "b"]),
    product=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3).map(tuple),
    model=st.lists(st.text(min_size=1, max_size=8), max_size=2).map(tuple),
    kind=st.lists(st.sampled_from(Kind), max_size=2).map(tuple),
)


@given(st.lists(RULE, max_size=4), WORDS, WORDS, st.none() | st.sampled_from(Kind))
def test_every_ticket_gets_a_pack(rules: list[Rule], product: str | None, model: str | None, kind: Kind | None):
    chosen = choose(rules, "default", product=product, model=model, kind=kind)
    fits = [
        rule.pack for rule in rules if rule.fits(product=product, model=model, kind=kind, channel=None, contract=None)
    ]
    assert chosen == (fits[0] if fits else "default")


@given(st.text(min_size=1, max_size=12).filter(lambda text: "*" not in text and text.strip()))
def test_a_value_without_a_star_fits_itself(text: str):
    assert choose([Rule(pack="a", product=(text,))], "b", product=text) == "a"
