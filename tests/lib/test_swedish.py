# SPDX-License-Identifier: EUPL-1.2
"""What `lagesbild.lib.swedish` promises about written numbers and days."""

import doctest
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.lib import swedish
from lagesbild.lib.swedish import DASH, MINUS, NARROW, NBSP

decimals = st.decimals(
    allow_nan=False,
    allow_infinity=False,
    places=3,
    min_value=-(10**12),
    max_value=10**12,
)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


def plain(text: str) -> str:
    """The same text with ordinary spaces, so that expectations can be read."""
    return text.replace(NBSP, " ").replace(NARROW, " ")


def test_the_examples_in_the_module_run():
    assert doctest.testmod(swedish).failed == 0


# --------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1000, f"1{NARROW}000"),
        (1250000, f"1{NARROW}250{NARROW}000"),
        (81.5, "81,5"),
        (Decimal("81.50"), "81,5"),
        (-20, f"{MINUS}20"),
        (Decimal("-0.0"), "0"),
        (0.1 + 0.2, "0,3"),
    ],
)
def test_number_is_written_the_swedish_way(value, written):
    assert swedish.number(value) == written


def test_number_rounds_half_up_not_to_even():
    assert [swedish.number(v, decimals=0) for v in (0.5, 1.5, 2.5)] == ["1", "2", "3"]
    assert swedish.number(Decimal("-0.4"), decimals=0) == "0"
    assert swedish.number(3, decimals=2) == "3,00"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_number_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match="not a number"):
        swedish.number(value)


@given(decimals)
def test_a_written_number_reads_back_as_itself(value):
    assert swedish.read_number(swedish.number(value)) == value
    assert swedish.read_number(swedish.signed(value)) == value


@given(decimals)
def test_a_change_carries_one_sign_and_zero_none(value):
    written = swedish.signed(value)
    assert written[0] == ("+" if value > 0 else MINUS if value < 0 else "0")
    assert "-" not in written


@pytest.mark.parametrize("typed", ["1 234,5", "1234.5", "1\u202f234,5", "1\u00a0234,5", " 1 234,50 "])
def test_a_number_is_read_as_people_type_it(typed):
    assert swedish.read_number(typed) == Decimal("1234.5")


@pytest.mark.parametrize("typed", ["", "ca 20", "1,2,3", "20 %", "1-7", "--3", "٣"])
def test_what_is_not_one_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a number"):
        swedish.read_number(typed)


def test_counts_agree_with_their_noun():
    assert plain(swedish.counted(1, "uppgift", "uppgifter")) == "1 uppgift"
    assert plain(swedish.counted(1200, "uppgift", "uppgifter")) == "1 200 uppgifter"
    assert swedish.spelled(0, "ett löfte", "löften") == "inga löften"
    assert swedish.spelled(1, "ett löfte", "löften") == "ett löfte"
    assert swedish.spelled(12, "ett löfte", "löften") == "tolv löften"
    assert swedish.spelled(13, "ett löfte", "löften") == "13 löften"


def test_names_are_listed_with_och_before_the_last():
    assert [swedish.listed(n) for n in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a och b",
        "a, b och c",
    ]


# ----------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("value", "unit", "more", "written"),
    [
        (5_000_000, "SEK", {}, "5 mkr"),
        (4_500_000, "SEK", {}, "4,5 mkr"),
        (1_200_000_000, "SEK", {}, "1,2 mdkr"),
        (250_000, "SEK", {}, "250 000 kr"),
        (1_234_567, "SEK", {}, "1 234 567 kr"),
        (100, "tkr", {}, "100 tkr"),
        (100_000_000, "SEK_per_month", {}, "100 mkr per månad"),
        (Decimal("0.65"), "SEK_per_kWh", {}, "65 öre per kWh"),
        (2_000_000, "EUR", {}, "2 miljoner euro"),
        (-20, "%", {}, "−20 %"),
        (6, "percentage_points", {"plus": True}, "+6 procentenheter"),
        (1, "percentage_points", {}, "1 procentenhet"),
        (41, "count", {"of": "personer"}, "41 personer"),
        (1000, "count", {}, "1 000"),
        (7, "per_week", {"of": "ärenden"}, "7 ärenden per vecka"),
        (24, "ratio", {"total": 29}, "24 av 29"),
        (Decimal("0.5"), "ratio", {}, "hälften"),
        (Decimal("0.3333"), "ratio", {}, "en tredjedel"),
        (2, "ratio", {}, "det dubbla"),
        (4, "ratio", {}, "4 gånger"),
        (Decimal("0.42"), "ratio", {}, "42 %"),
        (1, "duration", {"duration_unit": "month"}, "1 månad"),
        (12, "duration", {"duration_unit": "month"}, "12 månader"),
        (45, "age_years", {}, "45 år"),
        (Decimal("102.3"), "index", {}, "index 102,3"),
        (3, "mil", {}, "3 mil"),
        (8, "hektar", {}, "8 hektar"),
    ],
)
def test_value_with_unit(value, unit, more, written):
    assert plain(swedish.with_unit(value, unit, **more)) == written


@given(st.integers(min_value=1, max_value=10**12))
def test_no_amount_loses_a_krona(kronor):
    written = swedish.with_unit(kronor, "SEK")
    figure, unit = written.rsplit(NBSP, 1)
    size = {"kr": 1, "mkr": 10**6, "mdkr": 10**9}[unit]
    assert swedish.read_number(figure) * size == kronor


@given(
    decimals,
    st.sampled_from(["SEK", "%", "count", "percentage_points", "per_week", "SEK_per_month"]),
)
def test_a_figure_never_breaks_before_its_unit(value, unit):
    head = re.split(r"\s(?=per )", swedish.with_unit(value, unit))[0]
    assert " " not in head


@pytest.mark.parametrize(
    ("low", "high", "more", "written"),
    [
        (1, 7, {}, "1–7"),
        (None, 1000, {}, "högst 1 000"),
        (5, None, {}, "minst 5"),
        (None, 5, {"strict": True}, "färre än 5"),
        (None, 5, {"strict": True, "unit": "%"}, "under 5 %"),
        (5, None, {"strict": True}, "fler än 5"),
        (5, None, {"strict": True, "unit": "%"}, "över 5 %"),
        (5, 5, {"unit": "%"}, "5 %"),
        (-5, 3, {"unit": "%"}, "−5 till 3 %"),
        (1, 1.5, {"unit": "percentage_points"}, "1–1,5 procentenheter"),
        (-5, -2, {"unit": "%"}, "−5 till −2 %"),
        (130_000_000, 170_000_000, {"unit": "SEK"}, "130–170 mkr"),
        (900_000, 1_200_000, {"unit": "SEK"}, "900 000 kr till 1,2 mkr"),
        (1, 3, {"unit": "duration", "duration_unit": "month"}, "1–3 månader"),
        (98, 102, {"unit": "index"}, "index 98–102"),
        (Decimal("0.5"), 2, {"unit": "ratio"}, "hälften till det dubbla"),
        (1, 7, {"unit": "per_week", "of": "ärenden"}, "1–7 ärenden per vecka"),
    ],
)
def test_intervals_and_bounds(low, high, more, written):
    assert plain(swedish.interval(low, high, **more)) == written


def test_an_interval_without_ends_is_refused():
    with pytest.raises(ValueError, match="at least one end"):
        swedish.interval(None, None)


def test_the_hedge_stands_as_it_was_said():
    assert plain(swedish.hedged("1 100", "drygt")) == "drygt 1 100"
    assert swedish.hedged("1 100") == "1 100"
    assert plain(swedish.hedged(swedish.interval(None, 1000), "upp till")) == "upp till 1 000"
    assert plain(swedish.hedged(swedish.interval(None, 5, strict=True), "<")) == "< 5"


# ------------------------------------------------------------------------ days


def test_a_day_has_its_weekday_and_its_year_when_it_is_another():
    assert plain(swedish.day(date(2020, 6, 16), year=2020)) == "tisdag 16 juni"
    assert plain(swedish.day(date(2020, 6, 16), year=2021)) == "tisdag 16 juni 2020"
    assert plain(swedish.day_short(date(2020, 6, 16))) == "16 juni 2020"
    assert f"16{NBSP}juni" in swedish.day_short(date(2020, 6, 16))


def test_a_moment_has_its_clock_with_a_point():
    assert plain(swedish.moment(datetime(2020, 6, 16, 9, 5), year=2020)) == "tisdag 16 juni kl. 9.05"


@pytest.mark.parametrize(
    ("offset", "written"),
    [
        (0, "i dag"),
        (1, "i morgon"),
        (-1, "i går"),
        (2, "om 2 dagar"),
        (17, "om 17 dagar"),
        (-3, "för 3 dagar sedan"),
        (60, "om 60 dagar"),
        (61, "om ungefär 2 månader"),
        (77, "om ungefär 11 veckor"),
        (-90, "för ungefär 3 månader sedan"),
        (107, "om ungefär 15 veckor"),
        (137, "om ungefär 5 månader"),
        (-400, "för ungefär 13 månader sedan"),
        (1100, "om ungefär 3 år"),
    ],
)
def test_distance_in_days(offset, written):
    today = date(2020, 6, 15)
    assert plain(swedish.in_days(today + timedelta(days=offset), today=today)) == written


@pytest.mark.parametrize(
    ("starts", "ends", "more", "written"),
    [
        ((2020, 6, 11), (2020, 9, 10), {}, "11 juni–10 september 2020"),
        ((2020, 6, 11), (2020, 9, 10), {"year": 2020}, "11 juni–10 september"),
        ((2020, 6, 22), (2020, 6, 28), {"year": 2020}, "22–28 juni"),
        ((2020, 6, 22), (2020, 6, 28), {"year": 2020, "weeks": True}, "vecka 26"),
        ((2020, 3, 2), (2020, 4, 19), {"weeks": True}, "vecka 10–16 2020"),
        ((2020, 12, 28), (2021, 1, 10), {"weeks": True}, "vecka 53 2020–vecka 1 2021"),
        (
            (2020, 6, 22),
            (2020, 6, 28),
            {"year": 2020, "mod": "end"},
            "slutet av vecka 26",
        ),
        ((2020, 6, 1), (2020, 6, 30), {"year": 2020, "mod": "start"}, "början av juni"),
        ((2020, 10, 1), (2020, 11, 30), {"year": 2020}, "oktober–november"),
        ((2020, 2, 1), (2020, 2, 29), {}, "februari 2020"),
        ((2020, 12, 1), (2021, 1, 31), {}, "december 2020–januari 2021"),
        ((2020, 1, 1), (2020, 12, 31), {}, "2020"),
        ((2019, 1, 1), (2020, 12, 31), {}, "2019–2020"),
        (
            (2020, 12, 15),
            (2021, 1, 10),
            {"year": 2020},
            "15 december 2020–10 januari 2021",
        ),
        ((2020, 7, 1), None, {"year": 2020}, "från 1 juli"),
        (None, (2020, 9, 10), {"year": 2020}, "senast 10 september"),
        ((2020, 6, 16), (2020, 6, 16), {"year": 2020}, "16 juni"),
        (None, None, {}, "dag inte satt"),
    ],
)
def test_periods(starts, ends, more, written):
    first = date(*starts) if starts else None
    last = date(*ends) if ends else None
    assert plain(swedish.period(first, last, **more)) == written


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        swedish.period(date(2020, 6, 2), date(2020, 6, 1))
    with pytest.raises(ValueError, match="unknown part"):
        swedish.period(date(2020, 6, 1), date(2020, 6, 2), mod="late")


@given(days, days, days, days)
def test_two_periods_are_never_written_alike(a, b, c, d):
    """Without a year to leave out, the written period says which days it covers."""
    first, second = sorted((a, b)), sorted((c, d))
    if first != second:
        assert swedish.period(*first) != swedish.period(*second)


@given(days, st.integers(min_value=0, max_value=40))
def test_ranges_use_the_dash_and_never_the_hyphen(start, length):
    written = swedish.period(start, start + timedelta(days=length))
    assert "-" not in written
    assert length == 0 or DASH in written or written.split()[0] in swedish.MONTHS
