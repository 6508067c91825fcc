"""Rasa component: finds places, days, languages and names of services in the message."""

from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import lexicon, offices
from bot.gazetteer import Gazetteer, Hit, Lexicon
from bot.mentions import hints, neutral
from bot.sources import everything

HITS, HINTS = "hits", "hints"


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=True,
)
class GazetteerExtractor(GraphComponent):
    """Sets ``hits`` for the entities, and ``hints`` for the classifier."""

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        names: Optional[Lexicon] = None,
    ) -> None:
        """Takes the names to look for; builds the matcher when it is first needed."""
        self._model_storage = model_storage
        self._resource = resource
        self._names = names or lexicon.build()
        self._gazetteer: Optional[Gazetteer] = None

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
    ) -> "GazetteerExtractor":
        """With the names from ``data/nlu/lookup``."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "GazetteerExtractor":
        """With the names that the model was trained with."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, lexicon.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the names in the model, so that it stands alone."""
        with self._model_storage.write_to(self._resource) as folder:
            lexicon.save(self._names, Path(folder))
        return self._resource

    @property
    def gazetteer(self) -> Gazetteer:
        """The matcher over our places and the model's names."""
        if self._gazetteer is None:
            knowledge, _ = everything()
            places = offices.build(knowledge, offices.read_names())
            self._gazetteer = Gazetteer(places, self._names)
        return self._gazetteer

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Hints for the classifier's training."""
        for message in training_data.training_examples:
            if message.get(TEXT):
                self._find(message, expects_place=False)
        return training_data

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Sets what was found."""
        memory = tracker.current_slot_values() if tracker else {}
        expects_place = str(memory.get("pending") or "").startswith("place")
        for message in messages:
            hits = self._find(message, expects_place)
            for kind in ("elsewhere", "language", "place_kind"):
                value = next((h.value for h in hits if h.kind == kind), None)
                message.set(f"said_{kind}", value, add_to_output=True)
        return messages

    def _find(self, message: Message, expects_place: bool) -> Tuple[Hit, ...]:
        text = message.get(TEXT) or ""
        hits = self.gazetteer.find(text, expects_place)
        message.set(HITS, hits)
        message.set(HINTS, hints(hits))
        message.set("services_named", tuple(h.value for h in hits if h.kind == "service"))
        message.set("neutral", neutral(hits, self._names.german))
        return hits
