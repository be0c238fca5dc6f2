"""Long texts of several kinds that read like news, made from parts; the same chance makes the same text.

An event has its people, places and numbers. Two writers of one event share these and a few words of a statement, and
nothing else: they are nearest neighbours by topic, and neither copies the other.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

NOUNS = [
    "anchorage",
    "aqueduct",
    "archive",
    "arena",
    "assembly",
    "audit",
    "balcony",
    "barge",
    "barrier",
    "basin",
    "beacon",
    "bench",
    "berth",
    "boiler",
    "boundary",
    "bowl",
    "brewery",
    "bridge",
    "briefing",
    "brigade",
    "budget",
    "buoy",
    "bureau",
    "cabin",
    "cable",
    "campus",
    "canal",
    "cannery",
    "canopy",
    "canvas",
    "capsule",
    "cargo",
    "carriage",
    "cathedral",
    "ceiling",
    "cellar",
    "census",
    "chapel",
    "charter",
    "chimney",
    "circuit",
    "cistern",
    "clinic",
    "coach",
    "coalition",
    "college",
    "colony",
    "column",
    "committee",
    "compound",
    "conduit",
    "convoy",
    "corridor",
    "council",
    "courtyard",
    "crane",
    "creek",
    "crew",
    "cupboard",
    "curfew",
    "curriculum",
    "cylinder",
    "dairy",
    "dam",
    "deck",
    "deposit",
    "depot",
    "diesel",
    "dormitory",
    "drain",
    "drought",
    "dyke",
    "embankment",
    "engine",
    "enquiry",
    "escort",
    "estate",
    "excavator",
    "exhibit",
    "factory",
    "fence",
    "ferry",
    "festival",
    "fixture",
    "fleet",
    "flour",
    "footbridge",
    "forecourt",
    "forest",
    "foundry",
    "freight",
    "furnace",
    "gallery",
    "garage",
    "garrison",
    "gate",
    "generator",
    "glacier",
    "grain",
    "granary",
    "grant",
    "gravel",
    "greenhouse",
    "gully",
    "hangar",
    "harbour",
    "harvest",
    "hatchery",
    "heater",
    "hillside",
    "hospice",
    "hull",
    "hydrant",
    "inquest",
    "insurer",
    "island",
    "jetty",
    "journal",
    "junction",
    "kitchen",
    "laboratory",
    "ladder",
    "landfill",
    "lantern",
    "lease",
    "ledger",
    "levee",
    "library",
    "licence",
    "lighthouse",
    "lock",
    "locomotive",
    "lorry",
    "machine",
    "mansion",
    "marina",
    "marsh",
    "meadow",
    "memorial",
    "merger",
    "meter",
    "mill",
    "mine",
    "mortgage",
    "museum",
    "nursery",
    "oilfield",
    "orchard",
    "outpost",
    "oven",
    "oyster",
    "paddock",
    "panel",
    "parade",
    "pasture",
    "pavilion",
    "payroll",
    "pension",
    "petition",
    "pharmacy",
    "pier",
    "pipeline",
    "plateau",
    "platform",
    "polytechnic",
    "pontoon",
    "prairie",
    "pumphouse",
    "quarry",
    "quay",
    "railway",
    "ramp",
    "ranch",
    "reactor",
    "reef",
    "refinery",
    "register",
    "relay",
    "reservoir",
    "ridge",
    "roof",
    "runway",
    "salmon",
    "sanctuary",
    "sawmill",
    "scaffold",
    "schedule",
    "scholarship",
    "seminary",
    "sewer",
    "shaft",
    "shelter",
    "shipyard",
    "shuttle",
    "signal",
    "silo",
    "siren",
    "slate",
    "slope",
    "sluice",
    "smelter",
    "spillway",
    "stadium",
    "staircase",
    "statue",
    "steam",
    "stockpile",
    "strike",
    "studio",
    "subsidy",
    "substation",
    "suburb",
    "surgery",
    "survey",
    "swamp",
    "tannery",
    "tariff",
    "tender",
    "terminal",
    "terrace",
    "theatre",
    "timber",
    "tollgate",
    "tower",
    "trailer",
    "tram",
    "treaty",
    "trench",
    "tribunal",
    "trolley",
    "tunnel",
    "turbine",
    "valley",
    "vault",
    "verdict",
    "viaduct",
    "vineyard",
    "voucher",
    "waiver",
    "wall",
    "ward",
    "warehouse",
    "wharf",
    "windmill",
    "workshop",
    "yard",
]
ADJECTIVES = [
    "abandoned",
    "adjacent",
    "aging",
    "ancient",
    "annual",
    "armed",
    "bitter",
    "brief",
    "broken",
    "bulky",
    "busy",
    "calm",
    "cautious",
    "central",
    "cheap",
    "civic",
    "coastal",
    "cold",
    "costly",
    "cracked",
    "crowded",
    "damp",
    "derelict",
    "disused",
    "distant",
    "dusty",
    "early",
    "eastern",
    "elderly",
    "empty",
    "expensive",
    "faulty",
    "fierce",
    "flooded",
    "former",
    "fragile",
    "frozen",
    "generous",
    "gloomy",
    "grand",
    "half-built",
    "hasty",
    "heavy",
    "hidden",
    "hollow",
    "icy",
    "idle",
    "informal",
    "joint",
    "junior",
    "lengthy",
    "local",
    "lonely",
    "loyal",
    "main",
    "makeshift",
    "marble",
    "modern",
    "modest",
    "muddy",
    "municipal",
    "narrow",
    "neighbouring",
    "northern",
    "obscure",
    "older",
    "open",
    "outer",
    "painted",
    "partial",
    "patched",
    "plain",
    "popular",
    "portable",
    "private",
    "provincial",
    "public",
    "quiet",
    "rapid",
    "rare",
    "remote",
    "renovated",
    "rival",
    "rural",
    "rusty",
    "sandy",
    "scenic",
    "seasonal",
    "secret",
    "senior",
    "shallow",
    "silent",
    "slender",
    "solid",
    "southern",
    "spare",
    "steep",
    "stony",
    "sturdy",
    "sunken",
    "swift",
    "tall",
    "temporary",
    "timid",
    "unfinished",
    "unpaid",
    "upper",
    "urban",
    "vacant",
    "vast",
    "wealthy",
    "western",
    "wooden",
]
VERBS = [
    "abandoned",
    "accepted",
    "acquired",
    "adapted",
    "admired",
    "adopted",
    "altered",
    "assembled",
    "bought",
    "blamed",
    "blocked",
    "borrowed",
    "bypassed",
    "cancelled",
    "cleaned",
    "cleared",
    "closed",
    "commissioned",
    "compared",
    "completed",
    "concealed",
    "condemned",
    "copied",
    "corrected",
    "crossed",
    "damaged",
    "dedicated",
    "defended",
    "delayed",
    "demolished",
    "designed",
    "destroyed",
    "dismantled",
    "diverted",
    "donated",
    "drained",
    "emptied",
    "enlarged",
    "examined",
    "expanded",
    "explored",
    "extended",
    "favoured",
    "financed",
    "fixed",
    "flooded",
    "fortified",
    "funded",
    "guarded",
    "halted",
    "handed",
    "hired",
    "ignored",
    "imported",
    "improved",
    "inherited",
    "inspected",
    "installed",
    "insured",
    "investigated",
    "isolated",
    "launched",
    "leased",
    "lent",
    "lifted",
    "loaded",
    "locked",
    "lost",
    "lowered",
    "mapped",
    "measured",
    "mended",
    "mentioned",
    "merged",
    "monitored",
    "mortgaged",
    "moved",
    "neglected",
    "noticed",
    "obtained",
    "occupied",
    "opened",
    "ordered",
    "outgrew",
    "overlooked",
    "painted",
    "patrolled",
    "photographed",
    "planned",
    "pledged",
    "postponed",
    "preserved",
    "pumped",
    "raised",
    "rebuilt",
    "recorded",
    "recovered",
    "refused",
    "registered",
    "reinforced",
    "removed",
    "renamed",
    "rented",
    "repaired",
    "replaced",
    "rescued",
    "restored",
    "reviewed",
    "salvaged",
    "sealed",
    "searched",
    "seized",
    "shared",
    "shifted",
    "shut",
    "sold",
    "sponsored",
    "studied",
    "surrendered",
    "surveyed",
    "suspended",
    "swapped",
    "tested",
    "toured",
    "traced",
    "transferred",
    "trimmed",
    "upgraded",
    "vacated",
    "visited",
    "watched",
    "widened",
]
FIRST = [
    "Adelina",
    "Aksel",
    "Amaru",
    "Benedek",
    "Branwen",
    "Calixta",
    "Ciaran",
    "Dagny",
    "Darius",
    "Eluned",
    "Emeka",
    "Fatima",
    "Fenella",
    "Gideon",
    "Gwenno",
    "Halvard",
    "Ilona",
    "Imani",
    "Jorunn",
    "Kasimir",
    "Ksenia",
    "Leandro",
    "Lucasta",
    "Malachi",
    "Merete",
    "Nadim",
    "Niamh",
    "Obadiah",
    "Odile",
    "Petronella",
    "Quillon",
    "Rasmus",
    "Rosalba",
    "Sunniva",
    "Tancredi",
    "Teodora",
    "Ulrika",
    "Valdemar",
    "Wanjiru",
    "Xanthe",
    "Yorick",
    "Zofia",
]
LAST = [
    "Abernathy",
    "Ackermann",
    "Adomako",
    "Balogh",
    "Bellweather",
    "Brankovic",
    "Carrow",
    "Castellane",
    "Dravik",
    "Dunmore",
    "Eastwick",
    "Ekholm",
    "Farquhar",
    "Fennimore",
    "Galbraith",
    "Grigoryan",
    "Hallam",
    "Hartigan",
    "Ibarra",
    "Ingersoll",
    "Jarrow",
    "Kettering",
    "Kowalczyk",
    "Lachlan",
    "Lindqvist",
    "Marchetti",
    "Mbeki",
    "Nightingale",
    "Nordahl",
    "Oduya",
    "Ostrander",
    "Pemberton",
    "Pelletier",
    "Quennell",
    "Ravensworth",
    "Rosenthal",
    "Sandoval",
    "Sorensen",
    "Tamsin",
    "Thackeray",
    "Underhill",
    "Valtonen",
    "Varga",
    "Wetherby",
    "Winterbourne",
    "Yamanaka",
    "Zaragoza",
    "Zielinski",
]
START = [
    "Al",
    "Bar",
    "Brack",
    "Cal",
    "Cor",
    "Dal",
    "Dun",
    "East",
    "Fair",
    "Fal",
    "Glen",
    "Gran",
    "Hal",
    "Hart",
    "Hol",
    "Inver",
    "Kel",
    "Kings",
    "Lang",
    "Lin",
    "Mal",
    "Mar",
    "Nor",
    "Oak",
    "Pen",
    "Quar",
    "Ros",
    "Sal",
    "Sten",
    "Tor",
    "Ul",
    "Ver",
    "Wes",
    "Yar",
]
END = [
    "bury",
    "by",
    "combe",
    "dale",
    "den",
    "don",
    "ester",
    "fell",
    "ford",
    "garth",
    "ham",
    "haven",
    "holm",
    "hurst",
    "leigh",
    "low",
    "mere",
    "mond",
    "mouth",
    "ness",
    "port",
    "ridge",
    "sea",
    "shaw",
    "stead",
    "ster",
    "stow",
    "thorpe",
    "ton",
    "vale",
    "wick",
    "worth",
]
OFFICES = (
    "harbour authority", "regional council", "fire service", "water board", "transport ministry", "health trust", "audit office",
    "police", "port operator", "farmers' union", "central bank", "election commission", "football league", "weather service",
    "prosecutor's office", "teachers' union", "energy regulator", "university", "rescue service", "customs agency",
)  # fmt: skip
TITLES = (
    "director", "chief engineer", "deputy head", "chairwoman", "inspector", "commissioner", "treasurer", "secretary", "curator",
    "surgeon", "coach", "harbour master", "lawyer", "minister", "geologist", "union leader", "mayor", "superintendent",
)  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WHENS = (
    "after the storm", "before dawn", "last winter", "during the night", "within a fortnight", "since the spring", "in the small hours",
    "at the weekend", "by the end of the month", "for the second year running", "after a long quarrel", "without a vote", "as planned",
    "in plain sight", "despite the frost", "long before the census", "on the eve of the fair", "when the snow melted",
    "ahead of the holidays", "under a new law", "shortly before noon", "at short notice", "year after year", "in a matter of hours",
)  # fmt: skip
SIDES = (
    "which few had expected", "although nobody had asked", "a step that its neighbours welcomed", "and the bill was sent on",
    "to the relief of the tenants", "a decision that took years", "with no word of an apology", "as the minutes show",
    "which pleased the merchants", "in what some called a gamble", "despite two warnings", "and few wept for it",
    "to the surprise of its own staff", "according to papers seen by this reporter", "or so the story goes",
)  # fmt: skip


INTRODUCTIONS = (
    "The {office} put it in a note: “{quote}.”",
    "“{quote},” wrote the {office}.",
    "In a letter the {office} said “{quote}”.",
    "Asked about it, the {office} would only say: “{quote}.”",
)


@dataclass
class Writer:
    """Somebody who strings words together; each has its own chance."""

    chance: random.Random

    def pick(self, words: Sequence[str]) -> str:
        return self.chance.choice(words)

    def thing(self) -> str:
        """ "the rusty crane", "a granary", "the crane of the pumphouse": skewed to the commoner words."""
        noun = NOUNS[int(len(NOUNS) * self.chance.random() ** 1.6)]
        article = self.pick(("the", "the", "the", "its", "one", "this"))
        shape = self.chance.random()
        if shape < 0.35:
            return f"{article} {noun}"
        if shape < 0.75:
            return f"{article} {self.pick(ADJECTIVES)} {noun}"
        return f"{article} {noun} {self.pick(('of', 'near', 'behind', 'beside', 'above'))} the {self.pick(NOUNS)}"

    def number(self) -> str:
        return self.pick(
            (
                str(self.chance.randint(3, 98)),
                str(self.chance.randint(101, 990)),
                f"{self.chance.randint(1, 98)},{self.chance.randint(100, 999)}",
                f"{self.chance.randint(1, 60)}.{self.chance.randint(1, 9)}",
            )
        )

    def counted(self) -> str:
        """A number with what it counts."""
        many = f"{self.pick(NOUNS)}s"
        return self.pick(
            (
                f"{self.number()} {many}",
                f"{self.number()} per cent of the {many}",
                f"{self.chance.randint(2, 90)} million crowns",
                f"{self.number()} tonnes of {self.pick(NOUNS)} goods",
                f"{self.number()} people",
            )
        )

    def name(self) -> str:
        return f"{self.pick(FIRST)} {self.pick(LAST)}"

    def place(self) -> str:
        return self.pick(START) + self.pick(END)


@dataclass
class Event:
    """What happened, apart from any words for it."""

    place: str
    other_place: str
    office: str
    people: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]
    topic: tuple[str, ...]
    #: what the office said, in its own words; writers quote at most a dozen of them
    statement: str
    day: str
    said: list[str] = field(default_factory=list)


def event(chance: random.Random) -> Event:
    w = Writer(chance)
    return Event(
        place=w.place(),
        other_place=w.place(),
        office=w.pick(OFFICES),
        people=tuple((w.name(), w.pick(TITLES)) for _ in range(3)),
        numbers=tuple(w.counted() for _ in range(5)),
        topic=tuple(chance.sample(NOUNS, 8)),
        statement=f"we {w.pick(VERBS)} {w.thing()} and will see that {w.thing()} is {w.pick(VERBS)} {w.pick(WHENS)}",
        day=w.pick(DAYS),
    )


def sentence(w: Writer, e: Event) -> str:
    """One sentence of a report on the event."""
    who, title = w.pick([*map("|".join, e.people)]).split("|")
    number, topic, verb = w.pick(e.numbers), w.pick(e.topic), w.pick(VERBS)
    patterns: tuple[Callable[[], str], ...] = (
        lambda: f"{w.thing()} in {e.place} was {verb} on {e.day}, and {w.thing()} {w.pick(VERBS)} {w.pick(WHENS)}",
        lambda: f"the {e.office} {verb} {w.thing()} {w.pick(WHENS)}, {w.pick(SIDES)}",
        lambda: f"{who}, the {title}, said that {w.thing()} had {verb} {number} {w.pick(WHENS)}",
        lambda: f"{who} said {w.thing()} and {w.thing()} were {verb} together, {w.pick(SIDES)}",
        lambda: f"some {number} were {verb} between {e.place} and {e.other_place}, {w.pick(SIDES)}",
        lambda: f"nobody {verb} the {topic}, though {w.thing()} {w.pick(VERBS)} {w.thing()} {w.pick(WHENS)}",
        lambda: f"those who {verb} the {w.pick(ADJECTIVES)} {topic} spoke of {w.thing()} and of {w.thing()}",
        lambda: f"{w.pick(WHENS)} {w.thing()} {verb} {w.thing()}, which {w.pick(VERBS)} the {topic}",
        lambda: f"records show that the {topic} {verb} {w.counted()} {w.pick(WHENS)}",
        lambda: f"a {title} who {verb} {w.thing()} now runs {w.thing()} in {e.other_place}",
        lambda: f"if {w.thing()} is not {verb}, {w.thing()} may be {w.pick(VERBS)} {w.pick(WHENS)}, {who} warned",
        lambda: f"the {topic} has not {verb} {w.thing()} since {w.counted()} were {w.pick(VERBS)}",
        lambda: f"at {e.other_place}, {w.thing()} {verb} {w.thing()} and the {w.pick(NOUNS)} {w.pick(VERBS)} it",
        lambda: f"“{w.thing()} was {verb} {w.pick(WHENS)} and {w.thing()} {w.pick(VERBS)} us,” {who} said",
        lambda: f"it was {w.thing()} that {verb} the {w.pick(ADJECTIVES)} {topic}, not {w.thing()}",
        lambda: f"{w.counted()} and {number}: that is what {w.thing()} {verb}",
    )
    text = w.chance.choice(patterns)()
    return text[0].upper() + text[1:] + "." if text[0] != "“" else "“" + text[1].upper() + text[2:] + "."


def report(w: Writer, e: Event, n_paragraphs: int | None = None) -> list[str]:
    """Paragraphs on the event by one writer."""
    n = n_paragraphs or w.chance.randint(5, 14)
    paragraphs = [[sentence(w, e) for _ in range(w.chance.randint(1, 4))] for _ in range(n)]
    if w.chance.random() < 0.5:
        words = e.statement.split()
        start = w.chance.randint(0, max(0, len(words) - 12))
        quote = " ".join(words[start : start + w.chance.randint(8, 12)])
        paragraphs[n // 2].append(w.pick(INTRODUCTIONS).format(office=e.office, quote=quote))
    return [" ".join(p) for p in paragraphs]


def feature(w: Writer, e: Event) -> list[str]:
    """Longer sentences, hardly a number."""
    paragraphs = []
    for _ in range(w.chance.randint(6, 10)):
        parts = [f"{w.thing()} {w.pick(VERBS)} {w.thing()}" for _ in range(w.chance.randint(4, 8))]
        joined = parts[0]
        for part in parts[1:]:
            joined += w.pick((", and ", "; ", ", but ", " while ", " because ", ", so ", ", where ")) + part
        paragraphs.append(joined[0].upper() + joined[1:] + f", {w.pick(SIDES)}. " + sentence(w, e))
    return paragraphs


# --- reports of a template --------------------------------------------------------------------------------------------
def weather(w: Writer) -> list[str]:
    n, pick = w.chance.randint, w.pick
    sky, side = ("dry", "wet", "bright", "cloudy", "foggy"), ("north", "south", "east", "west", "hills")
    return [
        f"It will be a {pick(sky)} start in the {pick(side)}, with showers moving in from the {pick(side)} by {n(1, 11)}pm. "
        f"Top temperatures of {n(4, 31)}C are likely in {w.place()}, and {n(2, 28)}C in {w.place()}.",
        f"Tonight will turn {pick(sky)} with lows of {n(-6, 14)}C. Winds from the {pick(side)} will reach {n(10, 50)} "
        f"kilometres an hour, with gusts of {n(51, 99)} over exposed coasts and hills, forecasters said.",
        f"Tomorrow there is a {n(10, 90)} per cent chance of rain, and up to {n(2, 40)} millimetres could fall on high ground "
        f"around {w.place()}. The pollen count is low and the outlook for {pick(DAYS)} is {pick(sky)} and rather cool.",
    ]


def markets(w: Writer) -> list[str]:
    n, pick = w.chance.randint, w.pick
    moved = ("rose", "fell", "gained", "slipped", "edged up", "lost")
    return [
        f"{w.place()} shares {pick(moved)} {n(1, 3)}.{n(1, 9)} per cent on {pick(DAYS)} as {pick(NOUNS)} stocks {pick(moved)}. "
        f"The main index closed at {n(2, 9)},{n(100, 999)}.{n(10, 99)} points after a session of thin trading.",
        f"{pick(LAST)} Group was the biggest gainer, up {n(2, 9)}.{n(1, 9)} per cent, while {pick(LAST)} Holdings dropped "
        f"{n(2, 9)}.{n(1, 9)} per cent. Turnover came to {n(2, 90)} million crowns, against {n(2, 90)} million the day before.",
        f"The crown stood at {n(1, 2)}.{n(1000, 9999)} against the dollar, and the yield on ten-year bonds was {n(1, 6)}.{n(10, 99)} per "
        f"cent. Crude oil for delivery next month traded at {n(50, 110)}.{n(10, 99)} dollars a barrel.",
    ]


def results(w: Writer) -> list[str]:
    n, pick = w.chance.randint, w.pick
    lines = [
        f"{w.place()} {n(0, 5)}, {w.place()} {n(0, 5)}: {pick(LAST)} scored in the {n(2, 89)}th minute before a crowd of "
        f"{n(1, 40)},{n(100, 999)} and {pick(LAST)} was sent off."
        for _ in range(4)
    ]
    end = (
        f"The next round of matches in the league will be played on {pick(DAYS)}, with {w.place()} on {n(10, 60)} points at the "
        f"top of the table and {w.place()} at the bottom with {n(1, 9)}."
    )
    return [f"Results of the matches played in the first division on {pick(DAYS)}.", *lines, end]


def quake(w: Writer) -> list[str]:
    n = w.chance.randint
    return [
        f"An earthquake of magnitude {n(3, 7)}.{n(0, 9)} struck {n(4, 90)} kilometres off {w.place()} at {n(1, 12)}:{n(10, 59)} on "
        f"{w.pick(DAYS)}, the geological survey said. Its depth was {n(5, 200)} kilometres.",
        f"There were no immediate reports of damage or casualties, and no tsunami warning was issued. It was felt in {w.place()} and "
        f"{w.place()}. The region has had {n(2, 40)} earthquakes of magnitude {n(2, 5)} and above in the past {n(5, 90)} days.",
    ]


TEMPLATES = (weather, markets, results, quake)


# --- outlets ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Outlet:
    """A publisher with what it prints on every page."""

    name: str
    site: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def outlet(chance: random.Random, n: int) -> Outlet:
    w = Writer(chance)
    place = w.place()
    name = f"{place} {w.pick(('Courier', 'Herald', 'Echo', 'Dispatch', 'Monitor', 'Chronicle', 'Post', 'Sentinel'))}"
    day = w.pick(DAYS)
    promo = (
        f"Sign up to the {name} morning letter for the day's stories from {place} and {w.place()}, sent every {day} before breakfast "
        f"by {w.name()} and the rest of the desk, free of charge."
    )
    terms = (
        f"© {name} {w.chance.randint(1990, 2030)}. No part of this page may be stored or passed on without leave of {w.pick(LAST)} Press "
        f"of {w.chance.randint(2, 99)} {w.pick(LAST)} Street, {place}. Letters reach the editor, {w.name()}, at the same address."
    )
    about = (
        f"{w.name()} covers {w.pick(NOUNS)}s and {w.pick(NOUNS)}s for the {name}. Tell the newsroom what you know by calling "
        f"{w.chance.randint(200, 999)} {w.chance.randint(1000, 9999)} on any day except {w.pick(DAYS)}."
    )
    before = (f"This story is free to read thanks to the members of the {name}.",) if chance.random() < 0.4 else ()
    after = tuple(p for p in (promo, about, terms) if chance.random() < 0.6)
    return Outlet(
        name=name, site=f"{name.lower().replace(' ', '-')}-{n}.example", before=before, after=after or (terms,)
    )
