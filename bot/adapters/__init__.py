"""The only files that import Rasa."""
