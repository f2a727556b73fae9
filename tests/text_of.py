# SPDX-License-Identifier: Apache-2.0
"""Every word of an answer, whatever it is made of."""

import io
from functools import lru_cache

from django.http import HttpResponse
from pypdf import PdfReader


def text_of(response: HttpResponse) -> str:
    """Every word of an answer, also those inside a PDF, and its headers."""
    head = str(response.headers)
    if response.get("Content-Type") == "application/pdf":
        return head + _words_in(response.content)
    return head + response.content.decode(errors="replace")


@lru_cache(maxsize=64)
def _words_in(pdf: bytes) -> str:
    """The same paper, given to the next reader, is read once."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
