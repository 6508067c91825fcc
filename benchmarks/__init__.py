"""Measurements: how well the assistant understands, and how fast it is. ``make benchmark``."""
