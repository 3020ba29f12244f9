"""Words for people: the catalogue of messages, and how names, dates, numbers and places are written."""
