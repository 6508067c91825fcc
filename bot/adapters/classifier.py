"""Rasa component: intent, service and abstention, from the linear model and the gazetteer."""

from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import lexicon
from bot.adapters.gazetteer import HINTS
from bot.classifier import Example, IntentServiceModel, Prediction, train
from bot.decision import Thresholds, decide

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
    ) -> None:
        """Takes the model, or None before training; refuses unknown settings."""
        known = set(self.get_default_config())
        unknown = {key for key in config if not key.startswith("__")} - known
        if unknown:
            raise ValueError(f"{type(self).__name__}: unknown settings {sorted(unknown)}")
        self._thresholds = Thresholds(**{key: config[key] for key in known if key in config})
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

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
            return cls(config, model_storage, resource, IntentServiceModel.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns intents from all messages, services also from their names."""
        examples = [_example(message) for message in training_data.intent_examples]
        names = lexicon.build().services
        examples += [Example(name, None, service) for name, service in names.items()]
        self._model = train(examples)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Decides intent and service of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._model is None or not any(c.isalnum() for c in text):
                prediction = Prediction((), ())
            else:
                prediction = self._model.predict(text, message.get(HINTS) or ())
            named = message.get("services_named") or ()
            decision = decide(prediction, named, self._thresholds)
            ranking = [{"name": n, "confidence": p} for n, p in decision.intents]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:10], add_to_output=True)
            message.set("other_service", decision.other_service, add_to_output=True)
            if decision.service:
                entity = {
                    "entity": "service",
                    "value": decision.service,
                    "start": 0,
                    "end": len(text),
                    "confidence_entity": decision.service_confidence,
                    "extractor": type(self).__name__,
                }
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages


def _example(message: Message) -> Example:
    metadata = message.get(_METADATA) or {}
    service = (metadata.get(_OF_INTENT) or {}).get("service")
    return Example(message.get(TEXT), message.get(INTENT), service, message.get(HINTS) or ())
