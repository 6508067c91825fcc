"""From probabilities to a decision: which intent, which service, or honestly none."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer_service import MODULES
from bot.classifier import NO_SERVICE, Prediction

FALLBACK = "nlu_fallback"
EMERGENCY, OUT_OF_SCOPE, DELETE = "emergency", "out_of_scope", "delete_my_data"
SERVICE_INTENTS = frozenset(f"ask_{module}" for module in MODULES)
_FOLLOW_UPS = frozenset({"inform", "deny"})


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from 0 to 1; chosen on the training messages by cross-validation.

    ``open_service`` weighs "no service": who asks for fees or papers nearly always means one.
    ``trace``: how faint a service may be to be offered for a bare "and for my wife?".
    ``emergency``: better once too often than once too late. ``strange``: out of scope counts from
    this share of the likeliest question's probability, unless a service of ours is clearly meant.
    ``destructive``: what cannot be taken back is done only when it was clearly said.
    """

    intent: float = 0.2
    service: float = 0.2
    named_service: float = 0.05
    other_service: float = 0.2
    open_service: float = 0.1
    trace: float = 0.01
    emergency: float = 0.2
    strange: float = 0.5
    destructive: float = 0.6
    out_of_scope: float = 0.8
    clear_service: float = 0.7


@dataclass(frozen=True)
class Decision:
    """The ranking of intents (the fallback first where we abstain) and the service, if any."""

    intents: tuple[tuple[str, float], ...]
    service: str | None = None
    service_confidence: float = 0.0
    other_service: str | None = None


def decide(
    prediction: Prediction,
    named: Sequence[str],
    thresholds: Thresholds,
) -> Decision:
    """``named``: services whose name the gazetteer found in the message."""
    if not prediction.intents:
        return Decision(((FALLBACK, 1.0),))
    intents = _emergency_first(prediction.intents, thresholds)
    intents = _strange_first(intents, thresholds)
    if intents[0][1] < _needed(intents[0][0], thresholds):
        intents = ((FALLBACK, 1.0 - intents[0][1]), *intents)
    service, confidence = _service(prediction, named, thresholds)
    intents = _in_scope_after_all(intents, service, confidence, thresholds)
    is_bare = service is None and prediction.intents[0][0] in _FOLLOW_UPS
    if service is None and not is_bare:
        return Decision(intents)
    least = thresholds.trace if is_bare else thresholds.other_service
    others = [
        name
        for name, probability in prediction.services[:3]
        if name not in (NO_SERVICE, service) and probability >= least
    ]
    return Decision(intents, service, confidence, others[0] if others else None)


def _in_scope_after_all(
    intents: tuple[tuple[str, float], ...],
    service: str | None,
    confidence: float,
    thresholds: Thresholds,
) -> tuple[tuple[str, float], ...]:
    """A message that is clearly about a service of ours is hardly out of scope."""
    is_doubtful = intents[0][0] == OUT_OF_SCOPE and intents[0][1] < thresholds.out_of_scope
    if not is_doubtful or service is None or confidence < thresholds.clear_service:
        return intents
    best = next((entry for entry in intents if entry[0] in SERVICE_INTENTS), None)
    if best is None:
        return intents
    return (best, *(entry for entry in intents if entry is not best))


def _emergency_first(
    intents: tuple[tuple[str, float], ...], thresholds: Thresholds
) -> tuple[tuple[str, float], ...]:
    for entry in intents[:3]:
        if entry[0] == EMERGENCY and entry[1] >= thresholds.emergency:
            return (entry, *(other for other in intents if other is not entry))
    return intents


def _needed(intent: str, thresholds: Thresholds) -> float:
    """How sure an intent must be, else the assistant asks."""
    if intent == EMERGENCY:
        return 0.0
    return thresholds.destructive if intent == DELETE else thresholds.intent


def _strange_first(
    intents: tuple[tuple[str, float], ...], thresholds: Thresholds
) -> tuple[tuple[str, float], ...]:
    """Out of scope before what is hardly likelier: a wrong answer is worse than a modest one."""
    first, least = intents[0][0], intents[0][1] * thresholds.strange
    found = next((e for e in intents[:3] if e[0] == OUT_OF_SCOPE and e[1] >= least), None)
    if found is None or not first.startswith("ask_"):
        return intents
    return (found, *(entry for entry in intents if entry is not found))


def _service(
    prediction: Prediction, named: Sequence[str], thresholds: Thresholds
) -> tuple[str | None, float]:
    """The likeliest service, or none where "no service" is likelier still."""
    known = dict(prediction.services)
    if prediction.intents[0][0] in SERVICE_INTENTS:
        known[NO_SERVICE] = known.get(NO_SERVICE, 0.0) * thresholds.open_service
    total = sum(known.values()) or 1.0
    known = {name: share / total for name, share in known.items()}
    best = max(known, key=lambda name: known[name])
    if best != NO_SERVICE and (known[best] >= thresholds.service or best in named):
        return best, known[best]
    likely = [s for s in dict.fromkeys(named) if known.get(s, 0.0) >= thresholds.named_service]
    if likely:
        found = max(likely, key=lambda s: known[s])
        return found, known[found]
    return None, 0.0
