# SPDX-License-Identifier: Apache-2.0
"""What the techniques are called, on the screen and in the note. Lower case: they stand inside sentences."""

NAMES: dict[str, dict[str, str]] = {
    "linked_to_goals": {"en": "linked to own goals", "nb": "koblet til egne mål"},
    "hope": {"en": "hope and confidence", "nb": "håp og tro på seg selv"},
    "pros_and_cons": {"en": "pros and cons", "nb": "fordeler og ulemper"},
    "reframing": {"en": "strength in what was hard", "nb": "styrken i det vanskelige"},
    "interactive_teaching": {"en": "talked it through together", "nb": "snakket oss gjennom stoffet"},
    "small_chunks": {"en": "small pieces", "nb": "små biter"},
    "checking_understanding": {"en": "asked what was understood", "nb": "spurte hva som satt igjen"},
    "review": {"en": "went back to what we knew", "nb": "repeterte"},
    "own_language": {"en": "used the person's own words", "nb": "brukte deltakernes egne ord"},
    "reinforcement": {"en": "noticed what went well", "nb": "la merke til det som gikk bra"},
    "shaping": {"en": "one small part at a time", "nb": "én liten del om gangen"},
    "modelling": {"en": "showed how", "nb": "viste hvordan"},
    "role_play": {"en": "role play", "nb": "rollespill"},
    "cognitive_restructuring": {"en": "looked at thoughts", "nb": "så på tanker"},
    "relaxation": {"en": "relaxation", "nb": "avspenning"},
    "coping_skill": {"en": "coping", "nb": "mestring"},
    "relapse_prevention_skill": {"en": "staying well", "nb": "å holde seg frisk"},
    "behavioural_tailoring": {"en": "medicine routine", "nb": "medisinrutine"},
    "social_skill": {"en": "being with others", "nb": "å være sammen med andre"},
}


def name_of(slug: str, language: str) -> str:
    """The name of a technique."""
    return NAMES[slug][language]
