"""Rasa importer: reads ``data/nlu`` with the C parser of YAML.

Rasa's own importer parses each file three times with ruamel, which takes minutes for tens of
thousands of messages. Stories, rules, domain and settings are still read by Rasa.
"""

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional, Union

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training_data import LabelledMessage, messages

_FOLDER = "nlu"


class TrainingMessage(Message):
    """A message whose copies are cheap.

    Rasa copies and fingerprints all messages some twenty times before it trains; for tens of
    thousands of them that takes minutes.
    """

    _cached_fingerprint: Optional[str]

    def __deepcopy__(self, _: Dict[int, Any]) -> "TrainingMessage":
        """Copy what components write to; texts and labels are never changed in place."""
        twin = TrainingMessage(self.data, set(self.output_properties), self.time)
        twin.features = list(self.features)
        twin._cached_fingerprint = self._cached_fingerprint
        return twin

    def fingerprint(self) -> str:
        """A hash of all that the message holds; Rasa's own walks through it in depth."""
        if self._cached_fingerprint is None:
            seen = repr((self.data, self.features)).encode()
            self._cached_fingerprint = hashlib.md5(seen, usedforsecurity=False).hexdigest()
        return str(self._cached_fingerprint)

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Keep the fingerprint where nothing changes (Rasa strips each intent of spaces anew)."""
        if add_to_output or self.data.get(prop) != info:
            super().set(prop, info, add_to_output)


class MessageImporter(RasaFileImporter):
    """As Rasa's, but the messages of ``<path>/nlu/<lang>/<intent>.yml`` are read by us."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
    ):
        """Takes what Rasa's importer takes; other files than ours go to Rasa's reader."""
        given = training_data_paths or []
        paths = [Path(p) for p in ([given] if isinstance(given, str) else given)]
        self._folders = [p / _FOLDER for p in paths if (p / _FOLDER).is_dir()]
        others = [str(other) for p in paths for other in _others(p)]
        super().__init__(config_file, domain_path, others)

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """All messages, those read by us first."""
        found = [_message(m) for folder in self._folders for m in messages(folder)]
        return TrainingData(found).merge(super().get_nlu_data(language))


def language_of(message: Message) -> Optional[str]:
    """The language whose folder a training message stands in; None if Rasa's reader read it."""
    metadata = (message.get("metadata") or {}).get(INTENT) or {}
    return metadata.get("language")


def _others(path: Path) -> List[Path]:
    """What of a path is left to Rasa: everything but our folder of messages."""
    if not (path / _FOLDER).is_dir():
        return [path]
    return sorted(entry for entry in path.iterdir() if entry.name != _FOLDER)


def _message(message: LabelledMessage) -> Message:
    metadata = {"service": message.service, "language": message.language}
    data = {TEXT: message.text, INTENT: message.intent, "metadata": {INTENT: metadata}}
    return TrainingMessage(data)
