"""What letters are: which may be written into a file, and between which a line may break without a space."""

# ruff: noqa: RUF001 # signs as they are written
import re

# What XML refuses or an editor takes for the end of a line: controls, lone surrogates, noncharacters.
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
# No line begins with these, or ends with those. Between them Japanese has rules (kinsoku), Thai has vowels.
CLOSING = (
    "、。，．・：；？！ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ）」』】〕〉》〗〙’”!?,.:;)\\]}…ๆฯ"
)
OPENING = "（「『【〔〈《〖〘‘“(\\[{เแโใไ"
MARKS = (
    "\u0300-\u036f\u0e30-\u0e3a\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u17b4-\u17d3\u3099\u309a\ufe00-\ufe0f\u200d"
)
# A character with what may not be parted from it.
PIECE = re.compile(
    rf"[{OPENING}]*(?:[{UNSPACED}]|[^{UNSPACED}{CLOSING}{OPENING}]+|[{CLOSING}{MARKS}])[{CLOSING}{MARKS}]*|.+?$"
)
ANY_UNSPACED = re.compile(f"[{UNSPACED}]")


def writable(text: str) -> str:
    """The text with a space in place of every character that a file could not carry."""
    return UNWRITABLE.sub(" ", text)


def field(text: str) -> str:
    """One field of a file whose fields are parted by spaces; a quote would begin one that has some."""
    return "_".join(writable(text).replace('"', "'").split())


def is_spaced(word: str) -> bool:
    """Whether it is of a script that has spaces between words."""
    return word.isascii() or not ANY_UNSPACED.search(word)


def pieces(word: str) -> list[str]:
    """A word cut wherever a line may end inside it: nowhere, in scripts that have spaces."""
    return [word] if is_spaced(word) else PIECE.findall(word)
