"""How times are written in seven languages: the names, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable


def _numbered(first: int, *rows: str) -> dict[str, int]:
    """Number the columns of the rows: a row a language, names of one thing joined by "/"."""
    return {
        name: number
        for row in rows
        for number, names in enumerate(row.split(), first)
        for name in names.split("/")
    }


def _grouped(**names: str) -> dict[str, str]:
    return {name: group for group, row in names.items() for name in row.split()}


FULL_MONTHS = _numbered(
    1,
    "january february march april may june july august september october november december",
    "januar/jänner februar/feber märz/maerz april mai juni juli august september oktober november"
    " dezember",
    "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre"
    " décembre/decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre"
    " diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
)
# What is also a word of its own stands for a month only beside a day or a year; "ago", "set" and
# "out" never do: "working out in 2018", "two days ago".
SHORT_MONTHS = _numbered(
    1,
    "jan feb mar apr may jun jul aug sep/sept oct nov dec",
    "jan feb mär/mrz apr mai jun jul aug sep okt nov dez",
    "janv févr/fév mars avr mai juin juil août sept oct nov déc",
    "ene feb mar abr may jun jul agosto sept oct nov dic",
    "gen feb mar apr mag giu lug agosto settembre ott nov dic",
    "jan fev mar abr mai jun jul agosto setembro outubro nov dez",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
)
MONTHS = SHORT_MONTHS | FULL_MONTHS

FULL_WEEKDAYS = _numbered(
    0,
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo",
    "lunedì/lunedi martedì/martedi mercoledì/mercoledi giovedì/giovedi venerdì/venerdi sabato"
    " domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
WEEKDAYS = FULL_WEEKDAYS | _numbered(
    0,
    "mon tue/tues wed thu/thur/thurs fri sat sun",
    "mo di mi do fr sa so",
    "lun mar mer jeu ven sam dim",
    "lun mar mié jue vie sáb dom",
    "lun mar mer gio ven sab dom",
    "seg ter qua qui sex sáb dom",
    "ma di wo do vr za zo",
)

SEASONS = _grouped(
    spring="spring springtime frühling frühjahr fruehling printemps primavera lente",
    summer="summer summertime sommer été verano estate verão zomer",
    autumn="autumn fall herbst automne otoño autunno outono herfst",
    winter="winter wintertime hiver invierno inverno",
)

UNITS = _grouped(
    day="day days tag tage tagen jour jours día días giorno giorni dia dias dag dagen",
    week="week weeks woche wochen semaine semaines semana semanas settimana settimane weken",
    weekend="weekend wochenende finde",
    fortnight="fortnight fortnights",
    month="month months monat monate monaten monats mois mes meses mese mesi mês maand maanden",
    quarter="quarter quarters quartal quartale quartalen",
    year="year years jahr jahre jahren jahres an ans année années año años anno anni ano anos jaar"
    " jaren",
)

NUMBERS = _numbered(
    1,
    "a/an/one two three four five six seven eight nine ten eleven twelve",
    "ein/eine/einem/einen/einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "un/une deux trois quatre cinq six sept huit neuf dix onze douze",
    "una/un dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "una/uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze",
    "een/één twee drie vier vijf zes zeven acht negen tien elf twaalf",
)

# Days from the one of writing.
OFFSETS = {
    word: days
    for days, row in {
        -2: "vorgestern avant-hier anteayer anteontem eergisteren",
        -1: "yesterday gestern ayer ieri ontem gisteren",
        0: "today tonight heute aujourd’hui aujourd'hui hoy oggi hoje vandaag vanavond",
        1: "tomorrow morgen demain mañana domani amanhã",
        2: "übermorgen uebermorgen après-demain overmorgen dopodomani",
    }.items()
    for word in row.split()
}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


MONTH = rf"(?P<month>{_any(MONTHS)})\b\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[:.,]\d)"
OF = r"(?:of |de |di |d['’])?"
TH = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
UNTIL = r"(?:\s?(?:-|–|to|and|until|bis|und|au|al?|y|e)\s?(?P<until>\d{1,2})"
UNIT = rf"(?P<unit>{_any(UNITS)})\b"
COUNT = (
    r"(?P<count>(?:a )?couple of|(?:a )?few|(?:ein )?paar|quelques|unos|alcun[ei]|\d{1,3}"
    rf"|{_any(NUMBERS)})"
)
LAST = r"(?P<last>last|past|previous|(?:letzte|vergangene|vorige)[nrsm]?|vorig|afgelopen)"
THIS = r"(?P<this>this|current|diese[nrsm]?|deze|dit|cette|ce|cet|esta|este|quest[oa])"
NEXT = r"(?P<next>next|coming|(?:nächste|naechste|kommende)[nrsm]?|volgende?|próxim[oa])"
NAMED = (
    rf"(?:{UNIT}|(?P<weekday>{_any(FULL_WEEKDAYS)})\b|(?P<month>{_any(FULL_MONTHS)})\b"
    rf"|(?P<season>{_any(SEASONS)})\b)"
)

ISO = _rule(
    rf"(?P<year>\d{{4}})(?P<s>[-/.])(?:(?P<number>\d\d?)|{MONTH})(?P=s)(?P<day>\d\d?)(?!\d)"
)
YEAR_MONTH = _rule(r"(?P<year>(?:19|20)\d\d)[-/](?P<number>0[1-9]|1[0-2])(?![-/.]?\d)")
DECADE = _rule(r"(?P<decade>(?:19|20)\d0)(?:['’]?s|er[n]?(?:[ -]jahren?)?)\b")
BARE_YEAR = _rule(rf"{YEAR}(?!-\d|\s?(?:[€$£%°]|(?:eur|euros?|usd|dollars?|k?m|k?g|words)\b))")
NUMERIC = _rule(
    r"(?P<a>\d\d?)(?P<s>[./-])\s?(?P<b>\d\d?)(?P=s)\s?(?P<c>\d{4}|\d\d)(?![\d/-]|[.:,]\d)"
)
DAY_DOT = _rule(r"(?P<day>\d\d?)\.\s?(?P<number>\d\d?)\.(?!\d)")
DAY_MONTH = _rule(
    rf"(?P<day>\d\d?){TH}{UNTIL}{TH})?(?:\s{{1,2}}|[-/]|(?<=\.)){OF}{MONTH}"
    rf"(?:,?[\s/-](?:de |del |of |in )?{YEAR}|[/-](?P<short>\d\d)(?![\d:]))?"
)
MONTH_DAY = _rule(
    rf"{MONTH}[\s-](?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?(?![\d%:]|[.,]\d){UNTIL}(?:st|nd|rd|th)?"
    rf"(?![\d%:/-]))?(?:,?(?:\s\d\d:\d\d:\d\d)?[\s-](?:of )?{YEAR})?"
)
MONTH_YEAR = _rule(rf"{MONTH},?[\s/-]{{1,2}}(?:of |in |de |del )?{YEAR}")
MONTH_ALONE = _rule(rf"(?P<month>{_any(FULL_MONTHS)})\b(?!\s?\d)")
SEASON = _rule(
    rf"(?P<season>{_any(SEASONS)})\b"
    rf"(?:\s(?:of |in |de |del |von |des jahres )?(?:{YEAR}(?:/\d\d(?:\d\d)?)?))?"
)
QUARTER = _rule(rf"q(?P<quarter>[1-4])[ /-]{YEAR}")
AGO = _rule(rf"{COUNT}\s{UNIT}\s(?:ago|earlier|geleden|fa|atrás)\b")
BEFORE = _rule(rf"(?:vor|il y a|hace|há)\s{COUNT}\s{UNIT}")
AHEAD = _rule(rf"(?P<in>in|dans|tra|fra|over)\s{COUNT}\s{UNIT}(?!\s(?:of|a|at|to)\b)")
OTHER_DAY = _rule(r"day (?:(?P<before>before yesterday)|after tomorrow)")
SPAN = _rule(rf"(?:{LAST}|{NEXT})\s{COUNT}\s{UNIT}")
TURN = _rule(rf"(?:{LAST}|{THIS}|{NEXT})\s{NAMED}")
TURN_AFTER = _rule(
    rf"{NAMED}\s(?:(?P<last>derni[eè]re?|passée?|pasad[oa]|scors[oa]|passad[oa])"
    r"|(?P<next>prochaine?|próxim[oa]|prossim[oa]|que viene))\b"
)
TODAY = _rule(r"(?:(?P<before>last night)|this (?:morning|afternoon|evening))\b")
SHARE = _rule(
    r"(?:(?P<early>early|beginning of|start of|anfang|début)|(?P<mid>mid|middle of|mitte)"
    r"|(?P<late>late|end of|ende|fin))[\s-](?:the |des |der |de )?"
)
WEEKDAY = _rule(
    rf"(?P<weekday>{_any(WEEKDAYS)})\b"
    r"(?P<gap>\.?,?\s{1,2}(?:the |den |dem |le |el |il )?(?=[\w]))?"
)

WORD = re.compile(r"\d+|[^\W\d_]+")
OFFSET = _rule(
    rf"(?P<word>{_any(OFFSETS)})\b(?!')(?:\s(?:morgen|früh|abend|mittag|nachmittag|nacht)\b)?"
)

BEFORE_IT = re.compile(r"([^\W\d_]+)(?:\s|\s?\()(?:the |den |dem )?$")
NO_YEAR = re.compile(
    r"(?:[#$€£.,:/+@=_-]|\b(?:room|no|nr|page|port|route|zimmer|seite|model|error)\W{1,2})$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"\b(?:between|from|zwischen|von|vom|entre|du|de|del|dal|tra|van|tussen)\s+(?:the |dem )?$",
    re.IGNORECASE,
)
JOINT = re.compile(
    r"\s*(?:(?P<sure>to|until|till|through|bis(?: zum)?|hasta|fino a|tot|[-–—])"
    r"|and|und|y|e|en|et|a|à|au|al)\s*(?:the |den |dem )?",
    re.IGNORECASE,
)
IN_PLACE = {
    "in", "im", "since", "seit", "during", "während", "by", "until", "till", "bis", "from", "von",
    "ab", "before", "after", "vor", "nach", "between", "zwischen", "and", "und", "every", "en",
    "au", "em", "nel", "desde", "depuis", "sinds", "around", "of", "to", "early", "late", "mid",
}  # fmt: skip
IN_DAY_PLACE = {"am", "vom", "zum", "bis", "ab", "den", "dem", "seit"}
EVERY = {"every", "each", "jeden", "jede", "chaque", "cada", "ogni", "elke", "guten", "good"}
LIKE_WORDS = {"out", "set", "mag", "ago", "gen", "mar", "lug", "giu"}  # with a year only
NUMERIC_DATE = re.compile(r"(?<![\d./-])(\d\d?)([./-])(\d\d?)\2(?:\d{4}|\d\d)(?![\d/-])")

# What a time begins with, beside names and numbers.
PT_WEEKDAYS = {"segunda", "terça", "quarta", "quinta", "sexta"}
SOME = {"couple", "few", "paar", "quelques", "unos", "alcuni", "alcune"}
AGO_BEGINS = {"vor", "il", "hace", "há"}
AHEAD_BEGINS = {"in", "dans", "tra", "fra", "over"}
STEMS = ("letzte", "vergangene", "vorige", "diese", "nächste", "naechste", "kommende")
TURNS = {
    "last", "past", "previous", "this", "current", "next", "coming", "vorig", "afgelopen",
    "volgend", "volgende", "deze", "dit", "cette", "ce", "cet", "esta", "este", "questa", "questo",
    "próximo", "próxima", *(stem + end for stem in STEMS for end in ("", *"nrsm")),
}  # fmt: skip
SHARES = {
    "early", "beginning", "start", "anfang", "début", "mid", "middle", "mitte", "late", "end",
    "ende", "fin",
}  # fmt: skip
OFFSET_BEGINS = {word.replace("’", "'").partition("'")[0].partition("-")[0] for word in OFFSETS}
