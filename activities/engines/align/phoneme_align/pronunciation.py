"""How an English word that no dictionary has is probably said: letters in, ARPAbet phonemes out.

Rough on purpose: the aligner only needs sounds of about the right kind and length.
"""

import re

# Longest first; what stands at the start or the end of a word has ^ or $.
RULES = dict(
    line.split(":")
    for line in """
tion$:SH AH N|sion$:ZH AH N|cious$:SH AH S|tious$:SH AH S|ough$:OW|ought:AO T|augh:AO|eigh:EY|igh:AY
ture$:CH ER|ing$:IH NG|ed$:D|es$:Z|le$:AH L|re$:ER|ous$:AH S|ey$:IY|ie$:IY|y$:IY|e$:|^kn:N|^wr:R|^ps:S
^x:Z|^gn:N|^mc:M AH K|^rh:R|^wh:W|sch:SH|tch:CH|dge:JH|chr:K R|ch:CH|sh:SH|th:TH|ph:F|gh:G|ck:K|qu:K W
ng:NG|nk:NG K|sc:S K|ss:S|ll:L|tt:T|pp:P|bb:B|dd:D|ff:F|gg:G|mm:M|nn:N|rr:R|zz:Z|cc:K|ai:EY|ay:EY|au:AO
aw:AO|ee:IY|ea:IY|ei:IY|eu:Y UW|ew:UW|oa:OW|oe:OW|oi:OY|oy:OY|oo:UW|ou:AW|ow:OW|ue:UW|ui:UW|ie:IY|ia:IY AH
io:IY OW|ar:AA R|er:ER|ir:ER|or:AO R|ur:ER|yr:ER|ci:S IH|ce:S EH|cy:S IY|ge:JH EH|gi:JH IH
a:AE|b:B|c:K|d:D|e:EH|f:F|g:G|h:HH|i:IH|j:JH|k:K|l:L|m:M|n:N|o:AA|p:P|q:K|r:R|s:S|t:T|u:AH|v:V|w:W
x:K S|y:IH|z:Z
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
LONGEST = max(map(len, RULES))
# A vowel, one consonant and a silent e at the end: "Dace", "Brome".
MAGIC_E = re.compile(r"([aeiou])([^aeiouwxy])e$")
LONG = {"a": "EY", "e": "IY", "i": "AY", "o": "OW", "u": "UW"}
PLAIN = str.maketrans("àáâãäåçèéêëìíîïñòóôõöøùúûüýÿßœæ", "aaaaaaceeeeiiiinoooooouuuuyysee")


def pronounce(word: str) -> str:
    """Phonemes with blanks between; empty when the word has no letters of ours."""
    letters = re.sub("[^a-z]", "", word.lower().translate(PLAIN))
    if magic := MAGIC_E.search(letters):
        consonant = {"c": "S", "g": "JH"}.get(magic[2]) or RULES[magic[2]]
        head = _read("^" + letters[: magic.start()])
        return " ".join(filter(None, [head, LONG[magic[1]], consonant]))
    return _read("^" + letters + "$")


def _read(marked: str) -> str:
    sounds, at = list[str](), 0
    while at < len(marked):
        for length in range(LONGEST, 0, -1):
            sound = RULES.get(marked[at : at + length])
            if sound is not None and len(marked[at : at + length]) == length:
                sounds.append(sound)
                at += length
                break
        else:
            at += 1  # the marks of start and end themselves
    return " ".join(filter(None, sounds))
