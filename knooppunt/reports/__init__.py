"""Reports for people who do not use the program: one page that can be read on a screen and printed."""
