"""Times that an event takes from the word that it hangs on. Published on Friday 2013-10-11."""

import pytest

from tests.events.rows import bounds, event


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("He left because he had agreed to swap shifts.", "swap", ("-", "-") * 2),
        ("In May she said they were trying to sell the ship.", "sell", ("2013-05-01", "-") * 2),
        ("In May she said they had agreed to sell the ship.", "sell", ("2013-05-01", "-") * 2),
        # What goes on now, or what is news, looks ahead from here.
        ("In May she said they are trying to sell the ship.", "sell", ("2013-10-11", "-") * 2),
        ("The board agreed to sell the ship.", "sell", ("2013-10-11", "-") * 2),
    ],
)
def test_what_was_to_be_done_is_not_before_the_word_that_says_so(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits", "cue"),
    [
        ("In 2000 she married a man jailed for fraud.", "jailed", ("-", "2000-12-31") * 2, "before"),
        ("In May he met a man shot by the police.", "shot", ("2012-10-11", "2013-05-31") * 2, "before"),
        ("In 2009 they celebrated a victory.", "victory", ("-", "2009-12-31") * 2, "before"),
        ("In 2009 they condemned the arrest of a reporter.", "arrest", ("-", "2009-12-31") * 2, "before"),
        ("He was jailed for murder last year.", "murder", ("-", "2012-12-31") * 2, "before"),
        ("He was jailed in 2009 for murder.", "murder", ("-", "2009-12-31") * 2, "before"),
        ("She sued him for harassment in 2009.", "harassment", ("-", "2009-12-31") * 2, "before"),
        ("Many were hit by a breach disclosed last year.", "breach", ("2012-10-11", "2012-12-31") * 2, "before"),
        # What became of somebody known, or later, may be news; what was yet to come was.
        ("In 2000 she met the man accused of fraud.", "accused", ("2012-10-11", "2013-10-11") * 2, None),
        ("In 2000 she married a man later jailed for fraud.", "jailed", ("2012-10-11", "2013-10-11") * 2, None),
        ("In 2009 they welcomed the proposed merger.", "merger", ("2013-10-11", "-") * 2, None),
    ],
)
def test_what_had_happened_by_a_past_day(sentence: str, trigger: str, limits: tuple[str, ...], cue: str | None) -> None:
    row = event(sentence, trigger)
    assert (bounds(row), row.time_cue) == (limits, cue)
    assert cue is None or row.best_start is None


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("After the vote last month, he said that it failed.", "said", ("2013-09-01", "2013-10-11") * 2),
        ("When he left in May, he said that it failed.", "said", ("2013-10-10", "2013-10-11") * 2),
        ("After the vote last month, he says it failed.", "says", ("2013-10-10", "2013-10-11") * 2),
        ("He said that it failed after the vote last month.", "said", ("2013-10-10", "2013-10-11") * 2),
    ],
)
def test_what_was_said_is_ordered_by_what_stands_before_it(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


@pytest.mark.parametrize(
    ("sentence", "trigger", "extent", "limits"),
    [
        ("Over the past week, the army had been warning of attacks.", "warning", "SPAN", ("2013-10-04", "2013-10-11") * 2),
        ("Over the past week, the army had warned of attacks.", "warned", "DAY", ("2013-10-04", "2013-10-11") * 2),
        ("We are going to be paying for years.", "paying", "SPAN", ("2013-10-11", "-") * 2),
        ("The mayor will be announcing changes.", "announcing", "DAY", ("2013-10-11", "-") * 2),
        ("We are going to resign.", "resign", "DAY", ("2013-10-11", "-") * 2),
        ("Funds currently held in cash were moved.", "held", "SPAN", ("-", "2013-10-11", "2013-10-11", "-")),
        ("Funds seized in Rome were moved.", "seized", "DAY", ("2012-10-11", "2013-10-11") * 2),
    ],
)
def test_what_was_being_done_or_is_so_now_lasts(sentence: str, trigger: str, extent: str, limits: tuple[str, ...]) -> None:
    row = event(sentence, trigger)
    assert (row.extent, bounds(row)) == (extent, limits)


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("The firm has resumed flights to Rome.", "flights", ("-", "2013-10-11", "2013-10-11", "-")),
        ("The talks have begun.", "talks", ("-", "2013-10-11", "2013-10-11", "-")),
        ("They may make use of it.", "use", ("2013-10-11", "-") * 2),
        ("The firm has not resumed flights to Rome.", "flights", ("-", "2013-10-11") * 2),
        ("They have ended the talks.", "talks", ("-", "2013-10-11") * 2),
        ("He may leave the talks.", "talks", ("-", "2013-10-11", "2013-10-11", "-")),
    ],
)
def test_what_has_begun_goes_on_and_what_a_light_verb_does_is_of_its_tense(
    sentence: str, trigger: str, limits: tuple[str, ...]
) -> None:
    assert bounds(event(sentence, trigger)) == limits


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [("The fair began on Monday with a parade.", "parade"), ("The fair ended on Monday with a parade.", "parade")],
)
def test_what_something_begins_or_ends_with_is_of_that_day(sentence: str, trigger: str) -> None:
    assert bounds(event(sentence, trigger)) == ("2013-10-07",) * 4


@pytest.mark.parametrize("word", ["while", "whereas"])
def test_a_figure_set_beside_another_is_of_its_period(word: str) -> None:
    may = ("2013-05-01",) * 2 + ("2013-05-31",) * 2
    assert bounds(event(f"Sales rose in May, {word} prices fell 3 percent.", "fell")) == may
    assert bounds(event(f"Sales rose in May, {word} rents fell in June.", "fell"))[0] == "2013-06-01"


def test_what_a_clause_sums_up_is_of_its_time() -> None:
    may = ("2013-05-01",) * 2 + ("2013-05-31",) * 2
    assert bounds(event("Prices rose in May, a steep increase.", "increase")) == may
    assert event("Smith left in May, a steep drop.", "drop").mention_id is None


def test_a_figure_shown_for_a_year_is_of_the_whole_year() -> None:
    assert bounds(event("The firm showed a profit in 2009.", "showed")) == ("2009-01-01",) * 2 + ("2009-12-31",) * 2
    assert bounds(event("The firm showed a film in 2009.", "showed")) == ("2009-01-01", "2009-12-31") * 2


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("The arrest of Jones in 2009 sparked protests.", "sparked", ("2009-01-01", "2013-10-11") * 2),
        ("The crash in 2009 forced the firm to close.", "close", ("2009-01-01", "2013-10-11") * 2),
        ("The vote in 2009 came after a debate.", "came", ("2009-01-01", "2009-12-31") * 2),
        ("The vote in 2009 came after a raid.", "raid", ("-", "2009-12-31") * 2),
        ("The raid on Monday came two days after an attack.", "attack", ("2013-10-05",) * 4),
        ("The fire in 2009 followed an explosion.", "explosion", ("-", "2009-12-31") * 2),
        ("The firm's May 6 offer followed a visit by Smith.", "visit", ("-", "2013-05-06") * 2),
        ("The fire followed an explosion in 2009.", "explosion", ("2009-01-01", "2009-12-31") * 2),
        ("The raid is similar to one in 2009.", "raid", ("-", "-") * 2),
        ("The raid followed one in 2009.", "raid", ("-", "2013-10-11") * 2),
        (
            "She began well in 2008 and followed that up with a better record in 2009.",
            "followed",
            ("2009-01-01", "2009-12-31") * 2,
        ),
        ("Spending rose in May to $3 million.", "Spending", ("2013-05-01",) * 2 + ("2013-05-31",) * 2),
        ("The ruling came on Monday.", "ruling", ("2013-10-07",) * 4),
        ("The strike came to an end on Monday.", "strike", ("-", "2013-10-11") * 2),
        ("The arrest in May was criticized by the mayor.", "criticized", ("2012-10-11", "2013-10-11") * 2),
    ],
)
def test_what_an_event_does_comes_no_earlier_than_it(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


def test_what_somebody_else_tells_is_no_time_of_what_it_is_set_against() -> None:
    assert bounds(event("Costs rose, while Jones said on Monday that he was ill.", "rose")) == ("-", "2013-10-11") * 2
    assert event("Rain fell, while Jones left on Monday.", "fell").time_cue == "while"
    assert event("Rain fell while Jones told them on Monday that he was ill.", "fell").time_cue == "while"


@pytest.mark.parametrize(
    ("sentence", "trigger", "extent"),
    [
        ("She lost her job in 2009.", "lost", "DAY"),
        ("The bank added a branch in 2009.", "added", "DAY"),
        ("The ship lost contact with the port in 2009.", "lost", "DAY"),
        ("The party lost ground in 2009.", "lost", "SPAN"),
        ("The bank lost a million in 2009.", "lost", "SPAN"),
        ("The bank lost customers in 2009.", "lost", "SPAN"),
        ("The stock gained a point in 2009.", "gained", "SPAN"),
        ("The stock lost a third of its worth in 2009.", "lost", "SPAN"),
    ],
)
def test_one_thing_is_lost_or_won_on_a_day(sentence: str, trigger: str, extent: str) -> None:
    assert event(sentence, trigger).extent == extent


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("Smith scored a victory last week.", "victory", ("2013-09-30", "2013-10-06") * 2),
        ("She suffered an injury last week.", "injury", ("2013-09-30", "2013-10-06") * 2),
        ("They won the war last week.", "war", ("-", "2013-10-11") * 2),
        ("A raid in 2004 closed the bank.", "closed", ("2004-01-01", "2004-12-31") * 2),
        ("Homes were lost during the storms and landslides last week.", "landslides", ("2013-09-30", "2013-10-06") * 2),
        ("There were clashes and arrests last week.", "arrests", ("2013-09-30", "2013-10-06") * 2),
        ("Tuesday's clashes and arrests shocked the town.", "arrests", ("2013-10-08",) * 4),
        ("There were talks on Tuesday and a vote.", "vote", ("-", "-") * 2),
        ("They spoke of strikes and a probe in 2012.", "strikes", ("-", "2013-10-11") * 2),
        ("Prices rose in April, with a sharp increase in rents.", "increase", ("2013-04-01",) * 2 + ("2013-04-30",) * 2),
        ("Prices rose in April, with the increase in wages.", "increase", ("-", "2013-10-11") * 2),
    ],
)
def test_what_comes_about_with_a_dated_word_is_of_its_time(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits", "cue"),
    [
        ("The firm tried last year to sell the mine.", "sell", ("2012-01-01", "2012-12-31") * 2, "in order to"),
        ("When it docks on Tuesday, the crew will try to fix it.", "fix", ("2013-10-15",) * 4, "in order to"),
        ("They met in May to sign the pact.", "sign", ("2013-05-01", "2013-05-31") * 2, "in order to"),
        ("She was forced to resign in 2012.", "resign", ("2012-01-01", "2012-12-31") * 2, "in order to"),
        ("She used the prize to buy a boat in 2012.", "buy", ("2012-01-01", "2012-12-31") * 2, "in order to"),
        ("He declined to comment on Monday.", "comment", ("2013-10-07",) * 4, "in order to"),
        ("She was asked to resign in 2012.", "resign", ("2012-01-01", "-") * 2, None),
        ("The minister visited Rome last week for talks.", "talks", ("2013-09-30", "2013-10-06") * 2, "in order to"),
        ("He will fly on Tuesday to a summit in Rome.", "summit", ("2013-10-15", "-") * 2, "after"),
        ("He left on Monday on a tour of Asia.", "tour", ("2013-10-07", "2013-10-11", "2013-10-07", "-"), "after"),
        # The talks that the reader knows may be dated elsewhere; what is agreed may come later.
        ("The minister visited Rome last week for the talks.", "talks", ("-", "2013-10-11") * 2, None),
        ("The firm agreed last year to sell the mine.", "sell", ("2012-01-01", "-") * 2, None),
        ("He quit in 2012 after long talks.", "talks", ("-", "2012-12-31") * 2, "before"),
        ("He quit in 2012 after losses and strikes.", "strikes", ("-", "2012-12-31") * 2, "before"),
        ("He quit in 2012 after the strike.", "strike", ("-", "2013-10-11") * 2, None),
    ],
)
def test_what_one_is_somewhere_for_and_what_is_newly_told_go_with_the_verb(
    sentence: str, trigger: str, limits: tuple[str, ...], cue: str | None
) -> None:
    row = event(sentence, trigger)
    assert (bounds(row), row.time_cue) == (limits, cue)


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits", "cue"),
    [
        ("He died on Tuesday, three days after he was shot.", "shot", ("2013-10-05",) * 4, "before"),
        ("He died three days after he was shot on Sunday.", "died", ("2013-10-09",) * 4, "after"),
        ("Two days after the crash on Monday he resigned.", "resigned", ("2013-10-09",) * 4, "after"),
        ("The trial will open on Monday, ten days before the vote.", "vote", ("2013-10-24",) * 4, "after"),
        ("He was held on Tuesday, hours after the attack.", "attack", ("2013-10-07", "2013-10-08") * 2, "before"),
        # A longer unit is only about so long, and what is past is over.
        ("He left on Tuesday, a week after the vote.", "vote", ("2013-09-24", "2013-10-04") * 2, "before"),
        ("He left in May, two months after the vote.", "vote", ("2013-01-30", "2013-04-15") * 2, "before"),
        ("He died a week after he was shot on September 30.", "died", ("2013-10-03", "2013-10-11") * 2, "after"),
        # These do not say how long after.
        ("He left on Tuesday, more than two days after he was hit.", "hit", ("-", "2013-10-08") * 2, "before"),
        ("He was hit for two days after the riot on Monday.", "hit", ("2013-10-07", "2013-10-11") * 2, "after"),
        ("It fell on Tuesday, a year after the war.", "war", ("-", "2013-10-11") * 2, None),
    ],
)
def test_a_length_before_a_conjunction_says_how_far_apart_two_events_are(
    sentence: str, trigger: str, limits: tuple[str, ...], cue: str | None
) -> None:
    row = event(sentence, trigger)
    assert (bounds(row), row.time_cue) == (limits, cue)


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("In the May accord Japan agreed to join efforts to save the yen.", "efforts", ("2013-05-01", "-") * 2),
        ("In the May accord Japan agreed to join efforts to save the yen.", "save", ("2013-05-01", "-") * 2),
        ("Japan agreed to join efforts to save the yen.", "save", ("2013-10-11", "-") * 2),
        ("The vehicles are working to save the child since he fell on Sunday.", "save", ("2013-10-06", "-") * 2),
        ("Ten have been killed since the war began in May.", "killed", ("2013-05-01", "2013-10-11") * 2),
        ('On May 3, 2012, Smith wrote: "We will sell the firm."', "sell", ("2012-05-03", "-") * 2),
        # What will be by his words, and still in the writer's.
        ("Smith said in May that prices will fall to a low.", "fall", ("2013-10-11", "-") * 2),
    ],
)
def test_what_was_ahead_of_a_past_day_counts_from_that(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        ("In a statement after he reached a deal in 2012, Smith denied fraud.", "denied", ("2012-01-01", "2013-10-11") * 2),
        ("At a rally after the vote on Monday, Smith said it was over.", "said", ("2013-10-07", "2013-10-11") * 2),
        ("In a statement after the vote on Monday, Smith says it is over.", "says", ("2013-10-10", "2013-10-11") * 2),
        ("He backs the law, which he says is fair.", "says", ("2013-10-10", "2013-10-11") * 2),
        ("He met a man who says that he is ill.", "says", ("-", "2013-10-11", "2013-10-11", "-")),
        ("They left Clark, who Smith said had been careless.", "said", ("-", "2013-10-11") * 2),
        ("Smith says it will be ready when she returns from Rome.", "returns", ("2013-10-11", "-") * 2),
        ("Smith says it is ready when she returns from Rome.", "returns", ("-", "2013-10-11", "2013-10-11", "-")),
        ("The reform, as they call it, will be hard.", "call", ("-", "2013-10-11", "2013-10-11", "-")),
    ],
)
def test_when_something_is_told_or_awaited(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits", "cue"),
    [
        ("He resigned on Monday because she insulted him.", "insulted", ("-", "2013-10-07") * 2, "because of"),
        ("He resigned on Monday because he had lied.", "lied", ("-", "2013-10-07", "-", "2013-10-11"), "because of"),
        ("He will resign on Monday because the firm will close.", "close", ("2013-10-11", "-") * 2, None),
        ("Output fell in May because of cuts.", "cuts", ("-", "2013-05-31", "-", "2013-10-11"), "because of"),
        ("He resigned because she insulted him on Monday.", "resigned", ("2012-10-11", "2013-10-11") * 2, None),
        ("They refused to leave on Tuesday as the city woke up.", "woke", ("2013-10-08",) * 4, "as"),
        ("The law cut the time of the year when hunting was allowed.", "allowed", ("-", "2013-10-11") * 2, None),
    ],
)
def test_clauses_beside_a_dated_verb(sentence: str, trigger: str, limits: tuple[str, ...], cue: str | None) -> None:
    row = event(sentence, trigger)
    assert (bounds(row), row.time_cue) == (limits, cue)


def test_a_strike_that_closes_a_mill_gives_that_its_date_and_leaves_it_its_length() -> None:
    row = event("A strike in 2004 closed the mill for seven weeks.", "closed")
    assert (bounds(row), row.duration) == (("2004-01-01", "2004-12-31") * 2, "P7W")


def test_several_things_told_before_a_dated_verb_lie_on_no_one_day() -> None:
    row = event("He resigned on Tuesday after allegations of fraud.", "allegations")
    assert (row.extent, bounds(row)) == ("SPAN", ("-", "2013-10-08") * 2)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("In May the firm agreed to close the mine by November 30.", "2013-05-01", "2013-11-30"),
        ("In May the firm said it would close the mine by November 30.", "2013-05-01", "2013-11-30"),
        ("Last week he told them to close the mine this year.", "2013-09-30", "2013-12-31"),
        ("In May he told them to close the mine in October.", "2013-10-01", "2013-10-31"),
        # A term that has run out is one all the same.
        ("In May the firm agreed to close the mine by September.", "2013-05-01", "2013-09-30"),
        ("In May he urged them to close the mine by September 5.", "2013-05-01", "2013-09-05"),
        ("The firm agreed to close the mine by September 5.", "-", "2013-09-05"),
        # What somebody agrees to now, or says in the future of now, lies ahead, as does a day to come.
        ("The firm agreed to close the mine by November 30.", "2013-10-11", "2013-11-30"),
        ("In May the firm said it will close the mine by November 30.", "2013-10-11", "2013-11-30"),
        ("In May the firm agreed to close the mine on November 30.", "2013-11-30", "2013-11-30"),
    ],
)
def test_what_was_agreed_on_before_may_have_come_about(sentence: str, first: str, last: str) -> None:
    assert bounds(event(sentence, "close")) == (first, last) * 2


@pytest.mark.parametrize("reason", ["for what the mayor said were lies", "after what the mayor said was a lie"])
def test_what_somebody_called_the_reason_of_a_deed_long_past_was_not_said_just_now(reason: str) -> None:
    row = event(f"She was fired in 2010 {reason}.", "said")
    assert (bounds(row), row.best_start) == (("-", "2013-10-11") * 2, None)
    assert event("She was fired on Thursday for what the mayor said were lies.", "said").time_basis == "REPORTING"


@pytest.mark.parametrize(
    ("sentence", "trigger", "limits"),
    [
        # What a noun is for lies ahead, if that is not under way.
        ("The firm won a contract to supply the army.", "supply", ("2013-10-11", "-") * 2),
        ("The mayor has support to rebuild the port.", "rebuild", ("2013-10-11", "-") * 2),
        ("The army started a campaign to help them.", "help", ("-", "2013-10-11", "2013-10-11", "-")),
        # ... but from then on when it is of a past day, or of one that nobody tells.
        ("In May the firm won a contract to supply the army.", "supply", ("2013-05-01", "-") * 2),
        ("The bid to unmask the thief was made in May.", "unmask", ("2013-05-01", "-") * 2),
        ("The firm left after she ordered it to sell the port.", "sell", ("-",) * 4),
    ],
)
def test_what_a_past_deed_is_for_is_no_earlier(sentence: str, trigger: str, limits: tuple[str, ...]) -> None:
    assert bounds(event(sentence, trigger)) == limits
