"""Rasa component: intent, service and abstention, from the linear model and the gazetteer."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import lexicon, preparation
from bot.adapters.entities import NOW
from bot.adapters.gazetteer import HINTS, HITS
from bot.adapters.importer import language_of
from bot.classifier import IntentServiceModel, Prediction
from bot.classifier_training import train
from bot.concepts import Concepts
from bot.decision import Thresholds, decide
from bot.mentions import masked
from bot.preparation import Prepared

# "is it open now?" asks for today; "I am in Celle now" does not
_ABOUT_TIME = frozenset({"ask_office_hours", "ask_office_contact", "ask_appointment", "inform"})
_METADATA, _OF_INTENT = "metadata", "intent"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentServiceClassifier(GraphComponent):
    """Sets the intent with its ranking, and the entity ``service``."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[IntentServiceModel] = None,
        concepts: Optional[Concepts] = None,
    ) -> None:
        """Takes model and concepts, or None before training; refuses unknown settings."""
        known = set(self.get_default_config())
        unknown = {key for key in config if not key.startswith("__")} - known
        if unknown:
            raise ValueError(f"{type(self).__name__}: unknown settings {sorted(unknown)}")
        self._thresholds = Thresholds(**{key: config[key] for key in known if key in config})
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._concepts = concepts or Concepts.build()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Confidence below which the assistant abstains, or leaves the service open."""
        return dict(Thresholds().__dict__)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentServiceClassifier":
        """A classifier that has yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentServiceClassifier":
        """The trained classifier."""
        with model_storage.read_from(resource) as folder:
            model, concepts = IntentServiceModel.load(Path(folder)), Concepts.load(Path(folder))
            return cls(config, model_storage, resource, model, concepts)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns intents from all messages, services also from their names."""
        traps = lexicon.build().traps
        known = [_prepared(message, traps) for message in training_data.intent_examples]
        examples = preparation.examples(known, self._concepts)
        examples += lexicon.service_examples(self._concepts)
        self._model = train(examples)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
            self._concepts.save(Path(folder))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Decides intent and service of each message."""
        for message in messages:
            named = message.get("services_named") or ()
            decision = decide(self._predict(message), named, self._thresholds)
            ranking = [{"name": n, "confidence": p} for n, p in decision.intents]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:10], add_to_output=True)
            message.set("other_service", decision.other_service, add_to_output=True)
            if ranking[0]["name"] not in _ABOUT_TIME:
                kept = [e for e in message.get(ENTITIES, []) if not e.get(NOW)]
                message.set(ENTITIES, kept, add_to_output=True)
            if decision.service:
                entity = {
                    "entity": "service",
                    "value": decision.service,
                    "start": 0,
                    "end": len(message.get(TEXT) or ""),
                    "confidence_entity": decision.service_confidence,
                    "extractor": type(self).__name__,
                }
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages

    def _predict(self, message: Message) -> Prediction:
        text = message.get(TEXT) or ""
        if self._model is None or not any(c.isalnum() for c in text):
            return Prediction((), ())
        text = masked(text, message.get(HITS) or ())
        concepts = self._concepts.find(text, message.get("written") or message.get("language"))
        return self._model.predict(text, message.get(HINTS) or (), concepts)


def _prepared(message: Message, traps: Mapping[str, Collection[str]]) -> Prepared:
    metadata = (message.get(_METADATA) or {}).get(_OF_INTENT) or {}
    language, hits = language_of(message), message.get(HITS) or ()
    labels = (str(message.get(INTENT)), metadata.get("service"))
    return Prepared.of(
        language, str(message.get(TEXT)), labels, hits, traps.get(language or "", ())
    )
