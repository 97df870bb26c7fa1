"""Records never change; drafts know only what was sent."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockxero.primitives.fields import By, constant, derived, hidden, many, money, text, twin_of
from mockxero.primitives.records import Draft, Record, said, settled
from mockxero.primitives.views import EVERYWHERE, OWN, View
from tests.strategies import declared, shelved


class Leaf(Record):
    """A part of a tree."""

    colour: str | None = text("Colour")


class Plant(Record):
    """Something with a member of each sort."""

    usually_shows = OWN

    name: str | None = text("Name", shows=View.STUB)
    height: Decimal = money("Height", default=Decimal(1))
    leaves: tuple[Leaf, ...] = many("Leaves", Leaf, "Leaf")
    seeds = derived("Seeds", Leaf, "Seed")
    kind = constant("Kind", '"plant"')
    soil: int = hidden(7)
    height_text = twin_of("height", "HeightText")


class Tree(Plant):
    """One with a trunk."""

    trunk: str | None = text("Trunk", by=By.XERO)


class Oak(Plant):
    """One whose height is told elsewhere, and is another where nobody measured."""

    girth: Decimal | None = money("Girth")
    height: Decimal = money("Height", default=Decimal(20), shows=View.SINGLE)


def test_members_have_defaults():
    assert dict(Plant().items()) == {"name": None, "height": 1, "leaves": (), "soil": 7}


def test_members_are_listed_own_ones_first_and_in_xml_last():
    assert [*Tree.fields] == ["trunk", *Plant.fields]
    generations = [[field.attr for field in one] for one in Tree.generations]
    assert [one for one in generations if one] == [[*Plant.fields], ["trunk"]]


def test_a_member_declared_anew_replaces_the_inherited_one():
    """In JSON it stands among the own ones, in XML it stays where it was."""
    others = [attr for attr in Plant.fields if attr != "height"]
    assert [*Oak.fields] == ["girth", "height", *others]
    generations = [[field.attr for field in one] for one in Oak.generations]
    assert [one for one in generations if one] == [[*Plant.fields], ["girth"]]

    assert Oak.fields["height"].shows == View.SINGLE
    assert Oak().height == 20
    assert Oak(height=Decimal(3)).but(girth=Decimal(2)).height == 3
    assert Plant.fields["height"].shows == OWN
    assert Plant().height == 1


def test_a_member_shows_where_its_record_usually_does():
    """Unless it says otherwise; a record that says nothing shows everywhere."""
    assert Plant.fields["height"].shows == OWN
    assert Plant.fields["name"].shows == View.STUB
    assert Tree.fields["trunk"].shows == OWN
    assert Leaf.fields["colour"].shows == EVERYWHERE


def test_only_what_is_stored_takes_part():
    """What is worked out, or always the same, is nothing that a record could be given."""
    assert [attr for attr, _ in Plant().items()] == ["name", "height", "leaves", "soil"]
    with pytest.raises(TypeError, match="Plant has no 'seeds'"):
        Plant(seeds=())


@pytest.mark.parametrize("wrong", ["hight", "kind", "height_text"])
def test_a_misspelt_member_is_noticed(wrong):
    with pytest.raises(TypeError, match=f"Plant has no '{wrong}'"):
        Plant(**{wrong: 1})
    with pytest.raises(TypeError, match=f"Plant has no '{wrong}'"):
        Plant().but(**{wrong: 1})


def test_a_record_cannot_be_changed():
    plant = Plant(name="Fern")

    with pytest.raises(AttributeError):
        plant.name = "Moss"
    with pytest.raises(AttributeError):
        plant.colour = "green"  # type: ignore[attr-defined]
    assert plant.name == "Fern"


def test_a_change_is_another_record():
    fern = Plant(name="Fern", height=Decimal(2))

    moss = fern.but(name="Moss")

    assert (fern.name, moss.name, moss.height) == ("Fern", "Moss", Decimal(2))
    assert type(Tree().but(trunk="thick")) is Tree


def test_records_are_equal_member_by_member():
    """And only to their own kind."""
    assert Plant(name="Fern") == Plant(name="Fern")
    assert Plant(name="Fern") != Plant(name="Moss")
    assert Leaf() != Record()
    assert Leaf(colour="red") != ("red",)
    assert Tree(name="Fern") != Plant(name="Fern")


def test_a_record_tells_what_it_holds():
    assert repr(Leaf(colour="red")) == "Leaf(colour='red')"
    assert repr(Leaf()) == "Leaf()"


@pytest.mark.parametrize("record", declared(), ids=lambda record: record.__name__)
@settings(max_examples=10)
@given(data=st.data())
def test_every_record_is_made_of_its_items(record, data):
    known, _ = data.draw(shelved(record))

    assert record(**dict(known.items())) == known
    assert known.but() == known


# --- drafts ---------------------------------------------------------------------------------------


def test_a_draft_knows_only_what_was_sent():
    draft = Draft(Plant, {"name": "Fern", "soil": None})

    assert "name" in draft
    assert "height" not in draft
    assert draft.get("height") is None
    assert draft.get("height", 5) == 5


def test_a_draft_becomes_a_record_with_its_parts():
    draft = Draft(Plant, {"leaves": [Draft(Leaf, {"colour": "red"}), Draft(Leaf, {})]})

    assert draft.whole() == Plant(leaves=(Leaf(colour="red"), Leaf()))


@pytest.mark.parametrize(
    ("value", "made"),
    [
        (Draft(Leaf, {"colour": "red"}), Leaf(colour="red")),
        ([], ()),
        ("text", "text"),
        (None, None),
    ],
)
def test_parts_are_settled(value, made):
    assert settled(value) == made


def test_an_empty_draft_counts_among_others():
    """Answers are told apart by their order; but if nobody says anything, there is nothing."""
    empty, full = Draft(Leaf, {}), Draft(Leaf, {"colour": "red"})

    assert said([empty, full]) == [empty, full]
    assert said([empty, empty]) == []
    assert said([]) == []
