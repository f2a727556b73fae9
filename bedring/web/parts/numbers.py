# SPDX-License-Identifier: Apache-2.0
"""The one reader of numbers that come with a request: whatever somebody sends, it is one that can be worked with."""

LARGEST = 2_147_483_647
"""What the database keeps in an ordinary whole number."""


def number(text: object, otherwise: int = 0, *, least: int = 0, most: int = LARGEST) -> int:
    """`text` as a whole number from `least` to `most`; `otherwise` where it is none.

    Digits are 0 to 9 alone: `²` and its like are no numbers, and five thousand digits are not read at all.
    """
    plain = str(text or "").strip()
    plain = (plain.lstrip("0") or plain[:1])[:20]
    if not (plain.isascii() and plain.isdigit()):
        return otherwise
    return min(max(int(plain), least), most)
