"""The language of a message, on a model from a part of our own messages."""

from pathlib import Path

import pytest

from bot.detection import NOTHING, UNKNOWN, LanguageModel
from bot.languages import served


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Was kostet die Blaue Karte?", "de"),
        ("How much is the blue card?", "en"),
        ("Скільки коштує блакитна карта?", "uk"),
        ("كم تكلفة البطاقة الزرقاء؟", "ar"),
        ("skilky koshtuye posvidka", "uk"),
        ("kam bedi edfa3 3al i2ame", "ar"),
        # German office words inside another language do not count
        ("Які документи на Aufenthaltserlaubnis?", "uk"),
        ("Niederlassungserlaubnis كم سعرها", "ar"),
        ("what papers for the Niederlassungserlaubnis", "en"),
    ],
)
def test_our_languages(language_model: LanguageModel, text: str, tag: str) -> None:
    assert language_model.detect(text).tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Combien coûte le titre de séjour pour ma femme ?", "fr"),
        ("¿Cuánto cuesta la tarjeta azul?", "es"),
        ("Oturma izni ne kadar sürer acaba?", "tr"),
        ("Ile kosztuje karta pobytu w Niemczech?", "pl"),
        ("چقدر طول می‌کشد تا اقامت من تمدید شود", "fa"),
        ("Я хочу продлить вид на жительство, какие документы нужны?", "ru"),
        ("Sa kushton leja e qëndrimit për gruan time?", "sq"),
        ("Ez dixwazim îqameya xwe dirêj bikim", "kmr"),
        # without their letters, romanised, mixed with German
        ("oturma iznimi uzatmak istiyorum", "tr"),
        ("mikham eghamatamo tamdid konam", "fa"),
        ("skolko stoit pasport dlya bezhentsa", "ru"),
        ("jsuis en duldung j ai besoin d un rdv", "fr"),
        ("necesito cita en la ausländerbehörde", "es"),
        ("potrzebuje termin w ausländerbehörde", "pl"),
        ("a mundem me punu me duldung", "sq"),
        ("ji bo duldung kîjan belge lazim in", "kmr"),
        ("برای aufenthaltserlaubnis چه مدارکی لازمه", "fa"),
    ],
)
def test_all_twelve(language_model: LanguageModel, text: str, tag: str) -> None:
    found = language_model.detect(text)
    assert found.tag == tag
    assert found.confidence > 0.6


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Quanto custa a autorização de residência para a minha mulher?", "pt"),
        ("Vorrei rinnovare il permesso di soggiorno, quali documenti servono?", "it"),
        ("Cât costă permisul de ședere pentru soția mea?", "ro"),
        ("你好，我想延长居留许可", "zh"),
        ("ሰላም የመኖሪያ ፈቃድ", UNKNOWN),
    ],
)
def test_other_languages_are_not_mistaken_for_ours(
    language_model: LanguageModel, text: str, tag: str
) -> None:
    found = language_model.detect(text)
    assert found.tag not in served()
    assert found.tag == tag or tag == UNKNOWN


@pytest.mark.parametrize(
    "text", ["", "38364", "ok", "👍", "§ 18g", "Termin", "/start", "?!", "hallo"]
)
def test_no_evidence(language_model: LanguageModel, text: str) -> None:
    assert language_model.detect(text) == NOTHING


def test_places_and_terms_can_be_left_out(language_model: LanguageModel) -> None:
    assert language_model.detect("Wolfenbüttel", ignore=["Wolfenbüttel"]) == NOTHING


def test_links_and_addresses_do_not_count(language_model: LanguageModel) -> None:
    text = "abh@braunschweig.de https://www.braunschweig.de/leben"
    assert language_model.detect(text) == NOTHING


def test_the_same_text_gets_the_same_answer(language_model: LanguageModel) -> None:
    text = "Quanto custa a renovação?"
    assert len({language_model.detect(text) for _ in range(3)}) == 1


def test_a_stored_model_decides_alike(language_model: LanguageModel, tmp_path: Path) -> None:
    language_model.save(tmp_path)
    stored = LanguageModel.load(tmp_path)
    for text in (
        "Was kostet das?",
        "How much is it?",
        "скільки це",
        "كم السعر",
        "Bonjour à tous ici",
    ):
        before, after = language_model.detect(text), stored.detect(text)
        assert before.tag == after.tag
        assert before.confidence == pytest.approx(after.confidence, abs=0.01)
