"""Finding: from a question to the passages that may answer it."""

from memory.search.counting import Asked
from memory.search.filters import Filter
from memory.search.quoted import quoted_passages
from memory.search.retriever import STAGES, Counting, Found, Retriever
from memory.search.words import WORD, content_words, plain

__all__ = [
    "STAGES",
    "WORD",
    "Asked",
    "Counting",
    "Filter",
    "Found",
    "Retriever",
    "content_words",
    "plain",
    "quoted_passages",
]
