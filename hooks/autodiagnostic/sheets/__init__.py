"""Models that a commune fills in (« modèles »): the authors' Markdown → a neutral document, and what is wrong in it."""
