# test/bench/scalar/word_count.py
#
# How often the words of a text occur.
from pyomp_cc import njit


@njit
def word_count(n: int) -> int:
    words = []
    seed = 1
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        words.append("word" + str(seed // 65536 % 5000))
    counts = {}
    for word in " ".join(words).split():
        counts[word] = counts.get(word, 0) + 1
    best = 0
    for count in counts.values():
        best = max(best, count)
    return best * 100000 + len(counts)
