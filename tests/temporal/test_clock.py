"""On which day, and in which half of it, a clock time is that names neither."""

from datetime import date

import pytest

from transforms.temporal import normalize


def times(published: str, text: str) -> list[str | None]:
    mentions = normalize(text, date.fromisoformat(published), profile="news", anchoring="publication")
    return [m.timex_value for m in mentions if m.timex_type == "TIME"]


# Tuesday 2016-08-16.
DAYS = [
    ("The ferry left at 7am on Thursday and docked at 10pm.", ["2016-08-11T07:00", "2016-08-11T22:00"]),
    ("She was seen on Saturday night and reported missing at 11pm.", ["2016-08-13TNI", "2016-08-13T23:00"]),
    ("The boat left Oban at noon on Monday and came in at 6pm.", ["2016-08-15T12:00", "2016-08-15T18:00"]),
    ("He began work at 7.30pm on 9 January 2015. At 11.15pm he fell ill.", ["2015-01-09T19:30", "2015-01-09T23:15"]),
    ("Talks began at 9 p.m. Monday and broke up at 4 a.m.", ["2016-08-15T21:00", "2016-08-16T04:00"]),
    ("The streets were shut from 6 p.m. Friday to 3 a.m.", ["2016-08-12T18:00", "2016-08-13T03:00"]),
    ("The gates shut at midnight on Friday. At 1 a.m. they gave way.", ["2016-08-12T24:00", "2016-08-13T01:00"]),
    ("The pier shut at midnight on Friday and an hour later it burned.", ["2016-08-12T24:00", "2016-08-13T01:00"]),
    ("The inquiry will resume tomorrow. The judge rose at 12.34pm.", ["2016-08-16T12:34"]),
    ("The board met on Monday. Its chief is due to speak at 5 p.m.", ["2016-08-16T17:00"]),
    ("The barge sank on Sunday, police said on Monday. It went down at 9:40 p.m.", ["2016-08-14T21:40"]),
    ("Shots fell at 4:17 am (0917 GMT) and 20 minutes later.", ["2016-08-16T04:17", "2016-08-16T09:17", "2016-08-16T04:37"]),
    ("The rule came into force at midnight.", ["2016-08-15T24:00"]),
    ("The family turned the offer down at midnight.", ["2016-08-15T24:00"]),
    ("The gale hit on Sunday. It is to reach Oslo on Friday. At 8 p.m. it was off the cape.", ["2016-08-14T20:00"]),
    ("The rocket flew on Sunday. It was the third this year. It rose at 7 p.m.", ["2016-08-14T19:00"]),
    ("The rocket flew on Sunday. A leak would have cost it all of October. It rose at 7 p.m.", ["2016-08-14T19:00"]),
    ("The gale hit on Sunday, with hail expected today. By 8 p.m. it was off the cape.", ["2016-08-14T20:00"]),
    (
        "The panel sat today to end a quarrel that began when he was fined on May 3. It had told him to be there at 2 p.m.",
        ["2016-08-16T14:00"],
    ),
    ("He was shot on Sunday in a quarrel that began on Saturday. He fell at 2 p.m.", ["2016-08-14T14:00"]),
    ("The quarrel that began on Saturday is over. He fell at 2 p.m.", ["2016-08-13T14:00"]),
    ("The panel sat on Monday. It went home for the weekend at 1 p.m.", ["2016-08-15T13:00"]),
    ("The panel sat on Monday. HOST: At 1 p.m. a bell rang. It will sit again on Friday.", ["2016-08-15T13:00"]),
    ("The panel will sit on Friday. HOST: At midnight a fire broke out.", ["2016-08-15T24:00"]),
    ("The panel will sit on Friday. At midnight a bell rang.", ["2016-08-15T24:00"]),
    ("Shortly after midnight a bomb went off.", ["2016-08-15T24:00"]),
    ("The pier will be shut on Friday. At 8 a.m. the crew found a crack.", ["2016-08-16T08:00"]),
    ("The board met on Monday. At 5 p.m. the mayor will speak.", ["2016-08-16T17:00"]),
    ("It ended today. The rule came into force at midnight.", ["2016-08-15T24:00"]),
    ("It was quoted on Monday, against $3 in 2012, at 101 at 10 a.m.", ["2016-08-15T10:00"]),
    (
        "The share slid to 71p by 0920 GMT from 74p yesterday, and stood at 72p at 1100 GMT.",
        ["2016-08-16T09:20", "2016-08-16T11:00"],
    ),
    ("The share climbed to 75p from 74p last night, and was back at 73p by 0915 GMT.", ["2016-08-15TNI", "2016-08-16T09:15"]),
    ("The share climbed to 75p last night. It was back at 73p by 11:15 p.m.", ["2016-08-15TNI", "2016-08-15T23:15"]),
    ("Envoys from 40 towns meet tomorrow. Buses start at five in the morning.", ["2016-08-17T05:00"]),
    ("He spoke on Sunday. It cut its forecast for the third quarter. The bell rang at 10 a.m.", ["2016-08-16T10:00"]),
    ("The pier is on track to reopen by Thursday. The quay was empty at 7 a.m.", ["2016-08-16T07:00"]),
    ("The barn burned shortly after midnight on Aug. 9.", ["2016-08-09T00:00"]),
    ("The barn burned just after midnight Saturday and fell at 3 a.m.", ["2016-08-13T00:00", "2016-08-13T03:00"]),
    ("The barn burned shortly before midnight on Aug. 9.", ["2016-08-09T24:00"]),
    ("The rule will come into force at midnight.", ["2016-08-16T24:00"]),
    ("The doors will open at ten past midnight.", ["2016-08-16T00:10"]),
    ("The hut burned on Sunday, the worst fire since June 3. The alarm rang at 4 a.m.", ["2016-08-14T04:00"]),
    ("He had been away since June 3. The alarm rang at 4 a.m.", ["2016-08-16T04:00"]),
    ("The panel meets on Thursday, says a note posted on Monday. Its talks are set for 7 p.m.", ["2016-08-18T19:00"]),
    ("The gale hit on Sunday. It had winds of 90 mph as of 2 p.m.", ["2016-08-16T14:00"]),
    ("The index rose on Monday. Tin was trading at $43.12 at 1120 GMT, down a dollar.", ["2016-08-16T11:20"]),
    ("The firm told of it on Sunday. By 1030 GMT its shares were down 3%.", ["2016-08-16T10:30"]),
    ("The ferry sank on Sunday. [0915 EST] Its crew is safe.", ["2016-08-16T09:15"]),
    ("The ferry sank on Sunday. Wreaths were laid [0915 EST] - it was wet.", ["2016-08-16T09:15"]),
    ("The ferry sank on Sunday at [9:15 a.m.] and its crew is safe.", ["2016-08-14T09:15"]),
    (
        'The fire began at 7 p.m. Sunday. "I ran," a clerk said Monday. "At 10 p.m. it was out."',
        ["2016-08-14T19:00", "2016-08-14T22:00"],
    ),
    ("The truce began early this morning. It took effect just after midnight.", ["2016-08-16TMO", "2016-08-15T24:00"]),
    ("Shares rose yesterday. Trading was thin because of the Labor Day holiday. It closed at 1 p.m.", ["2016-08-15T13:00"]),
    ("The ferry came in at noon, three hours later than planned.", ["2016-08-16T12:00"]),
    ("The ferry sank on Sunday (0915 GMT). Its crew is safe.", ["2016-08-14T09:15"]),
    ("Schools will be shut tomorrow.\n\n19:40 GMT The ferries have been cancelled.", ["2016-08-16T19:40"]),
    (
        "Leaders crossed the state Monday, and they will vote Friday. One began with tea at the 5:30 a.m. shift.",
        ["2016-08-16T05:30"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_a_clock_time_is_on_the_day_told_of(text: str, expected: list[str]) -> None:
    assert times("2016-08-16", text) == expected


HALVES = [
    ("Dealing stopped at 2:15 p.m. Monday and went on at 3:30.", ["2016-08-15T14:15", "2016-08-15T15:30"]),
    ("The meeting opened at 10 a.m. Monday and ended at 2:30.", ["2016-08-15T10:00", "2016-08-15T14:30"]),
    ("On Friday night, at about 11:20, he asked for his hat.", ["2016-08-12TNI", "2016-08-12T23:20"]),
    ("The play began at 7:30 p.m. on Friday; he had come in at 6:15.", ["2016-08-12T19:30", "2016-08-12T18:15"]),
    ("The march began at 11:50 p.m. on Friday and ended at 12:40.", ["2016-08-12T23:50", "2016-08-13T00:40"]),
    ("Trains ran on Friday from 22:00 to 08:30.", ["2016-08-12T22:00", "2016-08-13T08:30"]),
    ("The fair shut at 8 p.m. on Friday; at noon it had been full.", ["2016-08-12T20:00", "2016-08-12T12:00"]),
    ("The launch was at 4 p.m. (9:05 GMT) on Friday.", ["2016-08-12T16:00", "2016-08-12T09:05"]),
]


@pytest.mark.parametrize(("text", "expected"), HALVES)
def test_the_half_of_the_day_is_that_of_the_clock_time_before(text: str, expected: list[str]) -> None:
    assert times("2016-08-16", text) == expected


# Wednesday 1999-10-06.
STRETCHES = [
    ("They are to stay in from 6 p.m. Wednesday until 5 a.m. Thursday.", ["1999-10-06T18:00", "1999-10-07T05:00"]),
    ("The road was shut from 6 p.m. Friday until 8 a.m.", ["1999-10-01T18:00", "1999-10-02T08:00"]),
    ("The bridge will be shut from 10 p.m. until 7 a.m.", ["1999-10-06T22:00", "1999-10-07T07:00"]),
    ("The bridge was shut on Sunday from 10 a.m. until 4:30.", ["1999-10-03T10:00", "1999-10-03T16:30"]),
    ("The library is open from 9 a.m. to 5 p.m.", ["1999-10-06T09:00", "1999-10-06T17:00"]),
    ("It shuts from 6pm on Christmas Eve until 6am on 27 December.", ["1999-12-24T18:00", "1999-12-27T06:00"]),
    ("The barn was robbed between 5 p.m. Thursday and 8 a.m. Monday.", ["1999-09-30T17:00", "1999-10-04T08:00"]),
    ("The barn will be shut between 5 p.m. Friday and 8 a.m. Monday.", ["1999-10-08T17:00", "1999-10-11T08:00"]),
    ("The barn was robbed between Thursday night and Friday morning.", ["1999-09-30TNI", "1999-10-01TMO"]),
    ("A boat was taken between 10 p.m. Sept. 11 and 6 a.m. Sept. 12.", ["1999-09-11T22:00", "1999-09-12T06:00"]),
    ("A boat was taken between 6 p.m. Sept. 11 and 7 a.m. the next day.", ["1999-09-11T18:00", "1999-09-12T07:00"]),
    ("The shops were shut from 7 to 9 in the evening.", ["1999-10-06T19:00", "1999-10-06T21:00"]),
    ("He was seen between 6 p.m. Tuesday and 10 p.m. Tuesday.", ["1999-10-05T18:00", "1999-10-05T22:00"]),
    (
        "Friends may call Friday, 2 to 4 and 7 to 9 p.m.",
        ["1999-10-08T14:00", "1999-10-08T16:00", "1999-10-08T19:00", "1999-10-08T21:00"],
    ),
    ("Issued at 345 PM EDT TUE OCT 5 1999.", ["1999-10-05T15:45"]),
    ("The offer ends at 5:00 p.m., New York City time, on Oct. 12.", ["1999-10-12T17:00"]),
]


STANDING = [
    ("The choir meets every Tuesday at 7 p.m.", ["XXXX-WXX-2T19:00"]),
    ("The fair is held every Sunday from 9 a.m. to noon.", ["XXXX-WXX-7", "T09:00", "T12:00"]),
    (
        "The panel met Monday. Its desk takes calls weekdays from 9 a.m. to 5 p.m.",
        ["1999-10-04", "XXXX-WXX-WD", "T09:00", "T17:00"],
    ),
    ("Call from 8 a.m. to 5 p.m. EST Monday through Friday.", ["T08:00", "T17:00", "XXXX-WXX-1", "XXXX-WXX-5"]),
    ("The pool is open Tuesday through Sunday, 10 a.m. to 6 p.m.", ["XXXX-WXX-2", "XXXX-WXX-7", "T10:00", "T18:00"]),
    ("The fair will run Friday through Sunday.", ["1999-10-08", "1999-10-10"]),
    ("The pit trades 9 a.m. to 5 p.m. local time, weekdays.", ["T09:00", "T17:00", "XXXX-WXX-WD"]),
    ("The bells ring at noon Oslo time Mondays.", ["T12:00", "XXXX-WXX-1"]),
    ("Yoga, 6 p.m. Mondays and Fridays.", ["T18:00", "XXXX-WXX-1", "XXXX-WXX-5"]),
    ("The board meets on the first Monday of each month at 7:30 p.m.", ["P1M", "T19:30"]),
    ("A curfew applies from 9 p.m. to 5 a.m.", ["T21:00", "T05:00"]),
    ("Films will be shown through Sunday, evenings at 7:30.", ["1999-10-10", "T19:30"]),
    ("On Sundays the gates will open at 6 a.m.", ["XXXX-WXX-7", "T06:00"]),
    ("The lift is out between 10 a.m. and 3 p.m. on the day before the fair.", ["T10:00", "T15:00"]),
    ("He swims daily. On Friday he came at noon.", ["P1D", "1999-10-01", "1999-10-01T12:00"]),
]


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_hours_that_stand_for_every_day_are_of_none(text: str, expected: list[str]) -> None:
    assert [m.timex_value for m in normalize(text, date(1999, 10, 6), profile="news", anchoring="publication")] == expected


@pytest.mark.parametrize(("text", "expected"), STRETCHES)
def test_the_end_of_a_stretch_follows_its_start(text: str, expected: list[str]) -> None:
    assert times("1999-10-06", text) == expected


# Friday 1998-12-04.
SPOKEN = [
    ("It rang at nine Monday night.", ["1998-11-30T21:00"]),
    ("It rang at six fifteen this morning.", ["1998-12-04T06:15"]),
    ("It rang at twelve oh five this morning.", ["1998-12-04T00:05"]),
    ("It rang this morning at seven forty-five.", ["1998-12-04T07:45"]),
    ("As of six this evening the road was shut.", ["1998-12-04T18:00"]),
    ("Tonight at ten, the news.", ["1998-12-04T22:00"]),
    ("It rang tomorrow at nine thirty.", ["1998-12-05T09:30"]),
    ("He died on Tuesday. They came at eleven that night.", ["1998-12-01T23:00"]),
    ("Doors open at ten a-m and shut at 8 p-m.", ["1998-12-04T10:00", "1998-12-04T20:00"]),
    ("It rang at five-oh-nine p.m.", ["1998-12-04T17:09"]),
    ("He rang at 10 on Thursday morning.", ["1998-12-03T10:00"]),
    ("It rained on 10 on Thursday morning.", ["1998-12-03TMO"]),
    ("They sold two Thursday morning papers.", ["1998-12-03TMO"]),
    ("The offer ended at 5 p.m. New York time yesterday.", ["1998-12-03T17:00"]),
    ("It shut at 1 p.m. Eastern on Thursday.", ["1998-12-03T13:00"]),
    ("It shut at 1 p.m. Pacific Mills said so.", ["1998-12-04T13:00"]),
    ("The wall fell shortly after 4.20 this afternoon.", ["1998-12-04T16:20"]),
    ("The shares fell to 4.20 this afternoon.", ["1998-12-04TAF"]),
    ("It rang at 10 the night before.", ["1998-12-03T22:00"]),
    ("It was three in the morning.", ["1998-12-04T03:00"]),
    ("There was one in the morning and one in the evening.", ["1998-12-04TMO", "1998-12-04TEV"]),
    ("It rang about eleven at night.", ["1998-12-04T23:00"]),
    ("It rang at half eight in the evening.", ["1998-12-04T20:30"]),
    ("They rose at five to six in the morning.", ["1998-12-04T05:55"]),
    ("They rose at three in the morning of 8 May 1915.", ["1915-05-08T03:00"]),
    ("They rose at 2 o'clock in the afternoon of May 8, 1915.", ["1915-05-08T14:00"]),
    ("They rose at 4.30 on the morning of 8 May 1915.", ["1915-05-08T04:30"]),
    ("The vote is set for nine tonight, or maybe ten.", ["1998-12-04T21:00"]),
    ("It will ring at twelve at night.", ["1998-12-04T24:00"]),
    ("It rang at twelve at night.", ["1998-12-03T24:00"]),
    ("It rang at 12:30 last night.", ["1998-12-04T00:30"]),
    ("It came at two o'clock this afternoon and left by four o'clock.", ["1998-12-04T14:00", "1998-12-04T16:00"]),
    ("She reads the ten o'clock news.", []),
    ("They listened for an hour, and by five o'clock they had gone.", ["1998-12-04T17:00"]),
    ("They came at four o'clock on Thursday.", ["1998-12-03T16:00"]),
    ("He died on Tuesday night. They came at four o'clock.", ["1998-12-01TNI", "1998-12-02T04:00"]),
    ("They come at nine o'clock.", ["1998-12-04T09:00"]),
    ("They meet Tuesday at nine thirty.", ["1998-12-08T09:30"]),
    ("He scored at 7:45 of the second and missed with 2:11 left.", []),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_a_clock_time_is_read_as_it_is_spoken(text: str, expected: list[str]) -> None:
    assert times("1998-12-04", text) == expected


def test_what_came_early_or_late_by_hours_is_not_late_on_its_day() -> None:
    mentions = normalize("The boat came two hours late Tuesday, at the end of the day Tuesday.", date(1999, 10, 6))
    assert [(m.text, m.timex_mod) for m in mentions][1:] == [("Tuesday", None), ("the end of the day Tuesday", "END")]


def test_a_sentence_that_ends_with_a_half_of_the_day_ends_its_time() -> None:
    mentions = normalize("He left at 4:05 p.m. On Monday his firm sued.", date(2016, 8, 16))
    assert [(m.text, m.timex_value) for m in mentions] == [("4:05 p.m.", "2016-08-16T16:05"), ("Monday", "2016-08-15")]
    mentions = normalize("Doors open at 7 p.m. March marshals want more.", date(2016, 8, 16))
    assert next(m.timex_value for m in mentions) == "2016-08-16T19:00"


# Wednesday 1999-10-06.
SCORES = [
    ("The trustees voted 4-3 Tuesday night to sell.", ["1999-10-05TNI"]),
    ("The trustees voted 5 to 4 Tuesday night to sell.", ["1999-10-05TNI"]),
    ("The Owls beat the Jets 6-2 last night.", ["1999-10-05TNI"]),
    ("Bus 9 tonight will be late.", ["1999-10-06TNI"]),
    ("Doors open at 9 tonight.", ["1999-10-06T21:00"]),
]


@pytest.mark.parametrize(("text", "expected"), SCORES)
def test_a_figure_without_its_preposition_is_no_hour(text: str, expected: list[str]) -> None:
    assert times("1999-10-06", text) == expected


PARTS = [
    (
        "The mill burned on Monday, the worst fire since 1978. Crews came before dawn and left at dusk.",
        ["2016-08-15TMO", "2016-08-15TEV"],
    ),
    ("It was the worst storm since last winter. By daybreak the lake was full.", ["2016-08-16TMO"]),
    ("Prices rose in June. She told the panel in the afternoon that they would fall.", ["2016-08-16TAF"]),
    ("A truce agreed in late July broke down in the afternoon.", ["TAF"]),
    ("Tin for September rose in late afternoon.", ["2016-08-16TAF"]),
    ("In September they will meet in the afternoon.", ["TAF"]),
    ("They met in 2003. He phoned at nine the next morning.", ["T09:00"]),
    ("The wall had been checked in 2003. By that evening it was gone.", ["TEV"]),
    ("It began to snow shortly before midnight Sunday. By morning the road was shut.", ["2016-08-14T24:00", "2016-08-15TMO"]),
    ("The rain is expected to end by morning.", ["2016-08-17TMO"]),
    ("At dawn the boats will leave.", ["2016-08-17TMO"]),
    ("At dawn the boats left.", ["2016-08-16TMO"]),
    ("Guns were heard through the night and again at daybreak.", ["2016-08-15TNI", "2016-08-16TMO"]),
    ("The wall was built through the night. The lake rose at 3:40 a.m.", ["2016-08-15TNI", "2016-08-16T03:40"]),
    ("They will sing through the night.", ["2016-08-16TNI"]),
    ("It broke before dawn Tuesday though crews had worked through the night.", ["2016-08-16TMO", "2016-08-15TNI"]),
    ("The march began on Tuesday and went on through the night.", ["2016-08-16TNI"]),
    ("It was seen by night vision cameras.", []),
    ("By evening the square was empty.", ["2016-08-16TEV"]),
    ("She bakes by day and sings by night.", []),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_a_part_of_the_day_is_of_the_day_told_of(text: str, expected: list[str]) -> None:
    assert times("2016-08-16", text) == expected


NIGHTS = [
    ("Colder air will arrive overnight.", ["2016-08-16TNI"]),
    ("It rained on Monday. Snow is expected to fall overnight.", ["2016-08-16TNI"]),
    ("The wind eased overnight.", ["2016-08-15TNI"]),
    ("The crew went down on Sunday and was driven back overnight.", ["2016-08-14TNI"]),
    ("The river will crest by Thursday. Some families fled overnight.", ["2016-08-15TNI"]),
    ("The bridge was shut overnight on Sunday.", ["2016-08-14TNI"]),
    ("The town voted last week to ban overnight parking.", []),
    ("She became famous overnight.", []),
    ("Rates will rise, though not overnight.", []),
]


@pytest.mark.parametrize(("text", "expected"), NIGHTS)
def test_overnight_is_the_night_to_come_where_its_verb_is(text: str, expected: list[str]) -> None:
    assert times("2016-08-16", text) == expected


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("On Thursday they searched the hut crushed by last week's slide. At 6 a.m. a bell rang.", "2013-10-10T06:00"),
        ("On Thursday they searched the hut. Last week's slide crushed it. At 6 a.m. a bell rang.", "2013-10-11T06:00"),
    ],
)
def test_a_week_named_beside_a_day_does_not_end_the_day(text: str, time: str) -> None:
    assert times("2013-10-11", text) == [time]


@pytest.mark.parametrize(
    "words", ["late afternoon Thursday", "late afternoon on Thursday", "the late afternoon Thursday", "late Thursday afternoon"]
)
def test_a_late_part_of_a_day_is_one_time_with_its_day(words: str) -> None:
    found = normalize(f"The pound had slipped by {words}.", date(2013, 10, 11))
    assert [(mention.timex_value, mention.timex_mod) for mention in found] == [("2013-10-10TAF", "END")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the night before the wedding he slept badly. The next day he yawned.", ["TNI", None]),
        ("On the morning after the gale they dug.", ["TMO"]),
        ("They won in the afternoon before a crowd of 900.", ["2016-08-16TAF"]),
        ("They met on Sunday. On the night of the wedding it rained.", ["2016-08-14", "2016-08-14TNI"]),
    ],
)
def test_a_night_before_what_has_no_day_has_none(text: str, expected: list[str | None]) -> None:
    mentions = normalize(text, date(2016, 8, 16), profile="news", anchoring="publication")
    assert [m.timex_value for m in mentions] == expected


def test_an_adverb_before_what_has_happened_changes_nothing() -> None:
    for verb in ("sold", "finally sold", "eventually sold"):
        text = f"He won the house on Sunday. He {verb} it later in the day."
        mentions = normalize(text, date(2016, 8, 16), profile="news", anchoring="publication")
        assert [m.timex_value for m in mentions] == ["2016-08-14", "2016-08-14"]
