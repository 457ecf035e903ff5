"""Bilingual texts: what stands in tables as English beside Chinese, one of them chosen."""

from __future__ import annotations

LANGUAGES = ("en", "zh")


def chosen(texts: tuple[str, str], language: str) -> str:
    """Return the text in a language, "en" or "zh"."""
    return texts[LANGUAGES.index(language)]


def counted(forms: tuple[str, str, str], number: int, language: str, *, written: str) -> str:
    """Return a number with its noun; `forms` are one and many in English, then Chinese, each with `{n}` in it."""
    one, many, chinese = forms
    return chosen((one if number == 1 else many, chinese), language).format(n=written)
