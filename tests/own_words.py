# SPDX-License-Identifier: Apache-2.0
"""Words that people have typed or pasted, of every kind that was once refused by paper."""

ON_PAPER = [
    "Gå tur med hunden 🐶 hver dag",
    "Tor sa selv: «Dette går bra 👍»",
    "\uf0b7 Andre punkt",
    "kopiert\x07",
    "ሰላም",
    "散步",
    "المشي كل يوم",
    "Привіт",
    "Čáhci Ŋ ŧ",
    "Żółć",
    "Glad i deg ❤️",
    "A\u030ase",
    "👨\u200d👩\u200d👧 🇳🇴 👍🏽 1️⃣ 🏴\U000e0067\U000e0062\U000e007f",
    "மகிழ்ச்சி สวัสดี नमस्ते",
    "x\u0301\u20dd \u202eabc \ufffd \ue000 \U0001f9ff \U000f0000",
    "# *tegn* _som_ $betyr$ @noe <for> `typst` \\ #import",
    "e" * 400,
]
