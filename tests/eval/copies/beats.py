"""A second hand: reports of several beats from a grammar, and probes made of them, independent of `prose` and `probes`.

Reporters of one event share its names, figures, long official titles, lists of places and one or two whole statements;
each has sentences of their own. Words come by Zipf's law, as the grammar's alternatives are ordered: the commonest first.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.eval.copies.probes import COPIES, NEGATIVES, Article, Kind
from tests.eval.copies.prose import Outlet

SLOT = re.compile(r"\{(\w+)\}")

#: what a word in braces may become; alternatives are parted by a bar, the commoner ones first
GRAMMAR: dict[str, str] = {
    "sentence": (
        "{body} {told} that {clause}|{clause}|{clause}, {told_by}|{opening}, {clause}|{clause}, {rider}|{clause} and {clause}"
        "|{person} {told} {clause}|{clause} because {clause}|while {clause}, {clause}|{counting}|{opening} {person} {told} {clause}"
        "|{clause}; {clause}|{counting}, {told_by}|what {body} {verb} was {noun_phrase}, {told_by}|asked whether {clause}, {person} declined to answer"
        "|{noun_phrase} {past} {noun_phrase}, {rider}|{hedge} {clause}|not until {time} did {body} {verb} {noun_phrase}"
    ),
    "clause": (
        "{body} {past} {noun_phrase}|{noun_phrase} was {part} {time}|{noun_phrase} {past} {noun_phrase} {where}|{people} {past} {noun_phrase}"
        "|{noun_phrase} had {part} {noun_phrase} {time}|{people} {where} {past} {noun_phrase} {time}|there was {hedge_word} {noun} in {noun_phrase}"
        "|{person} would {verb} {noun_phrase} {time}|{body} could not {verb} {noun_phrase}|{noun_phrase} remained {adjective} {where}"
        "|{people} were {part} {where}|it {past} {noun_phrase} to {people}|nobody {past} {noun_phrase} {time}|{noun_phrase} and {noun_phrase} were {part}"
    ),
    "counting": (
        "{figure} were {part} {where}|{figure} {past} {noun_phrase} {time}|{noun_phrase} cost {money}|at least {figure} had been {part}"
        "|of {figure}, {small} were {part} {where}|{body} put the {noun} at {money}|{figure} and {figure} were {part} {time}"
        "|{small} of the {noun}s {past} {noun_phrase}|the {noun} rose by {percent} to {money}|{percent} of {people} {past} {noun_phrase}"
    ),
    "noun_phrase": (
        "the {noun}|a {adjective} {noun}|the {noun} of the {noun}|its {noun}|{topic}|the {adjective} {noun}|the {topic_noun} {noun}|every {noun} {where}"
        "|{figure}|a {noun} for {people}|the {noun} that {people} {past}|another {noun} or {noun}|their {adjective} {noun}|the first {topic_noun} {noun} {time}"
    ),
    "people": "residents|officials|the {noun} workers|families|{small} {trade}s|local {trade}s|those who {past} the {noun}|passengers|critics|{trade}s and {trade}s",
    "told": "said|told reporters|added|warned|confirmed|argued|insisted|explained|conceded|wrote in a letter|reckoned|announced",
    "told_by": "{person} said|according to {body}|{person} told a hearing|a spokesman said|{body} said in a statement|{person} added|people close to the matter said",
    "opening": "{time}|in {place}|meanwhile|by {hour}|at a meeting in {place}|for {small} weeks|by contrast|across {places}|in a first reading|under the plan",
    "rider": "which {people} {past}|a move {people} called {adjective}|despite the {adjective} {noun}|leaving {noun_phrase} {adjective}|the third such {noun} {where}|as {people} had {part}",
    "hedge": "it is not clear whether|there were signs that|few doubted that|documents show that|it emerged that|lawyers believe|neighbours recalled how",
    "hedge_word": "little|no|some|much|hardly any|enough",
    "where": "in {place}|near {place}|on the {noun} side of {place}|along the {topic_noun}|across {places}|outside {other_place}|at the {adjective} end of {place}|between {place} and {other_place}",
    "time": "on {day}|last {day}|this year|earlier in the week|in {month}|overnight|since {month}|before the {noun}|within {small} days|after {small} hours|{small} years ago|at the end of {month}|again",
    "past": (
        "{act}ed|{act}ed|took|left|found|lost|made|gave|kept|saw|held|brought|met|put|cut|sought|paid|led|chose|sent|drew|broke|built|read|sold"
    ),
    "part": "{act}ed|{act}ed|found|taken|kept|sent|seen|held|left|told|brought|cut|shut|paid|moved|drawn|sold|built|made|lost",
    "verb": "{act}|{act}|take|leave|find|keep|give|see|hold|bring|meet|put|cut|seek|pay|choose|send|draw|build|sell",
    "act": (
        "open|order|report|block|visit|inspect|check|clear|repair|delay|reject|support|question|defend|extend|limit|review|correct|cancel|abandon|answer|test|treat"
        "|flood|reach|accept|return|collect|count|publish|demand|assist|alert|attack|consider|record|alter|convert|press|search|spoil|threaten|weaken|strengthen"
    ),
    "adjective": (
        "new|local|public|long|early|late|serious|narrow|costly|old|private|final|lower|upper|independent|annual|temporary|disputed|quiet|rural|central|technical|urgent"
        "|unusual|modest|broken|crowded|legal|medical|northern|southern|unsafe|hidden|careful|bitter|shallow|steep|vacant|awkward|formal|partial|vast|wooden|electric"
    ),
    "noun": (
        "plan|report|road|council|meeting|site|house|work|service|school|company|river|water|vote|building|market|street|decision|money|fire|line|station|contract|case"
        "|rule|law|study|loan|office|wall|list|letter|staff|ward|price|tax|field|farm|record|road closure|survey|sample|review|hearing|shift|pump|roof|bank|valve|tender"
        "|permit|budget|delay|claim|pipe|crew|engine|timetable|shelter|appeal|verdict|ballot|count|margin|dose|symptom|clinic|strike|wage|pension|union|picket|turbine"
        "|cable|battery|licence|auction|statue|festival|ticket|orchard|herd|feed|barn|culvert|embankment|weir|sluice|gauge|forecast|sandbag|dinghy|lorry|junction|viaduct"
    ),
    "trade": "farmer|nurse|teacher|driver|shopkeeper|engineer|trader|lawyer|pupil|builder|pensioner|fisher|cleaner|doctor|porter|miner|weaver|guard|clerk",
    "hour": "noon|midnight|dawn|dusk|the evening|mid-morning|late afternoon",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "month": "March|April|January|June|October|May|July|August|September|November|December|February",
    "small": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    "money": "${few}.{digit} million|{few} million euros|£{few}.{digit}bn|${many}|€{few}m|{few} crowns a head",
    "percent": "{few} percent|{few}.{digit}%|{few} per cent|nearly {few} percent",
    "surname": "Arlott|Benko|Castellane|Dunmore|Eriksen|Falk|Garrone|Hadley|Iversen|Jankow|Kessel|Lomax|Moreau|Nkosi|Okafor|Pell|Quist|Rahman|Sato|Tamm|Ueda|Varga|Whitlow|Yilmaz|Zeller",
    "forename": "Anna|Bram|Clara|David|Elif|Femi|Greta|Hugo|Ines|Jonas|Kofi|Lena|Marek|Nadia|Omar|Petra|Rosa|Stefan|Tunde|Vera|Yusuf",
    "town": "Aldermoor|Brackwater|Caldstone|Dunhollow|Eastrey|Fenwick Cross|Grimsdale|Hollowford|Inverlay|Kestral Bay|Lower Tarn|Merrowby|Nethercote|Ostermouth|Pellbridge|Quarrington|Redlynch|Saltmarsh|Thornbeck|Upper Venn|Westerlow",
    "office": "National Agency for {domain} and {domain}|{town} {domain} Board|Department of {domain}|Federation of {domain} {domain} Employers|Standing Commission on {domain}|{surname} {domain} Company",
    "domain": "Water|Transport|Health|Housing|Harbour|Energy|Fisheries|Education|Farming|Dredging|Safety|Waste|Forestry|Heritage|Insurance|Telecoms",
    "role": "chief executive|deputy minister|head of operations|spokeswoman|union secretary|district judge|senior consultant|mayor|site manager|professor of public policy|commissioner",
    "statement": (
        "we {verb} the {noun} because {people} {where} cannot {verb} {noun_phrase} and we will not {verb} it {time}"
        "|nobody who {past} that {noun} could believe that {people} had {part} it"
        "|this is a {adjective} {noun} and it will {verb} {people} for years, whatever the {noun} may {verb}"
        "|I have {part} every {noun} {where} and I have never {part} {noun_phrase} like it"
        "|if the {noun} is {part}, {people} will {verb} the {noun}, and then there is no {adjective} {noun} left"
    ),
    "statement_start": "“{said},” {person} said|{person} said: “{said}”|“{said},” said {person}, adding that {clause}|in the words of {person}, “{said}”|“{said},” {body} said in its note",
}
ALTERNATIVES = {symbol: tuple(given.split("|")) for symbol, given in GRAMMAR.items()}


@dataclass(frozen=True)
class Hand:
    """Whoever expands the grammar: what an event fixes, chance decides elsewhere."""

    chance: random.Random
    fixed: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def pick(self, of: Sequence[str]) -> str:
        """Skewed to the first."""
        return of[int(len(of) * self.chance.random() ** 1.5)]

    def write(self, pattern: str) -> str:
        return SLOT.sub(lambda slot: self.slot(slot[1]), pattern)

    def slot(self, symbol: str) -> str:
        n = self.chance.randint
        numbers = {"digit": (1, 9), "few": (2, 96), "hundreds": (101, 989)}
        if symbol in self.fixed:
            return self.write(self.pick(self.fixed[symbol]))
        if symbol in numbers:
            return str(n(*numbers[symbol]))
        if symbol == "many":
            return f"{n(1, 97)},{n(100, 999)}"
        return self.write(self.pick(ALTERNATIVES[symbol]))

    def sentence(self) -> str:
        return finished(self.write("{sentence}"))


def finished(text: str) -> str:
    text = re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", text)
    start = 1 if text.startswith("“") else 0
    end = "" if text.endswith((".”", "?”")) else "."
    return text[:start] + text[start].upper() + text[start + 1 :] + end


def happening(chance: random.Random) -> dict[str, Sequence[str]]:
    """What every reporter of an event knows: people, bodies, places, figures, statements."""
    free = Hand(chance)
    places = chance.sample(ALTERNATIVES["town"], 4)
    offices = [free.write("{office}") for _ in range(2)]
    persons = [(free.write("{forename}"), free.write("{surname}"), free.write("{role}")) for _ in range(3)]
    topic = chance.sample(ALTERNATIVES["noun"], 4)
    things = chance.sample(ALTERNATIVES["noun"], 4)
    figure = [
        free.write(f"{number} {thing}s")
        for number, thing in zip(("{few}", "{many}", "{hundreds}", "{small}"), things, strict=True)
    ]
    return {
        "place": places[:2],
        "other_place": places[2:],
        "places": [f"{places[0]}, {places[2]}, {places[3]} and {places[1]}"],
        "person": [
            form for first, last, role in persons
            for form in (last, f"{first} {last}, {role} of the {offices[0]}", f"{role} {first} {last}")
        ],
        "body": [*(f"the {office}" for office in offices), "the council", "the ministry", "police", "a court", "the company"],
        "topic_noun": topic,
        "topic": [f"the {topic[0]} {topic[1]}", f"the {topic[2]}", f"{topic[3]}s"],
        "figure": figure,
        "said": [finished(Hand(chance, {"place": places, "body": offices, "figure": figure, "topic": topic, "topic_noun": topic, "other_place": places, "places": places, "person": ["he"]}).write("{statement}"))[:-1] for _ in range(2)],
    }  # fmt: skip


def reported(hand: Hand, n: int) -> list[str]:
    """Paragraphs of one reporter."""
    text = [" ".join(hand.sentence() for _ in range(hand.chance.choice((1, 2, 2, 3)))) for _ in range(n)]
    if "said" in hand.fixed:
        for said in hand.chance.sample(list(hand.fixed["said"]), hand.chance.randint(0, 2)):
            spoken = Hand(hand.chance, {**hand.fixed, "said": [" ".join(said.split()[:21])]})
            text[hand.chance.randrange(n)] += " " + finished(spoken.write("{statement_start}"))
    return text


FORMS = (
    (
        "{place} weather: {few} degrees and {sky}",
        "{place} can expect {sky} skies on {day} with a high of {few} degrees Celsius and a low of {digit}, the met office said.",
        "Winds will blow from the {side} at {few} kilometres per hour, and the chance of rain stands at {few} percent in the afternoon.",
        "In {town}, where {few} millimetres fell in the past {digit} days, roads may be slippery and drivers are asked to take care.",
        "Sunrise is at {digit}:{few} and sunset at {few}:{few}. The outlook for the weekend is {sky}, with temperatures around {few} degrees.",
    ),
    (
        "The benchmark index of the {town} exchange ended {few}.{digit} points {way} at {many}.{few} on {day} after a volatile session.",
        "Shares in {surname} {domain} were the biggest movers, {way} {digit}.{few} percent, followed by {surname} {domain}, which closed {digit}.{digit} percent {way}.",
        "Brent crude was {way} {few} cents at ${few}.{few} a barrel by {hour}, while spot gold traded at ${many} an ounce.",
        "The euro bought ${digit}.{hundreds}, compared with ${digit}.{hundreds} late on {day}. Analysts expect the central bank to hold rates at {digit}.{few} percent.",
    ),
    (
        "{town} beat {town} {digit}-{digit} on {day} in front of {many} spectators to move to {few} points in the table.",
        "{surname} opened the scoring in the {few}th minute and {surname} added a second from the penalty spot {digit} minutes before half-time.",
        "{town} have now gone {digit} matches without a win, and their coach {surname} said he would look at the video again.",
        "Elsewhere, {town} drew {digit}-{digit} with {town}, and {town} lost {digit}-{digit} at {town}.",
    ),
    (
        "The {town} road police counted {few} accidents between {day} and {day}, {digit} fewer than in the week before.",
        "{few} drivers were fined for speeding and {digit} lost their licences; the fastest drove at {hundreds} kilometres per hour near {town}.",
        "Roadworks on the ring road will last until {month} {digit}. Delays of up to {few} minutes are possible at peak times.",
    ),
)  # fmt: skip
FORM_WORDS = {
    "sky": ("clear", "cloudy", "mixed", "stormy"),
    "side": ("north", "west", "south-east"),
    "way": ("higher", "lower", "up", "down"),
}
HOUSE_LINES = (
    "{name} is a community-funded newspaper. If you value what our {small} reporters do, consider a gift of {few} a month; it keeps these pages open to all readers in {town}.",
    "Read more: {town} {noun} row goes to court. Read more: why {surname} left the {noun} board. Read more: the {adjective} {noun} that divides {town}.",
    "Correspondence for the editor goes to {few} {surname} Lane, {town}, or by telephone to {hundreds} {many}. {name} is a member of the regional press council and follows its code.",
    "Subscribers can listen to this article in the {name} app, which {surname} and {surname} update every {day} with puzzles, recipes and the {town} tide tables.",
    "All rights reserved. Material from {name} may not be published, broadcast, rewritten or redistributed in whole or in part without the express permission of its owners.",
)  # fmt: skip


def paper(chance: random.Random, n: int) -> Outlet:
    name = f"The {chance.choice(ALTERNATIVES['town'])} {chance.choice(('Argus', 'Beacon', 'Gazette', 'Ledger', 'Record', 'Star'))}"
    hand = Hand(chance, {"name": [name]})
    after = [hand.write(line) for line in chance.sample(HOUSE_LINES, chance.randint(1, 3))]
    return Outlet(name=f"{name} {n}", site=f"paper{n}.example", before=(), after=tuple(after))


def swapped(chance: random.Random, text: str, share: float) -> str:
    """Plain words exchanged, left out, doubled by another, or turned about."""
    pool = [w for symbol in ("noun", "adjective", "act") for w in ALTERNATIVES[symbol]]
    words = text.split(" ")
    for n, word in enumerate(words):
        if not re.fullmatch(r"[a-z]+", word) or chance.random() > share:
            continue
        way = chance.random()
        if way < 0.7:
            words[n] = chance.choice(pool)
        elif way < 0.85:
            words[n] = ""
        else:
            words[n] = f"{word} {chance.choice(pool)}"
    return " ".join(w for w in words if w)


NUMBERS = re.compile(
    r"(?<![\w.,:])[$£€]?\d+(?:[.,]\d+)*(?:m|bn|%)?(?![\w])|\b(?:three|four|five|six|seven|eight|nine|eleven|twelve)\b"
)


def other_number(chance: random.Random, text: str) -> tuple[str, tuple[str, str]]:
    found = chance.choice(list(NUMBERS.finditer(text)))
    old = found.group()
    if old.isalpha():
        new = chance.choice([w for w in ("three", "four", "five", "six", "seven", "eight", "nine") if w != old])
    else:
        places = [i for i, c in enumerate(old) if c.isdigit()]
        at = chance.choice(places)
        new = old[:at] + chance.choice([c for c in "123456789" if c != old[at]]) + old[at + 1 :]
    digits = re.compile(r"[$£€]|(?:m|bn|%)$")
    return text[: found.start()] + new + text[found.end() :], (digits.sub("", old), digits.sub("", new))


@dataclass
class Desk:
    """Makes the stream."""

    chance: random.Random
    papers: list[Outlet]
    originals: list[Article] = field(default_factory=list)
    events: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    n: int = 0

    def article(self, kind: Kind, text: Sequence[str], by: Outlet, of: Article | None = None, **more: Any) -> Article:
        self.n += 1
        hand = Hand(self.chance)
        more.setdefault("url", f"https://www.{by.site}/{self.n}/{hand.write('{noun}-{act}').replace(' ', '-')}")
        title = finished(hand.write("{town} {noun} {past} {adjective} {noun}"))[:-1]
        source = None if of is None else of.id
        return Article(f"b{self.n}", kind, by, more.pop("url"), title, list(text), source=source, **more)

    def other(self, of: Article) -> Outlet:
        return self.chance.choice([p for p in self.papers if p is not of.outlet])

    def own(self, least: int, most: int, fixed: Mapping[str, Sequence[str]] | None = None) -> list[str]:
        return reported(Hand(self.chance, fixed or happening(self.chance)), self.chance.randint(least, most))

    def original(self) -> Article:
        fixed = happening(self.chance)
        made = self.article(
            Kind.ORIGINAL, self.own(5, 12, fixed), self.chance.choice(self.papers), dressed=self.chance.random() < 0.6
        )
        self.originals.append(made)
        self.events[made.id] = fixed
        return made

    def make(self, kind: Kind) -> Article:
        if kind is Kind.ORIGINAL:
            return self.original()
        of = self.chance.choice(self.originals)
        if kind is Kind.TEMPLATE:
            lines = self.chance.choice(FORMS)
            hand = Hand(self.chance, {**FORM_WORDS, "place": ALTERNATIVES["town"]})
            return self.article(kind, [hand.write(line) for line in lines], self.chance.choice(self.papers))
        if kind is Kind.HOUSE:
            return self.article(kind, self.own(4, 9), of.outlet)
        if kind is Kind.NEIGHBOUR:
            return self.article(kind, self.own(5, 12, self.events[of.id]), self.other(of))
        return self.copied(kind, of)

    def copied(self, kind: Kind, of: Article) -> Article:
        chance, text, by = self.chance, of.paragraphs, self.other(of)
        n = len(text)
        dressed = chance.random() < 0.6
        more: dict[str, Any] = {}
        if kind is Kind.TRIMMED:
            text = text[: max(2, round(n * chance.uniform(0.45, 0.9)))]
        elif kind is Kind.DRESSED:
            hand = Hand(chance)
            text = [
                hand.write("By {forename} {surname}"),
                f"{hand.write('{town}').upper()} (Northern Wire) — {text[0]}",
                *text[1:],
            ]
            dressed = True
        elif kind is Kind.REWORDED:
            text = [swapped(chance, p, chance.uniform(0.25, 0.38)) for p in text]
        elif kind is Kind.EXPANDED:
            fixed = self.events[of.id] if chance.random() < 0.5 else None
            added = self.own(2, 2 + n // 2, fixed)
            text = [*text, *added] if chance.random() < 0.5 else [*text[: n // 2], *added, *text[n // 2 :]]
        elif kind is Kind.EXCERPT:
            k = chance.randint(2, 3)
            start = chance.randint(0, max(0, n - k))
            own = self.own(4, 10, self.events[of.id] if chance.random() < 0.5 else None)
            at = chance.randint(1, len(own) - 1)
            text = [*own[:at], *text[start : start + k], *own[at:]]
        elif kind is Kind.QUOTE:
            words = " ".join(text).split()
            k = min(len(words), chance.randint(25, 45))
            start = chance.randint(0, len(words) - k)
            told = " ".join(words[start : start + k]).strip(" .,“”")
            own = self.own(4, 10, self.events[of.id] if chance.random() < 0.5 else None)
            own[chance.randrange(len(own))] += chance.choice(
                (f" “{told},” {of.outlet.name} reported.", f" {of.outlet.name} wrote that {told}.")
            )
            text = own
        elif kind is Kind.NUMBER:
            kept = text[: max(3, round(n * chance.uniform(0.6, 1.0)))]
            told = "\n\n".join(kept)
            if not NUMBERS.search(told):
                kept, told = text, "\n\n".join(text)
            if NUMBERS.search(told):
                told, more["changed"] = other_number(chance, told)
            else:
                kind = Kind.TRIMMED
            text = told.split("\n\n")
        elif kind is Kind.REVISED:
            by, dressed = of.outlet, of.dressed
            more["url"] = of.url + chance.choice(
                ("?utm_source=x&utm_campaign=y", "?fbclid=abc", "/amp", "?gclid=1#top")
            )
            text = [*text[:-1], *self.own(1, 2, self.events[of.id])]
        return self.article(kind, text, by, of, dressed=dressed, **more)


def stream(*, seed: int, n_each: int, n_negatives: int, n_outlets: int = 40) -> list[Article]:
    """Originals first, then copies, look-alikes and more originals, mixed."""
    chance = random.Random(seed)
    desk = Desk(chance, [paper(chance, n) for n in range(n_outlets)])
    todo = [k for k in COPIES for _ in range(n_each)] + [NEGATIVES[n % 3] for n in range(n_negatives)]
    todo += [Kind.ORIGINAL] * (4 * n_each)
    chance.shuffle(todo)
    return [*(desk.original() for _ in range(30)), *map(desk.make, todo)]
