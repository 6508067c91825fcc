"""Custom actions (rasa_sdk). They ask the core what to say and send ids with plain values."""
