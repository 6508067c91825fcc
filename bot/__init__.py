"""Amtslotse: answers to questions for German foreigners' offices."""
