"""Long texts that read like reports, made from parts, and what others make of them."""

import random
from datetime import UTC, datetime

from pipeline.extract import version_of_text
from pipeline.model import Known, Version

AT = datetime(2031, 4, 8, 12, 0, tzinfo=UTC)
WHO = (
    "the harbour board", "a spokeswoman for the ministry", "the union", "Marta Quiroga", "the county engineer",
    "two former pilots", "residents of the lower town", "the insurer", "Judge Halloran", "the ferry company",
    "a panel of geologists", "Dr Anwen Pryce", "the mayor's office", "a draft report", "the water company",
    "investigators", "the school inspectors", "Commissioner Adeyemi",
)  # fmt: skip
DID = (
    "said that", "told reporters that", "denied that", "confirmed that", "warned that", "argued that",
    "wrote in a letter that", "had known for months that", "would not say whether", "repeated on Tuesday that",
    "insisted that", "accepted that",
)  # fmt: skip
WHAT = (
    "the old bridge over the Tamsin", "a shipment of grain", "the clinic in Orrock Street", "the second reactor",
    "the new timetable", "a fund for widows", "the licence of the quarry", "the fish market",
    "a cable under the strait", "the public library", "the night train to Belmar", "a stretch of sea wall",
    "the tender for school meals", "the reservoir", "the municipal archive", "an unfinished flyover",
    "the island's only runway", "the pension scheme",
)  # fmt: skip
FATE = (
    "had been closed since the storm", "would cost {n} million more than planned", "was sold to a buyer from abroad",
    "served {n},400 people a day", "had failed {n} inspections in a row", "could reopen within {n} weeks",
    "was never registered", "would be paid for by a levy on hotels", "had been moved without notice",
    "employed {n} men from the valley", "was to be handed back to the state", "had lost {n} per cent of its value",
    "lay beyond the reach of the fire brigade", "stood empty while {n} families waited",
    "was insured for a third of its worth",
)  # fmt: skip
WHEN = (
    "", " before the winter", " after a vote that took all night", " despite two court orders",
    " without telling the council", " in spite of the weather", ", although nobody had asked",
    ", which surprised even its critics", " for the first time in a generation", " and nobody was charged",
)  # fmt: skip


def sentence(chance: random.Random) -> str:
    fate = chance.choice(FATE).format(n=chance.randint(2, 97))
    words = f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {fate}{chance.choice(WHEN)}"
    return words[0].upper() + words[1:] + "."


def article(chance: random.Random, *, n_paragraphs: int = 9) -> str:
    """Paragraphs of two or three sentences, none of them twice."""
    seen: set[str] = set()
    paragraphs = []
    for _ in range(n_paragraphs):
        sentences = [s for s in (sentence(chance) for _ in range(chance.randint(2, 3))) if s not in seen]
        seen.update(sentences)
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(p for p in paragraphs if p)


def version(
    text: str, *, outlet: str = "probe", title: str = "What is known so far", url: str | None = None
) -> Version:
    return version_of_text(text, url=url or f"https://{outlet}.example/story", outlet=outlet, title=title, at=AT)


def known(found: Version, n: int = 1, *, origin: int | None = None) -> Known:
    return Known(version_id=n, article_id=n, origin_id=origin or n, version=found)


WEATHER = (
    "It will start {sky} in the {side}, with {rain} spreading from the {edge} by {hour}. Highs of {high} degrees are "
    "expected in {town}.\n\nWinds will be from the {side}, at {wind} kilometres an hour, gusting to {gust} on exposed "
    "ridges. The service said that drivers should take care on high ground, where ice may form overnight. Overnight "
    "lows will be around {low} degrees. The next forecast is due at {next}.{minute} p.m."
)
MARKETS = (
    "The {town} index {moved} {change} per cent to close at {points} points, as {sector} {led}.\n\nTurnover was "
    "{turnover} billion. The currency was {currency} at {rate} to the dollar. Oil was at ${oil} a barrel, and gold "
    "stood at ${gold} an ounce. The yield on the ten-year bond was {bond} per cent."
)


def weather_report(chance: random.Random) -> str:
    """A forecast as a service sends it to every town."""
    return WEATHER.format(
        sky=chance.choice(["dry", "foggy", "wet"]),
        side=chance.choice(["west", "north", "south"]),
        rain=chance.choice(["sunny spells", "showers", "sleet"]),
        edge=chance.choice(["coast", "hills"]),
        hour=chance.choice(["noon", "dusk"]),
        town=chance.choice(["Brill", "Corwen", "Elsing"]),
        high=chance.randint(4, 28),
        wind=chance.randint(5, 60),
        gust=chance.randint(61, 99),
        low=chance.randint(-5, 9),
        next=chance.randint(1, 11),
        minute=chance.randint(10, 59),
    )


def market_report(chance: random.Random) -> str:
    """The close of trading, in the words of every day."""
    return MARKETS.format(
        town=chance.choice(["Brill", "Corwen", "Elsing"]),
        moved=chance.choice(["rose", "fell", "gained"]),
        sector=chance.choice(["banks", "miners"]),
        led=chance.choice(["led", "lagged"]),
        currency=chance.choice(["stronger", "weaker", "little changed"]),
        change=chance.randint(101, 300) / 100,
        points=chance.randint(2000, 9000),
        turnover=chance.randint(11, 99) / 10,
        rate=chance.randint(80, 150) / 100,
        oil=chance.randint(60, 110),
        gold=chance.randint(1500, 2500),
        bond=chance.randint(101, 599) / 100,
    )
