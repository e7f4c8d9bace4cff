"""Sorting and searching as textbooks write them."""

from pyomp_cc import njit


@njit
def bubble_sort(xs: list[int]) -> list[int]:
    xs = xs[:]
    n = len(xs)
    for i in range(n):
        swapped = False
        for j in range(0, n - i - 1):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
                swapped = True
        if not swapped:
            break
    return xs


@njit
def insertion_sort(xs: list[int]) -> None:
    for i in range(1, len(xs)):
        key = xs[i]
        j = i - 1
        while j >= 0 and key < xs[j]:
            xs[j + 1] = xs[j]
            j -= 1
        xs[j + 1] = key


@njit
def selection_sort(xs: list[str]) -> list[str]:
    result = list(xs)
    for i in range(len(result)):
        smallest = i
        for j in range(i + 1, len(result)):
            if result[j] < result[smallest]:
                smallest = j
        result[i], result[smallest] = result[smallest], result[i]
    return result


@njit
def quick_sort(xs: list[int]) -> list[int]:
    if len(xs) <= 1:
        return xs
    pivot = xs[len(xs) // 2]
    left = [x for x in xs if x < pivot]
    middle = [x for x in xs if x == pivot]
    right = [x for x in xs if x > pivot]
    return quick_sort(left) + middle + quick_sort(right)


def partition(xs, low, high):
    pivot = xs[high]
    i = low - 1
    for j in range(low, high):
        if xs[j] <= pivot:
            i += 1
            xs[i], xs[j] = xs[j], xs[i]
    xs[i + 1], xs[high] = xs[high], xs[i + 1]
    return i + 1


def quick_sort_range(xs, low, high):
    if low < high:
        p = partition(xs, low, high)
        quick_sort_range(xs, low, p - 1)
        quick_sort_range(xs, p + 1, high)


@njit
def quick_sort_in_place(xs: list[float]) -> list[float]:
    quick_sort_range(xs, 0, len(xs) - 1)
    return xs


def merge(left, right):
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    result.extend(left[i:])
    result.extend(right[j:])
    return result


@njit
def merge_sort(xs: list[int]) -> list[int]:
    if len(xs) < 2:
        return xs
    mid = len(xs) // 2
    return merge(merge_sort(xs[:mid]), merge_sort(xs[mid:]))


@njit
def merge_sort_texts(xs: list[str]) -> list[str]:
    width = 1
    while width < len(xs):
        xs = [
            x
            for start in range(0, len(xs), 2 * width)
            for x in merge(xs[start : start + width], xs[start + width : start + 2 * width])
        ]
        width *= 2
    return xs


def sift_down(heap, start, end):
    root = start
    while (child := 2 * root + 1) <= end:
        if child + 1 <= end and heap[child] < heap[child + 1]:
            child += 1
        if heap[root] < heap[child]:
            heap[root], heap[child] = heap[child], heap[root]
            root = child
        else:
            return


@njit
def heap_sort(xs: list[int]) -> list[int]:
    n = len(xs)
    for start in range((n - 2) // 2, -1, -1):
        sift_down(xs, start, n - 1)
    for end in range(n - 1, 0, -1):
        xs[end], xs[0] = xs[0], xs[end]
        sift_down(xs, 0, end - 1)
    return xs


@njit
def counting_sort(xs: list[int]) -> list[int]:
    if not xs:
        return []
    low, high = min(xs), max(xs)
    counts = [0] * (high - low + 1)
    for x in xs:
        counts[x - low] += 1
    return [value + low for value, count in enumerate(counts) for _ in range(count)]


@njit
def radix_sort(xs: list[int]) -> list[int]:
    exponent = 1
    while max(xs, default=0) // exponent > 0:
        buckets = [[] for _ in range(10)]
        for x in xs:
            buckets[x // exponent % 10].append(x)
        xs = [x for bucket in buckets for x in bucket]
        exponent *= 10
    return xs


@njit
def shell_sort(xs: list[int]) -> list[int]:
    gap = len(xs) // 2
    while gap > 0:
        for i in range(gap, len(xs)):
            temp = xs[i]
            j = i
            while j >= gap and xs[j - gap] > temp:
                xs[j] = xs[j - gap]
                j -= gap
            xs[j] = temp
        gap //= 2
    return xs


@njit
def binary_search(xs: list[int], target: int) -> int:
    low, high = 0, len(xs) - 1
    while low <= high:
        mid = (low + high) // 2
        if xs[mid] == target:
            return mid
        elif xs[mid] < target:
            low = mid + 1
        else:
            high = mid - 1
    return -1


@njit
def find_all(xs: list[str], wanted: str) -> list[int]:
    return [i for i, x in enumerate(xs) if x == wanted]


@njit
def quick_select(xs: list[int], k: int) -> int:
    while True:
        pivot = xs[0]
        small = [x for x in xs if x < pivot]
        same = xs.count(pivot)
        if k < len(small):
            xs = small
        elif k < len(small) + same:
            return pivot
        else:
            k -= len(small) + same
            xs = [x for x in xs if x > pivot]


@njit
def by_length_then_text(words: list[str]) -> list[str]:
    return sorted(words, key=lambda w: (len(w), w))


@njit
def by_several(rows: list[tuple[str, int, float]]) -> list[tuple[str, int, float]]:
    rows.sort(key=lambda row: (-row[1], row[0]))
    return rows


@njit
def stable(pairs: list[tuple[int, str]]) -> list[str]:
    by_number = sorted(pairs, key=lambda p: p[0], reverse=True)
    return [name for _, name in by_number]


@njit
def ranks(xs: list[float]) -> list[int]:
    order = sorted(range(len(xs)), key=lambda i: xs[i])
    result = [0] * len(xs)
    for rank, i in enumerate(order):
        result[i] = rank
    return result


@njit
def is_sorted(xs: list[int]) -> bool:
    return all(a <= b for a, b in zip(xs, xs[1:]))


@njit
def inversions(xs: list[int]) -> int:
    return sum(1 for i in range(len(xs)) for j in range(i + 1, len(xs)) if xs[i] > xs[j])


@njit
def median(xs: list[float]) -> float:
    s = sorted(xs)
    n = len(s)
    if n == 0:
        raise ValueError("median of no data")
    mid = n // 2
    if n % 2 == 1:
        return s[mid]
    return (s[mid - 1] + s[mid]) / 2


@njit
def modes(xs: list[int]) -> list[int]:
    counts = {}
    for x in xs:
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values())
    return sorted(k for k, v in counts.items() if v == most)


@njit
def dutch_flag(xs: list[int]) -> list[int]:
    low, mid, high = 0, 0, len(xs) - 1
    while mid <= high:
        match xs[mid]:
            case 0:
                xs[low], xs[mid] = xs[mid], xs[low]
                low += 1
                mid += 1
            case 1:
                mid += 1
            case _:
                xs[mid], xs[high] = xs[high], xs[mid]
                high -= 1
    return xs


@njit
def topk(words: list[str], k: int) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k]


SHUFFLED = [5, 3, 9, -1, 0, 7, 7, 2, 8, -4]
CASES = {
    "bubble_sort": [(SHUFFLED,), ([],), ([1],)],
    "insertion_sort": [(SHUFFLED,), ([2, 1],)],
    "selection_sort": [(["pear", "apple", "", "fig", "Äpfel"],), ([],)],
    "quick_sort": [(SHUFFLED,), ([],), ([3],)],
    "quick_sort_in_place": [([2.5, -1.0, 9.0, 2.5, 0.0],), ([],)],
    "merge_sort": [(SHUFFLED,), ([],), ([9],)],
    "merge_sort_texts": [(["b", "a", "d", "c", "e"],), ([],)],
    "heap_sort": [(SHUFFLED,), ([],), ([1],)],
    "counting_sort": [(SHUFFLED,), ([],)],
    "radix_sort": [([170, 45, 75, 90, 802, 24, 2, 66],), ([],)],
    "shell_sort": [(SHUFFLED,)],
    "binary_search": [([1, 3, 5, 7, 9], 7), ([1, 3, 5], 4), ([], 1)],
    "find_all": [(["a", "b", "a"], "a"), ([], "x")],
    "quick_select": [(SHUFFLED, 0), (SHUFFLED, 9), (SHUFFLED, 4), ([], 0)],
    "by_length_then_text": [(["ccc", "a", "bb", "b", ""],)],
    "by_several": [([("a", 1, 2.0), ("c", 3, 0.5), ("b", 3, 1.5)],)],
    "stable": [([(1, "a"), (2, "b"), (1, "c"), (2, "d")],)],
    "ranks": [([3.0, 1.0, 2.0, 1.0],)],
    "is_sorted": [([1, 2, 2],), ([2, 1],), ([],)],
    "inversions": [(SHUFFLED,)],
    "median": [([3.0, 1.0, 2.0],), ([4.0, 1.0],), ([],)],
    "modes": [([1, 2, 2, 3, 3],), ([],)],
    "dutch_flag": [([2, 0, 1, 2, 1, 0],)],
    "topk": [(["a", "b", "a", "c", "b", "a"], 2), ([], 3)],
}
