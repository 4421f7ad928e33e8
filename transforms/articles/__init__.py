"""Articles: raw records of any dump turned into clean text with a publication date."""
