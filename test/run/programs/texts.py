"""Programs on texts: ciphers, counts, tokenizers, tables, codes."""

import string

from pyomp_cc import njit


@njit
def caesar(text: str, shift: int) -> str:
    result = ""
    for ch in text:
        if ch.isupper():
            result += chr((ord(ch) - ord("A") + shift) % 26 + ord("A"))
        elif ch.islower():
            result += chr((ord(ch) - ord("a") + shift) % 26 + ord("a"))
        else:
            result += ch
    return result


@njit
def is_palindrome(text: str) -> bool:
    cleaned = "".join(c.lower() for c in text if c.isalnum())
    return cleaned == cleaned[::-1]


@njit
def word_count(text: str) -> dict[str, int]:
    counts = {}
    for word in text.lower().split():
        word = word.strip(".,;:!?\"'()")
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts


@njit
def encode_runs(text: str) -> str:
    if not text:
        return ""
    out = []
    previous, count = text[0], 1
    for ch in text[1:]:
        if ch == previous:
            count += 1
        else:
            out.append(f"{count}{previous}")
            previous, count = ch, 1
    out.append(f"{count}{previous}")
    return "".join(out)


@njit
def decode_runs(text: str) -> str:
    out, number = "", ""
    for ch in text:
        if ch.isdigit():
            number += ch
        else:
            out += ch * (int(number) if number else 1)
            number = ""
    return out


@njit
def vowels(text: str) -> tuple[int, int]:
    v = sum(1 for c in text.lower() if c in "aeiou")
    c = sum(1 for c in text.lower() if c.isalpha() and c not in "aeiou")
    return v, c


@njit
def anagrams(words: list[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        key = "".join(sorted(word))
        groups.setdefault(key, []).append(word)
    return [group for group in groups.values() if len(group) > 1]


@njit
def tokenize(text: str) -> list[tuple[str, str]]:
    tokens = []
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            tokens.append(("number", text[start:i]))
        elif c.isalpha() or c == "_":
            start = i
            while i < len(text) and (text[i].isalnum() or text[i] == "_"):
                i += 1
            tokens.append(("name", text[start:i]))
        elif c in "+-*/()=":
            tokens.append(("op", c))
            i += 1
        else:
            raise SyntaxError(f"unexpected character {c!r} at {i}")
    return tokens


@njit
def split_csv(line: str) -> list[str]:
    fields = []
    field = ""
    quoted = False
    i = 0
    while i < len(line):
        c = line[i]
        if quoted:
            if c == '"' and i + 1 < len(line) and line[i + 1] == '"':
                field += '"'
                i += 1
            elif c == '"':
                quoted = False
            else:
                field += c
        elif c == '"':
            quoted = True
        elif c == ",":
            fields.append(field)
            field = ""
        else:
            field += c
        i += 1
    fields.append(field)
    return fields


@njit
def table(rows: list[tuple[str, int, float]]) -> str:
    width = max((len(name) for name, _, _ in rows), default=4)
    lines = [f"{'name':<{width}} | {'n':>5} | {'value':>8}", "-" * (width + 19)]
    for name, n, value in rows:
        lines.append(f"{name:<{width}} | {n:5d} | {value:8.2f}")
    return "\n".join(lines)


@njit
def wrap(text: str, width: int) -> list[str]:
    lines = []
    current = ""
    for word in text.split():
        if not current:
            current = word
        elif len(current) + 1 + len(word) <= width:
            current += " " + word
        else:
            lines.append(current)
            current = word
    if current:
        lines.append(current)
    return lines


@njit
def to_roman(n: int) -> str:
    if not 0 < n < 4000:
        raise ValueError("argument must be between 1 and 3999, got %d" % n)
    values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
    symbols = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    result = ""
    for value, symbol in zip(values, symbols):
        count, n = divmod(n, value)
        result += symbol * count
    return result


@njit
def from_roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for i, ch in enumerate(text):
        if i + 1 < len(text) and values[ch] < values[text[i + 1]]:
            total -= values[ch]
        else:
            total += values[ch]
    return total


@njit
def balanced(text: str) -> bool:
    pairs = {")": "(", "]": "[", "}": "{"}
    stack = []
    for ch in text:
        if ch in pairs.values():
            stack.append(ch)
        elif ch in pairs:
            if not stack or stack.pop() != pairs[ch]:
                return False
    return not stack


@njit
def title_case(text: str) -> str:
    return " ".join(w[0].upper() + w[1:].lower() for w in text.split(" ") if w)


@njit
def snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(name))


@njit
def camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


@njit
def hamming(a: str, b: str) -> int:
    if len(a) != len(b):
        raise ValueError("texts differ in length")
    return sum(x != y for x, y in zip(a, b))


@njit
def common_prefix(words: list[str]) -> str:
    if not words:
        return ""
    shortest = min(words, key=len)
    for i, ch in enumerate(shortest):
        for other in words:
            if other[i] != ch:
                return shortest[:i]
    return shortest


@njit
def binary(n: int) -> str:
    if n == 0:
        return "0"
    digits = []
    while n:
        digits.append(str(n % 2))
        n //= 2
    return "".join(reversed(digits))


@njit
def to_base(n: int, base: int) -> str:
    digits = string.digits + string.ascii_uppercase
    sign = "-" if n < 0 else ""
    n = abs(n)
    out = digits[n % base]
    while n >= base:
        n //= base
        out = digits[n % base] + out
    return sign + out


@njit
def morse(text: str) -> str:
    codes = {"a": ".-", "b": "-...", "s": "...", "o": "---", "e": "."}
    return " ".join(codes.get(c, "?") for c in text.lower())


@njit
def pangram(text: str) -> bool:
    return set(string.ascii_lowercase) <= set(text.lower())


@njit
def pig_latin(word: str) -> str:
    for i in range(len(word)):
        if word[i] in "aeiou":
            return word[i:] + word[:i] + ("way" if i == 0 else "ay")
    return word + "ay"


@njit
def vigenere(text: str, key: str) -> str:
    out = []
    k = 0
    for ch in text:
        if ch.isalpha():
            base = ord("A") if ch.isupper() else ord("a")
            shift = ord(key[k % len(key)].lower()) - ord("a")
            out.append(chr((ord(ch) - base + shift) % 26 + base))
            k += 1
        else:
            out.append(ch)
    return "".join(out)


@njit
def parse_pairs(text: str) -> dict[str, str]:
    result = {}
    for part in text.split(";"):
        if not part.strip():
            continue
        key, sep, value = part.partition("=")
        if not sep:
            raise ValueError(f"no '=' in {part!r}")
        result[key.strip()] = value.strip()
    return result


@njit
def parse_ints(text: str) -> list[int]:
    out = []
    for piece in text.split(","):
        try:
            out.append(int(piece))
        except ValueError as error:
            print("skipped:", error)
    return out


@njit
def longest_word(text: str) -> str:
    return max(text.split(), key=len)


@njit
def histogram(xs: list[int]) -> str:
    return "\n".join(f"{i:>3}: {'*' * x} ({x})" for i, x in enumerate(xs))


@njit
def luhn(number: str) -> bool:
    digits = [int(d) for d in number if d.isdigit()]
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(odd) + sum(sum(divmod(2 * d, 10)) for d in even)) % 10 == 0


@njit
def acronym(text: str) -> str:
    return "".join(word[0] for word in text.upper().replace("-", " ").split())


@njit
def translate(text: str) -> str:
    return text.translate(str.maketrans("abc", "xyz", " "))


@njit
def expand_tabs(text: str) -> list[str]:
    return [line.rstrip().expandtabs(4) for line in text.splitlines()]


@njit
def first_unique(text: str) -> str | None:
    for ch in text:
        if text.count(ch) == 1:
            return ch
    return None


@njit
def hexdump(data: bytes) -> list[str]:
    lines = []
    for i in range(0, len(data), 4):
        part = data[i : i + 4]
        lines.append(f"{i:04x}  " + " ".join(f"{b:02x}" for b in part))
    return lines


CASES = {
    "caesar": [("Hello, World!", 3), ("xyz", -30), ("", 1)],
    "is_palindrome": [("A man, a plan, a canal: Panama",), ("nope",), ("",)],
    "word_count": [("The cat and the hat. The end!",), ("",)],
    "encode_runs": [("aaabccd",), ("",), ("z",)],
    "decode_runs": [("3a1b2c",), ("ab12c",), ("",)],
    "vowels": [("Hello World",)],
    "anagrams": [(["eat", "tea", "tan", "ate", "nat", "bat"],)],
    "tokenize": [("x1 = 3.14*(y + 2)",), ("a $ b",), ("",)],
    "split_csv": [('a,"b ""c"", d",,e',), ("",)],
    "table": [([("apple", 3, 1.5), ("fig", 10, 0.125)],), ([],)],
    "wrap": [("the quick brown fox jumps over the lazy dog", 10), ("", 5)],
    "to_roman": [(1994,), (3999,), (1,), (0,), (4000,)],
    "from_roman": [("MCMXCIV",), ("",), ("ABC",)],
    "balanced": [("{[()]}",), ("([)]",), ("(",), ("]",), ("",)],
    "title_case": [("hello WORLD  again",)],
    "snake": [("camelCaseName",), ("X",)],
    "camel": [("snake_case_name",), ("",)],
    "hamming": [("karolin", "kathrin"), ("a", "ab")],
    "common_prefix": [(["flower", "flow", "flight"],), ([],), (["", "a"],)],
    "binary": [(0,), (10,), (255,)],
    "to_base": [(255, 16), (-35, 36), (0, 2)],
    "morse": [("Sos",), ("x",)],
    "pangram": [("The quick brown fox jumps over the lazy dog",), ("no",)],
    "pig_latin": [("apple",), ("string",), ("xyz",)],
    "vigenere": [("Attack at Dawn", "lemon")],
    "parse_pairs": [("a=1; b = two;",), ("a",)],
    "parse_ints": [("1, 2,x,-3,",)],
    "longest_word": [("a bbb cc ddd",), ("",)],
    "histogram": [([1, 0, 3],)],
    "luhn": [("4539 1488 0343 6467",), ("8273 1232 7352 0569",)],
    "acronym": [("Portable Network-graphics",)],
    "translate": [("a b c d",)],
    "expand_tabs": [("a\tb  \n\tc\r\nd",)],
    "first_unique": [("aabbc",), ("aa",)],
    "hexdump": [(b"\x00\x01hello",), (b"",)],
}
