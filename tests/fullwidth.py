"""Finds half-width punctuation beside Chinese characters; a Chinese editor would send it back."""

import re

_FULL = dict(zip(",;:?!", "，；：？！", strict=True))
_HAN = "\u4e00-\u9fff“”《》、。（），；：？！"


def mended(text: str) -> str:
    """Return a Chinese text with the punctuation that touches Chinese characters made full-width."""
    before = ""
    while before != text:
        before = text
        text = re.sub(rf"(?<=[{_HAN}])([,;:?!]) ?(?=[{_HAN}0-9A-Za-z]|$)", lambda m: _FULL[m[1]], text)
        text = re.sub(rf"(?<=[{_HAN}0-9A-Za-z%])([,;:?!])(?=[{_HAN}])", lambda m: _FULL[m[1]], text)
        text = re.sub(rf"(?<=[{_HAN}])\(([^()]*)\)", r"（\1）", text)
        text = re.sub(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)", r"（\1）", text)
    return text
