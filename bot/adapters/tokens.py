"""Rasa component: tokens from spaCy's blank pipelines, one for each language."""

from functools import cache
from typing import Any, Dict, List

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language


@cache
def pipeline(tag: str) -> Language:
    """SpaCy's blank pipeline for a language, or the one for any language ("xx")."""
    try:
        return spacy.blank(tag)
    except ImportError:
        return spacy.blank("xx")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyBlankTokenizer(Tokenizer):
    """Splits a message as its language does; knows no vocabulary."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Rasa's own options for tokenizers."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Tokens with their positions in the text."""
        doc = pipeline(message.get("language") or "xx")(message.get(attribute) or "")
        return [Token(t.text, t.idx) for t in doc if not t.is_space]
