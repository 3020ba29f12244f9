"""The parts of the report, each a module that is named as its anchor and gives a `section`."""
