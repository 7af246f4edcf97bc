# SPDX-License-Identifier: EUPL-1.2
"""The values on the page Byggstenar: an invented county, nothing read from anywhere.

The days are worked out from one pinned day, so that the weekdays are right.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from lagesbild.components import shapes
from lagesbild.components.shapes import (
    Badge,
    CardAction,
    FactCard,
    FactMark,
    Link,
    SourceMark,
)
from lagesbild.lib import swedish

TODAY = date(2033, 4, 25)
ROUND_DAY = date(2033, 4, 21)
PREVIOUS_ROUND = date(2033, 3, 17)
TABLE_URL = "#exempel"

INTRO = shapes.TitleBlock(
    clauses=["Byggstenar"],
    eyebrow="Hjälp",
    basis=(
        "Här syns varje del av sidorna med påhittade värden, en gång i varje färgläge. "
        "Tryck på tabbtangenten för att se var fokus är."
    ),
)

COLOURS = [
    ("paper", "papper"),
    ("raised", "upphöjd"),
    ("sunken", "nedsänkt"),
    ("ink", "bläck"),
    ("ink-soft", "bläck, dämpad"),
    ("rule", "linje"),
    ("edge", "kant på fält"),
    ("accent", "petrol"),
    ("accent-soft", "petrol, ton"),
    ("alert", "falurött"),
    ("alert-soft", "falurött, ton"),
]


def _short(when: date) -> str:
    return swedish.day_short(when, year=TODAY.year)


def _long(when: date) -> str:
    return swedish.day(when, year=TODAY.year)


def _away(when: date) -> str:
    return swedish.in_days(when, today=TODAY)


def _link(label: str) -> SourceMark:
    return SourceMark(label=label, url=TABLE_URL)


class ExampleForm(forms.Form):
    answering = forms.IntegerField(label="Antal svarande", help_text="Ett heltal, till exempel 64.")
    closes = forms.CharField(
        label="Sista ansökningsdag",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    round = forms.ChoiceField(label="Omgång", choices=[("1", _long(ROUND_DAY)), ("2", _long(PREVIOUS_ROUND))])
    outcome = forms.ChoiceField(
        label="Hur gick det med löftet?",
        choices=[
            ("done", "Klart"),
            ("moved", "Nytt datum"),
            ("dropped", "Inte längre aktuellt"),
        ],
        widget=forms.RadioSelect,
    )

    def clean_closes(self) -> str:
        raise forms.ValidationError(
            "Datumet 31 april finns inte. Det du skrev står kvar. Skriv en dag som finns, till exempel 30 april."
        )


class ExampleCardForm(forms.Form):
    reading = forms.ChoiceField(label="Läses som", choices=[("forecast", "Prognos"), ("outcome", "Utfall")])
    share = forms.DecimalField(
        label="Andel",
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    day = forms.CharField(label="Gäller dagen")
    indicator = forms.ChoiceField(label="Vad talet gäller", choices=[("1", "Personer i korttidsarbete")])


def _title_block() -> shapes.TitleBlock:
    meeting = date(2033, 5, 26)
    return shapes.TitleBlock(
        clauses=["Färre varsel i länet,", "men gästnatten viker"],
        eyebrow=f"Näringslivsdialogen, {_long(ROUND_DAY)}",
        basis="9 av 10 medlemmar har rapporterat. Bilden vilar på 37 bekräftade uppgifter.",
        next_meeting=shapes.NextMeeting(
            when=f"{_long(meeting).capitalize()} kl.{swedish.NBSP}13.00",
            place="Gamla tingshuset i Tallmo, eller på länk",
            note=f"Rapportera senast {_long(meeting - timedelta(days=2))}.",
            links=[
                Link(label="Dagordning", url=TABLE_URL),
                Link(label="Lägg i kalendern", url=TABLE_URL),
            ],
        ),
    )


def _changes() -> list[shapes.Change]:
    since = f"sedan {_short(PREVIOUS_ROUND)}"
    return [
        shapes.Change(
            value="88",
            unit="%",
            title="Orderstock i träindustrin, mot ett normalår",
            url=TABLE_URL,
            delta="+5 procentenheter",
            since=since,
            points=[79, 76, 78, 80, 83, 88],
            preliminary=True,
            source=SourceMark(
                label="Träindustrin i Klockberg, preliminärt",
                before="Av 64 sågverk och snickerier har 51 svarat. ",
                quote="Orderstocken motsvarar 88 % av ett normalår",
                after=", fem enheter mer än vid förra mötet.",
                note=f"Ur rapporten {_long(date(2033, 4, 19))}. Bekräftad av samordnaren.",
                url=TABLE_URL,
                open=True,
            ),
        ),
        shapes.Change(
            value="34",
            title="Varslade personer",
            url=TABLE_URL,
            delta=f"{swedish.signed(-27)} personer",
            since=since,
            points=[41, 58, None, 66, 61, 34],
            ahead=[
                shapes.Ahead(text="Väntas om två månader: omkring hälften", source=_link("Länsstyrelsen"))
            ],
            source=_link("Länsstyrelsen i Klockberg"),
        ),
        shapes.Change(
            value=swedish.number(1100),
            hedge="drygt",
            title="Väntade ansökningar om hyresstöd",
            url=TABLE_URL,
            delta="omkring 300 fler",
            since="än i den förra prognosen",
            points=[600, 700, 800, 1100],
            forecast=True,
            source=_link("Länsstyrelsen i Klockberg, prognos för två län"),
        ),
        shapes.Change(
            value="2–9",
            title="Nya rådgivningsärenden per vecka",
            delta="fler",
            since=f"än veckorna före {_short(PREVIOUS_ROUND)}, då 1–4",
            points=[(1, 4), (1, 5), (2, 6), (1, 4), (2, 9)],
            source=SourceMark(label="Källan är inte offentlig", withheld=True),
        ),
    ]


def _deadlines() -> list[shapes.Deadline]:
    first, second = date(2033, 5, 10), date(2033, 6, 1)
    return [
        shapes.Deadline(
            when=_short(first),
            distance=_away(first),
            title="Laddstolpar på landsbygden",
            text=f"{swedish.with_unit(4_500_000, 'SEK')} återstår. Länsstyrelsen.",
            url=TABLE_URL,
        ),
        shapes.Deadline(
            when=_short(second),
            distance=_away(second),
            title="Omställningscheck för små företag",
            text=f"Högst {swedish.with_unit(150_000, 'SEK')} och halva kostnaden. Region Klockberg.",
            url=TABLE_URL,
            source=_link("Region Klockberg, mening 4"),
        ),
        shapes.Deadline(
            when="Mitten av juni",
            distance="dag inte satt",
            title="Kurs i e-handel",
            text="Vi har frågat om sista dag.",
        ),
    ]


def _promises() -> list[shapes.Promise]:
    late, soon = date(2033, 4, 8), date(2033, 4, 29)
    return [
        shapes.Promise(
            when=_short(late),
            distance=_away(late),
            title="Sammanställning av frakterna",
            owner="Handlarna i Klockberg.",
            badge=Badge(text="Utan besked", tone="doubt"),
            url=TABLE_URL,
        ),
        shapes.Promise(
            when=_short(soon),
            distance=_away(soon),
            title="Dag för ett möte om elnätet",
            owner="Region Klockberg.",
            badge=Badge(text="På väg"),
        ),
        shapes.Promise(
            when=_short(date(2033, 4, 15)),
            distance="2 dagar före",
            title="Karta över lediga lokaler",
            owner="Kommunerna.",
            badge=Badge(text="Hållet", tone="done"),
        ),
    ]


def _mood() -> shapes.MoodMatrix:
    def row(name: str, levels: list[int]) -> shapes.MoodRow:
        return shapes.MoodRow(name=name, cells=[shapes.MoodCell(level=level) for level in levels])

    return shapes.MoodMatrix(
        rounds=["18 nov.", "15 dec.", "20 jan.", "17 feb.", "17 mars", "21 april"],
        groups=[
            shapes.MoodGroup(
                name="Näringslivsorganisationer",
                rows=[
                    row("Träindustrin", [2, 1, 1, 2, 2, 3]),
                    row("Handlarna", [3, 3, 2, 2, 3, 3]),
                    row("Gästnäringen", [4, 4, 5, 4, 3, 2]),
                    row("Lantgårdarna", [3, 3, 3, 0, 3, 4]),
                ],
            ),
            shapes.MoodGroup(name="Kommuner", rows=[row("Kommunerna, 4 av 6", [3, 3, 2, 2, 3, 3])]),
        ],
        caption="Exempel: medlemmarnas bedömning, omgång för omgång",
    )


def _cards(prefix: str) -> list[FactCard]:
    decide = [
        CardAction(label="Godta", name="godta", value="2", key="Enter", primary=True),
        CardAction(label="Ändra", name="andra", value="2", key="e"),
        CardAction(label="Avvisa", name="avvisa", value="2", key="x"),
    ]
    undo = [CardAction(label="Ångra", name="angra", value="4", key="u", plain=True)]
    form = ExampleCardForm(
        {
            "reading": "forecast",
            "share": "0,5",
            "day": "21 juli 2033",
            "indicator": "1",
        },
        auto_id=f"{prefix}-kort-%s",
        use_required_attribute=False,
    )
    save = [
        CardAction(label="Spara", name="spara", value="3", primary=True),
        CardAction(label="Avbryt", name="avbryt", value="3", key="Esc", plain=True),
    ]
    return [
        FactCard(id=f"{prefix}-k1", kind="date", value="2–20 maj"),
        FactCard(
            id=f"{prefix}-k7",
            kind="question",
            value="om elnätet",
            rest="till Region Klockberg",
        ),
        FactCard(
            id=f"{prefix}-k2",
            kind="quantity",
            value="88 %",
            rest="av ett normalår",
            note="Orderstock i träindustrin, 51 av 64 företag. Preliminärt utfall. Förra omgången: 83 %.",
            state="selected",
            actions=decide,
        ),
        FactCard(
            id=f"{prefix}-k3",
            kind="forecast",
            value="hälften",
            hedge="ungefär",
            rest="av drygt 240",
            state="editing",
            fields=list(form),
            actions=save,
        ),
        FactCard(
            id=f"{prefix}-k4",
            kind="quantity",
            value="83 %",
            state="accepted",
            actions=undo,
            full_row=True,
        ),
        FactCard(
            id=f"{prefix}-k5",
            kind="promise",
            value="sammanställning, 29 april",
            state="changed",
        ),
        FactCard(
            id=f"{prefix}-k6",
            kind="measure",
            value="Laddstolpar på landsbygden",
            state="rejected",
        ),
        FactCard(id=f"{prefix}-k8", kind="assessment", value="stabilt", state="carried"),
        FactCard(
            id=f"{prefix}-k9",
            kind="quantity",
            value="31 sökande",
            clash_url=f"#{prefix}-k4",
            clash_label="mening 9",
            full_row=True,
        ),
        FactCard(id=f"{prefix}-k10", kind="decision", value="möte om elnätet, 12 maj"),
        FactCard(id=f"{prefix}-k11", kind="held", value="tas inte med i någon utgåva"),
    ]


def _sentence(prefix: str) -> list[FactMark | str]:
    """A sentence cut at its facts, as the review page lays it out."""
    return [
        "Orderstocken ligger på ",
        FactMark(text="88 %", kind="quantity", card=f"{prefix}-k2", state="selected"),
        " mot ",
        FactMark(text="83 %", kind="quantity", card=f"{prefix}-k4", state="accepted"),
        " i mars, och om tre månader väntas ",
        FactMark(text="ungefär hälften", kind="forecast", card=f"{prefix}-k3"),
        " vara kvar i korttidsarbete. Till kursen har ",
        FactMark(text="31", kind="quantity", card=f"{prefix}-k9", clashing=True),
        " sökt.",
    ]


def _walk() -> list[shapes.WalkStep]:
    return [
        shapes.WalkStep(
            title="Börja med era senaste minnesanteckningar",
            text="Anteckningar april.docx, 5 sidor.",
            state="done",
            change=Link(label="Byt fil", url=TABLE_URL),
        ),
        shapes.WalkStep(
            title="Ett löfte saknar besked.",
            text="Så här stod det i anteckningarna. Ingen får något mejl.",
            state="now",
            template="components/_example_found.html",
        ),
        shapes.WalkStep(
            title="När ses ni nästa gång?",
            text="Du väljer en dag och läser kallelsen. Inget skickas.",
        ),
    ]


def sheet(prefix: str, scheme: str, heading: str) -> dict[str, Any]:
    """All example values for one colour scheme; ids begin with ``prefix`` so that the two can share a page."""
    form = ExampleForm(
        {"answering": "64", "closes": "31 april", "round": "1", "outcome": "moved"},
        auto_id=f"{prefix}-%s",
        prefix=prefix,
        use_required_attribute=False,
    )
    form.data = {f"{prefix}-{name}": value for name, value in form.data.items()}
    voices = [
        shapes.Voice(
            quote="Bokningarna kommer sent och vistelserna blir kortare, det märks i varje kök.",
            source=_link("Gästnäringen i Klockberg"),
            note="Nämns av 3 medlemmar, för andra gången.",
        )
    ]
    return {
        "prefix": prefix,
        "scheme": scheme,
        "heading": heading,
        "colours": COLOURS,
        "form": form,
        "title_block": _title_block(),
        "moments": [
            shapes.Moment(value="", label=f"i dag, {_long(TODAY)}", chosen=True),
            shapes.Moment(value="2033-03-17", label=f"på mötet {_long(PREVIOUS_ROUND)}"),
        ],
        "links": [
            Link(label="Hämta som PDF", url=TABLE_URL),
            Link(label="Citera", url=TABLE_URL),
        ],
        "changes": _changes(),
        "deadlines": _deadlines(),
        "promises": _promises(),
        "voices": voices,
        "clash": shapes.Clash(
            first=shapes.ClashSide(quote="27 har sökt rådgivning", source=_link("Företagsstödet, 19 april")),
            second=shapes.ClashSide(
                quote="29 av 31 beslut är bifall",
                source=_link("Företagsstödet, 19 april"),
            ),
            text="Talen kan gälla olika tider. Vi har frågat Företagsstödet.",
            url=TABLE_URL,
        ),
        "mood": _mood(),
        "cards": _cards(prefix),
        "sentence": _sentence(prefix),
        "badges": [
            Badge(text="På väg"),
            Badge(text="Hållet", tone="done"),
            Badge(text="Utan besked", tone="doubt"),
            Badge(text="Saknas", tone="alert"),
            Badge(text="Visas inte: för få svar", tone="none"),
        ],
        "chips": [
            Link(label="Industri", url=TABLE_URL, current=True),
            Link(label="Handel", url=TABLE_URL),
        ],
        "choices": [
            shapes.Choice(
                name=f"{prefix}-v",
                value="1",
                label="Alla i dialogen",
                hint="Syns inte utåt.",
                checked=True,
            ),
            shapes.Choice(
                name=f"{prefix}-p",
                value="1",
                label="Påminn mig dagen före",
                kind="checkbox",
                checked=True,
            ),
        ],
        "notices": [
            shapes.Notice(
                title="Omgången låses i morgon kl. 9.00.",
                text="Till dess går allt att ändra.",
            ),
            shapes.Notice(
                title="Mejlet nådde inte två medlemmar.",
                text="De andra åtta har fått det. Rätta adresserna och skicka igen till de två.",
                alert=True,
                action=Link(label="Rätta adresserna", url=TABLE_URL),
            ),
        ],
        "empty": shapes.Empty(
            title="Här kommer löftena att stå",
            text="Programmet hittar dem i rapporterna och minns vem som lovade vad, och till när.",
            example="Vi skickar sammanställningen senast 29 april.",
            action=Link(label="Läs in en rapport", url=TABLE_URL),
        ),
        "page": Paginator(range(95), 10).page(3),
        "steps": [
            shapes.Step(title="Inbjudan", text="skickad 28 mars", state="done"),
            shapes.Step(title="Rapporter", text="till i morgon kl. 12", state="now"),
            shapes.Step(title="Granskning", text="14 uppgifter"),
            shapes.Step(title="Lägesbild", text="publiceras"),
        ],
        "walk": _walk(),
        "found": shapes.Found(
            kind="promise",
            who="Handlarna",
            before="Handlarna lovade en sammanställning av frakterna ",
            quote="till fredag 8 april",
            after=".",
            source=_link("Anteckningarna 17 mars, sidan 4"),
            actions=[
                CardAction(label="Redan klart", name="klart", value="1", plain=True),
                CardAction(label="Inget löfte", name="bort", value="1", plain=True),
            ],
        ),
    }
