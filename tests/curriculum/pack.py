# SPDX-License-Identifier: Apache-2.0
"""A small content pack that is right in every way, for tests to spoil."""

from pathlib import Path

VOCABULARY = """\
# SPDX-License-Identifier: CC-BY-4.0
terms:
"""
TERM = """\
  {name}:
    about: {{en: About it, nb: Om det}}
    default: first
    choices:
      - slug: first
        en: {{singular: {en}, plural: {en}s}}
        nb: {{indefinite: {nb}, definite: {nb}en, plural: {nb}er, plural_definite: {nb}ene}}
      - slug: other
        en: {{singular: {en2}, plural: {en2}s}}
        nb: {{indefinite: {nb2}, definite: {nb2}et, plural: {nb2}er, plural_definite: {nb2}ene}}
"""
TERMS = ["illness", "symptom", "relapse", "medication", "practitioner", "recovery"]

EDITION = """\
# SPDX-License-Identifier: CC-BY-4.0
slug: norway
title: {en: Norwegian edition, nb: Norsk utgave}
modules:
  - small-things
"""

HELP = """\
# SPDX-License-Identifier: CC-BY-4.0
lines:
  - slug: emergency
    name: {en: Emergency, nb: Nødhjelp}
    number: "113"
    when: {en: When life is in danger., nb: Når det står om liv.}
    hours: {en: Always open., nb: Alltid åpent.}
    source: example.org
    checked: 2026-11-01
"""

MODULE = """\
# SPDX-License-Identifier: CC-BY-4.0
slug: small-things
title: {en: Small things, nb: Små ting}
aim: {en: To find one small thing., nb: Å finne én liten ting.}
why: {en: Small things count., nb: Små ting teller.}
take_away: {en: [You have one thing.], nb: [Du har én ting.]}
sessions: {min: 1, max: 2}
suggested_split:
  - sessions: 1
    topics: [one-thing]
topics: [one-thing]
version: "1.0"
reviewed: 2026-11-23
licence: CC-BY-4.0
sources:
  - {author: "Strand, E.", year: 2001, title: On small things}
lived_experience: {en: ["What is small for you?"], nb: ["Hva er lite for deg?"]}
"""

WORKSHEET = """\
# SPDX-License-Identifier: CC-BY-4.0
slug: my-thing
title: {en: My thing, nb: Min ting}
intro: {en: Write what you like., nb: Skriv det du vil.}
fields:
  - name: thing
    kind: long_text
    label: {en: My thing, nb: Tingen min}
  - name: mood
    kind: choice
    label: {en: How it is, nb: Hvordan det er}
    options:
      - {slug: good, en: Good, nb: Bra}
      - {slug: so-so, en: So-so, nb: Sånn passe}
  - name: days
    kind: table
    label: {en: Days, nb: Dager}
    columns:
      - name: day
        kind: date
        label: {en: Day, nb: Dag}
"""

HANDOUT = {
    "en": """\
---
SPDX-License-Identifier: CC-BY-4.0
title: One thing
summary: One small thing can make a day better.
key_points:
  - Small is fine.
  - You choose.
  - >-
    Others can help,
    and so can [[practitioner|plural]].
reflection:
  - What do you like?
  - Who do you like to be with?
try_this: Look out of the window for a minute.
who_could_be_part: A friend can come along.
around_me: The library has warm rooms and good chairs.
worksheets:
  - my-thing
home_practice:
  - slug: walk
    title: A walk
    what: Walk round the block once.
    when: On Monday.
    where: At home.
    with_whom: With a friend.
  - slug: call
    title: A call
    what: Call one person you like.
    when: On Friday.
    where: At home.
    with_whom: Just you.
check:
  question: Which one is small?
  answers:
    - text: A new house.
      right: false
    - text: A walk.
      right: true
  because: A walk takes ten minutes.
---

## Why small

""",
    "nb": """\
---
SPDX-License-Identifier: CC-BY-4.0
title: Én ting
summary: En liten ting kan gjøre dagen bedre.
key_points:
  - Lite er greit.
  - Du velger selv.
  - >-
    Andre kan hjelpe til,
    og det kan [[practitioner|plural]] også.
reflection:
  - Hva liker du?
  - Hvem liker du å være med?
try_this: Se ut av vinduet i ett minutt.
who_could_be_part: En venn kan bli med.
around_me: På biblioteket er det varmt, og stolene er gode.
worksheets:
  - my-thing
home_practice:
  - slug: walk
    title: En tur
    what: Gå en tur rundt huset.
    when: På mandag.
    where: Hjemme.
    with_whom: Med en venn.
  - slug: call
    title: En prat
    what: Ring til en du liker.
    when: På fredag.
    where: Hjemme.
    with_whom: Bare du.
check:
  question: Hva er lite?
  answers:
    - text: Et nytt hus.
      right: false
    - text: En tur.
      right: true
  because: En tur tar ti minutter.
---

## Hvorfor lite

""",
}
PARAGRAPH = {
    "en": "Ane sat down with her tea. The sun came in and\nthe cat lay by her side. She had time to rest.\n\n",
    "nb": "Ane satte seg med teen sin. Sola kom inn, og\nkatten lå der den pleide. Hun hadde tid til å hvile.\n\n",
}
PRACTICE = {
    "en": """\
---
SPDX-License-Identifier: CC-BY-4.0
title: Try it here
kind: exercise
minutes: {min: 3, max: 5}
skill: To choose
needs: [Paper]
---

## Steps

1. Think of one thing.
2. Say it to the person next to you.

## What to say

> “I like to walk.”
""",
    "nb": """\
---
SPDX-License-Identifier: CC-BY-4.0
title: Prøv det her
kind: exercise
minutes: {min: 3, max: 5}
skill: Å velge
needs: [Papir]
---

## Slik gjør dere

1. Tenk på én ting.
2. Si det til den som sitter ved siden av.

## Dette kan du si

> «Jeg liker å gå tur.»
""",
}
GUIDE = """\
---
SPDX-License-Identifier: CC-BY-4.0
title: {title}
purpose: {text}
open_with: {text}
motivational: [{text}, {text}]
educational: [{text}, {text}]
cognitive_behavioural: [{text}, {text}]
stages:
  precontemplation: {text}
  contemplation: {text}
  preparation: {text}
  action: {text}
  maintenance: {text}
group: {text}
one_to_one: {text}
difficulties:
  - what: {text}
    helps: {text}
involve_supporter: {text}
note: {text}
---
"""


STORY = """---
SPDX-License-Identifier: LicenseRef-by-consent
title: My year
told_by: A.
module: small-things
content_note: losing a job
consent:
  given: 2026-01-01
---

I was insane with joy the day the cat came home, and that is how I want to say it.
"""


def files() -> dict[str, str]:
    """The pack, by path."""
    words = [("problem", "challenge", "plage", "symptom")] * len(TERMS)
    terms = [TERM.format(name=n, en=a, en2=b, nb=c, nb2=d) for n, (a, b, c, d) in zip(TERMS, words, strict=True)]
    module = "modules/small-things"
    made = {
        "words/vocabulary.yaml": VOCABULARY + "".join(terms),
        "words/avoid.en.txt": "# SPDX-License-Identifier: CC-BY-4.0\nthe insane -> people\noverdue -> (leave it out)\n",
        "words/avoid.nb.txt": "# SPDX-License-Identifier: CC-BY-4.0\nde gale -> mennesker\n",
        "words/abbreviations.txt": "# SPDX-License-Identifier: CC-BY-4.0\nTV\n",
        "editions/norway.yaml": EDITION,
        "help/norway.yaml": HELP,
        "stories/my-year.en.md": STORY,
        f"{module}/module.yaml": MODULE,
        f"{module}/worksheets/my-thing.yaml": WORKSHEET,
    }
    for language, title, text in (("en", "Guide", "Say it kindly."), ("nb", "Veileder", "Si det vennlig.")):
        made[f"{module}/topics/one-thing.{language}.md"] = HANDOUT[language] + PARAGRAPH[language] * 10
        made[f"{module}/practice/one-thing.{language}.md"] = PRACTICE[language]
        made[f"{module}/guide/one-thing.{language}.md"] = GUIDE.format(title=title, text=text)
    return made


def write(folder: Path) -> Path:
    """Write the pack into `folder`."""
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
