# SPDX-License-Identifier: EUPL-1.2
"""How numbers, amounts and days are written in Swedish.

Pure functions of their arguments: no clock, no locale, no Django. "Today" and
"this year" always come in from the caller. The spacing follows Swedish typography:
a narrow no-break space between thousands, a no-break space before a unit and between
day and month, a true minus, an en dash in ranges.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"  # between number and unit, day and month
NARROW = "\u202f"  # between groups of three digits
MINUS = "\u2212"
DASH = "\u2013"

Number = int | float | Decimal

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
NUMBER_WORDS = [
    "noll",
    "ett",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
]

# A deadline a year away is not read in days; from here on the distance is rounded.
LAST_DISTANCE_IN_DAYS = 60
# From here on half a month more or less says nothing.
LAST_DISTANCE_IN_WEEKS = 120

_MODIFIERS = {"start": "början av", "mid": "mitten av", "end": "slutet av"}
_DURATIONS = {
    "minute": ("minut", "minuter"),
    "hour": ("timme", "timmar"),
    "day": ("dag", "dagar"),
    "week": ("vecka", "veckor"),
    "month": ("månad", "månader"),
    "year": ("år", "år"),
}
_PER = {
    "hour": "timme",
    "day": "dag",
    "week": "vecka",
    "month": "månad",
    "year": "år",
    "kWh": "kWh",
    "person": "person",
    "piece": "styck",
}
_RATIO_WORDS = {
    Decimal("0.25"): "en fjärdedel",
    Decimal("0.33"): "en tredjedel",
    Decimal("0.5"): "hälften",
    Decimal("0.67"): "två tredjedelar",
    Decimal("0.75"): "tre fjärdedelar",
    Decimal(2): "det dubbla",
    Decimal(3): "det tredubbla",
}


# --------------------------------------------------------------------- numbers


def _decimal(value: Number) -> Decimal:
    # Fifteen digits are what a float holds for certain: 0.1 + 0.2 is written 0,3.
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"not a number that can be written: {value!r}")
    return exact


def number(value: Number, *, decimals: int | None = None) -> str:
    """Write a number: thousands in groups, decimal comma, true minus.

    Without ``decimals`` all digits are kept and trailing zeros dropped; with it the value
    is rounded half up. Raises ValueError for NaN and infinity.

    >>> number(Decimal("-1234.50")).replace(NARROW, " ")
    '−1 234,5'
    >>> number(81.5, decimals=0)
    '82'
    """
    exact = _decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    written = f"{grouped},{fraction}" if fraction else grouped
    is_zero = not (int(whole) or fraction.strip("0"))
    return MINUS + written if exact < 0 and not is_zero else written


def signed(value: Number, *, decimals: int | None = None) -> str:
    """Write a change: a plus or a true minus before the number, nothing before zero.

    >>> signed(6), signed(-38), signed(0)
    ('+6', '−38', '0')
    """
    written = number(value, decimals=decimals)
    return written if written.startswith(MINUS) or not written.strip("0,") else f"+{written}"


def read_number(text: str) -> Decimal:
    """Read a number as a person types it in a field; the inverse of `number` and `signed`.

    Takes spaces of any kind between thousands, comma or point before decimals, a hyphen,
    dash or minus. Raises ValueError when it is no single number.

    >>> read_number("1 234,5"), read_number("−20")
    (Decimal('1234.5'), Decimal('-20'))
    """
    bare = re.sub(r"\s", "", text)
    match = re.fullmatch(r"([+\-\u2212\u2013]?)(\d+)(?:[.,](\d+))?", bare, flags=re.ASCII)
    if match is None:
        raise ValueError(f"not a number: {text!r}")
    sign, whole, fraction = match.groups()
    read = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return read if sign in {"", "+"} else -read


def counted(count: int, one: str, many: str) -> str:
    """A count in figures with its noun: ``counted(3, "uppgift", "uppgifter")`` is "3 uppgifter"."""
    return f"{number(count)}{NBSP}{one if count == 1 else many}"


def spelled(count: int, one: str, many: str) -> str:
    """A count in words up to twelve, for headings; ``one`` carries its article.

    >>> spelled(3, "ett löfte", "löften"), spelled(1, "en fråga", "frågor")
    ('tre löften', 'en fråga')
    """
    if count == 1:
        return one
    if count == 0:
        return f"inga {many}"
    word = NUMBER_WORDS[count] if 0 < count < len(NUMBER_WORDS) else number(count)
    return f"{word} {many}"


def listed(items: Sequence[str]) -> str:
    """Join names with commas and "och": "a, b och c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} och {items[-1]}"


# ------------------------------------------------------------- numbers with units


def _money(value: Decimal, currency: str) -> tuple[Decimal, str]:
    """The largest step in which the amount needs at most two decimals, and its unit."""
    steps = (
        ((Decimal(10) ** 9, "mdkr"), (Decimal(10) ** 6, "mkr"))
        if currency == "kr"
        else ((Decimal(10) ** 9, "miljarder euro"), (Decimal(10) ** 6, "miljoner euro"))
    )
    for size, unit in steps:
        scaled = value / size
        if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.01")):
            return scaled, unit
    if currency == "kr" and 0 < abs(value) < 1 and value * 100 == int(value * 100):
        return value * 100, "öre"
    return value, currency


def _scaled(value: Number, unit: str, duration_unit: str) -> tuple[Decimal, str]:
    """The number to print and the word after it."""
    exact = _decimal(value)
    base, per, what = unit.partition("_per_")
    if unit.startswith("per_"):
        return exact, f"per {_PER.get(unit[4:], unit[4:])}"
    if base in {"SEK", "EUR"}:
        exact, word = _money(exact, "kr" if base == "SEK" else "euro")
    elif base == "count":
        word = ""
    elif base == "percentage_points":
        word = "procentenhet" if abs(exact) == 1 else "procentenheter"
    elif base == "age_years":
        word = "år"
    elif base == "duration":
        one, many = _DURATIONS.get(duration_unit, (duration_unit, duration_unit))
        word = one if exact == 1 else many
    elif base in {"ratio", "index"}:
        word = ""
    else:
        word = base  # %, kWh, mil, and units outside the list: as they were written
    return exact, f"{word} per {_PER.get(what, what)}" if per else word


def _ratio(value: Decimal) -> str:
    word = _RATIO_WORDS.get(value.quantize(Decimal("0.01")).normalize())
    if word is not None:
        return word
    if abs(value) < 1:
        return f"{number(value * 100, decimals=0)}{NBSP}%"
    return f"{number(value)}{NBSP}gånger"


def with_unit(
    value: Number,
    unit: str,
    *,
    duration_unit: str = "",
    total: Number | None = None,
    of: str = "",
    plus: bool = False,
) -> str:
    """Write a value with its unit, with no-break spaces inside.

    ``unit`` is one of the reader's units (SEK, count, %, percentage_points, ratio, duration,
    per_week, SEK_per_month ...); any other is shown as written. ``total`` makes a ratio
    "24 av 29". ``of`` is the noun after a count. ``plus`` puts a sign before the number.

    >>> with_unit(5_000_000, "SEK"), with_unit(Decimal("-20"), "%")
    ('5\\xa0mkr', '−20\\xa0%')
    """
    if total is not None:
        return _noun(f"{number(value)} av {number(total)}", of)
    if unit == "ratio":
        return _ratio(_decimal(value))
    exact, word = _scaled(value, unit, duration_unit)
    written = signed(exact) if plus else number(exact)
    if unit == "index":
        return f"index{NBSP}{written}"
    if unit == "count" or unit.startswith("per_"):
        written = _noun(written, of)
    return f"{written}{NBSP}{word}" if word else written


def _noun(written: str, of: str) -> str:
    return f"{written}{NBSP}{of}" if of else written


def interval(
    low: Number | None,
    high: Number | None,
    *,
    strict: bool = False,
    unit: str = "count",
    duration_unit: str = "",
    of: str = "",
) -> str:
    """Write a range or a bound: "1–7", "högst 1 000", "minst 5", "färre än 5".

    ``strict`` leaves the bound itself out. Numbers below zero are joined by "till", since a
    minus beside a dash cannot be read. Raises ValueError when both ends are missing.

    >>> interval(1, 7), interval(None, 5, strict=True)
    ('1–7', 'färre än\\xa05')
    """

    def written(value: Number) -> str:
        return with_unit(value, unit, duration_unit=duration_unit, of=of)

    if low is None and high is None:
        raise ValueError("an interval needs at least one end")
    if low is None or high is None:
        end = high if low is None else low
        assert end is not None
        return f"{_bound(upper=low is None, strict=strict, unit=unit)}{NBSP}{written(end)}"
    if low == high:
        return written(low)
    if unit == "ratio":
        return f"{written(low)} till {written(high)}"
    first, first_unit = _scaled(low, unit, duration_unit)
    _, last_unit = _scaled(high, unit, duration_unit)
    if unit not in {"duration", "percentage_points"} and first_unit != last_unit:
        return f"{written(low)} till {written(high)}"
    joint = " till " if first < 0 else DASH
    start = f"index{NBSP}{number(first)}" if unit == "index" else number(first)
    return start + joint + written(high).removeprefix(f"index{NBSP}")


def _bound(*, upper: bool, strict: bool, unit: str) -> str:
    counts = unit == "count" or unit.startswith("per_")
    if not strict:
        return "högst" if upper else "minst"
    if upper:
        return "färre än" if counts else "under"
    return "fler än" if counts else "över"


def hedged(written: str, hedge: str = "") -> str:
    """Put the hedge as it was said before the written value: "drygt 1 100".

    A bound word that `interval` chose gives way to the word that was said, so that
    "upp till 1 000" never reads "upp till högst 1 000".
    """
    if not hedge:
        return written
    bare = re.sub(rf"^(högst|minst|färre än|fler än|under|över){NBSP}", "", written)
    return f"{hedge}{NBSP}{bare}"


# ------------------------------------------------------------------------- days


def _year(of: date, year: int | None) -> str:
    return "" if of.year == year else f" {of.year}"


def day_short(when: date, *, year: int | None = None) -> str:
    """ "16 juni", with the year unless it is ``year``."""
    return f"{when.day}{NBSP}{MONTHS[when.month - 1]}{_year(when, year)}"


def day(when: date, *, year: int | None = None) -> str:
    """ "tisdag 16 juni", with the year unless it is ``year``."""
    return f"{WEEKDAYS[when.weekday()]} {day_short(when, year=year)}"


def clock(when: datetime) -> str:
    """ "14.20", or "9.00": the hour is never padded."""
    return f"{when.hour}.{when.minute:02d}"


def moment(when: datetime, *, year: int | None = None) -> str:
    """ "tisdag 16 juni kl. 14.20". ``when`` must already be local time."""
    return f"{day(when, year=year)} kl.{NBSP}{clock(when)}"


def in_days(when: date, *, today: date) -> str:
    """How far away a day is: "om 17 dagar", "i dag", "i går", "för 3 dagar sedan".

    Beyond sixty days the distance is told in months or years, marked "ungefär"; some months away
    in weeks, where no whole number of months comes near.
    """
    days = (when - today).days
    near = {0: "i dag", 1: "i morgon", -1: "i går"}.get(days)
    if near:
        return near
    if abs(days) <= LAST_DISTANCE_IN_DAYS:
        distance = counted(abs(days), "dag", "dagar")
    elif abs(days) < LAST_DISTANCE_IN_WEEKS and abs(days / 30.44 - round(days / 30.44)) > 0.2:
        distance = "ungefär " + counted(round(abs(days) / 7), "vecka", "veckor")
    elif abs(days) < 365 * 2:
        distance = "ungefär " + counted(round(abs(days) / 30.44), "månad", "månader")
    else:
        distance = "ungefär " + counted(round(abs(days) / 365.25), "år", "år")
    return f"om {distance}" if days > 0 else f"för {distance} sedan"


def _last_of_month(when: date) -> bool:
    return (when + timedelta(days=1)).day == 1


def _weeks(starts: date, ends: date, year: int | None) -> str:
    """ "vecka 26", for days that run from a Monday to a Sunday."""
    first, last = starts.isocalendar(), ends.isocalendar()
    if first.year != last.year:
        return f"vecka{NBSP}{first.week} {first.year}{DASH}vecka{NBSP}{last.week} {last.year}"
    weeks = f"{first.week}" if first.week == last.week else f"{first.week}{DASH}{last.week}"
    return f"vecka{NBSP}{weeks}" + ("" if first.year == year else f" {first.year}")


def _whole_months(starts: date, ends: date, year: int | None) -> str:
    if starts.month == 1 and ends.month == 12:
        return f"{starts.year}" if starts.year == ends.year else f"{starts.year}{DASH}{ends.year}"
    first, last = MONTHS[starts.month - 1], MONTHS[ends.month - 1]
    if starts.year != ends.year:
        return f"{first} {starts.year}{DASH}{last} {ends.year}"
    months = first if starts.month == ends.month else f"{first}{DASH}{last}"
    return months + _year(ends, year)


def _days(starts: date, ends: date, year: int | None) -> str:
    if starts.year != ends.year:
        return f"{day_short(starts)}{DASH}{day_short(ends)}"
    if starts.month == ends.month:
        return f"{starts.day}{DASH}{day_short(ends, year=year)}"
    return f"{day_short(starts, year=starts.year)}{DASH}{day_short(ends, year=year)}"


def period(
    starts: date | None,
    ends: date | None,
    *,
    year: int | None = None,
    mod: str | None = None,
    weeks: bool = False,
) -> str:
    """Write an interval whose two ends both belong to it.

    "11 juni–10 september 2020", "oktober–november", "från 1 juli", "senast 10 september",
    "22–28 juni" (or "vecka 26" with ``weeks``), "slutet av juni" (``mod`` start, mid or end),
    "dag inte satt" when both ends are open. The year stands unless it is ``year``.
    Raises ValueError when it ends before it starts or ``mod`` is unknown.
    """
    if mod:
        if mod not in _MODIFIERS:
            raise ValueError(f"unknown part of a period: {mod!r}")
        return f"{_MODIFIERS[mod]} {period(starts, ends, year=year, weeks=True)}"
    if starts is None and ends is None:
        return "dag inte satt"
    if starts is None:
        assert ends is not None
        return f"senast {day_short(ends, year=year)}"
    if ends is None:
        return f"från {day_short(starts, year=year)}"
    if ends < starts:
        raise ValueError(f"a period cannot end ({ends}) before it starts ({starts})")
    if starts == ends:
        return day_short(starts, year=year)
    if starts.day == 1 and _last_of_month(ends):
        return _whole_months(starts, ends, year)
    if weeks and starts.weekday() == 0 and ends.weekday() == 6:
        return _weeks(starts, ends, year)
    return _days(starts, ends, year)
