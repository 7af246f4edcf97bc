# SPDX-License-Identifier: EUPL-1.2
"""From a line of the picture to what the page says: values, hedges, forecasts, days, amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.lib.swedish import NBSP
from lagesbild.pages import lines
from lagesbild.pages.lines import Lines
from lagesbild.pages.shaping import FEW, shape_picture

SOURCE = {
    "report": 1,
    "version": 1,
    "fact": 7,
    "start": 0,
    "end": 3,
    "text": "927",
    "url": "/d/x/omgangar/2020-06-15/granska/1/#f7",
    "who": "Smedringen",
    "round": "2020-06-15",
    "confirmed": None,
    "before": "Nu är ",
    "quote": "927",
    "after": " personer i korttidsarbete.",
}
FIGURE = {
    "title": "Personer i korttidsarbete",
    "indicator": "korttidsarbete",
    "unit": "count",
    "value": 927,
    "nature": "outcome",
    "hedge": "",
    "value_text": "927",
    "baseline_text": "",
    "population": {"text": "63 företag", "n": 63, "area": None},
    "period": {"from": "2020-06-15", "to": "2020-06-15", "text": "15 juni"},
    "horizon": "",
    "reporter": "Smedringen",
    "points": [],
    "forecasts": [],
    "source": SOURCE,
}


def picture(**more):
    """A picture with nothing in it but what is given."""
    empty = dict.fromkeys(
        (
            "changes",
            "news",
            "forecasts",
            "deadlines",
            "measures",
            "promises",
            "actions",
            "questions",
            "needs",
            "concerns",
            "bright_spots",
            "clashes",
            "resolutions",
        ),
        (),
    )
    return {
        **empty,
        "dialogue": {"slug": "x", "name": "Näringslivsdialogen", "area": "Provlän"},
        "round": {"date": "2020-06-15", "address": "2020-06-15"},
        "previous_round": None,
        "rounds": [],
        "day": "2020-06-15",
        "standing": "Bilden står vid den senaste omgången.",
        "rule": "Så väljs raderna.",
        "audience": "group",
        "mood": {"rounds": [], "rows": [], "by": "member"},
        "next_meeting": None,
        "basis": {"reported": 8, "members": 8, "figures": 1},
        "headline": ["Läget just nu"],
        **more,
    }


def of(**more) -> Lines:
    return Lines(picture(**more), may_open=True)


# ------------------------------------------------------------------ figures


@pytest.mark.parametrize(
    ("text", "hedge", "parts"),
    [
        (f"5{NBSP}mkr", "", ("5", "mkr", "")),
        (f"81,5{NBSP}%", "", ("81,5", "%", "")),
        ("927", "drygt", ("927", "", "drygt")),
        (f"högst{NBSP}1 000", "upp till", ("1 000", "", "upp till")),
        (f"1–7{NBSP}per vecka", "", ("1–7", "per vecka", "")),
        ("det dubbla", "", ("det dubbla", "", "")),
        ("24 av 29", "", ("24 av 29", "", "")),
        (f"färre än{NBSP}5", "", (f"färre än{NBSP}5", "", "")),
        ("några färre", "", ("några färre", "", "")),
    ],
)
def test_a_value_is_parted_from_its_unit_and_its_hedge(text, hedge, parts):
    assert lines.value_parts({"value_text": text, "hedge": hedge}) == parts


def test_a_share_in_three_months_says_what_it_comes_to_without_pretending_to_be_exact():
    half = {**FIGURE, "value_text": "hälften", "hedge": "ca", "horizon": "om 3 månader", "nature": "forecast"}
    half |= {"derived": 463.5, "derived_unit": "count"}
    assert of().ahead(half).text == f"Väntas om 3 månader: ca{NBSP}hälften, omkring{NBSP}460"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (463.5, "count", "460"),
        (0.0, "count", "0"),
        (12.4, "count", "12"),
        (1.25, "%", f"1,3{NBSP}%"),
        (98765, "count", "99\u202f000"),
    ],
)
def test_a_derived_figure_has_the_two_digits_that_it_can_bear(value, unit, written):
    assert lines.rounded(value, unit) == written


def test_the_mark_says_whom_and_when_only_where_that_does_not_go_without_saying():
    own = {**FIGURE, "population": {"text": "enligt Smedringen"}}
    assert of().change(own).mark == ""
    assert of().change({**FIGURE, "population": {"text": "Provlän"}}).mark == ""
    assert of().change(FIGURE).mark == "63 företag"
    may = {
        **FIGURE,
        "period": {"from": "2020-05-01", "to": "2020-05-31", "text": "maj"},
        "nature": "preliminary",
    }
    assert of().change(may).mark == "63 företag, maj, preliminärt"


def test_a_forecast_is_never_shown_as_an_outcome():
    news = of().news(
        {**FIGURE, "nature": "forecast", "period": {"from": "2020-07-01", "to": "2020-07-31", "text": "juli"}}
    )
    assert news.mark == "63 företag, prognos, för juli"


# ------------------------------------------------------------------ sources


def test_those_who_may_not_open_the_report_get_its_words_and_no_link():
    mark = Lines(picture(), may_open=False).source(SOURCE)
    assert (mark.url, mark.quote) == ("", "927")
    assert "Hela rapporten är inte offentlig." in mark.note


def test_a_source_of_which_nothing_may_be_read_is_withheld():
    mark = of().source({**SOURCE, "quote": "███"})
    assert mark.withheld
    assert mark.label == "Källan är inte offentlig"


def test_a_source_from_an_earlier_round_says_which():
    assert of().source({**SOURCE, "round": "2019-12-02"}).label == f"Smedringen, 2{NBSP}december 2019"


def test_who_confirmed_is_told_to_the_group():
    said = {**SOURCE, "confirmed": {"by": "Anna Prov", "on": "2020-06-16", "bulk": False}}
    assert "Bekräftad av Anna Prov" in of().source(said).note
    assert "Anna" not in Lines(picture(), may_open=False).source(said).note


# ------------------------------------------------------------------ days and amounts


def deadline(**more):
    line = {
        "role": "closes",
        "role_text": "stänger",
        "from": "2020-09-10",
        "to": "2020-09-10",
        "fuzzy": False,
    }
    line |= {"as_written": "", "text": f"10{NBSP}september", "name": "Stödet", "kind_text": "utlysning"}
    return line | {"authority": None, "amounts": [], "source": SOURCE} | more


def test_a_fuzzy_day_keeps_its_words_and_gets_no_distance():
    line = of().deadline(deadline(fuzzy=True, text="efter sommaren", **{"from": "2020-09-01"}))
    assert (line.when, line.distance) == ("Efter sommaren", "stänger, dag inte satt")


def test_what_opens_far_ahead_waits_behind_the_click_unless_little_else_is_coming():
    def lines_of(*days):
        rows = [deadline(**{"from": day, "to": day, "name": day}) for day in days]
        return [d.title for d in shape_picture(picture(deadlines=rows), may_open=True).deadlines.lines]

    assert lines_of("2020-06-20", "2020-06-21", "2020-06-22", "2020-12-01") == [
        "2020-06-20",
        "2020-06-21",
        "2020-06-22",
    ]
    assert lines_of("2020-06-20", "2020-12-01") == ["2020-06-20", "2020-12-01"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ({"role": "remaining", "text": "5 mkr", "forecast": False, "scope": None}, "5 mkr återstår"),
        (
            {"role": "applications", "text": "högst 1 000", "forecast": True, "scope": "två län"},
            "väntat högst 1 000 ansökningar (två län)",
        ),
        ({"role": "other", "text": "3", "forecast": False, "scope": None}, "3"),
    ],
)
def test_amounts_of_a_measure_say_what_they_are(amount, words):
    assert lines.amount_text(amount) == words


def test_a_late_promise_accuses_nobody():
    said = {"text": "Vi skickar en lista", "owner": "Smedringen", "due_from": None, "due_to": "2020-06-01"}
    said |= {
        "due_text": f"senast 1{NBSP}juni",
        "state": "without_news",
        "said_on": "2020-05-01",
        "source": SOURCE,
    }
    line = of().promise(said)
    assert (line.when, line.distance, line.badge.text, line.badge.tone) == (
        f"1{NBSP}juni",
        "",
        f"Utan besked i 14{NBSP}dagar",
        "doubt",
    )
    yesterday = of().promise({**said, "due_to": "2020-06-14"})
    assert yesterday.badge.text == "Utan besked sedan i går"


def test_a_day_from_which_something_runs_is_no_silence():
    said = {"text": "Vi startar steg tre i länet", "owner": None, "due_from": "2020-06-01", "due_to": None}
    said |= {"due_text": f"från 1{NBSP}juni", "state": "under_way", "said_on": "2020-05-01", "source": SOURCE}
    line = of().promise(said)
    assert (line.when, line.distance, line.badge.text) == (f"Från 1{NBSP}juni", "dagen har varit", "På väg")


@pytest.mark.parametrize(
    ("first", "last", "distance"),
    [
        ("2020-06-22", "2020-06-28", f"om 7{NBSP}dagar"),
        ("2020-06-01", "2020-06-30", f"senast om 15{NBSP}dagar"),
        ("2020-06-15", "2020-06-15", "i dag"),
        ("2020-06-15", None, "i dag"),
        (None, "2020-06-16", "i morgon"),
        (None, None, f"sagt 1{NBSP}maj"),
    ],
)
def test_a_promise_says_how_far_off_its_first_day_is_and_then_its_last(first, last, distance):
    said = {"text": "Vi skickar en lista till alla", "owner": None, "due_from": first, "due_to": last}
    said |= {"due_text": "", "state": "under_way", "said_on": "2020-05-01", "source": SOURCE}
    assert of().promise(said).distance == distance


@pytest.mark.parametrize(
    ("before", "quote", "after", "title"),
    [
        ("En ny enkät ", "kommer v. 46.", "", "En ny enkät kommer v. 46."),
        ("Vi har hört ", "att regionen skickar listan till alla medlemmar", ".", "Vi har hört att regionen skickar listan till alla medlemmar."),
        ("Nytt. ", "Vi skickar siffror.", "", "Nytt. Vi skickar siffror."),
        ("Efter mötet: ", "Smedringen skickar en sammanställning", " i juni.", "Smedringen skickar en sammanställning"),
        ("Namnet ", "kommer från ███", ".", "kommer från Anna"),
    ],
)  # fmt: skip
def test_a_clause_stands_in_its_whole_sentence(before, quote, after, title):
    source = {**SOURCE, "before": before, "quote": quote, "after": after}
    text = quote.replace("███", "Anna")
    assert lines.whole({"text": text, "source": source}) == title


def test_a_clause_late_in_a_long_sentence_is_in_its_line():
    source = {
        **SOURCE,
        "before": "Vi har talat länge om det här. " * 12,
        "quote": "kommer v. 46.",
        "after": "",
    }
    assert lines.whole({"text": "kommer v. 46.", "source": source}).endswith("kommer v. 46.")


# ------------------------------------------------------------------ the page as a whole


@given(st.sampled_from([("news", "nya-uppgifter"), ("changes", "forandringar")]), st.integers(0, 30))
def test_no_section_is_longer_than_its_share_and_the_rest_is_one_click_away(section, count):
    name, key = section
    listed = getattr(shape_picture(picture(**{name: [FIGURE] * count}), may_open=True), name)
    assert listed.shown == min(count, FEW[key])
    assert (listed.more is not None) == (count > FEW[key])
    whole = getattr(shape_picture(picture(**{name: [FIGURE] * count}), may_open=True, full=key), name)
    assert whole.shown == count


@given(st.text(max_size=300), st.text(min_size=1, max_size=30), st.text(max_size=300))
def test_a_sentence_around_a_figure_always_holds_the_figure(before, quote, after):
    said = lines.around({"before": before, "quote": quote, "after": after})
    assert " ".join(quote.split()) in said


@given(st.text(max_size=500), st.integers(5, 200))
def test_a_clipped_text_is_one_line_and_short(text, length):
    clipped = lines.clipped(text, length)
    assert len(clipped) <= length + 2
    assert "\n" not in clipped


def test_an_empty_public_section_does_not_claim_that_nothing_was_said():
    assert "oroar" in shape_picture(picture(), may_open=True).nothing["oroar"]
    public = shape_picture(picture(audience="public"), may_open=False)
    assert len(set(public.nothing.values())) == 1


def mood(*levels, by="member", reported=None):
    rows = [
        {
            "name": f"M{n}",
            "group": f"G{n % 2}",
            "levels": list(row),
            "reported": reported or [True] * len(row),
        }
        for n, row in enumerate(levels)
    ]
    return {"rounds": ["2020-05-11", "2020-06-15"], "rows": rows, "by": by}


@pytest.mark.parametrize(
    ("by", "levels", "said"),
    [
        ("member", [(2, 4), (3, 2)], f"En bedömer läget som bättre än 11{NBSP}maj, en som sämre."),
        ("member", [(3, 3)], f"Ingen har ändrat sin bedömning sedan 11{NBSP}maj."),
        ("group", [(2, 4), (2, 3), (3, 2)], f"Läget är bättre än 11{NBSP}maj i två grupper, sämre i en."),
        ("group", [(3, 3)], f"Ingen grupp bedöms annorlunda sedan 11{NBSP}maj."),
        ("member", [(None, 3)], "grupp för grupp."),
    ],
)
def test_the_matrix_says_in_words_how_the_judgements_moved(by, levels, said):
    view = shape_picture(
        picture(mood=mood(*levels, by=by), previous_round={"date": "2020-05-11"}), may_open=True
    )
    assert view.mood_lead.endswith(said)


def test_empty_sections_speak_of_what_is_accepted_alone():
    waits = shape_picture(picture(), may_open=True, waiting=3).nothing
    assert set(waits.values()) == {"Inget godtaget än."}
    nothing = shape_picture(picture(), may_open=True).nothing
    assert all("godtag" in words for words in nothing.values())
    assert "Nya uppgifter" not in nothing["forandringar"]
    assert (
        shape_picture(picture(news=[FIGURE]), may_open=True)
        .nothing["forandringar"]
        .endswith("Nya siffror står under Nya uppgifter.")
    )
    for_all = shape_picture(picture(audience="public"), may_open=False, waiting=3).nothing
    assert set(for_all.values()) == {"Inget av det som är offentligt hör hit den här gången."}


def test_a_group_of_one_is_named_once():
    rows = [
        {"name": name, "group": group, "levels": [3], "reported": [True]}
        for name, group in (
            ("Länsstyrelsen i Provlän", "Länsstyrelsen"), ("Åsbruk", "Kommuner"), ("Norrvik", "Kommuner"),
            ("Ringen", "Näringslivet"),
        )
    ]  # fmt: skip
    view = shape_picture(
        picture(mood={"rounds": ["2020-06-15"], "rows": rows, "by": "member"}), may_open=True
    )
    assert [group.name for group in view.mood.groups] == ["", "Kommuner", "Näringslivet"]


def test_a_matrix_that_nobody_has_judged_in_is_not_drawn():
    assert shape_picture(picture(mood=mood((None, None))), may_open=True).mood is None
