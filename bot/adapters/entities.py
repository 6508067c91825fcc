"""Rasa component: which places and days in the message count, now that we know its language."""

from datetime import datetime
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import lexicon
from bot.adapters.gazetteer import HINTS, HITS
from bot.dates import dates
from bot.gazetteer import Hit, Lexicon
from bot.mentions import PlaceCues, chosen_place, hints, without_traps
from bot.opening_hours import ZONE
from bot.text import fold

NOW = "now"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class PlaceAndDayChooser(GraphComponent):
    """Sets the entities ``place`` and ``day``; comes after the language component."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, names: Lexicon) -> None:
        """Takes the words around places, and the traps of each language."""
        self._model_storage = model_storage
        self._resource = resource
        self._names = names
        self._cues = PlaceCues.of(names.cues)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PlaceAndDayChooser":
        """With the words from ``data/nlu/lookup``."""
        return cls(model_storage, resource, lexicon.build())

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "PlaceAndDayChooser":
        """With the words that the model was trained with."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, lexicon.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the words in the model, so that it stands alone."""
        with self._model_storage.write_to(self._resource) as folder:
            lexicon.save(self._names, Path(folder))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the entities; without the traps also the classifier's hints."""
        today = datetime.now(ZONE).date()
        for message in messages:
            text = message.get(TEXT) or ""
            traps = self._names.traps.get(message.get("written") or "", ())
            hits = without_traps(message.get(HITS) or (), traps)
            place = chosen_place(hits, text, self._cues)
            found = [_entity("place", place)] if place else []
            iso = [{"entity": "day", "value": d, "start": 0, "end": 0} for d in dates(text, today)]
            days = [
                _entity("day", h) | {NOW: fold(h.text) in self._names.now}
                for h in hits
                if h.kind == "day" and h.value != "none"
            ]
            days.sort(key=lambda day: bool(day[NOW]))
            found += (iso or days)[:1]
            message.set(HITS, hits)
            message.set(HINTS, hints(hits))
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages


def _entity(name: str, hit: Hit) -> Dict[str, Any]:
    return {
        "entity": name,
        "value": hit.value,
        "start": hit.start,
        "end": hit.end,
        "extractor": PlaceAndDayChooser.__name__,
    }
