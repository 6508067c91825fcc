"""Intent and service of a message, on a small sample of our own messages."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from bot.classifier import NO_SERVICE, Example, Head, IntentServiceModel
from bot.classifier_training import fit_head, train
from bot.features import Settings
from bot.training_data import messages

INTENTS = ("ask_fee", "ask_documents", "ask_office_hours", "greet")
TEXTS = ("Was kostet die Blaue Karte EU?", "Welche Unterlagen brauche ich?", "hello", "xyz", "")


@pytest.fixture(scope="module")
def model() -> IntentServiceModel:
    found = [m for m in messages() if m.language in ("de", "en") and m.intent in INTENTS]
    examples = [Example(m.text, m.intent, m.service) for m in found]
    names = [Example("blue card", None, "eu_blue_card", ("service=eu_blue_card",))]
    return train([*examples, *names], Settings(char_ngrams=(1, 4)))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Was kostet das für mich?", "ask_fee"),
        ("which documents do I have to bring", "ask_documents"),
        ("wann haben Sie geöffnet", "ask_office_hours"),
        ("Guten Morgen", "greet"),
    ],
)
def test_intents_are_learnt(model: IntentServiceModel, text: str, intent: str) -> None:
    assert model.predict(text).intents[0][0] == intent


def test_services_are_learnt(model: IntentServiceModel) -> None:
    assert model.predict("Kosten Blaue Karte EU").services[0][0] == "eu_blue_card"
    assert model.predict("hallo").services[0][0] == NO_SERVICE


def test_hints_count(model: IntentServiceModel) -> None:
    without = dict(model.predict("was kostet sie").services)["eu_blue_card"]
    hinted = dict(model.predict("was kostet sie", ("service=eu_blue_card",)).services)
    assert hinted["eu_blue_card"] > without


@pytest.mark.parametrize("text", TEXTS)
def test_probabilities_sum_to_one_and_are_ranked(model: IntentServiceModel, text: str) -> None:
    found = model.predict(text)
    for ranking in (found.intents, found.services):
        probabilities = [p for _, p in ranking]
        assert sum(probabilities) == pytest.approx(1.0, abs=1e-5)
        assert probabilities == sorted(probabilities, reverse=True)
    assert {name for name, _ in found.intents} == set(INTENTS)


def test_a_bare_name_is_no_intent(model: IntentServiceModel) -> None:
    assert "" not in model.heads["intent"].classes


def test_a_stored_model_predicts_alike(model: IntentServiceModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    stored = IntentServiceModel.load(tmp_path)
    for text in TEXTS:
        before, after = model.predict(text), stored.predict(text)
        assert before.intents[0][0] == after.intents[0][0]
        assert before.services[0][0] == after.services[0][0]
        assert dict(after.intents) == pytest.approx(dict(before.intents), abs=0.01)


def test_stored_twice_is_the_same(model: IntentServiceModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    once = IntentServiceModel.load(tmp_path)
    once.save(tmp_path)
    assert IntentServiceModel.load(tmp_path).predict("hello") == once.predict("hello")


def test_files_that_do_not_fit_are_refused(model: IntentServiceModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    path = tmp_path / "model.json"
    info = json.loads(path.read_text("utf-8"))
    info["heads"]["intent"]["classes"].append("ask_more")
    path.write_text(json.dumps(info), "utf-8")
    with pytest.raises(ValueError, match="intent has the shape"):
        IntentServiceModel.load(tmp_path)


def test_a_model_with_pickled_objects_is_refused(model: IntentServiceModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / "model.npz") as arrays:
        spoiled = dict(arrays)
    spoiled["columns0"] = np.array([{}], dtype=object)
    np.savez(tmp_path / "model.npz", **spoiled)
    with pytest.raises(ValueError, match="pickle"):
        IntentServiceModel.load(tmp_path)


def test_two_classes_are_enough() -> None:
    examples = [Example("ja", "affirm", None), Example("nein", "deny", None)] * 3
    examples += [Example("visum", None, "visa")]
    found = train(examples, Settings(rarest=1)).predict("ja")
    assert found.intents[0][0] == "affirm"
    assert sum(p for _, p in found.intents) == pytest.approx(1.0, abs=1e-5)


def test_a_low_temperature_is_more_certain() -> None:
    weights, bias = np.eye(2, dtype=np.float32), np.zeros(2)
    features = np.array([[1.0, 0.0]], dtype=np.float32)
    cold, warm = (Head(("a", "b"), weights, bias, t).probabilities(features)[0] for t in (0.1, 2.0))
    assert cold[0] > warm[0] > 0.5


def test_a_head_fitted_in_parts_has_all_classes_in_their_place() -> None:
    wanted = np.repeat([f"class {i:02}" for i in range(12)], 10)
    features = np.eye(12, dtype=np.float32)[np.repeat(np.arange(12), 10)]
    head = fit_head(sparse.csr_matrix(features), wanted, 1.0)
    found = head.probabilities(sparse.csr_matrix(np.eye(12, dtype=np.float32)))
    assert [head.classes[i] for i in found.argmax(axis=1)] == sorted(set(wanted))
    assert head.weights.shape == (12, 12)


def test_training_is_repeatable() -> None:
    examples = [Example(m.text, m.intent, m.service) for m in list(messages())[::400]]
    first, second = train(examples), train(examples)
    for name, head in first.heads.items():
        assert np.array_equal(head.weights, second.heads[name].weights)
        assert head.temperature == second.heads[name].temperature
