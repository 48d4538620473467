"""Personal data is found as people say it and as it is written, and nothing else is."""

import pytest

from activities.engines.redact.pii_presidio.checks import luhn, mod97
from activities.engines.redact.pii_presidio.engine import PiiPresidio
from activities.engines.redact.stretches import stretches
from activities.redact import without
from activities.transcript import Entity, Segment, Word
from tests.transcripts import segment, transcript

IBAN = "D E eight nine three seven oh four double oh four four oh five three two oh one three oh double oh"
SPOKEN = [
    ("my card number is four one one one one one one one one one one one one one one one",
     "credit_card_number", "four one one one one one one one one one one one one one one one"),
    ("the card is forty-one eleven eleven eleven eleven eleven eleven eleven",
     "credit_card_number", "forty-one eleven eleven eleven eleven eleven eleven eleven"),
    ("four triple one, double one double one, triple one one, one one one one",
     "credit_card_number", "four triple one, double one double one, triple one one, one one one one"),
    ("4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1 is my card", "credit_card_number", "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1"),
    ("The card number is 4111 1111 1111 1111.", "credit_card_number", "4111 1111 1111 1111"),
    ("Card 4111 1111 1111 1111 1 please", "credit_card_number", "4111 1111 1111 1111 1"),
    ("my visa is 4111 1111 1111 111", "credit_card_number", "4111 1111 1111 111"),
    ("the card ending in four two four two", "credit_card_number", "four two four two"),
    ("5500-0000-0000-0004", "credit_card_number", "5500-0000-0000-0004"),
    ("three seven eight two eight two two four six three one oh oh oh five", "credit_card_number",
     "three seven eight two eight two two four six three one oh oh oh five"),
    ("The CVV is 737.", "cvv", "737"),
    ("the security code is seven three seven", "cvv", "seven three seven"),
    ("my card is 4111 1111 1111 1111 and the code is 737", "cvv", "737"),
    ("C V V double seven three", "cvv", "double seven three"),
    ("It expires 09/27.", "expiry", "09/27"),
    ("it expires oh nine twenty seven", "expiry", "oh nine twenty seven"),
    ("expiry date twelve twenty twenty six", "expiry", "twelve twenty twenty six"),
    ("expires September twenty twenty seven", "expiry", "September twenty twenty seven"),
    ("Call me at 212-555-0187.", "phone", "212-555-0187"),
    ("my number is 415 555 0132", "phone", "415 555 0132"),
    ("my phone number is five five five one two three four", "phone", "five five five one two three four"),
    ("you can reach me at four one five, double five five, zero one three two", "phone",
     "four one five, double five five, zero one three two"),
    ("call me at eight hundred five five five oh one nine nine", "phone",
     "eight hundred five five five oh one nine nine"),
    ("my mobile is oh seven seven double oh nine hundred one two three", "phone",
     "oh seven seven double oh nine hundred one two three"),
    ("phone: (212) 555-0187", "phone", "212) 555-0187"),
    ("ring +44 20 7946 0958", "phone", "44 20 7946 0958"),
    ("phone number four one five um five five five uh zero one three two", "phone",
     "four one five um five five five uh zero one three two"),
    ("My social security number is 536-90-4399.", "ssn", "536-90-4399"),
    ("social security five three six nine zero four three nine nine", "ssn",
     "five three six nine zero four three nine nine"),
    ("the last four of your social? six seven eight nine", "ssn", "six seven eight nine"),
    ("078-05-1120", "ssn", "078-05-1120"),
    ("I was born on March third nineteen eighty", "date_of_birth", "March third nineteen eighty"),
    ("date of birth? March the fourteenth, nineteen seventy two.", "date_of_birth",
     "March the fourteenth, nineteen seventy two"),
    ("my birthday is the 3rd of June 1985", "date_of_birth", "the 3rd of June 1985"),
    ("my date of birth is 03/14/1972", "date_of_birth", "03/14/1972"),
    ("born in nineteen eighty four", "date_of_birth", "nineteen eighty four"),
    ("my email is john dot smith at gmail dot com", "email", "john dot smith at gmail dot com"),
    ("my email is j o h n at gmail dot com", "email", "j o h n at gmail dot com"),
    ("write to sheila.j@example.com please", "email", "sheila.j@example.com"),
    ("email jane underscore doe ninety nine at example dot co dot uk", "email",
     "jane underscore doe ninety nine at example dot co dot uk"),
    ("please send the details to david at example dot com", "email", "david at example dot com"),
    ("send the details to David.example.com", "email", "David.example.com"),
    ("the server is 192.168.1.10", "ip", "192.168.1.10"),
    ("one nine two dot one six eight dot one dot one", "ip",
     "one nine two dot one six eight dot one dot one"),
    ("ten dot zero dot zero dot twelve", "ip", "ten dot zero dot zero dot twelve"),
    ("my iban is DE89 3704 0044 0532 0130 00", "iban", "DE89 3704 0044 0532 0130 00"),
    ("GB29 NWBK 6016 1331 9268 19", "iban", "GB29 NWBK 6016 1331 9268 19"),
    (f"my iban is {IBAN} thanks", "iban", IBAN),
    ("my account number is one two three four five six seven eight", "account_number",
     "one two three four five six seven eight"),
    ("routing number 021000021", "account_number", "021000021"),
    ("My name is Sheila Johnson.", "name", "Sheila Johnson"),
    ("my name is sheila johnson and i have a question", "name", "sheila johnson"),
    ("hello this is john smith", "name", "john smith"),
    ("your appointment is with Dr. Evans", "name", "Dr. Evans"),
    ("i spoke to doctor evans", "name", "doctor evans"),
    ("my last name is s m i t h", "name", "s m i t h"),
    ("I live at 24 Oak Street in Chicago.", "location", "24 Oak Street in Chicago"),
    ("i live at twenty two oak street boston", "location", "twenty two oak street boston"),
    ("No, I moved to 15-Hail Road, Cambridge.", "location", "15-Hail Road, Cambridge"),
    ("my zip code is 02139", "location", "02139"),
]  # fmt: skip

TRAPS = [
    "In 2026 we will see.",
    "back in nineteen eighty four everything was different",
    "twenty twenty six was a good year",
    "It costs 24.99 dollars.",
    "the payment of three hundred and twenty dollars has been accepted",
    "The payment of $4111 was accepted.",
    "The meeting starts at 10:30 and ends at 12:45.",
    "let's meet at ten thirty",
    "one two three testing",
    "testing one two three four five six seven eight nine ten",
    "You are in room 4122 on the fourth floor.",
    "the room is four one two",
    "A population of 1,500,000 people.",
    "We sold 12,345,678 pieces.",
    "Chapter 12, verse 7.",
    "flight 1822 leaves from gate twelve",
    "your order number is 123456789",
    "I will be there in twenty minutes.",
    "I have two close friends on the road.",
    "The score was 21 to 14.",
    "there are three hundred and sixty five days in a year",
    "Version 3.11.7 is out.",
    "Look at example dot com.",
    "visit www.example.com for more",
    "I'm sorry, could you hold on?",
    "This is great, thank you very much.",
    "may i ask will you mark that",
    "oh one more thing",
    "half past two on monday",
    "ninety nine percent of people",
]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> PiiPresidio:
    return PiiPresidio("en-core-web-sm", tmp_path_factory.mktemp("models"))


def said(text: str, start: float = 0.0, speaker: str | None = None) -> Segment:
    """Every word takes 0.4 s, with 0.1 s after it."""
    words = [
        Word(text=word, start=round(start + at / 2, 3), end=round(start + at / 2 + 0.4, 3))
        for at, word in enumerate(text.split())
    ]
    return Segment(text=text, start=start, end=words[-1].end, words=words, speaker=speaker)


@pytest.mark.parametrize(("text", "type", "found"), SPOKEN)
def test_personal_data_is_found_as_it_is_said(finder: PiiPresidio, text: str, type: str, found: str) -> None:
    entities = finder.find([said(text)], None, "en")
    assert (type, found) in [(entity.type, entity.text) for entity in entities]


@pytest.mark.parametrize("text", TRAPS)
def test_other_numbers_and_words_are_left_alone(finder: PiiPresidio, text: str) -> None:
    assert [(entity.type, entity.text) for entity in finder.find([said(text)], None, "en")] == []


def test_times_are_those_of_the_first_and_last_word(finder: PiiPresidio) -> None:
    text = "well my phone number is five five five one two three four thanks"
    (phone,) = finder.find([said(text, start=10.0)], ["phone"], "en")
    assert (phone.start, phone.end) == (12.5, 15.9)
    assert text[phone.start_char : phone.end_char] == phone.text


def test_an_entity_crosses_from_one_segment_to_the_next(finder: PiiPresidio) -> None:
    segments = [said("my phone number is four one five"), said("five five five zero one three two", 8.0)]
    (phone,) = finder.find(segments, None, "en")
    assert (phone.start, phone.end) == (2.0, 11.4)
    assert phone.text == "four one five five five five zero one three two"


def test_nothing_is_left_of_what_two_speakers_say_in_turn(finder: PiiPresidio) -> None:
    segments = [
        segment(1, "my phone number is four one five", "SPEAKER_00", 0.0),
        segment(2, "five five five zero one three two okay", "SPEAKER_01", 8.0),
    ]
    redacted, _ = without(transcript(segments), finder.find(segments, None, "en"))
    assert redacted.text == "my phone number is [PHONE] okay"
    assert [[word.text for word in segment.words] for segment in redacted.segments] == [
        ["my", "phone", "number", "is", "[PHONE]"],
        ["okay"],
    ]


def test_the_question_of_one_speaker_says_what_the_other_answers(finder: PiiPresidio) -> None:
    segments = [said("And the card number?", 0.0, "A"), said("yes it is 4242 4242", 3.0, "B")]
    (card,) = finder.find(segments, None, "en")
    assert (card.type, card.text, card.speaker) == ("credit_card_number", "4242 4242", "B")


def test_words_that_recognition_joins_have_their_own_times(finder: PiiPresidio) -> None:
    words = ["My", "phone", "is", "415", "-555", "-0132"]
    timed = [Word(text=word, start=float(at), end=at + 1.0) for at, word in enumerate(words)]
    segment = Segment(text="My phone is 415-555-0132", start=0, end=6, words=timed)
    (phone,) = finder.find([segment], None, "en")
    assert (phone.text, phone.start, phone.end) == ("415-555-0132", 3.0, 6.0)


def test_rewritten_text_is_heard_where_its_words_were(finder: PiiPresidio) -> None:
    segment = said("my phone is four one five five five five zero one three two okay")
    rewritten = segment.model_copy(update={"text": "My phone is 415-555-0132. Okay."})
    (phone,) = finder.find([rewritten], None, "en")
    assert phone.start <= 1.5
    assert phone.end >= 6.4


def test_segments_without_words_are_heard_as_a_whole(finder: PiiPresidio) -> None:
    segment = Segment(text="Call me at 212-555-0187.", start=3.0, end=7.0)
    (phone,) = finder.find([segment], None, "en")
    assert (phone.start, phone.end) == (3.0, 7.0)


def test_only_the_types_that_were_asked_for_come_back(finder: PiiPresidio) -> None:
    text = "My name is Sheila Johnson, call me at 212-555-0187."
    assert {entity.type for entity in finder.find([said(text)], ["phone"], "en")} == {"phone"}


def test_a_name_said_once_is_found_again(finder: PiiPresidio) -> None:
    segments = [said("My name is Orla Quill."), said("okay Quill, one moment", 5.0)]
    assert [entity.text for entity in finder.find(segments, ["name"], "en")] == ["Orla Quill", "Quill"]


def test_cards_are_pci_and_people_are_pii(finder: PiiPresidio) -> None:
    text = "My name is Sheila Johnson and my card is 4111 1111 1111 1111."
    found = {entity.type: entity.category for entity in finder.find([said(text)], None, "en")}
    assert found == {"name": "pii", "credit_card_number": "pci"}


def test_numbers_and_addresses_are_found_in_other_languages(finder: PiiPresidio) -> None:
    text = "Schreiben Sie an anna@example.de oder IBAN DE89 3704 0044 0532 0130 00"
    assert {entity.type for entity in finder.find([said(text)], None, "de")} == {"email", "iban"}


def test_nothing_said_is_nothing_found(finder: PiiPresidio) -> None:
    assert finder.find([], None, "en") == []
    assert finder.find([Segment(text="", start=0, end=1)], None, None) == []


def test_the_pause_before_the_next_word_is_not_heard_either() -> None:
    times = {"is": 1.0, "twenty": 1.5, "and": 2.2}
    words = [Word(text=text, start=at, end=at + 0.4) for text, at in times.items()]
    entity = Entity(type="cvv", text="twenty", start=1.5, end=1.9, start_char=3, end_char=9)
    (heard,) = stretches([entity], [Segment(text="is twenty and", start=1.0, end=2.6, words=words)])
    assert (heard.start, heard.end) == (1.4, 2.2)


def test_check_digits() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert mod97("GB29NWBK60161331926819")
    assert not mod97("GB29NWBK60161331926818")
