# SPDX-License-Identifier: Apache-2.0
"""Every word of an answer, whatever it is made of."""

from functools import lru_cache

import pypdfium2
from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """Every word of an answer, also those inside a PDF, and its headers."""
    head = str(response.headers)
    if response.get("Content-Type") == "application/pdf":
        return head + " ".join(pages_of(response.content))
    return head + response.content.decode(errors="replace")


@lru_cache(maxsize=64)
def pages_of(pdf: bytes) -> list[str]:
    """The words of each page of a PDF. The same paper, given to the next reader, is read once."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def is_tagged(pdf: bytes) -> bool:
    """Whether a screen reader gets the structure of a PDF."""
    return bool(pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(pdf)))
