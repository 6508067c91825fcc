"""Small stand-ins for the parts of Rasa 3.6.21 whose packages are not installed.

Rasa imports every classifier, every chat channel and every database driver it knows as soon as it
starts, used or not. Each line of `STAND_INS` names one such module, the package it needs, and the
classes that other Rasa files import from it. Where the package is missing, an empty module with
empty classes takes the place of the real one; where it is installed, nothing is replaced.

Importing this file imports neither Rasa nor TensorFlow.
"""

import importlib
import importlib.util
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NoReturn


@dataclass(frozen=True)
class StandIn:
    """A module that cannot be imported without the package `needs`."""

    module: str
    needs: str
    classes: tuple[str, ...]


def _tensorflow(module: str, *classes: str) -> StandIn:
    return StandIn(f"rasa.{module}", "tensorflow", classes)


def _channel(module: str, needs: str, *classes: str) -> StandIn:
    return StandIn(f"rasa.core.channels.{module}", needs, classes)


TENSORFLOW_COMPONENTS = (
    _tensorflow("nlu.classifiers.diet_classifier", "DIETClassifier"),
    _tensorflow("nlu.selectors.response_selector", "ResponseSelector"),
    _tensorflow("core.policies.ted_policy", "TEDPolicy"),
    _tensorflow("core.policies.unexpected_intent_policy", "UnexpecTEDIntentPolicy"),
    _tensorflow("nlu.featurizers.dense_featurizer.convert_featurizer", "ConveRTFeaturizer"),
    _tensorflow("nlu.featurizers.dense_featurizer.lm_featurizer", "LanguageModelFeaturizer"),
)

STAND_INS = (
    *TENSORFLOW_COMPONENTS,
    _tensorflow("utils.tensorflow.callback", "RasaTrainingLogger", "RasaModelCheckpoint"),
    _tensorflow("utils.tensorflow.data_generator", "RasaBatchDataGenerator"),
    # Chat services that this assistant does not offer (its Telegram channel is its own).
    _channel("facebook", "fbmessenger", "FacebookInput"),
    _channel("hangouts", "cachecontrol", "HangoutsInput"),
    _channel("mattermost", "mattermostwrapper", "MattermostInput"),
    _channel("rocketchat", "rocketchat_API", "RocketChatInput"),
    _channel("slack", "slack_sdk", "SlackInput"),
    _channel("telegram", "aiogram", "TelegramInput"),
    _channel("twilio", "twilio", "TwilioInput"),
    _channel("twilio_voice", "twilio", "TwilioVoiceInput"),
    _channel("webexteams", "webexteamssdk", "WebexTeamsInput"),
    # A database that it does not use; rasa.core.tracker_store imports these two whatever is set.
    StandIn("boto3.dynamodb.conditions", "boto3", ("Key",)),
    StandIn("botocore.exceptions", "botocore", ("BotoCoreError",)),
)


def is_installed(package: str) -> bool:
    """Whether a top-level package could be imported; does not import it."""
    return importlib.util.find_spec(package) is not None


def install_stand_ins() -> None:
    """Put a stand-in into `sys.modules` for each module whose package is missing."""
    for stand_in in STAND_INS:
        if stand_in.module not in sys.modules and not is_installed(stand_in.needs):
            sys.modules[stand_in.module] = _empty_module(stand_in)


def install_component_list() -> None:
    """Replace Rasa's list of components, which imports all of them, by a lazy one."""
    name = "rasa.engine.recipes.default_components"
    sys.modules.setdefault(name, _LazyComponentList(name))
    name = COMPONENTS["LogisticRegressionClassifier"]
    sys.modules.setdefault(name, _RepairedWhenUsed(name))


def _empty_module(stand_in: StandIn) -> ModuleType:
    module = ModuleType(stand_in.module, f"Stand-in: the package {stand_in.needs} is missing.")
    for name in stand_in.classes:
        values = {"__module__": stand_in.module, "needs": stand_in.needs}
        # Rasa writes `except BotoCoreError`, which needs a real exception class.
        bases = (MissingClass, Exception) if name.endswith("Error") else (MissingClass,)
        setattr(module, name, type(name, bases, values))
    return module


class MissingClass:
    """What a class of a missing package looks like: it has a name and refuses to be used."""

    needs = ""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        """Refuse."""
        _refuse(type(self).__name__, self.needs)

    @classmethod
    def name(cls) -> str:
        """Name of a chat channel in credentials.yml, which is that of its module."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def from_credentials(cls, _credentials: object) -> NoReturn:
        """Refuse; Rasa calls it when credentials.yml asks for this channel."""
        _refuse(cls.name(), cls.needs)


def _refuse(what: str, package: str) -> NoReturn:
    from rasa.shared.exceptions import InvalidConfigException

    raise InvalidConfigException(
        f"'{what}' needs the Python package '{package}', which is not installed here. "
        f"Installiert ist nur, was dieser Assistent braucht (siehe bot/standins.py)."
    )


# Where Rasa's components live, so that one named in config.yml is imported and no other.
_COMPONENT_MODULES = {
    "nlu.classifiers.fallback_classifier": ("FallbackClassifier",),
    "nlu.classifiers.keyword_intent_classifier": ("KeywordIntentClassifier",),
    "nlu.classifiers.logistic_regression_classifier": ("LogisticRegressionClassifier",),
    "nlu.classifiers.mitie_intent_classifier": ("MitieIntentClassifier",),
    "nlu.classifiers.sklearn_intent_classifier": ("SklearnIntentClassifier",),
    "nlu.extractors.crf_entity_extractor": ("CRFEntityExtractor",),
    "nlu.extractors.duckling_entity_extractor": ("DucklingEntityExtractor",),
    "nlu.extractors.entity_synonyms": ("EntitySynonymMapper",),
    "nlu.extractors.mitie_entity_extractor": ("MitieEntityExtractor",),
    "nlu.extractors.regex_entity_extractor": ("RegexEntityExtractor",),
    "nlu.extractors.spacy_entity_extractor": ("SpacyEntityExtractor",),
    "nlu.featurizers.dense_featurizer.mitie_featurizer": ("MitieFeaturizer",),
    "nlu.featurizers.dense_featurizer.spacy_featurizer": ("SpacyFeaturizer",),
    "nlu.featurizers.sparse_featurizer.count_vectors_featurizer": ("CountVectorsFeaturizer",),
    "nlu.featurizers.sparse_featurizer.lexical_syntactic_featurizer": (
        "LexicalSyntacticFeaturizer",
    ),
    "nlu.featurizers.sparse_featurizer.regex_featurizer": ("RegexFeaturizer",),
    "nlu.tokenizers.jieba_tokenizer": ("JiebaTokenizer",),
    "nlu.tokenizers.mitie_tokenizer": ("MitieTokenizer",),
    "nlu.tokenizers.spacy_tokenizer": ("SpacyTokenizer",),
    "nlu.tokenizers.whitespace_tokenizer": ("WhitespaceTokenizer",),
    "nlu.utils.mitie_utils": ("MitieNLP",),
    "nlu.utils.spacy_utils": ("SpacyNLP",),
    "core.policies.memoization": ("MemoizationPolicy", "AugmentedMemoizationPolicy"),
    "core.policies.rule_policy": ("RulePolicy",),
}
COMPONENTS = {
    name: f"rasa.{module}" for module, names in _COMPONENT_MODULES.items() for name in names
}


class LazyRegistry(dict[str, Any]):
    """Rasa's table of components; imports one of Rasa's own when it is first asked for."""

    def __contains__(self, name: object) -> bool:
        """Whether `name` can be used in config.yml; clear error if it needs TensorFlow."""
        if super().__contains__(name):
            return True
        _refuse_tensorflow(name)
        module = COMPONENTS.get(str(name))
        if module is None:
            return False
        # Importing it registers it with the recipe, that is, here.
        return hasattr(importlib.import_module(module), str(name)) and super().__contains__(name)


def _refuse_tensorflow(name: object) -> None:
    for stand_in in TENSORFLOW_COMPONENTS:
        if name in stand_in.classes:
            _refuse(str(name), stand_in.needs)


class _LazyComponentList(ModuleType):
    """Stands in for `rasa.engine.recipes.default_components`."""

    @property
    def DEFAULT_COMPONENTS(self) -> list[type]:  # noqa: N802 - the name Rasa imports
        """Read by the recipe before each look-up: make its table lazy, import nothing."""
        from rasa.engine.recipes.default_recipe import DefaultV1Recipe

        registry = DefaultV1Recipe._registered_components
        if not isinstance(registry, LazyRegistry):
            DefaultV1Recipe._registered_components = LazyRegistry(registry)
        return []


class _RepairedWhenUsed(ModuleType):
    """Stands in for Rasa's `logistic_regression_classifier` until its class is asked for.

    Rasa passes `multi_class="auto"` to scikit-learn, which knows no such parameter since 1.8 (it
    always does what "auto" did). Needed for comparisons only; ours does not use this component.
    """

    def __getattr__(self, name: str) -> Any:
        """Import the real module, leave the parameter out, and step aside."""
        if name.startswith("__"):
            raise AttributeError(name)
        sys.modules.pop(self.__name__, None)
        real = importlib.import_module(self.__name__)
        real.__dict__["LogisticRegression"] = _logistic_regression
        return getattr(real, name)


def _logistic_regression(**parameters: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    known = LogisticRegression().get_params()
    return LogisticRegression(**{key: value for key, value in parameters.items() if key in known})
