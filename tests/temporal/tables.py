"""Tables that a lexicon of the tests' own needs."""

SETTINGS = """
[settings]
abbreviations = []
capitalised = []
before_dates = []
dotted = []
initials = []
month_links = []
ordinal_endings = []
decade_endings = []
clitics = []
short_for = {}
trigger_categories = ["UNITS"]
trigger_words = []
trigger_shapes = []

[categories]
MONTH = "month"
WEEKDAY = "weekday"
UNITS = "unit"
HOLIDAY = "holiday"
"""
