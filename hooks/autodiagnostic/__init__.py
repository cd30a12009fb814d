"""Questionnaires in YAML → scored checklists: on the page, on paper, in Python."""
