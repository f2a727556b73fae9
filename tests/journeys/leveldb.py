# SPDX-License-Identifier: Apache-2.0
"""Reading what a browser keeps in LevelDB: its tables, an index of blocks, each plain or packed with Snappy; its log,
in pieces; and the values of IndexedDB, which Chromium packs with Snappy besides. Sources: the format descriptions in
LevelDB's and Snappy's own repositories, and what Chromium writes.
"""

import contextlib
from collections.abc import Iterable
from pathlib import Path

MAGIC = bytes.fromhex("57fb808b247547db")
FOOTER, TRAILER = 48, 5
PLAIN, SNAPPY = 0, 1
PIECE, HEADER = 32768, 7
PACKED_VALUE = b"\xff\x11\x02"
"""What stands before a value that Chromium has packed."""
LONGEST = 1 << 26


def layers(path: Path) -> Iterable[bytes]:
    """What a file of a browser says: its bytes, and whatever is packed in them."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:  # the browser, still running, has taken it away
        return
    whole = table(raw) if path.suffix == ".ldb" else log(raw) if path.suffix == ".log" else raw
    yield from (raw, whole)
    at = -1
    while (at := whole.find(PACKED_VALUE, at + 1)) >= 0:
        with contextlib.suppress(IndexError, ValueError):  # by chance the same three bytes
            yield snappy(whole[at + len(PACKED_VALUE) :])


def log(raw: bytes) -> bytes:
    """The records of a log, one after the other: each lies in pieces, with a header before each."""
    found, at = bytearray(), 0
    while at + HEADER <= len(raw):
        left = PIECE - at % PIECE
        if left < HEADER:
            at += left
            continue
        size = int.from_bytes(raw[at + 4 : at + 6], "little")
        found += raw[at + HEADER : at + HEADER + size]
        at += HEADER + size
    return bytes(found)


def table(table: bytes) -> bytes:
    """All blocks of a table, unpacked, one after the other. Empty for what is no whole table."""
    if len(table) < FOOTER or not table.endswith(MAGIC):
        return b""
    footer = table[-FOOTER:]
    _meta, at = _handle(footer, 0)
    index, _ = _handle(footer, at)
    return b"\n".join(_block(table, *_handle(value, 0)[0]) for value in _values(_block(table, *index)))


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    found = shift = 0
    while True:
        byte = data[at]
        found |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return found, at


def _handle(data: bytes, at: int) -> tuple[tuple[int, int], int]:
    """Where a block lies and how long it is, and where that ends."""
    offset, at = _number(data, at)
    size, at = _number(data, at)
    return (offset, size), at


def _block(table: bytes, offset: int, size: int) -> bytes:
    raw, kind = table[offset : offset + size], table[offset + size]
    assert kind in (PLAIN, SNAPPY), f"a block packed in another way: {kind}"
    return raw if kind == PLAIN else snappy(raw)


def _values(block: bytes) -> list[bytes]:
    """The values of a block, without their keys."""
    restarts = int.from_bytes(block[-4:], "little")
    end, at, found = len(block) - 4 - 4 * restarts, 0, []
    while at < end:
        _shared, at = _number(block, at)
        rest, at = _number(block, at)
        size, at = _number(block, at)
        found.append(block[at + rest : at + rest + size])
        at += rest + size
    return found


def snappy(packed: bytes) -> bytes:
    """What was packed with Snappy; whatever follows it is left alone."""
    size, at = _number(packed, 0)
    if size > LONGEST:
        raise ValueError("no such thing")
    out = bytearray()
    while len(out) < size:
        tag = packed[at]
        at += 1
        if tag & 3 == 0:  # so many bytes as they are
            length = tag >> 2
            if length >= 60:
                more = length - 59
                length = int.from_bytes(packed[at : at + more], "little")
                at += more
            out += packed[at : at + length + 1]
            at += length + 1
            continue
        if tag & 3 == 1:  # so many bytes again from so far back
            length, back, more = (tag >> 2 & 7) + 4, (tag >> 5) << 8 | packed[at], 1
        else:
            more = 2 if tag & 3 == 2 else 4
            length, back = (tag >> 2) + 1, int.from_bytes(packed[at : at + more], "little")
        at += more
        for _ in range(length):
            out.append(out[-back])
    return bytes(out)
