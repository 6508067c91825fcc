"""Small decisions shared by the actions and the generator, so that both decide alike."""

from bot.languages import SOURCE, offered


def answer_language(
    intent: str | None, detected: str | None, requested: str | None, remembered: str | None
) -> str:
    """The language of this answer: requested, else decided for the message, else remembered."""
    if intent == "set_language" and requested in offered():
        return str(requested)
    return detected or remembered or SOURCE
