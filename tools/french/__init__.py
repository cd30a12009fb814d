"""Proofreading: what readers and authors see is right French, and easy to read."""
