"""Rasa component: the language of the message and the language that answers."""

from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import choice, samples
from bot.adapters.importer import language_of
from bot.concepts import Concepts
from bot.detection import NOTHING, LanguageModel
from bot.detection_training import train
from bot.languages import offered


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class LanguageDetector(GraphComponent):
    """Sets ``language`` (the tag that answers) and ``foreign`` (a language that we lack)."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[LanguageModel] = None,
    ) -> None:
        """Takes the detection model, or None before training."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Nothing to set."""
        return {}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageDetector":
        """A detector that has yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageDetector":
        """The trained detector; without a model everything is answered in German."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, LanguageModel.load(Path(folder)))
        except (ValueError, FileNotFoundError):
            return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the messages and translations of each language, and from foreign samples."""
        found = [(language_of(m), str(m.get(TEXT))) for m in training_data.intent_examples]
        pairs = [(tag, text) for tag, text in found if tag]
        if len({tag for tag, _ in pairs}) > 1:
            known = {tag for tag, _ in pairs}
            texts = samples.translated(known) + samples.vocabulary(Concepts.build().tables)
            self._model = train(pairs, texts, samples.foreign())
            with self._model_storage.write_to(self._resource) as folder:
                self._model.save(Path(folder))
        return self._resource

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Decides the language of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            ignore = message.get("neutral") or ()
            found = self._model.detect(text, ignore) if self._model else NOTHING
            memory = tracker.current_slot_values() if tracker else {}
            metadata = message.get("metadata") or {}
            chosen = choice.choose(
                found,
                offered(),
                memory.get("language"),
                memory.get("requested_from"),
                metadata.get("language") if isinstance(metadata, dict) else None,
            )
            message.set("language", chosen.tag, add_to_output=True)
            message.set("foreign", chosen.foreign, add_to_output=True)
            message.set("written", found.tag, add_to_output=True)
        return messages
