"""Stems of place names: case endings and prefixes cut off, as people write them in a sentence."""

import re
from collections.abc import Iterator, Mapping

_ARABIC_PREFIX = re.compile(r"^(?:وب|بال|فال|وال|لل|ال|ب|ل|ف|و)")
_SLAVIC_ENDING = re.compile(r"(?:ами|ові|еві|ях|ах|ам|ом|ем|ою|ею|ів|ї|і|и|у|ю|а|я|е|є|й|ь)$")
# German, Turkish, Polish, Albanian and Kurmanji endings, on folded words; longest first.
_LATIN_ENDING = re.compile(
    r"'?(?:dayim|deyim|dayiz|deyiz|daki|deki|yiye|ern|owi|den|dan|ten|tan|nin|nun|yin|yan|"
    r"it|ut|in|un|an|em|ie|es|er|li|lu|yi|yu|ya|ye|de|da|te|ta|i|u|a|e|s|y)$"
)


def without_prefix(word: str) -> str:
    """The word without an Arabic preposition or article."""
    return _ARABIC_PREFIX.sub("", word)


def stripped(word: str, least: int = 5) -> Iterator[str]:
    """The word as a stem: case endings and Arabic prefixes cut off.

    ``least``: letters that a Latin stem must keep.
    """
    if "\u0400" <= word[0] <= "\u04ff":
        stem = _SLAVIC_ENDING.sub("", word)
        if len(stem) >= 4:
            yield stem
            for softened, hard in (("з", "г"), ("ц", "к"), ("с", "х")):
                if stem.endswith(softened) and word.endswith(("і", "е")):
                    yield stem[:-1] + hard
    elif "\u0600" <= word[0] <= "\u06ff":
        stem = without_prefix(word)
        if len(stem) >= 4:
            yield stem
    else:
        stem = _LATIN_ENDING.sub("", word)
        if len(stem) >= least and stem != word:
            yield stem


def stems(names: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Names of one word by their stems; the first of two that share one stays."""
    out: dict[str, tuple[str, str]] = {}
    for name, value in names.items():
        if "\u0400" <= name[0] <= "\u04ff":
            stem = _SLAVIC_ENDING.sub("", name)
            if len(stem) >= 4:
                out.setdefault(stem, value)
        else:
            out.setdefault(name, value)
    return out
