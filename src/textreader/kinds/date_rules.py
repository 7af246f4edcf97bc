# SPDX-License-Identifier: EUPL-1.2
"""The rules of dates and periods with their examples, read on Monday 15 June 2026."""

from __future__ import annotations

from textreader.rule import Example, rule


def _on(
    text: str, found: str, first: str | None, last: str | None, manner: str = "minutes", **more: object
) -> Example:
    return Example(text, found, {"from": first, "to": last, **more}, manner)


def _day(text: str, found: str, when: str, manner: str = "minutes", **more: object) -> Example:
    return _on(text, found, when, when, manner, **more)


# fmt: off
rule("date.iso", "Datum med siffror, år först.", "ÅÅÅÅ-MM-DD",
    _day("Minnesanteckningar 2026-05-18", "2026-05-18", "2026-05-18", role="meeting"),
    _day("Beslut (2026-03-02) i bilaga", "2026-03-02", "2026-03-02", "report"),
    _on("klart senast 2026-09-10", "senast 2026-09-10", None, "2026-09-10", "mail"),
    _day("leverans 20260901 i Tallås", "20260901", "2026-09-01", "mail"), _day("klart 2026-9-1", "2026-9-1", "2026-09-01", "chat"),
    never=("dnr 2026-13-40", "ring 2026-0512-33", "faktura nr 20260901", "ca 20260901 kr"))
rule("date.iso_slash", "Datum med siffror och snedstreck, år först.", "ÅÅÅÅ/MM/DD",
    _day("klart 2026/05/18", "2026/05/18", "2026-05-18", "mail"), _day("Möte 2026/09/01 kl 9", "2026/09/01", "2026-09-01"),
    _day("per 2025/12/31 fanns", "2025/12/31", "2025-12-31", "report"), never=("SFS 2026/45",))
rule("date.day_first", "Datum med siffror, dag först och år sist.", "D.M.ÅÅÅÅ, D/M/ÅÅÅÅ",
    _day("Möte 18.5.2026", "18.5.2026", "2026-05-18"), _day("senast in 1/9/2026", "1/9/2026", "2026-09-01", "mail"),
    _day("Diarieförd 03.02.2026.", "03.02.2026", "2026-02-03", "report"), never=("version 1.2.3", "kap 3.1"))
rule("date.year_month", "År och månad med siffror.", "ÅÅÅÅ-MM",
    _on("Utfall 2026-03 var lägre", "2026-03", "2026-03-01", "2026-03-31", "report"), _on("t.o.m. 2025-12 pågick det", "t.o.m. 2025-12", None, "2025-12-31"),
    _on("statistik 2026-05", "2026-05", "2026-05-01", "2026-05-31", "mail"), never=("2011-12 var en sådan vinter",))
rule("date.decade", "Ett årtionde eller århundrade.", "1990-talet, 90-talet, 1500-talet",
    _on("bruket från 1500-talet är kvar", "1500-talet", "1500-01-01", "1599-12-31", "report"), _on("Under 1990-talet minskade det", "1990-talet", "1990-01-01", "1999-12-31", "report"),
    _on("Krisen på 90-talet var värre", "90-talet", "1990-01-01", "1999-12-31"), never=("50-talet företag kom", "ett 40-tal personer"))
rule("date.years", "Flera hela år i rad.", "2020-2021, 2024/25",
    _on("Under pandemin 2020-2021 startades fler", "2020-2021", "2020-01-01", "2021-12-31", "report"), _on("Budget 2026/27", "2026/27", "2026-01-01", "2027-12-31"),
    _on("(2008–2009)", "2008–2009", "2008-01-01", "2009-12-31", "report"), never=("prop. 2025/26:45", "tel 2020-2133"))
rule("date.day_month", "Dag och månad; utan år gäller det närmaste som passar tidsformen.", "3 maj, den 3:e maj, 11–14 juni, 3 och 17 maj",
    _day("Nästa möte är den 31 augusti.", "31 augusti", "2026-08-31", role="meeting"), _day("Det avgjordes den 3:e maj.", "3:e maj", "2026-05-03", "news"),
    _on("Mässan 11-14 juni drog folk", "11-14 juni", "2026-06-11", "2026-06-14", "news"), _day("den 2 december 2025 kom beslutet", "2 december 2025", "2025-12-02", "press"),
    never=("35 maj", "12 majoriteter"))
rule("date.slash", "Dag och månad som i en kort anteckning.", "15/6, 15/6 2026",
    _day("möte 24/6 kl 10", "24/6", "2026-06-24", "chat"), _on("klart senast 1/9", "senast 1/9", None, "2026-09-01", "mail", role="deadline"),
    _day("anm till Eva den 30/8", "30/8", "2026-08-30", "chat"), _day("ny butik i Granby 1/7", "1/7", "2026-07-01", "chat"), _on("utbetalning sker fr 1/7", "fr 1/7", "2026-07-01", None, "chat"),
    _day("fr 26/6 redovisning", "fr 26/6", "2026-06-26", "chat"), _day("Nästa avst må 22/6 kl 9", "22/6", "2026-06-22", "chat", role="meeting"),
    _day("Träffar 3, 10 och 17/9.", "10", "2026-09-10", "mail"), _on("öppet hus 3-5/9", "3-5/9", "2026-09-03", "2026-09-05", "chat"),
    _day("Hallen står klar 1/3 -27.", "1/3 -27", "2027-03-01"),
    never=("1/3 av företagen", "24/29 godkända", "dygnet runt 24/7", "ca 1/3 inom bygg", "3/8 kommuner var med", "minskat med 1/4"))
rule("date.year", "Ett helt år.", "2024, år 2024",
    _on("År 2024 var sämre.", "2024", "2024-01-01", "2024-12-31", "report"), _on("sedan 2022 har det ökat", "sedan 2022", "2022-01-01", None, "report"),
    _on("plan för 2027", "2027", "2027-01-01", "2027-12-31"), never=("drygt 2000 personer", "2015 anställda", "SFS 2020:548", "KN2023/03505"))
rule("date.month", "En månad.", "maj, maj 2026, i maj i år, okt/nov",
    _on("Varslen ökade i maj.", "maj", "2026-05-01", "2026-05-31"), _on("I april 2026 var det fler", "april 2026", "2026-04-01", "2026-04-30", "report"),
    _on("börjar i november", "november", "2026-11-01", "2026-11-30", "mail"),
    _on("60 säsongare behövs från december", "från december", "2026-12-01", None, "mail"), _on("De anställer tolv från augusti.", "från augusti", "2026-08-01", None, "news"),
    _on("Varslen från mars är klara.", "mars", "2026-03-01", "2026-03-31"), _on("dubbelt så dyrt som i januari", "januari", "2026-01-01", "2026-01-31", "chat"),
    _on("samma nivå som i oktober", "oktober", "2025-10-01", "2025-10-31", "report"), _on("redovisas mars -27", "mars -27", "2027-03-01", "2027-03-31", "chat"), never=("Hej Maj!", "Maj Åbrink ringde", "marsvin"))
rule("date.interval", "Från en dag eller period till en annan.", "A–B, A till B, från A till B, mellan A och B",
    _on("Utlysningen är öppen 11 juni-10 september.", "11 juni-10 september", "2026-06-11", "2026-09-10", role="open_period"),
    _on("från mars till maj i år", "mars till maj i år", "2026-03-01", "2026-05-31", "report"),
    _on("det blir stängt över jul och nyår", "jul och nyår", "2026-12-24", "2027-01-01", "chat"),
    _on("öppet 2026-06-11--2026-09-10", "2026-06-11--2026-09-10", "2026-06-11", "2026-09-10", "mail"), never=("Mötet flyttas från 3 juli till 10 juli.",))
rule("date.adjoining", "Månader eller årstider intill varandra är en period.", "maj och juni, sommaren och hösten",
    _on("Oktober och november blir tuffa.", "Oktober och november", "2026-10-01", "2026-11-30"), _on("i februari och mars 2026", "februari och mars 2026", "2026-02-01", "2026-03-31", "report"),
    _on("under sommaren och hösten fortsätter det", "under sommaren och hösten", "2026-06-01", "2026-11-30", "news"), never=("mars och september", "2024 och 2025"))
rule("date.today", "I dag, eller en del av dagen.", "idag, i dag, i em, i kväll",
    _day("Idag öppnar kontoret.", "Idag", "2026-06-15"), _day("ringer i em", "i em", "2026-06-15", "chat"), _day("I dag möts vi", "I dag", "2026-06-15", "news"),
    never=("dagistid",))
rule("date.tomorrow", "I morgon.", "imorgon, i morgon",
    _day("Enkäten går ut imorgon tisdag.", "imorgon tisdag", "2026-06-16"), _day("vi ses i morgon", "i morgon", "2026-06-16", "mail"), _day("Morgondagens möte", "Morgondagens", "2026-06-16", "news"),
    never=("tidigt på morgonen",))
rule("date.yesterday", "I går.", "igår, i går, gårdagens",
    _day("Beskedet kom i går.", "i går", "2026-06-14", "news"), _day("igår ringde de", "igår", "2026-06-14", "chat"), _day("Gårdagens varsel var väntat", "Gårdagens", "2026-06-14"),
    never=("i gården",))
rule("date.two_days", "Två dagar fram eller tillbaka.", "i övermorgon, i förrgår",
    _day("Vi ses i övermorgon.", "i övermorgon", "2026-06-17", "mail"), _day("Det kom i förrgår.", "i förrgår", "2026-06-13"), _day("Redan i förrgår stängde de", "i förrgår", "2026-06-13", "news"),
    never=("förr i tiden",))
rule("date.ahead", "En dag räknad från i dag.", "om N dagar/veckor/månader/år, inom N …",
    _day("Om en månad är de färre.", "Om en månad", "2026-07-15"), _day("klart om två veckor", "om två veckor", "2026-06-29", "mail"), _on("inom 10 dagar kommer beslut", "inom 10 dagar", "2026-06-15", "2026-06-25", "press"),
    never=("Ansökan om 3 mkr",))
rule("date.ago", "Så länge sedan, aldrig på dagen.", "för N … sedan",
    _on("För två år sedan var det tvärtom.", "För två år sedan", "2024-01-01", "2024-12-31", fuzzy=True), _day("för tre veckor sedan", "för tre veckor sedan", "2026-05-25", "mail"), _on("för ett år sedan fanns 40", "för ett år sedan", "2025-01-01", "2025-12-31", "report"),
    never=("för två år framåt",))
rule("date.window", "Tiden närmast före eller efter i dag.", "de senaste/sista/kommande N …, det senaste året",
    _on("De sista 6 veckorna har trycket varit jämnt.", "De sista 6 veckorna", "2026-05-04", "2026-06-15"), _on("det senaste året har fler sökt", "det senaste året", "2025-06-15", "2026-06-15", "report"), _on("de kommande tre månaderna", "de kommande tre månaderna", "2026-06-15", "2026-09-15", "report"),
    never=("på senare år", "de kommande åren"))
rule("date.forward", "Så långt framåt från i dag.", "N månader framåt",
    _on("Dystra 12 månader framåt", "12 månader framåt", "2026-06-15", "2027-06-15"), _on("tolv månader framåt ser det ljusare ut", "tolv månader framåt", "2026-06-15", "2027-06-15", "report"), _on("två veckor framåt", "två veckor framåt", "2026-06-15", "2026-06-29", "mail"),
    never=("blicka framåt",))
rule("date.unit", "En hel vecka, månad, ett kvartal eller år intill det som är nu.", "nästa vecka, förra månaden, kommande månad, veckan som gick",
    _on("i slutet på nästa vecka", "i slutet på nästa vecka", "2026-06-22", "2026-06-28", mod="end"), _on("Förra veckan hölls en workshop.", "Förra veckan", "2026-06-08", "2026-06-14"), _on("kommande månad väntas 80", "kommande månad", "2026-07-01", "2026-07-31", "report"),
    never=("kommande programperiod", "kommande år"))
rule("date.this_unit", "Den vecka eller månad som är nu.", "den här veckan, i veckan",
    _on("Den här veckan öppnar de.", "Den här veckan", "2026-06-15", "2026-06-21"), _on("beslut kommer i veckan", "i veckan", "2026-06-15", "2026-06-21", "mail"), _on("den här månaden är sämre", "den här månaden", "2026-06-01", "2026-06-30", "report"),
    never=("3 ärenden i veckan", "varje vecka"))
rule("date.year_word", "I år, i fjol, nästa år.", "i år, ifjol, förra året, årets",
    _on("dubbelt jämfört med ifjol", "ifjol", "2025-01-01", "2025-12-31"), _on("hittills i år har 140 sagts upp", "hittills i år", "2026-01-01", "2026-06-15", "report"), _on("Förra årets siffra var 34", "Förra årets", "2025-01-01", "2025-12-31", "news"),
    never=("från år till år", "sedan flera år"))
rule("date.this_year", "Året som är nu.", "under året, resten av året, årets slut",
    _on("Fler har sökt under året.", "året", "2026-01-01", "2026-12-31", "report"), _on("gäller året ut", "året ut", "2026-06-15", "2026-12-31", "news"), _on("vid årets slut", "årets slut", "2026-01-01", "2026-12-31", mod="end"),
    never=("samma månad året innan", "året om", "det minskar elen med 9 GWh om året"))
rule("date.of_the_year", "En del av året som är nu.", "årets tredje kvartal, årets första fem månader",
    _on("årets tredje kvartal", "årets tredje kvartal", "2026-07-01", "2026-09-30", "report"), _on("under årets första fem månader", "årets första fem månader", "2026-01-01", "2026-05-31", "report"), _on("Under årets åtta första månader startades 73.", "årets åtta första månader", "2026-01-01", "2026-08-31", "news"),
    _on("de sista tre månaderna 2025", "de sista tre månaderna 2025", "2025-10-01", "2025-12-31", "report"), _on("Under årets tre första kvartal ökade det.", "årets tre första kvartal", "2026-01-01", "2026-09-30", "press"), _on("Årets andra kvartal är trögt", "Årets andra kvartal", "2026-04-01", "2026-06-30"),
    never=("årets bästa kvartal",))
rule("date.weekday", "En veckodag, i rätt riktning efter tidsformen.", "på onsdag, fredag, torsdagen",
    _day("På onsdag har vi möte med kommunerna.", "På onsdag", "2026-06-17", role="meeting"), _day("vi ses fredag", "fredag", "2026-06-19", "chat"), _day("Torsdagen blev lugn.", "Torsdagen", "2026-06-11", "news"),
    _day("Underlag till torsdagens dialog", "torsdagens", "2026-06-18", "mail"), _day("fredagens besked var väntat", "fredagens", "2026-06-12", "chat"),
    never=("varje måndag", "på onsdagar", "varannan tisdag"))
rule("date.weekday_near", "Veckodagen som var, eller den i nästa vecka.", "i måndags, nästa onsdag, förra fredagen",
    _day("I fredags kom varslet.", "I fredags", "2026-06-12"), _day("Nästa onsdag är det dags", "Nästa onsdag", "2026-06-24", "mail"), _day("förra torsdagen", "förra torsdagen", "2026-06-11", "news"),
    never=("nästa onsdagsmöte",))
rule("date.weekday_in_week", "En dag i en viss vecka.", "onsdag v 34, tisdag nästa vecka",
    _day("Vi hörs tisdag nästa vecka.", "tisdag nästa vecka", "2026-06-23", "mail"), _day("onsdag v 34", "onsdag v 34", "2026-08-19", "chat"), _day("torsdagen i vecka 36 möts vi", "torsdagen i vecka 36", "2026-09-03"),
    never=("tisdag och onsdag",))
rule("date.weekend", "Lördag och söndag.", "i helgen, till helgen",
    _on("öppet till helgen", "helgen", "2026-06-20", "2026-06-21", "news"), _on("Mässan hålls i helgen.", "helgen", "2026-06-20", "2026-06-21", "press"), _on("I helgen var det fullt.", "helgen", "2026-06-13", "2026-06-14"),
    never=("helgerna är lugna",))
rule("date.nth_in_month", "En viss veckodag eller vecka i en månad.", "första måndagen i maj, sista veckan i augusti",
    _day("första måndagen i september", "första måndagen i september", "2026-09-07", "news"), _day("Sista fredagen i augusti stänger de.", "Sista fredagen i augusti", "2026-08-28"), _on("sista veckan i augusti", "sista veckan i augusti", "2026-08-24", "2026-08-30", "mail"),
    never=("första måndagen någonsin",))
rule("date.edge_of_month", "Första eller sista dagen i en månad.", "den sista augusti, första maj",
    _on("senast den sista augusti", "senast den sista augusti", None, "2026-08-31", "mail"), _day("Demonstrationen är första maj 2027.", "första maj 2027", "2027-05-01", "news"), _day("sista dagen i juni stänger de", "sista dagen i juni", "2026-06-30"),
    never=("den sista ansökningsdagen", "första majoren"))
rule("date.nth_of_month", "En dag i en månad med ordningstalet i ord.", "den tredje september, tjugofemte maj",
    _day("Vi ses den tredje september.", "tredje september", "2026-09-03", "mail"), _on("senast den femtonde augusti", "senast den femtonde augusti", None, "2026-08-15"),
    _day("Den tjugofemte maj kom beskedet.", "tjugofemte maj", "2026-05-25", "news"), never=("tredje kvartalet", "för tredje månaden i rad", "trettionde februari"))
rule("date.day_in_month", "Bara dagen i månaden.", "den 15:e, den 30",
    _on("Svara senast den 30.", "senast den 30", None, "2026-06-30", "mail"), _day("vi ses den 24:e kl 9", "den 24:e", "2026-06-24", "chat"), _day("Mötet är den 22.", "den 22", "2026-06-22"),
    never=("den 3 är störst", "den 24 procentiga"))
rule("date.short_week", "År och vecka i fyra siffror.", "v2634",
    _on("leverans v2634", "v2634", "2026-08-17", "2026-08-23", "chat"), _on("klart v.2640", "v.2640", "2026-09-28", "2026-10-04", "mail"), _on("Start v 2636", "v 2636", "2026-08-31", "2026-09-06"),
    never=("v 2690",))
rule("date.week", "En eller flera veckor med nummer.", "v 10-16, vecka 34, veckorna 46 och 47",
    _on("Mätningen från v 10-16 visar", "v 10-16", "2026-03-02", "2026-04-19"), _on("vecka 34 2026", "vecka 34 2026", "2026-08-17", "2026-08-23", "mail"), _on("stängt veckorna 28–31", "veckorna 28–31", "2026-07-06", "2026-08-02", "news"),
    _on("slut sen v 20, 24 sökte", "sen v 20", "2026-05-11", None, "chat"),
    never=("version 10", "väntan 9 v", "vecka in och vecka ut"))
rule("date.quarter", "Ett kvartal.", "Q3, kvartal 2 2026, tredje kvartalet",
    _on("Kvartal två 2025 startades 506", "Kvartal två 2025", "2025-04-01", "2025-06-30", "report"), _on("Q3 blir bättre", "Q3", "2026-07-01", "2026-09-30"), _on("2:a kvartalet blir svagt", "2:a kvartalet", "2026-04-01", "2026-06-30", "chat"), _on("första kvartalet i år minskade det", "första kvartalet i år", "2026-01-01", "2026-03-31", "press"),
    never=("tredje kvartalet i rad",))
rule("date.half", "Ett halvår.", "första halvåret 2026, H2",
    _on("första halvåret 2026", "första halvåret 2026", "2026-01-01", "2026-06-30", "report"), _on("H2 2026 ser ljusare ut", "H2 2026", "2026-07-01", "2026-12-31"), _on("Andra halvåret i fjol ökade det.", "Andra halvåret i fjol", "2025-07-01", "2025-12-31", "press"),
    never=("ett halvår",))
rule("date.tertial", "En tredjedel av ett år.", "tertial 1, andra tertialet",
    _on("Tertial 1 2026 är klart", "Tertial 1 2026", "2026-01-01", "2026-04-30", "report"), _on("andra tertialet 2025", "andra tertialet 2025", "2025-05-01", "2025-08-31", "report"), _on("inför tertial 3 2026", "tertial 3 2026", "2026-09-01", "2026-12-31"),
    never=("tertialrapporten",))
rule("date.season", "En årstid: vår mars–maj, sommar juni–augusti, höst september–november, vinter december–februari.", "hösten, hösten 2026, sommarmånaderna",
    _on("Steg 3 inleds under hösten", "under hösten", "2026-09-01", "2026-11-30"), _on("våren 2027", "våren 2027", "2027-03-01", "2027-05-31", "report"), _on("Öppnar efter sommaren.", "efter sommaren", "2026-09-01", None, "mail"),
    never=("sommarjobb", "vårt län", "höstacken"))
rule("date.season_near", "Årstiden som är, kommer eller var.", "i sommar, i höst, i våras",
    _on("nya besökare i sommar", "i sommar", "2026-06-01", "2026-08-31"), _on("i höst blir det fler", "i höst", "2026-09-01", "2026-11-30", "mail"), _on("i höstas varslades 40", "i höstas", "2025-09-01", "2025-11-30", "report"),
    _on("Fler gäster än förra sommaren.", "förra sommaren", "2025-06-01", "2025-08-31", "news"), _on("kommande höst blir svår", "kommande höst", "2026-09-01", "2026-11-30", "mail"),
    _on("Nästa vår byggs hallen ut.", "Nästa vår", "2027-03-01", "2027-05-31", "press"), _on("I vår bedöms 25 personer behövas.", "I vår", "2026-03-01", "2026-05-31"),
    never=("i vår kommun", "i vårt län"))
rule("date.term", "En termin: vårterminen januari–juni, höstterminen augusti–december.", "höstterminen 2026, HT26",
    _on("höstterminen 2026", "höstterminen 2026", "2026-08-01", "2026-12-31", "news"), _on("start HT26", "HT26", "2026-08-01", "2026-12-31", "chat"), _on("Under vårterminen 2026 gick 40", "Under vårterminen 2026", "2026-01-01", "2026-06-30", "report"),
    never=("terminsavgift",))
rule("date.turn", "Skiftet mellan två år, halvår eller månader: sista dagen och första.", "årsskiftet, halvårsskiftet, månadsskiftet maj/juni",
    _on("Vid årsskiftet upphör det.", "Vid årsskiftet", "2026-12-31", "2027-01-01", "press"), _on("sedan årsskiftet har 40 sökt", "sedan årsskiftet", "2026-01-01", None), _on("runt månadsskiftet augusti/september", "runt månadsskiftet augusti/september", "2026-08-31", "2026-09-01", "mail"),
    never=("skiftarbete",))
rule("date.holiday", "En helg.", "midsommar, efter påsk, före jul",
    _on("Klart före midsommar.", "före midsommar", None, "2026-06-18"), _on("vi ses efter jul", "efter jul", "2026-12-27", None, "mail"),
    _on("Efter trettonhelgen startar kursen.", "Efter trettonhelgen", "2027-01-07", None, "news"), _on("fullt under påskveckan 2026", "under påskveckan 2026", "2026-03-30", "2026-04-05"), _on("Påsken 2026 var bra", "Påsken 2026", "2026-04-03", "2026-04-06", "news"),
    never=("julbord", "påskris"))
rule("date.named_year", "Ett budgetår, läsår eller verksamhetsår.", "budgetåret 2026, läsåret 2025/26",
    _on("för budgetåret 2026", "budgetåret 2026", "2026-01-01", "2026-12-31", "press"), _on("Läsåret 2026/27 startar sent", "Läsåret 2026/27", "2026-07-01", "2027-06-30", "news"), _on("verksamhetsåret 2025 gick bra", "verksamhetsåret 2025", "2025-01-01", "2025-12-31", "report"),
    never=("budgetåret är slut",))
