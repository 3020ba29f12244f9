"""The places of the Netherlands that come with the program: municipalities, those of before, villages and usual regions.

``municipalities.csv``, ``former_municipalities.csv`` and ``villages.csv`` are data, made by ``scripts/make_places.py`` from
public facts; ``docs/plaatsen.md`` names these and their date.
"""
