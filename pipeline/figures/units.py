"""What a number is counted in: signs, words and codes beside it; and conversion between units, for comparison only."""

import re
from dataclasses import dataclass
from functools import cache

from config.languages import table

COUNT = "count"
PERCENT = "percent"
POINT = "percentage_point"
BASIS_POINT = "basis_point"
RATIO = "ratio"

KINDS = (
    "length", "area", "mass", "volume", "speed", "temperature", "data", "energy", "sound", "concentration",
    "pressure", "angle", "strength", "consumption", "radiation", "duration",
)  # fmt: skip

#: kinds of which one is what an amount is for: "a tonne", "per cubic metre"
RATED = ("length", "area", "mass", "volume", "energy")

#: unit -> (kind, factor to the kind's base); temperatures need more than a factor and are not listed
FACTORS: dict[str, tuple[str, float]] = {
    "nanometre": ("length", 1e-9), "micrometre": ("length", 1e-6),
    "mm": ("length", 1e-3), "cm": ("length", 1e-2), "m": ("length", 1), "km": ("length", 1e3),
    "inch": ("length", 0.0254), "foot": ("length", 0.3048), "yard": ("length", 0.9144), "mile": ("length", 1609.344),
    "nautical mile": ("length", 1852),
    "square metre": ("area", 1), "square km": ("area", 1e6), "square foot": ("area", 0.09290304),
    "square mile": ("area", 2589988.110336), "hectare": ("area", 1e4), "acre": ("area", 4046.8564224),
    "mg": ("mass", 1e-6), "g": ("mass", 1e-3), "kg": ("mass", 1), "tonne": ("mass", 1e3), "ton": ("mass", 907.18474),
    "ounce": ("mass", 0.028349523125), "pound": ("mass", 0.45359237), "stone": ("mass", 6.35029318),
    "ml": ("volume", 1e-6), "cl": ("volume", 1e-5), "litre": ("volume", 1e-3), "gallon": ("volume", 3.785411784e-3),
    "pint": ("volume", 4.73176473e-4), "barrel": ("volume", 0.158987294928), "cubic metre": ("volume", 1),
    "cubic foot": ("volume", 0.028316846592),
    "km/h": ("speed", 1 / 3.6), "mph": ("speed", 0.44704), "m/s": ("speed", 1), "knot": ("speed", 0.514444),
    "W": ("power", 1), "kW": ("power", 1e3), "MW": ("power", 1e6), "GW": ("power", 1e9), "TW": ("power", 1e12),
    "kWh": ("work", 1), "MWh": ("work", 1e3), "GWh": ("work", 1e6), "TWh": ("work", 1e9),
    "second": ("duration", 1), "minute": ("duration", 60), "hour": ("duration", 3600), "day": ("duration", 86400),
    "week": ("duration", 604800), "fortnight": ("duration", 1209600), "month": ("duration", 2629746),
    "year": ("duration", 31556952), "decade": ("duration", 315569520), "century": ("duration", 3155695200),
    PERCENT: ("share", 1e-2), RATIO: ("share", 1), BASIS_POINT: ("point", 1e-2), POINT: ("point", 1),
    "ppm": ("concentration", 1e-6), "ppb": ("concentration", 1e-9),
}  # fmt: skip


AMOUNT = re.compile(r"(?<![\d.,])(\d[\d.,]{0,10})\s?$")
CENTS = re.compile(r"\d{1,2}\scents?\b")
YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands beside a number; `end` is where it ends in the text (or begins, when it stands before)."""

    name: str
    edge: int
    #: what the number is to be multiplied with: "30 MEUR", "75 USD million"
    factor: float = 1.0


def convert(value: float, from_unit: str, to_unit: str) -> float | None:
    """`value` in another unit; None when the two do not measure the same kind of thing."""
    if from_unit == to_unit:
        return value
    if {from_unit, to_unit} == {"°C", "°F"}:
        return value * 9 / 5 + 32 if to_unit == "°F" else (value - 32) * 5 / 9
    if from_unit not in FACTORS or to_unit not in FACTORS:
        return None
    (kind, factor), (other, divisor) = FACTORS[from_unit], FACTORS[to_unit]
    return value * factor / divisor if kind == other else None


def is_duration(unit: str) -> bool:
    return FACTORS.get(unit, ("", 0.0))[0] == "duration"


@dataclass(frozen=True)
class Signs:
    """The compiled data of one language."""

    #: lower-case words or sign -> unit
    unit_of: dict[str, str]
    #: what is a unit only right behind the digits -> unit
    glued: dict[str, str]
    #: short form -> unit and what the number is multiplied with
    scaled: dict[str, tuple[str, float]]
    after: re.Pattern[str]
    #: sign or code before the number
    money_before: re.Pattern[str]
    money_after: re.Pattern[str]
    money_of: dict[str, str]
    rate: re.Pattern[str]
    #: a unit that is named before its number: "magnitude 6.3"
    before: re.Pattern[str]
    #: "MEUR": codes that stand for a million
    millions: frozenset[str]
    #: a scale word behind a code: "75 USD million"
    scale: re.Pattern[str]
    scales: dict[str, float]


def alternatives(words: list[str]) -> str:
    """Longest first, with any white space or hyphen for a space."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"[\s\u00a0-]") for w in ordered)


@cache
def signs(language: str) -> Signs:
    data, money = table(language, "units"), table(language, "currencies")
    unit_of = dict.fromkeys(data["percent"]["signs"] + data["percent"]["words"], PERCENT)
    unit_of |= dict.fromkeys(data["percent"]["point_words"], POINT)
    unit_of |= dict.fromkeys(data["percent"]["basis_words"], BASIS_POINT) | dict.fromkeys(
        data["percent"]["fold"], RATIO
    )
    for kind in KINDS:
        for name, words in data[kind].items():
            unit_of |= {w: unit_of.get(w, name) for w in words}
    scaled = {sign: (str(name), float(factor)) for sign, (name, factor) in data["scaled"].items()}
    glued = {word: str(name) for name, words in data["glued"].items() for word in words}
    cased = {*data["case"]["signs"], *scaled}
    loose = [w for w in unit_of if w not in cased and w not in data["percent"]["signs"]]
    after = re.compile(
        rf"[\s\u00a0]?(?P<sign>{alternatives(data['percent']['signs'])})"
        rf"|(?P<glued>{alternatives(list(glued))})(?!\w)"
        rf"|[\s\u00a0-]{{0,2}}(?P<word>(?i:{alternatives(loose)})|{alternatives(sorted(cased))})(?![\w²³])"
    )
    words = {f"{w}{s}": code for w, code in money["words"].items() for s in ("", "s")}
    millions = {f"M{c}": c for c in money["codes"]["codes"]}
    scales = table(language, "numbers")["scales"]
    money_of = money["signs"] | words | millions | {c: "CNY" if c == "RMB" else c for c in money["codes"]["codes"]}
    of_country = {f"{word[:-6]}cent{s}" for word in money["words"] if word.endswith(" dollar") for s in ("", "s")}
    spelled_cents = [*money["cents"], *sorted(of_country)]
    cents = dict.fromkeys([*spelled_cents, *money["glued"]], "cent")
    codes = [*money["codes"]["codes"], *millions]
    before = alternatives([*money["signs"], *codes])
    measures = [w for kind in RATED for words in data[kind].values() for w in words if len(w) > 2 or w in ("kg", "km")]
    bases = alternatives([*data["per"]["bases"], *measures])
    return Signs(
        unit_of=unit_of,
        glued=glued,
        scaled=scaled,
        after=after,
        before=re.compile(rf"(?<!\w)(?P<word>{alternatives(data['before']['words'])})[\s\u00a0-]$", re.IGNORECASE),
        money_before=re.compile(rf"(?<![A-Za-z])(?P<sign>{before})[\s\u00a0]?$"),
        money_after=re.compile(
            rf"[\s\u00a0-]{{0,2}}(?P<word>(?i:{alternatives([*words, *spelled_cents])})|{alternatives(codes)})\b"
            rf"|(?P<glued>{alternatives(list(money['glued']))})(?!\w|\.[a-z])"
            rf"|[\s\u00a0]?(?P<sign>[€£$¥₹₽₩₺₴])(?!\s?\d(?!\d?\scents?\b))"
        ),
        money_of=money_of | cents,
        millions=frozenset(millions),
        scale=re.compile(rf"\s({alternatives(list(scales))})\b"),
        scales={word: float(value) for word, value in scales.items()},
        rate=re.compile(
            rf"(?:\s(?!(?:{alternatives(data['per']['not_before'])})\b)[a-z]+){{0,2}}"
            rf"(?:[\s\u00a0-](?:{alternatives(data['per']['counted'])})"
            rf"\s(?P<base>\d[\d,]*(?:\.\d+)?(?:\s(?:million|thousand))?)\b"
            rf"|[\s\u00a0-](?:{alternatives(data['per']['words'])})[\s-](?P<one>{bases})\b"
            rf"|[\s\u00a0-]/(?P<short>h|s|kg|day|month|year)\b)"
        ),
    )


def unit_after(text: str, end: int, language: str) -> Unit | None:
    """The unit that follows a number which ends at `end`."""
    known = signs(language)
    m = known.after.match(text, end)
    if m is None:
        return temperature_after(text, end, language)
    word = m["sign"] or m["word"] or m["glued"]
    if word in known.scaled:
        return Unit(known.scaled[word][0], m.end(), known.scaled[word][1])
    folded = re.sub(r"[\s\u00a0-]", " ", word)
    name = known.glued[word] if m["glued"] else known.unit_of.get(folded) or known.unit_of.get(folded.lower())
    return None if name is None else Unit(name, m.end())


@cache
def weather(language: str) -> re.Pattern[str]:
    words = alternatives(table(language, "units")["temperature_letters"]["contexts"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def temperature_after(text: str, end: int, language: str) -> Unit | None:
    """ "40C" where the sentence speaks of heat or cold."""
    name = table(language, "units")["temperature_letters"].get(text[end : end + 1])
    if name is None or re.match(r"[\w-]", text[end + 1 : end + 2]) or weather(language).search(text) is None:
        return None
    return Unit(name, end + 1)


def unit_before(text: str, start: int, language: str) -> Unit | None:
    """The unit that is named before a number which begins at `start`; `edge` is where its name begins."""
    known = signs(language)
    m = known.before.search(text, max(0, start - 16), start)
    return None if m is None else Unit(known.unit_of[m["word"].lower().split()[0]], m.start())


def money_before(text: str, start: int, language: str) -> Unit | None:
    """The currency that stands before a number which begins at `start`; `edge` is where it begins."""
    m = signs(language).money_before.search(text, max(0, start - 8), start)
    if m is None:
        return None
    known = signs(language)
    if CENTS.match(text, start) and re.search(r"\d\s$", text[max(0, m.start() - 2) : m.start()]):
        return None  # "10 $ 30 cents": the sign goes with the number in front of it
    if (
        m["sign"].isalpha()
        and (said := AMOUNT.search(text, max(0, m.start() - 12), m.start()))
        and not YEAR.fullmatch(said[1])
    ):
        return None  # "17 USD 25": the code goes with the number in front of it
    return Unit(known.money_of[m["sign"]], m.start(), 1e6 if m["sign"] in known.millions else 1.0)


def money_after(text: str, end: int, language: str) -> Unit | None:
    """The currency that follows."""
    known = signs(language)
    m = known.money_after.match(text, end)
    if m is None:
        return None
    word = m["sign"] or m["word"] or m["glued"]
    if word.lower() in table(language, "units")["weight"]["words"] and is_weight(text, m, language):
        return Unit(table(language, "units")["weight"]["unit"], m.end())
    folded = re.sub(r"[\s\u00a0-]", " ", word)
    code = known.money_of.get(folded) or known.money_of.get(folded.lower()) or known.money_of.get(word)
    if code is None:
        return None
    scale = known.scale.match(text, m.end())
    if scale is not None:
        return Unit(code, scale.end(), known.scales[scale[1]])
    return Unit(code, m.end(), 1e6 if word in known.millions else 1.0)


def is_weight(text: str, m: re.Match[str], language: str) -> bool:
    """Pounds of a thing, or of what weighs so much; "30 million pounds" are money."""
    data, behind = table(language, "units")["weight"], text[m.end() : m.end() + 24]
    if re.search(r"[a-z]\s?$", text[max(0, m.start() - 2) : m.start()]):
        return False
    weighs = re.search(
        rf"\b(?:{alternatives(data['before'])})\s(?:\w+\s){{0,2}}[\d.,]+$", text[max(0, m.start() - 40) : m.start()]
    )
    of = re.match(rf"\sof\s(?!(?:{alternatives(data['stuff'])})\b)[a-z]", behind)
    modifies = m.group().startswith("-") and re.match(rf"\s(?!(?:{alternatives(data['money'])})\b)[a-z]", behind)
    return bool(weighs or of or modifies)


@cache
def behind_time(language: str) -> re.Pattern[str]:
    """What makes a time of "a year": "a year earlier"."""
    return re.compile(rf"\s(?:{alternatives(table(language, 'units')['per']['not_behind'])})\b", re.IGNORECASE)


def rate_after(text: str, end: int, language: str) -> Unit | None:
    """ "per 100,000", "a week", "per barrel" behind a number and its unit."""
    m = signs(language).rate.match(text, end)
    if m is None:
        return None
    base = m["base"] or m["one"] or m["short"]
    if behind_time(language).match(text, m.end()):
        return None  # "12 million a year earlier"
    return Unit(f"per {base}", m.end())
