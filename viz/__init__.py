"""Maps: a scene (what is drawn, independent of any drawing library) and the page that shows it."""
