"""All languages state the same facts, in every answer that the assistant can give.

The German text is the source; a reader in another language must get the same numbers, dates,
amounts, links, addresses, laws and official terms, and a checklist of the same length.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from babel.dates import get_month_names

from bot import answer_office, answer_service, answer_talk, answer_topic
from bot.answer_service import MODULES
from bot.catalog import END_ISOLATE, ISOLATE
from bot.knowledge import PLACEHOLDER
from bot.languages import SOURCE, languages, locale, offered, served
from bot.offices import Candidate
from bot.opening_hours import ZONE
from bot.rendering import render
from bot.reply import Line, Reply
from bot.service_lines import Asked
from bot.sources import everything

KNOWLEDGE, CATALOG = everything()
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZONE)
# After every change of figures, so that the warnings are rendered too.
DAYS = (NOW.date(), date(2029, 1, 2))
TRANSLATIONS = tuple(tag for tag in offered() if tag != SOURCE)
# German in easy language is German: other checks than these two apply to it
FOREIGN = tuple(tag for tag in TRANSLATIONS if languages()[tag].base != SOURCE)
RIGHT_TO_LEFT = tuple(tag for tag in offered() if languages()[tag].direction == "rtl")
DECIMAL_COMMA = tuple(tag for tag in offered() if tag not in ("en", "ar", "fa"))
TERMS = sorted({e.term for e in CATALOG.entries.values() if e.term} | {*CATALOG.terms.values()})

URL = re.compile(r"https?://\S*[^\s.,;)]|\bwww\.\S*[^\s.,;)]")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"\+49[\d\s/()-]*\d")
LAW = re.compile(r"§+\s*\d+[a-z]*")
CLOCK = re.compile(r"\b\d\d:\d\d\b")
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d{3})*(?:[.,]\d+)?")
MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")
ISOLATED = re.compile(f"{ISOLATE}[^{ISOLATE}{END_ISOLATE}]*{END_ISOLATE}")
QUOTED = re.compile(r"«[^»]*»|‘[^’]*’|“[^”]*”|„[^“”]*[“”]|\([^()]*\)")
GERMAN = re.compile(
    r"\b(und|oder|nicht|ist|sind|wird|werden|eine|einen|einer|Ihre|Ihren|Ihnen|Sie|für|wenn|haben|"
    r"auch|bitte|Bitte|kein|keine|können|müssen|wir|Wir|der|das|dem|zum|zur|beim)\b"
)
# German words that other languages have as well.
SHARED = {
    "kmr": {"dem", "wir", "der", "das", "ist", "kein"},
    "sq": {"der", "das"},
    "tr": {"das"},
    "pl": {"das"},
}


@dataclass(frozen=True)
class Facts:
    """What can be counted in a text, whatever its language."""

    links: Counter[str]
    mails: Counter[str]
    phones: Counter[str]
    laws: Counter[str]
    dates: Counter[str]
    clocks: Counter[str]
    numbers: Counter[str]
    checks: int
    items: int


@dataclass(frozen=True)
class Shown:
    """A reply with its rows in each language, one row a line of the reply."""

    reply: Reply
    rows: Mapping[str, list[str]]
    buttons: Mapping[str, list[str]]


@cache
def months(tag: str) -> dict[str, int]:
    """Names of months in the forms that a sentence uses; Ukrainian also "у вересні"."""
    found = {}
    for context in ("format", "stand-alone"):
        for number, name in get_month_names("wide", context, locale=locale(tag)).items():
            found[name.lower()] = number
    if tag == "pl":  # "we wrześniu"
        found |= {re.sub("a$", "u", n): number for n, number in found.items()}
        found |= {"lutym": 2, "listopadzie": 11}
    if tag == "sq":  # "janari", "janarit"
        found |= {f"{n}{end}": number for n, number in found.items() for end in ("i", "it")}
    if tag == "ru":  # "в сентябре"
        found |= {re.sub("[ьй]$", "", n) + "е": number for n, number in found.items()}
    if tag == "kmr":  # "29ê nîsana 2026an"
        found |= {f"{name}a": number for name, number in found.items()}
    if tag == "uk":
        genitive = get_month_names("wide", "format", locale=locale(tag)).items()
        found |= {
            re.sub("(ня|го|да)$", "", n) + end: i for i, n in genitive for end in ("ні", "му", "ді")
        }
    return found


@cache
def facts(text: str, tag: str) -> Facts:
    """Reads a row; what has been counted is taken out before the next kind."""
    counts: dict[str, Counter[str]] = {}
    for name, pattern in (("links", URL), ("mails", MAIL), ("phones", PHONE), ("laws", LAW)):
        counts[name] = Counter(re.sub(r"\s+", " ", found) for found in pattern.findall(text))
        text = pattern.sub(" ", text)
    counts["dates"], text = dates(text, tag)
    counts["clocks"] = Counter(CLOCK.findall(text))
    numbers = NUMBER.findall(CLOCK.sub(" ", text))
    counts["numbers"] = Counter(plain_number(found, tag) for found in numbers)
    return Facts(checks=text.count("☐ "), items=text.count("• "), **counts)


def dates(text: str, tag: str) -> tuple[Counter[str], str]:
    """ISO dates and months of the text, and the text without them."""
    found: Counter[str] = Counter()
    names = "|".join(map(re.escape, sorted(months(tag), key=len, reverse=True)))

    def take(match: re.Match[str]) -> str:
        parts = {"day": "0", **{k: v for k, v in match.groupdict().items() if v}}
        month = parts["month"]
        number = int(month) if month.isdigit() else months(tag)[month.lower()]
        found[f"{parts['year']}-{number:02}-{int(parts['day']):02}"] += 1
        return " "

    for pattern in (
        r"\b(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})\b",
        # "29. April 2026", Spanish "29 de abril de 2026", Kurmanji "29ê avrêla 2026an"
        rf"\b(?P<day>\d{{1,2}})(?:\.|ê)?(?: de)? (?P<month>{names})(?: de)? "
        r"(?P<year>\d{4})(?:an|ê)?\b",
        rf"\b(?P<month>{names}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})\b",
        rf"\b(?P<year>\d{{4}}) yılı (?P<month>{names})",  # Turkish
        # Arabic names both calendars: "يناير/كانون الثاني 2024"
        rf"\b(?P<month>{names})(?:/[^\d/]{{2,15}})?(?: \([^)]*\))?(?: de)? (?P<year>\d{{4}})\b",
    ):
        text = re.sub(pattern, take, text, flags=re.IGNORECASE)
    return found, text


def plain_number(text: str, tag: str) -> str:
    """The number with an ASCII point and without grouping."""
    text = re.sub("[\u00a0\u202f]", "", text)
    point, group = (",", ".") if tag in DECIMAL_COMMA else (".", ",")
    if re.fullmatch(rf"\d+\{group}\d{{3}}(?:\{point}\d+)?", text):
        text = text.replace(group, "")
    return text.replace(",", ".")


def comparable(row: str, line: Line) -> str:
    """The row without what only translations have (terms in brackets) and titles of sources."""
    row = MARKS.sub("", row)
    for term in sorted(TERMS, key=len, reverse=True):
        row = row.replace(f"({term})", "")
    for name in ("source", "law") if line.kind == "source" else ():
        row = row.replace(str(line.values.get(name) or "\0"), "")
    return row


def inserted_terms(ident: str, values: Mapping[str, Any]) -> Iterator[str]:
    """German official terms that a text must show: its own placeholders, names it refers to."""
    for name in PLACEHOLDER.findall(CATALOG.entries[ident].text):
        if name in CATALOG.terms and name not in values:
            yield CATALOG.terms[name]
        value = values.get(name)
        if isinstance(value, Mapping) and "ref" in value:
            entry = CATALOG.entries[value["ref"]]
            yield from [entry.term] if entry.term else []
            yield from inserted_terms(value["ref"], {})
        if isinstance(value, Mapping) and "text" in value:
            yield from inserted_terms(value["text"], value.get("values") or {})


def idents(ident: str, values: Mapping[str, Any]) -> Iterator[str]:
    """The text of a line and all texts inside it."""
    yield ident
    for value in values.values():
        for part in value if isinstance(value, list) else [value]:
            inner = isinstance(part, Mapping) and (part.get("text") or part.get("ref"))
            if inner:
                yield from idents(inner, part.get("values") or {})


def strings(value: Any) -> Iterator[str]:
    """Names, addresses and links that are put into a text as they are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part)


def service_replies(ident: str) -> Iterator[Reply]:
    service = KNOWLEDGE.services[ident]
    for office in (None, KNOWLEDGE.offices["region-hannover"]):
        for module in MODULES:
            for today in DAYS:
                yield answer_service.answer(
                    KNOWLEDGE, module, Asked(service, today, office, "visa")
                )


def office_replies(ident: str) -> Iterator[Reply]:
    office = KNOWLEDGE.offices[ident]
    other = KNOWLEDGE.services["naturalisation"]
    for build in (answer_office.responsible, answer_office.contact, answer_office.appointment):
        yield build(answer_office.Visit(office, NOW, "38364 (Schöningen)"))
        yield build(answer_office.Visit(office, NOW, service=other))
    for day in (None, "tomorrow", "thursday", "saturday", "2026-12-25"):
        yield answer_office.opening(answer_office.Visit(office, NOW, day=day))
    for hour in (6, 13):
        clock = NOW.replace(hour=hour)
        yield answer_office.opening(answer_office.Visit(office, clock))
    for intent in answer_topic.TOPICS:
        yield answer_topic.answer(KNOWLEDGE, intent, answer_topic.Case(DAYS[0], None, office))


def topic_replies(intent: str) -> Iterator[Reply]:
    for service in (None, *KNOWLEDGE.services.values()):
        for today in DAYS:
            yield answer_topic.answer(KNOWLEDGE, intent, answer_topic.Case(today, service))


def talk_replies(_: str) -> Iterator[Reply]:
    celle = [Candidate("Celle", "stadt-celle"), Candidate("Landkreis Celle", "landkreis-celle")]
    names = "greet goodbye thank bot_challenge give_feedback affirm deny ask_privacy help other"
    yield from (answer_talk.small_talk(name, KNOWLEDGE) for name in names.split())
    yield answer_talk.ask_service("ask_fee")
    yield answer_talk.ask_place()
    yield answer_talk.ask_office("Celle", celle)
    yield answer_talk.with_office_choice(answer_talk.ask_place(), "Celle", celle)
    yield answer_talk.place_unknown("99999")
    yield answer_talk.elsewhere("Hamburg", celle)
    yield answer_talk.not_understood((("ask_fee", 0.2), ("ask_appointment", 0.1)), "study")
    yield answer_talk.not_understood_again()
    yield from (answer_talk.language_set(tag, served()) for tag in (None, "uk", "pt"))


def plain_replies(_: str) -> Iterator[Reply]:
    """Every text that needs no value: all facts, and fixed replies such as the page's."""
    for ident, entry in CATALOG.entries.items():
        known = {*entry.values, *CATALOG.terms}
        if set(PLACEHOLDER.findall(entry.text)) <= known:
            yield Reply(ident, (Line(ident),))


REPLIES = {
    "service": service_replies,
    "office": office_replies,
    "topic": topic_replies,
    "talk": talk_replies,
    "plain": plain_replies,
}
CASES = [
    *(("service", ident) for ident in KNOWLEDGE.services),
    *(("office", ident) for ident in KNOWLEDGE.offices),
    *(("topic", intent) for intent in answer_topic.TOPICS),
    ("talk", "all"),
    ("plain", "all"),
]


def show(reply: Reply) -> Shown:
    found = {tag: render(reply, CATALOG, tag) for tag in offered()}
    rows = {tag: shown.text.split("\n") for tag, shown in found.items()}
    return Shown(reply, rows, {tag: [t for t, _ in shown.buttons] for tag, shown in found.items()})


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def shown(request: pytest.FixtureRequest) -> list[Shown]:
    """The replies of one case in all languages, each different one once."""
    kind, ident = request.param
    replies = {repr(reply): reply for reply in REPLIES[kind](ident)}
    return [show(reply) for reply in replies.values()]


def lines(shown: list[Shown]) -> Iterator[tuple[Line, dict[str, str]]]:
    """Each line with its row in every language; not those that keep a language of their own."""
    for item in shown:
        for i, line in enumerate(item.reply.lines):
            if line.language is None:
                yield line, {tag: rows[i] for tag, rows in item.rows.items()}


SAME = {
    "de": "• 1.234,50 € bis 09.12.2026, März 2023, 2,5 Tage, § 18g, 08:30, +49 531 470-1",
    "en": "• 1,234.50 € until December 9, 2026, March 2023, 2.5 days, § 18g, 08:30, +49 531 470-1",
    "uk": "• 1\u00a0234,50 €, 9 грудня 2026, березень 2023, 2,5 дня, § 18g, 08:30, +49 531 470-1",
    "ar": "• 1,234.50 € حتى 9 ديسمبر 2026، مارس/آذار 2023، 2.5 يوم، § 18g، 08:30، +49 531 470-1",
}


@pytest.mark.parametrize("tag", SAME)
def test_the_reader_of_facts_sees_what_differs(tag: str) -> None:
    assert facts(SAME[tag], tag) == facts(SAME["de"], "de")
    for old, new in (
        ("50", "60"),
        ("2026", "2027"),
        ("18g", "18b"),
        ("08:30", "09:30"),
        ("-1", "-2"),
    ):
        assert facts(SAME[tag].replace(old, new), tag) != facts(SAME["de"], "de"), new


def test_each_line_is_one_row_without_gaps_and_braces(shown: list[Shown]) -> None:
    for item in shown:
        for tag, rows in item.rows.items():
            assert len(rows) == len(item.reply.lines), (item.reply.id, tag)
            for text in (*rows, *item.buttons[tag]):
                assert MARKS.sub("", text).strip("•☐ "), (item.reply.id, tag)
                assert not re.search(r"[{}]|\s\s", text), (item.reply.id, tag, text)


def test_figures_links_and_checklists_agree(shown: list[Shown]) -> None:
    for line, rows in lines(shown):
        german = facts(comparable(rows[SOURCE], line), SOURCE)
        for tag in TRANSLATIONS:
            found = facts(comparable(rows[tag], line), tag)
            for name in (field.name for field in fields(Facts)):
                assert getattr(found, name) == getattr(german, name), (
                    line.id,
                    tag,
                    name,
                    rows[tag],
                )


def test_german_terms_stand_beside_the_translation(shown: list[Shown]) -> None:
    for line, rows in lines(shown):
        for term in inserted_terms(line.id, line.values):
            for tag in TRANSLATIONS:
                assert term in MARKS.sub("", rows[tag]), (line.id, tag)


def test_no_translation_names_other_terms_than_the_german_text(shown: list[Shown]) -> None:
    for line, rows in lines(shown):
        wanted = {*inserted_terms(line.id, line.values)}
        for tag in FOREIGN:
            text = MARKS.sub("", rows[tag])
            named = {term for term in TERMS if f"({term})" in text} - wanted
            added = {t for t in named if not all(w[:8] in rows[SOURCE] for w in t.split())}
            assert not added, (line.id, tag)


def test_sources_keep_their_title_and_law(shown: list[Shown]) -> None:
    for line, rows in lines(shown):
        for name in ("source", "law"):
            for tag in offered():
                assert str(line.values.get(name, "")) in MARKS.sub("", rows[tag]), (line.id, tag)


def test_no_german_sentence_is_left(shown: list[Shown]) -> None:
    for line, rows in lines(shown):
        for tag in FOREIGN:
            texts = set(idents(line.id, line.values))
            assert {CATALOG.language_of(ident, tag) for ident in texts} == {tag}, texts
            inserted = {v for ident in texts for v in strings(CATALOG.entries[ident].values)}
            text = MARKS.sub("", rows[tag])
            for part in sorted({*strings(line.values), *inserted, *TERMS}, key=len, reverse=True):
                text = text.replace(part, " ")
            german = set(GERMAN.findall(QUOTED.sub(" ", URL.sub(" ", text))))
            assert german <= SHARED.get(tag, set()), (line.id, tag, text)


@pytest.mark.parametrize("tag", RIGHT_TO_LEFT)
def test_latin_words_and_numbers_are_isolated(shown: list[Shown], tag: str) -> None:
    for item in shown:
        rows = [
            r for r, line in zip(item.rows[tag], item.reply.lines, strict=True) if not line.language
        ]
        for text in (*rows, *item.buttons[tag]):
            assert text.count(ISOLATE) == text.count(END_ISOLATE), (item.reply.id, text)
            assert not re.search("[A-Za-zÀ-ž0-9§]", ISOLATED.sub(" ", text)), (item.reply.id, text)
