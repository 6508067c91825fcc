"""From probabilities to an intent and a service, or to none."""

import pytest

from bot.classifier import NO_SERVICE, Prediction
from bot.decision import FALLBACK, Thresholds, decide

LIMITS = Thresholds(
    intent=0.3,
    service=0.4,
    named_service=0.1,
    other_service=0.2,
    open_service=0.25,
    strange=0.5,
    emergency=0.12,
)
SURE = (("ask_fee", 0.8), ("ask_forms", 0.1))


def test_a_clear_intent_stands_first() -> None:
    assert decide(Prediction(SURE, ((NO_SERVICE, 1.0),)), (), LIMITS).intents == SURE


def test_an_unclear_intent_is_a_fallback_that_keeps_the_ranking() -> None:
    found = decide(Prediction((("ask_fee", 0.2), ("greet", 0.1)), ((NO_SERVICE, 1.0),)), (), LIMITS)
    assert found.intents[0] == (FALLBACK, 0.8)
    assert [name for name, _ in found.intents[1:]] == ["ask_fee", "greet"]


def test_nothing_predicted_is_a_fallback() -> None:
    assert decide(Prediction((), ()), (), LIMITS).intents == ((FALLBACK, 1.0),)


def test_a_likely_service_is_taken() -> None:
    found = decide(Prediction(SURE, (("study", 0.7), (NO_SERVICE, 0.2))), (), LIMITS)
    assert found.service == "study"
    assert found.service_confidence == pytest.approx(0.7 / (0.7 + 0.2 * LIMITS.open_service))
    assert found.other_service is None


def test_an_unlikely_service_is_left_open() -> None:
    services = ((NO_SERVICE, 0.9), ("study", 0.1))
    found = decide(Prediction(SURE, services), (), LIMITS)
    assert found.service is None
    assert found.other_service is None


def test_an_unlikely_service_that_is_named_is_taken() -> None:
    services = (("study", 0.35), (NO_SERVICE, 0.3))
    assert decide(Prediction(SURE, services), ("study",), LIMITS).service == "study"


def test_a_named_service_wins_over_none() -> None:
    services = ((NO_SERVICE, 0.8), ("visa", 0.05), ("study", 0.12))
    assert decide(Prediction(SURE, services), ("visa", "study"), LIMITS).service == "study"
    assert (
        decide(Prediction(SURE, ((NO_SERVICE, 0.98), ("visa", 0.02))), ("visa",), LIMITS).service
        is None
    )


def test_a_second_service_is_offered() -> None:
    services = (("study", 0.5), ("visa", 0.3), (NO_SERVICE, 0.2))
    assert decide(Prediction(SURE, services), (), LIMITS).other_service == "visa"


def test_who_asks_for_fees_nearly_always_means_a_service() -> None:
    services = ((NO_SERVICE, 0.55), ("study", 0.45))
    limits = Thresholds(intent=0.3, service=0.4, open_service=0.25)
    assert decide(Prediction(SURE, services), (), limits).service == "study"
    talk = (("ask_office_hours", 0.9), ("ask_fee", 0.1))
    assert decide(Prediction(talk, services), (), limits).service is None


def test_a_bare_follow_up_offers_a_faint_trace_of_a_service() -> None:
    services = ((NO_SERVICE, 0.97), ("child_reunification", 0.03))
    found = decide(Prediction((("inform", 0.9),), services), (), LIMITS)
    assert (found.service, found.other_service) == (None, "child_reunification")
    found = decide(Prediction((("thank", 0.9),), services), (), LIMITS)
    assert found.other_service is None


def test_an_emergency_comes_first_even_when_another_intent_is_likelier() -> None:
    intents = (("out_of_scope", 0.5), ("emergency", 0.3), ("help", 0.1))
    assert (
        decide(Prediction(intents, ((NO_SERVICE, 1.0),)), (), LIMITS).intents[0][0] == "emergency"
    )


def test_out_of_scope_counts_before_what_is_hardly_likelier() -> None:
    ranking = (("ask_fee", 0.5), ("out_of_scope", 0.3))
    found = decide(Prediction(ranking, ((NO_SERVICE, 1.0),)), (), LIMITS)
    assert found.intents == (("out_of_scope", 0.3), ("ask_fee", 0.5))


@pytest.mark.parametrize(
    "ranking",
    [
        (("ask_fee", 0.5), ("out_of_scope", 0.2)),
        (("emergency", 0.5), ("out_of_scope", 0.4)),
        (("greet", 0.5), ("out_of_scope", 0.4)),
    ],
)
def test_out_of_scope_stays_behind_the_clear_and_the_urgent(
    ranking: tuple[tuple[str, float], ...],
) -> None:
    assert decide(Prediction(ranking, ((NO_SERVICE, 1.0),)), (), LIMITS).intents == ranking


def test_a_faint_emergency_is_no_fallback() -> None:
    ranking = (("ask_human", 0.2), ("emergency", 0.15))
    found = decide(Prediction(ranking, ((NO_SERVICE, 1.0),)), (), LIMITS)
    assert found.intents[0] == ("emergency", 0.15)


@pytest.mark.parametrize(("sure", "first"), [(0.5, FALLBACK), (0.7, "delete_my_data")])
def test_only_a_clear_wish_deletes(sure: float, first: str) -> None:
    ranking = (("delete_my_data", sure), ("help", 0.1))
    found = decide(Prediction(ranking, ((NO_SERVICE, 1.0),)), (), LIMITS)
    assert found.intents[0][0] == first
