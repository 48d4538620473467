"""Which of AudioSet's classes make which event, and how sure a tagger must be of it."""

from dataclasses import dataclass

# Classes of AudioSet's 527 that YAMNet leaves out, in whose numbering the classes below are.
LEFT_OUT = (1, 2, 12, 32, 33, 277)


@dataclass(frozen=True)
class Kind:
    type: str
    threshold: float  # 0 to 1, that any of the classes is heard
    classes: tuple[int, ...]


KINDS = (
    Kind("laughter", 0.3, (13, 14, 15, 16, 17, 18)),  # laughter, baby's, giggle, snicker, belly, chuckle
    Kind("applause", 0.3, (58, 62)),  # clapping, applause
    Kind("cheering", 0.3, (61,)),
    Kind("music", 0.4, (132,)),
    Kind("singing", 0.4, (24, 25)),  # singing, choir
    Kind("cough", 0.3, (42,)),
    Kind("throat_clearing", 0.3, (43,)),
    Kind("sneeze", 0.3, (44,)),
    Kind("crying", 0.3, (19, 20)),  # crying and sobbing, baby's cry
    Kind("dog", 0.4, (69, 70)),  # dog, bark
    Kind("siren", 0.4, (317, 318, 319, 390)),  # police, ambulance, fire engine, siren
    Kind("knock", 0.4, (353,)),
    Kind("typing", 0.4, (378, 380)),  # typing, computer keyboard
    Kind("phone", 0.4, (384, 385, 386)),  # bell ringing, ringtone, DTMF
    Kind("dial_tone", 0.5, (387, 388)),  # dial tone, busy signal
    # wind, wind at the microphone, rain, rain on a surface, stream, waterfall, hair dryer, vacuum cleaner,
    # fan, air conditioning, noise, environmental noise, static, hum, white noise, pink noise
    Kind("noise", 0.3, (277, 279, 283, 285, 286, 287, 367, 371, 406, 407, 507, 508, 509, 510, 514, 515)),
)


def of_all(number: int) -> int:
    """A class's number among all 527."""
    for left_out in LEFT_OUT:
        if number >= left_out:
            number += 1
    return number
