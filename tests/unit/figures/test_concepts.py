"""What a number measures is named alike for the same thing, and otherwise for another."""

from typing import Any

import pytest

from pipeline.figures import read_text
from tests.unit.figures.cases import cases, figure_of


@pytest.mark.parametrize("case", cases("concepts"), ids=lambda case: case["text"][:60])
def test_the_sentence_says_what_is_counted(case: dict[str, Any]) -> None:
    found = [
        {
            "value": list(f.value) if isinstance(f.value, tuple) else f.value,
            "unit": f.unit,
            "concept": f.concept,
            "quantity": f.quantity,
            "places": list(f.places),
        }
        for f in read_text(case["text"])
    ]
    assert found == case["figures"]


SAME = [
    [
        "The death toll rose to 41.",
        "Forty-one people died.",
        "41 were killed in the blast.",
        "Toll hits 41",
        "Deaths: 41",
    ],
    ["Police put the number of missing at 19.", "Nineteen people are still missing.", "Missing: 19", "19 are missing."],
    ["Police arrested 30 people.", "Thirty were arrested.", "There were 30 arrests."],
    ["The storm injured 63 people.", "Sixty-three were hurt.", "The injured were put at 63."],
    ["The city has 212 polling stations.", "The number of polling stations is 212.", "Polling stations: 212"],
    ["The firm was fined $4 million.", "A fine of $4 million was imposed.", "The court fined the firm $4 million."],
    ["The bridge cost $9 million.", "The cost of the bridge rose to $9 million."],
    ["Turnout was 61 percent.", "Officials put turnout at 61 percent.", "Turnout: 61 percent"],
]  # fmt: skip


@pytest.mark.parametrize("sentences", SAME, ids=lambda sentences: sentences[0])
def test_one_thing_has_one_name(sentences: list[str]) -> None:
    assert len({figure_of(s).concept for s in sentences}) == 1
    assert len({figure_of(s).quantity for s in sentences}) == 1


APART = [
    ("Nine miners died.", "Nine miners are missing."),
    ("Police arrested 40 people.", "Police freed 40 people."),
    ("The fund lost $3 billion.", "The fund raised $3 billion."),
    ("The town has 14 wells.", "The town has 14 bridges."),
    ("The ferry carried 90 people.", "Divers rescued 90 people."),
    ("There are 54 shelters in the region.", "The shelters stand in 30 towns."),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_things_have_two_names(one: str, other: str) -> None:
    assert figure_of(one).concept != figure_of(other).concept


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("The list names 48 halls, 12 of them in Kent.", ["hall", "hall"]),
        ("The fund counted 54 dams in 30 countries.", ["dam", "country with dam"]),
        ("Divers found four more bodies, bringing the toll to 33.", ["death", "death"]),
        ("He listed 212 faults. The 212 were repaired.", ["fault", "fault"]),
        ("The law covers 31 chemical plants. Nine plants have closed.", ["chemical plant", "plant closed"]),
        ("Two were arrested and five hurt.", ["arrest", "people injured"]),
    ],
)
def test_a_number_without_a_noun_goes_on_with_what_was_said(text: str, concepts: list[str]) -> None:
    assert [f.concept for f in read_text(text)] == concepts


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        # what is done to the counted, in the tense of the verb
        ("Farmers culled 32,000 chickens.", ["chicken culled"]),
        ("The party has won 12 seats.", ["seat won"]),
        ("Airline to cut 900 jobs", ["job to be cut"]),
        ("The alliance will send 31 tanks.", ["tank to be sent"]),
        ("The bank closed 90 branches and sold 40.", ["branch closed", "branch sold"]),
        ("The collapse trapped 25 workers.", ["worker trapped"]),
        ("Rangers counted 412 elephants.", ["elephant"]),
        ("The town has 14 wells.", ["well"]),
        ("Critics did not burn 14 flags.", ["flag"]),
        # what the counted do
        ("Nineteen countries have banned the product.", ["country banned product"]),
        ("Three of the 14 suppliers have cut ties.", ["supplier cut tie", "supplier"]),
        # by how much something moved, and what it moved to
        ("House prices rose 5 percent.", ["rise in house price"]),
        ("Exports fell by 3 billion pounds.", ["fall in export"]),
        ("The shares have lost half their value.", ["fall in share"]),
        ("Unemployment fell to 4.1 percent.", ["unemployment"]),
        ("Nokia fell 3 percent.", ["fall in Nokia"]),
        # shares
        ("One in five households has no car.", ["share of household"]),
        ("Ruth Cole stands at 34 percent.", ["share of Ruth Cole"]),
        # what a unit measures, and what an amount is for
        ("Winds of 140 mph battered the coast.", ["wind speed"]),
        ("The search covered 1,200 square kilometres.", ["search area"]),
        ("The party spent $12 million on advertising.", ["spending on advertising"]),
        ("He was ordered to pay $2.4 million in damages.", ["damages to be paid"]),
        ("The tunnel will cost 1.2 billion euros.", ["cost of tunnel"]),
        ("The firm earned $9 million in nine hours.", ["earnings", "duration"]),
        ("Prosecutors asked for 15 years in prison. She was given nine years.", ["prison sentence", "prison sentence"]),
        # parts of what was counted
        (
            "Police arrested 30 students. Eleven of them were women.",
            ["student arrested", "woman among student arrested"],
        ),
        ("Of the 48 people on board, 12 have been rescued.", ["people aboard", "people rescued"]),
        # whose it is restricts nothing
        ("Port Ellen's new ferry has 90 cabins.", ["cabin"]),
        ("The price of Port Ellen's ferry rose to $9 million.", ["price of ferry"]),
    ],
)
def test_a_concept_is_worded_as_an_editor_would(text: str, concepts: list[str]) -> None:
    assert [f.concept for f in read_text(text)] == concepts


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Gunmen abducted 27 schoolgirls.", "abducted"),
        ("About 18,000 nurses walked out on Monday.", "strikers"),
        ("Some 340,000 voters were struck from the rolls.", None),
        ("Some 61,000 people attended the final.", "attendance"),
        ("The court acquitted nine officers.", "acquitted"),
        ("The country deported 1,900 people.", "deported"),
        ("The firm laid off 400 people.", "laid_off"),
        ("Six patients are in a critical condition.", "critical"),
        ("The waiting list has grown to 7.6 million.", "waiting_list"),
        ("Farmers lost 900 sheep.", "livestock"),
        ("The flaw was found in 31 servers.", "devices"),
        ("The army fired 36 missiles.", "weapons"),
        ("Market share rose to 31 percent.", "market_share"),
        ("Deposits fell to $12 billion.", "deposits"),
        ("The river level reached 8.2 metres.", "water_level"),
        ("He won four medals.", "medals"),
        ("Enrolment dropped to 14,000.", "enrolment"),
        ("The average rent is 1,320 pounds a month.", "rent"),
        ("The utility installed 90 turbines.", "generators"),
        ("The railway cancelled 220 trains.", "trains"),
    ],
)
def test_the_inventory_spans_the_beats(text: str, quantity: str | None) -> None:
    assert figure_of(text).quantity == quantity


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Yes stands at 50.3 per cent and No at 49.7.", ["percent", "percent"]),
        ("The rate was 59.9 per cent, not 61.4.", ["percent", "percent"]),
        ("Some 31,000 of those gallons reached the creek.", ["gallon"]),
        ("Tens of thousands of litres leaked.", ["litre"]),
        ("The incidence is 4.8 per 100,000.", ["per 100,000"]),
        ("The pipe carries 40 tonnes and 3 valves failed.", ["tonne", "count"]),
    ],
)
def test_a_unit_is_written_carried_over_or_appended(text: str, units: list[str]) -> None:
    assert [f.unit for f in read_text(text)] == units


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("The charity promised $500 to each flooded household.", "amount to flooded household"),
        ("About €90,000 was staked on the last race.", "amount staked"),
        ("Two cranes are on the way. The governor announced $3,000 for widows.", "amount for widow"),
        ("Fines collected | 12 | 40", "fine collected"),
        ("Wounded | none | 6", "people injured"),
        ("The maker is recalling 9,000 Corvus 7 water pumps.", "corvus water pump recalled"),
        ("The fire has burned 12,000 acres (4,900 hectares).", "area burned"),
    ],
)
def test_money_and_sizes_go_on_with_nothing_of_another_kind(text: str, concept: str) -> None:
    assert read_text(text)[-1].concept == concept
