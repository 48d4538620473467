"""ElevenLabs names languages by ISO 639-3, transcripts by BCP 47. Both ways; 639-1 is understood too."""

UNKNOWN = "und"  # ISO 639's code where nobody knows; the client's type wants one

# ISO 639-1 and 639-3.
PAIRS = """
af-afr am-amh ar-ara as-asm az-aze ba-bak be-bel bg-bul bn-ben bo-bod br-bre bs-bos ca-cat cs-ces cy-cym
da-dan de-deu el-ell en-eng es-spa et-est eu-eus fa-fas ff-ful fi-fin fo-fao fr-fra ga-gle gl-glg gu-guj
ha-hau he-heb hi-hin hr-hrv ht-hat hu-hun hy-hye id-ind ig-ibo is-isl it-ita ja-jpn jv-jav ka-kat kk-kaz
km-khm kn-kan ko-kor ku-kur ky-kir la-lat lb-ltz lg-lug ln-lin lo-lao lt-lit lv-lav mg-mlg mi-mri mk-mkd
ml-mal mn-mon mr-mar ms-msa mt-mlt my-mya nb-nob ne-nep nl-nld nn-nno no-nor ny-nya oc-oci or-ori pa-pan
pl-pol ps-pus pt-por ro-ron ru-rus sa-san sd-snd si-sin sk-slk sl-slv sn-sna so-som sq-sqi sr-srp su-sun
sv-swe sw-swa ta-tam te-tel tg-tgk th-tha tk-tuk tl-tgl tr-tur tt-tat uk-ukr ur-urd uz-uzb vi-vie wo-wol
xh-xho yi-yid yo-yor zh-zho zu-zul
"""
LONG = dict(pair.split("-") for pair in PAIRS.split())
SHORT = {long: short for short, long in LONG.items()} | {"cmn": "zh", "fil": "tl", "pes": "fa", "arb": "ar"}


def native(code: str) -> str:
    """BCP 47 for a code of either standard; what is not among them stays."""
    language, _, rest = code.partition("-")
    language = language.lower()
    return "-".join(filter(None, (SHORT.get(language, language), rest)))


def theirs(tag: str | None) -> str:
    language = (tag or UNKNOWN).partition("-")[0].lower()
    return LONG.get(language, language)
