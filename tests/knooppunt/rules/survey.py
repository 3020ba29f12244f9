"""A small survey: two size classes and four figures."""

from __future__ import annotations

SURVEY = """
title: Vragenlijst
source: {document: Vragenlijst, publisher: Bureau, year: 2018}
respondents: 40
size_classes:
  - {code: small, label: {nl: Klein, en: Small}, min: 0, max: 19999, respondents: 10}
  - {code: large, label: {nl: Groot, en: Large}, min: 20000, max: null, respondents: 30}
figures:
  - {id: f, label: {nl: Thema-avond, en: Theme night}, kind: participation-form, chapter: "3", n: 40, count: 30, total: 0.75}
  - id: c
    label: {nl: Jeugdraad, en: Youth council}
    kind: council
    matches: [youth_council]
    n: 40
    count: 4
    total: 0.1
    by_size: {small: 0.125, large: 0.0875}
  - {id: p, label: {nl: Panels, en: Panels}, kind: participation-form, matches: [citizen_panel], n: 40, count: 8, total: 0.2}
  - {id: n, label: {nl: Alleen raden, en: Councils only}, kind: council-form, n: 40, count: 8, total: 0.2}
"""
