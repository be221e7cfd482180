"""What a caption says: plain words, English or Chinese or both, become values of factors."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache

from ganboard.creatures import lexicon
from ganboard.creatures.factors import NAMES
from ganboard.errors import CaptionError, short
from ganboard.i18n import N_, message

EXAMPLE = N_("a smiling round blue monster with horns")
_WORD = re.compile(
    r"[\u3400-\u9fff、]+"  # Chinese
    r"|[0-9]+"
    r"|(?:(?![\u3400-\u9fff0-9])[^\W_])+(?:'[a-z]+)?"  # words of all other scripts
    r"|[\u2190-\u2bff\U0001f000-\U0001faff]"  # arrows, signs and little pictures
)
_HAN = re.compile(r"[\u3400-\u9fff、]")


@dataclass(frozen=True)
class Word:
    """One or more words of a caption that together say one thing, or that are not known.

    Attributes:
        text: As it was written.
        start: Where it begins in the caption.
        end: Behind its last letter.
        factor: What it says something of; None where it is not known.
        value: What it says; None where it is not known.
    """

    text: str
    start: int
    end: int
    factor: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Parsed:
    """What a caption says.

    Attributes:
        text: The caption.
        words: All that say something or are not known, in their order.
        said: Values by factor, plain ids; without what contradicts itself.
        conflicts: By factor, the words that contradict each other.
    """

    text: str
    words: tuple[Word, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, tuple[Word, ...]] = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[Word, ...]:
        """The words that are not known."""
        return tuple(word for word in self.words if word.factor is None)

    def check(self) -> Parsed:
        """The same, where all of it was understood.

        Raises:
            CaptionError: it says nothing, contradicts itself, or holds unknown words.
        """
        example = message(EXAMPLE)
        for words in self.conflicts.values():
            one, other = next((a, b) for a in words for b in words if a.value != b.value)
            raise CaptionError(
                N_('"{one}" and "{other}" contradict each other. Say only one of them.'), one=one.text, other=other.text
            )
        if self.unknown:
            unknown = ", ".join(f'"{short(word.text)}"' for word in self.unknown[:5])
            raise CaptionError(
                N_(
                    "Not understood: {words}. A caption can name colour, body, number of eyes, mouth and what is on the head, "
                    'such as "{example}".'
                ),
                words=unknown,
                example=example,
            )
        if not self.said:
            raise CaptionError(
                N_('The caption says nothing of a creature. Name its colour, for example, as in "{example}".'),
                example=example,
            )
        return self


@dataclass(frozen=True)
class _Token:
    kind: str  # "value", "number", "eye", "not", "or", "anything", "filler", "stop" or "unknown"
    start: int
    end: int
    factor: str = ""
    value: str = ""


def parse(text: str) -> Parsed:
    """Read a caption. Case, punctuation, hyphens, full-width letters and small words without a meaning of their own do not count.

    Args:
        text: English, Chinese or both.

    Returns:
        What was understood and what not; :meth:`Parsed.check` raises where it is not all.
    """
    tokens = _lexed(text)
    words: list[Word] = []
    refused: set[str] = set()  # what must not be on the head
    number = 0
    while number < len(tokens):
        token = tokens[number]
        number += 1
        if token.kind == "not":
            number = _negated(text, tokens, number, words, refused)
        elif token.kind == "number":
            number = _counted(text, tokens, number, words)
        elif token.kind in ("value", "unknown"):
            words.append(_word(text, token, token, token.factor, token.value))
    return _concluded(text, words, refused)


def _word(text: str, first: _Token, last: _Token, factor: str = "", value: str = "") -> Word:
    return Word(text[first.start : last.end], first.start, last.end, factor or None, value or None)


def _negated(text: str, tokens: list[_Token], number: int, words: list[Word], refused: set[str]) -> int:
    """Read on behind a "no": only what is on a head can be refused. Returns where to go on."""
    first = last = tokens[number - 1]
    found = False
    while number < len(tokens):
        token = tokens[number]
        of_head = token.kind == "anything" or (
            token.kind == "value" and token.factor == "top" and token.value != "none"
        )
        if of_head:
            refused.add(token.value)
            found, last = True, token
        elif token.kind not in ("filler", "or", "not", "number") or (found and token.kind in ("filler", "number")):
            break
        number += 1
    if found:
        words.append(_word(text, first, last, "top", "none"))
        return tokens.index(last) + 1
    if number < len(tokens) and tokens[number].kind in ("value", "eye", "unknown"):
        last = tokens[number]
        number += 1
    else:
        number = tokens.index(first) + 1
    words.append(_word(text, first, last))
    return number


def _counted(text: str, tokens: list[_Token], number: int, words: list[Word]) -> int:
    """Read on behind a number, which counts eyes where these come soon. Returns where to go on."""
    token, ahead = tokens[number - 1], tokens[number : number + 3]
    eye = next((place for place, other in enumerate(ahead) if other.kind == "eye"), None)
    # "Two big green eyes"; but "one", and 一只 above all, may count the creature: "one green big-eyed monster".
    between = ("unknown",) if token.value == "1" else ("value", "unknown", "filler")
    if eye is not None and all(other.kind in between for other in ahead[:eye]):
        last = ahead[0] if eye == 0 else token
        words.append(_word(text, token, last) if token.value == "?" else _word(text, token, last, "eyes", token.value))
        return number + (eye == 0)
    of_head = any(other.kind == "value" and other.factor == "top" for other in ahead[:2])
    if token.value != "1" and not (token.value == "2" and of_head):
        words.append(_word(text, token, token))
    return number


def _concluded(text: str, words: list[Word], refused: set[str]) -> Parsed:
    """What follows from the words."""
    said, conflicts = {}, {}
    for factor in NAMES:
        about = [word for word in words if word.factor == factor]
        if factor == "top" and refused and any(word.value != "none" for word in about):
            # "No horns, but ears": what is there counts, unless it was refused.
            about = [word for word in about if word.value != "none" or refused & {other.value for other in about}]
        values = {word.value for word in about if word.value}
        if len(values) == 1:
            said[factor] = values.pop()
        elif values:
            conflicts[factor] = tuple(about)
    return Parsed(text, tuple(sorted(words, key=lambda word: word.start)), said, conflicts)


def _lexed(text: str) -> list[_Token]:
    """The caption as tokens, each with its place in the text as it was written."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for plain in unicodedata.normalize("NFKC", letter).lower():
            letters.append("'" if plain in "’‘`" else plain)
            places.append(place)
    plain = "".join(letters).translate(lexicon.TRADITIONAL)
    tokens: list[_Token] = []
    latin: list[tuple[int, int]] = []
    for match in _WORD.finditer(plain):
        if _HAN.match(match[0]):
            tokens += _english(plain, latin) + _chinese(plain, *match.span())
            latin = []
        elif latin and re.search(r"[.!?;:,]", plain[latin[-1][1] : match.start()]):
            tokens += [*_english(plain, latin), _Token("stop", match.start(), match.start())]
            latin = [match.span()]
        else:
            latin.append(match.span())
    tokens += _english(plain, latin)
    places.append(len(text))
    return [replace(token, start=places[token.start], end=places[max(token.end - 1, 0)] + 1) for token in tokens]


def _english(plain: str, spans: list[tuple[int, int]]) -> list[_Token]:
    """Words as tokens: the longest known phrase at each place."""
    known, longest = _phrases()
    words, tokens, number = [plain[start:end] for start, end in spans], [], 0
    words = [word if word in known else word.removesuffix("'s") for word in words]
    while number < len(words):
        for length in range(min(longest, len(words) - number), 0, -1):
            kind, factor, value = known.get(" ".join(words[number : number + length]), ("", "", ""))
            if kind or length == 1:
                tokens.append(_Token(kind or "unknown", spans[number][0], spans[number + length - 1][1], factor, value))
                number += length
                break
    return tokens


def _chinese(plain: str, start: int, end: int) -> list[_Token]:
    """Letters without spaces as tokens: the longest known phrase at each place; unknown letters beside each other are one word."""
    known, longest = _phrases()
    tokens: list[_Token] = []
    while start < end:
        for length in range(min(longest, end - start), 0, -1):
            kind, factor, value = known.get(plain[start : start + length], ("", "", ""))
            if kind:
                tokens.append(_Token(kind, start, start + length, factor, value))
                start += length
                break
        else:
            if tokens and tokens[-1].kind == "unknown" and tokens[-1].end == start:
                tokens[-1] = replace(tokens[-1], end=start + 1)
            else:
                tokens.append(_Token("unknown", start, start + 1))
            start += 1
    return tokens


@cache
def _phrases() -> tuple[dict[str, tuple[str, str, str]], int]:
    """What every known phrase is (kind, factor, value), and the length of the longest, in words or Chinese letters."""
    known: dict[str, tuple[str, str, str]] = {}
    plain = {
        "filler": lexicon.ENGLISH_FILLERS + lexicon.CHINESE_FILLERS + lexicon.ENGLISH_NOUNS + lexicon.CHINESE_NOUNS,
        "or": lexicon.ENGLISH_OR + lexicon.CHINESE_OR,
        "not": lexicon.ENGLISH_NOT + lexicon.CHINESE_NOT,
        "anything": lexicon.ENGLISH_ANYTHING + lexicon.CHINESE_ANYTHING,
        "eye": lexicon.ENGLISH_EYES + lexicon.CHINESE_EYES,
        "unknown": lexicon.CHINESE_UNKNOWN,
    }
    for kind, phrases in plain.items():
        known |= dict.fromkeys(phrases, (kind, "", ""))
    for numbers in (lexicon.ENGLISH_NUMBERS, lexicon.CHINESE_NUMBERS):
        for value, phrases in numbers.items():
            known |= dict.fromkeys(phrases, ("number", "", value))
    for language in (lexicon.ENGLISH, lexicon.CHINESE):
        for factor, values in language.items():
            for value, forms in values.items():
                for phrase in forms.understood:
                    known[phrase.replace("-", " ")] = ("value", factor, value)
    return known, max(max(len(phrase.split()), len(phrase) * bool(_HAN.match(phrase))) for phrase in known)
