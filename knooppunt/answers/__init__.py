"""Answers of questions for people and programs: one module per question, to plain data (JSON) and to tables."""
