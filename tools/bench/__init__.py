"""`make bench`: what the questionnaires cost, as ratios within one run on one machine."""
