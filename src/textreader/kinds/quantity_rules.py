# SPDX-License-Identifier: EUPL-1.2
"""The rules of quantities with their examples, read on Monday 15 June 2026."""

from __future__ import annotations

from textreader.rule import Example, rule


def _is(text: str, found: str, manner: str = "minutes", **fields: object) -> Example:
    return Example(text, found, fields, manner)


# fmt: off
rule("quantity.count", "Ett antal: talet, och i of vad som räknas.", "tal + substantiv; ca, drygt, minst, upp till … hör till värdet",
    _is("Vi har 927 korttidspermitterade.", "927", value=927, unit="count"),
    _is("Det väntas komma upp till\n\n1 400 ansökningar.", "upp till\n\n1 400", low=None, high=1400, of="ansökningar", forecast=True),
    _is("97 fler än föregående kvartal", "97", "report", value=97, change="increase"),
    _is("drygt 26 000 invånare", "drygt 26 000", "report", value=26000, approx=True, hedge="drygt"),
    _is("Tre butiker har stängt", "Tre", "news", value=3, of="butiker"),
    _is("Det är inte fler än 10 företag", "inte fler än 10", "press", high=10, value=None),
    _is("40 varslades och 12 sades upp", "12", value=12, of="sades upp"),
    _is("Antalet anställda minskade med 12 till 48.", "48", "news", value=48),
    _is("1.250 gästnätter", "1.250", "mail", value=1250),
    _is("Av de 60 varslade i Granberga har 31 nytt jobb.", "60", "report", value=60, role="population", scope="Granberga"),
    _is("Av de 60 varslade i Granberga har 31 nytt jobb.", "31", "report", value=31, of="nytt jobb", scope="Granberga"),
    _is("Ingen av de 40 uppsagda i Björkvik har fått jobb.", "40", "mail", value=40, role="population", scope="Björkvik"),
    _is("Av 63 svarande har 20 varslat.", "63", "news", value=63, role="population"),
    _is("I Konjunkturbarometern svarade 40 företag.", "40", "press", value=40, scope=None),
    _is("I Sverige är 4 100 varslade, i Granberga 120.", "4 100", "press", value=4100, scope="Sverige"),
    _is("Vi bygger 21 hyresrätter i Björkvik.", "21", "mail", value=21, of="hyresrätter", scope="Björkvik"),
    _is("I de tre norra kommunerna är 41 varslade.", "41", value=41, of="varslade", scope="de tre norra kommunerna"),
    _is("I Granberga är 12 varslade och 9 uppsagda.", "9", "news", value=9, of="uppsagda", scope="Granberga"),
    _is("Som det ser ut så är 41 varslade i länet.", "41", "chat", value=41, of="varslade", scope="länet"),
    _is("12 svarade i Almis enkät.", "12", "mail", value=12, scope=None),
    _is("I mars var 75 personer korttidspermitterade.", "75", "report", value=75, of="personer korttidspermitterade"),
    _is("78 personer i korttidsarbete.", "78", "chat", value=78, of="personer i korttidsarbete"),
    _is("varsel 140 pers (maj 118)", "140", "chat", value=140, of="varsel pers"),
    _is("Varsel: 2 st, tot 61 pers", "61", "chat", value=61, of="varsel pers"), _is("Checkarna slut sen v 20, 24 sökte.", "24", "chat", value=24, of="sökte"),
    _is("Varsel i april: 86 personer, mars 131.", "131", "mail", value=131, of="varsel personer"),
    _is("Pensionsavgångarna väntas uppgå till 6 400 personer.", "6 400", "report", value=6400, of="pensionsavgångarna personer"),
    _is("52 av de varslade har fått jobb", "52", value=52, of="fått jobb"),
    _is("Bara 7 uppsägningar har verkställts av de 25 som varslades.", "25", value=25, of="varslades"),
    _is("Vi är tjugotre anställda och var trettio i höstas.", "tjugotre", "chat", value=23, of="anställda"),
    _is("elva tusen besökare", "elva tusen", "news", value=11000), _is("en tio stycken gäster", "en tio", "chat", value=10, approx=True),
    _is("08.15 Åtta elverk på plats", "Åtta", "chat", value=8, of="elverk"), _is("konkurser 19 st jan–maj", "19", "chat", value=19, of="konkurser"),
    never=("§§ 3–6 justeras", "Företagspanelen våg 7", "§ 67 i planen", "ring 0250-123 45", "väg E14", "covid-19", "steg 2 inleds", "dnr 2026/34", "några få företag", "elområde 3", "kl 10.30", "Storgatan 12", "ett företag till", "vi två"))
rule("quantity.money", "Ett belopp i hela kronor eller euro, med ’per …’ när det är en takt.", "tal + kr, kronor, tkr, mkr, miljoner, miljarder, öre, euro (+ /månad, per anställd …)",
    _is("närmare 8 mkr", "närmare 8 mkr", value=8000000, unit="SEK", approx=True),
    _is("minskad omsättning i ca 100 mkr/månad", "ca 100 mkr/månad", value=100000000, unit="SEK_per_month", change="decrease"),
    _is("Regeringen avsätter 310 miljoner till järnvägen", "310 miljoner", "press", value=310000000, unit="SEK"),
    _is("Elpriset var 65 öre/kWh", "65 öre/kWh", "report", value=0.65, unit="SEK_per_kWh"),
    _is("högst 120 tkr per företag", "högst 120 tkr per företag", "mail", high=120000, unit="SEK_per_piece"),
    _is("4 milj/mån", "4 milj/mån", "chat", value=4000000, unit="SEK_per_month"),
    _is("Projektet Skogslyft. Beviljats närmare 6 mkr.", "närmare 6 mkr", value=6000000, approx=True, of="Projektet Skogslyft"),
    _is("Budgeten är 12 mkr, 7,5 är beslutade.", "7,5", value=7500000, of="beslutade"),
    _is("Kursen kostade 15 000.", "15 000", "chat", value=15000, unit="SEK"), _is("hyran ligger på 45 000 i månaden", "45 000 i månaden", "chat", value=45000, unit="SEK_per_month", of="hyran"),
    _is("Elen kostar 1,12 per kWh.", "1,12 per kWh", "mail", value=1.12, unit="SEK_per_kWh"), _is("elen var 1 krona och 12 öre per kWh", "1 krona och 12 öre per kWh", "chat", value=1.12, unit="SEK_per_kWh"),
    _is("Elen har kostat oss tjugotvå tusen bara i maj.", "tjugotvå tusen", "chat", value=22000, unit="SEK"), _is("ett lån på en och en halv miljon", "en och en halv miljon", "chat", value=1500000, of="lån"),
    _is("mjölkpriset upp 12 öre/kg", "12 öre/kg", "chat", value=0.12, unit="SEK_per_kg", change="increase"), _is("Hyran höjs, i ett fall med 35 000 i månaden.", "35 000 i månaden", "mail", value=35000, unit="SEK_per_month"),
    _is("Checkar à högst 150 tkr.", "högst 150 tkr", "chat", high=150000, unit="SEK_per_piece"), _is("Kvar i potten: 2,4 Mkr", "2,4 Mkr", "chat", value=2400000, of="kvar i potten"),
    _is("1,02 kr/kWh i maj, mot 48 öre per kWh i fjol", "48 öre per kWh", "press", value=0.48, unit="SEK_per_kWh"), _is("Av årets 10 mkr återstår 1,5.", "1,5", value=1500000, of="återstår"),
    _is("Potten är 8 mkr, 6,5 mkr är sökt.", "6,5 mkr", value=6500000, of="sökt"), _is("Regionen avsätter 18 miljoner kronor till Effektlyftet.", "18 miljoner kronor", "press", value=18000000, of="Effektlyftet"),
    never=("2,5 miljoner gästnätter", "kronan faller", "de betalar 40 anställda"))
rule("quantity.percent", "En andel i procent, eller en skillnad i procentenheter.", "tal + %, procent, procentenheter",
    _is("Orderingången är 20 % minskning i ordrar", "20 %", value=20, unit="%", change="decrease"),
    _is("I april hade länet 4,1 procents arbetslöshet", "4,1 procents", "report", value=4.1, of="arbetslöshet"),
    _is("andelen inskrivna ökade med 0,7 procentenheter", "0,7 procentenheter", "report", unit="percentage_points", change="increase"),
    _is("över 60 procent av hela exporten", "över 60 procent", "report", low=60, of="exporten"),
    _is("78,5 % nästa månad jämfört med ett normalår", "78,5 %", value=78.5, reading_as="share_of_baseline", baseline="normal_year", forecast=True),
    _is("Försäljningen är 30 % under det normala", "30 %", "mail", change="decrease"),
    _is("Arbetslösheten är 6,8 % (förra månaden 7,0).", "6,8 %", value=6.8, of="arbetslösheten"), _is("omsättningen + 8 %", "+ 8 %", "chat", value=8, change="increase"),
    _is("29 procent ser en uppgång och 43 procent en nedgång.", "43 procent", "report", value=43, of="nedgång"), _is("öppet arbl 5,4 %, ungd 7,9 %", "7,9 %", "chat", value=7.9, of="ungd"), _is("Beläggning 54 % i maj.", "54 %", value=54, of="beläggning"),
    _is("57 procent planerar att anställa.", "57 procent", "press", value=57, of="anställa"),
    _is("Egeninsatsen är 50 procent.", "50 procent", "mail", value=50, of="egeninsatsen"), _is("Utfallet blev 4,1 procent mot prognosens 3,5 procent.", "3,5 procent", "report", value=3.5, forecast=True),
    never=("procentenheter är inget tal",))
rule("quantity.rate", "Ett antal per tid eller per person.", "tal + substantiv + /vecka, per dag, i månaden, per handläggare",
    _is("Vi får 12 samtal per dag.", "12 samtal per dag", value=12, unit="per_day", of="samtal"), _is("3 ärenden i veckan", "3 ärenden i veckan", "mail", value=3, unit="per_week"),
    _is("Snittet är 3,4 ärenden per handläggare.", "3,4 ärenden per handläggare", "report", value=3.4, unit="per_person"), never=("5 deltagare per grupp", "3 ärenden denna vecka"))
rule("quantity.duration", "En tid eller en ålder.", "tal + år, månader, veckor, dagar, timmar; ålder när orden runt om säger det",
    _is("vilande i minst två år", "minst två år", "report", low=2, unit="duration", duration_unit="year"), _is("medelålder på ca 44 år", "ca 44 år", "report", value=44, unit="age_years"),
    _is("Handläggningstiden är 31 dagar.", "31 dagar", value=31, duration_unit="day"), _is("kan som längst vara i sammanlagt 9 månader", "9 månader", "press", high=9, duration_unit="month"),
    _is("Arbetslösa under 25 år får stöd.", "under 25 år", "news", high=25, unit="age_years"), _is("satsning på unga under 25", "under 25", "chat", high=25, unit="age_years"),
    _is("De sa åtta veckor, nu är det tolv.", "tolv", "chat", value=12, duration_unit="week"), _is("i snitt 14 veckor mot normalt 9", "9", "mail", value=9, duration_unit="week"),
    _is("efter två och ett halvt år", "två och ett halvt år", "news", value=2.5, duration_unit="year"), _is("Bygglov: väntan 9 v, mål är kortare", "9 v", "chat", value=9, duration_unit="week"), _is("Det tar tolv veckor, det brukar vara sex sju.", "tolv veckor", "chat", value=12, duration_unit="week"),
_is("en och en halv månad", "en och en halv månad", "chat", value=1.5, duration_unit="month"),
    never=("om 3 månader", "de sista 6 veckorna"))
rule("quantity.index", "Ett indextal.", "tal som står till index, indikator, barometer, eller punkter",
    _is("Konfidensindikatorn var 97,4 i maj.", "97,4", "report", value=97.4, unit="index"), _is("PMI landade på 52,1", "52,1", "press", value=52.1, unit="index"),
    _is("Indexet ligger nu på 101,2.", "101,2", value=101.2, unit="index"), never=("indexet har 12 delar",))
rule("quantity.measure", "Ett mått i en annan enhet, som den skrivs.", "tal + kWh, mil, km, ton, MW, hektar …",
    _is("(ca 4 mil)", "ca 4 mil", "report", value=4, unit="mil", approx=True), _is("40 MW ledig kapacitet krävs", "40 MW", value=40, unit="MW"), _is("förbrukningen är 12 000 kWh", "12 000 kWh", "mail", value=12000, unit="kWh"),
    never=("milslångt",))
rule("quantity.share", "En andel eller multipel i ord.", "hälften, en tredjedel, var fjärde, det dubbla, fördubblats, tre gånger så många, ett tjugotal",
    _is("om 3 månader ca hälften", "ca hälften", value=0.5, unit="ratio", approx=True, forecast=True), _is("låneverksamheten är på det dubbla jämfört med ifjol", "det dubbla", value=2, baseline="last_year"),
    _is("närmare var tredje förvärvsarbetande", "närmare var tredje", "report", value=0.3333, approx=True), _is("Två tredjedelar av medlemmarna", "Två tredjedelar", "press", value=0.6667),
    _is("Orderingången har halverats.", "halverats", "news", value=0.5, change="decrease"), _is("ett tjugotal företag", "ett tjugotal", "mail", value=20, unit="count", approx=True), _is("En av tre företagare", "En av tre", "press", value=1, total=3),
    _is("Gödsel dubbelt så dyrt som i januari", "dubbelt", "chat", value=2, change="increase"), _is("vart tredje företag söker folk", "vart tredje", "mail", value=0.3333),
    never=("varannan tisdag", "var tredje vecka", "halva dagen", "flera tusen"))
rule("quantity.range", "Mellan två tal.", "A–B, A till B, mellan A och B, två eller tre",
    _is("1-7 ärenden/vecka", "1-7 ärenden/vecka", low=1, high=7, unit="per_week"), _is("mellan 2 och 4 procents arbetslöshet", "mellan 2 och 4 procents", "report", low=2, high=4, unit="%"),
    _is("i åldersgruppen 20-64 år", "20-64 år", "report", low=20, high=64, unit="age_years"), _is("Det kostar 1,5-2 miljoner kronor.", "1,5-2 miljoner kronor", "news", low=1500000, high=2000000),
    _is("Priserna har ökat med 3 till 5 procent.", "3 till 5 procent", "press", low=3, high=5, change="increase"),
    _is("fyra fem företag hörde av sig", "fyra fem", "chat", low=4, high=5, of="företag"), _is("det tar två, tre veckor", "två, tre veckor", "mail", low=2, high=3, duration_unit="week"),
    never=("minskade med 12 till 48", "höjs från 70 till 90 procent", "kl 13-15"))
rule("quantity.of_total", "Så många av så många.", "A av B",
    _is("24 av 29 blev godkända", "24 av 29", value=24, total=29, unit="ratio"), _is("sex av tio hotell är fulla", "sex av tio", "news", value=6, total=10), _is("12 av våra 48 företag har varslat", "12 av våra 48", "mail", value=12, total=48),
    never=("Alla utom tre av de 40 butikerna", "30 procent av de 63 företagen", "3 av 12 mkr"))
rule("quantity.from_to", "En ändring från ett läge till ett annat: det nya värdet, med det gamla i before.", "från A till B; till B från A",
    _is("Stödet höjs från 70 till 90 procent.", "70 till 90 procent", "press", value=90, before=70, change="increase"), _is("Bolaget drar ned från 60 till 45 anställda.", "60 till 45", "news", value=45, before=60, change="decrease"),
    _is("Omsättningen har gått från femton miljoner till tio.", "femton miljoner till tio", "chat", value=10000000, before=15000000, unit="SEK"),
    _is("Indikatorn steg från 97,4 till 101,2.", "97,4 till 101,2", "report", value=101.2, before=97.4), never=("från 3,8 % i Tallås till 9,1 % i Vik", "lönerna varierar från 25 till 40 tkr"))
rule("quantity.bracket", "En siffra inom parentes efter en annan: med tecken är den ändringen, utan tecken ett annat tillfälle.", "A (+B), A (B), A (fg år B)",
    _is("Arbetslösheten var 6,2 procent (+0,4) i mars.", "+0,4", "report", value=0.4, unit="percentage_points", change="increase"), _is("Beläggningen var 62 % (58 %).", "58 %", value=58, unit="%"),
    _is("Varslen uppgick till 345 (−12) personer.", "−12", "press", value=12, change="decrease"), _is("Omsättning: 87 mkr (fg år 92 mkr).", "92 mkr", "mail", value=92000000),
    _is("Arbetslösheten är 6,8 % (förra månaden 7,0).", "7,0", value=7, unit="%"), _is("varsel 140 pers (maj 118)", "118", "chat", value=118, of="varsel pers"),
    _is("Snittpriset blev 1,34 kr/kWh (1,12).", "1,12", "press", value=1.12, unit="SEK_per_kWh"),
    never=("Dalarna (länet)", "företag (12 st) och handel"))
