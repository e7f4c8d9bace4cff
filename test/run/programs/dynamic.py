"""Dynamic programming, backtracking, and puzzles."""

from pyomp_cc import njit


@njit
def fibonacci(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


@njit
def fibonacci_memo(n: int) -> int:
    memo = {}

    def fib(k):
        if k in memo:
            return memo[k]
        if k < 2:
            return k
        memo[k] = fib(k - 1) + fib(k - 2)
        return memo[k]

    return fib(n)


@njit
def knapsack(weights: list[int], values: list[int], capacity: int) -> int:
    n = len(weights)
    table = [[0] * (capacity + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for w in range(capacity + 1):
            table[i][w] = table[i - 1][w]
            if weights[i - 1] <= w:
                table[i][w] = max(table[i][w], table[i - 1][w - weights[i - 1]] + values[i - 1])
    return table[n][capacity]


@njit
def knapsack_items(items: list[tuple[str, int, int]], capacity: int) -> tuple[int, list[str]]:
    best = {0: (0, [])}
    for name, weight, value in items:
        for w, (v, names) in list(best.items()):
            if w + weight <= capacity:
                if w + weight not in best or best[w + weight][0] < v + value:
                    best[w + weight] = (v + value, names + [name])
    return max(best.values(), key=lambda entry: entry[0])


@njit
def longest_common(a: str, b: str) -> str:
    dp = [["" for _ in range(len(b) + 1)] for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            if x == y:
                dp[i + 1][j + 1] = dp[i][j] + x
            else:
                dp[i + 1][j + 1] = max(dp[i][j + 1], dp[i + 1][j], key=len)
    return dp[-1][-1]


@njit
def edit_distance(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        current = [i]
        for j, cb in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (ca != cb)))
        previous = current
    return previous[-1]


@njit
def coin_change(coins: list[int], amount: int) -> int:
    INF = float("inf")
    dp = [0] + [INF] * amount
    for x in range(1, amount + 1):
        for c in coins:
            if c <= x:
                dp[x] = min(dp[x], dp[x - c] + 1)
    return int(dp[amount]) if dp[amount] != INF else -1


@njit
def ways(coins: list[int], amount: int) -> int:
    table = [1] + [0] * amount
    for coin in coins:
        for x in range(coin, amount + 1):
            table[x] += table[x - coin]
    return table[amount]


@njit
def increasing(xs: list[int]) -> list[int]:
    if not xs:
        return []
    length = [1] * len(xs)
    before = [-1] * len(xs)
    for i in range(len(xs)):
        for j in range(i):
            if xs[j] < xs[i] and length[j] + 1 > length[i]:
                length[i] = length[j] + 1
                before[i] = j
    i = max(range(len(xs)), key=length.__getitem__)
    out = []
    while i != -1:
        out.append(xs[i])
        i = before[i]
    return out[::-1]


@njit
def max_subarray(xs: list[int]) -> tuple[int, int, int]:
    best, best_range = xs[0], (0, 0)
    current, start = 0, 0
    for i, x in enumerate(xs):
        if current <= 0:
            current, start = x, i
        else:
            current += x
        if current > best:
            best, best_range = current, (start, i)
    return best, *best_range


@njit
def matrix_chain(dims: list[int]) -> int:
    n = len(dims) - 1
    cost = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i][j] = min(cost[i][k] + cost[k + 1][j] + dims[i] * dims[k + 1] * dims[j + 1] for k in range(i, j))
    return cost[0][n - 1]


@njit
def queens(n: int) -> int:
    columns, up, down = set(), set(), set()

    def place(row):
        if row == n:
            return 1
        count = 0
        for c in range(n):
            if c in columns or row + c in up or row - c in down:
                continue
            columns.add(c)
            up.add(row + c)
            down.add(row - c)
            count += place(row + 1)
            columns.remove(c)
            up.remove(row + c)
            down.remove(row - c)
        return count

    return place(0)


@njit
def first_queens(n: int) -> list[str]:
    board = [-1] * n

    def safe(row, col):
        for r in range(row):
            if board[r] == col or abs(board[r] - col) == row - r:
                return False
        return True

    def solve(row):
        if row == n:
            return True
        for col in range(n):
            if safe(row, col):
                board[row] = col
                if solve(row + 1):
                    return True
        return False

    if not solve(0):
        return []
    return ["." * c + "Q" + "." * (n - c - 1) for c in board]


def find_empty(board):
    for r in range(9):
        for c in range(9):
            if board[r][c] == 0:
                return r, c
    return None


def valid(board, r, c, num):
    if num in board[r]:
        return False
    if num in [board[i][c] for i in range(9)]:
        return False
    br, bc = 3 * (r // 3), 3 * (c // 3)
    for i in range(br, br + 3):
        for j in range(bc, bc + 3):
            if board[i][j] == num:
                return False
    return True


@njit
def sudoku(board: list[list[int]]) -> bool:
    empty = find_empty(board)
    if empty is None:
        return True
    r, c = empty
    for num in range(1, 10):
        if valid(board, r, c, num):
            board[r][c] = num
            if sudoku(board):
                return True
            board[r][c] = 0
    return False


@njit
def subsets(xs: list[int]) -> list[list[int]]:
    result = [[]]
    for x in xs:
        result += [s + [x] for s in result]
    return result


@njit
def permutations(xs: list[int]) -> list[list[int]]:
    if len(xs) <= 1:
        return [xs[:]]
    out = []
    for i in range(len(xs)):
        for rest in permutations(xs[:i] + xs[i + 1 :]):
            out.append([xs[i]] + rest)
    return out


@njit
def combinations_sum(candidates: list[int], target: int) -> list[list[int]]:
    result = []

    def search(start, left, chosen):
        if left == 0:
            result.append(chosen[:])
            return
        for i in range(start, len(candidates)):
            if candidates[i] > left:
                break
            chosen.append(candidates[i])
            search(i, left - candidates[i], chosen)
            chosen.pop()

    candidates.sort()
    search(0, target, [])
    return result


@njit
def hanoi(n: int) -> list[tuple[str, str]]:
    moves = []

    def move(k, a, b, c):
        if k == 0:
            return
        move(k - 1, a, c, b)
        moves.append((a, c))
        move(k - 1, b, a, c)

    move(n, "A", "B", "C")
    return moves


@njit
def parentheses(n: int) -> list[str]:
    out = []

    def build(text, opened, closed):
        if len(text) == 2 * n:
            out.append(text)
            return
        if opened < n:
            build(text + "(", opened + 1, closed)
        if closed < opened:
            build(text + ")", opened, closed + 1)

    build("", 0, 0)
    return out


@njit
def partition_numbers(n: int) -> list[int]:
    p = [1] + n * [0]
    for k in range(1, n + 1):
        for i in range(k, n + 1):
            p[i] += p[i - k]
    return p


@njit
def pascal(n: int) -> list[list[int]]:
    rows = [[1]]
    for _ in range(n - 1):
        last = rows[-1]
        rows.append([1] + [a + b for a, b in zip(last, last[1:])] + [1])
    return rows[:n]


@njit
def life(cells: set[tuple[int, int]], rounds: int) -> list[tuple[int, int]]:
    for _ in range(rounds):
        counts: dict[tuple[int, int], int] = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        key = (x + dx, y + dy)
                        counts[key] = counts.get(key, 0) + 1
        cells = {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}
    return sorted(cells)


@njit
def life_board(board: list[str]) -> list[str]:
    h, w = len(board), len(board[0])

    def alive(r, c):
        return board[r % h][c % w] == "#"

    new = []
    for r in range(h):
        row = ""
        for c in range(w):
            n = sum(alive(r + i, c + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0))
            row += "#" if n == 3 or (n == 2 and alive(r, c)) else "."
        new.append(row)
    return new


@njit
def justify(words: list[str], width: int) -> list[str]:
    n = len(words)
    INF = 10**9
    best = [0] * (n + 1)
    split = [0] * (n + 1)
    for i in range(n - 1, -1, -1):
        best[i] = INF
        length = -1
        for j in range(i, n):
            length += len(words[j]) + 1
            if length > width:
                break
            cost = (width - length) ** 2 + best[j + 1]
            if cost < best[i]:
                best[i], split[i] = cost, j + 1
    lines, i = [], 0
    while i < n:
        lines.append(" ".join(words[i : split[i]]))
        i = split[i]
    return lines


@njit
def word_break(text: str, words: set[str]) -> bool:
    ok = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        ok[end] = any(ok[start] and text[start:end] in words for start in range(end))
    return ok[-1]


PUZZLE = [
    [5, 3, 0, 0, 7, 0, 0, 0, 0],
    [6, 0, 0, 1, 9, 5, 0, 0, 0],
    [0, 9, 8, 0, 0, 0, 0, 6, 0],
    [8, 0, 0, 0, 6, 0, 0, 0, 3],
    [4, 0, 0, 8, 0, 3, 0, 0, 1],
    [7, 0, 0, 0, 2, 0, 0, 0, 6],
    [0, 6, 0, 0, 0, 0, 2, 8, 0],
    [0, 0, 0, 4, 1, 9, 0, 0, 5],
    [0, 0, 0, 0, 8, 0, 0, 7, 9],
]
CASES = {
    "fibonacci": [(0,), (90,)],
    "fibonacci_memo": [(0,), (60,)],
    "knapsack": [([1, 3, 4, 5], [1, 4, 5, 7], 7), ([], [], 3)],
    "knapsack_items": [([("a", 1, 1), ("b", 3, 4), ("c", 4, 5)], 7), ([], 1)],
    "longest_common": [("ABCBDAB", "BDCABA"), ("", "x")],
    "edit_distance": [("kitten", "sitting"), ("", "abc"), ("same", "same")],
    "coin_change": [([1, 5, 10], 28), ([2], 3), ([], 0)],
    "ways": [([1, 2, 5], 11)],
    "increasing": [([10, 9, 2, 5, 3, 7, 101, 18],), ([],)],
    "max_subarray": [([-2, 1, -3, 4, -1, 2, 1, -5, 4],), ([-3],), ([],)],
    "matrix_chain": [([40, 20, 30, 10, 30],), ([1, 2],)],
    "queens": [(1,), (6,)],
    "first_queens": [(4,), (3,), (6,)],
    "sudoku": [(PUZZLE,)],
    "subsets": [([1, 2, 3],), ([],)],
    "permutations": [([1, 2, 3],), ([],)],
    "combinations_sum": [([7, 2, 3, 6], 7)],
    "hanoi": [(3,), (0,)],
    "parentheses": [(3,), (0,)],
    "partition_numbers": [(10,), (0,)],
    "pascal": [(5,), (1,)],
    "life": [({(0, 1), (1, 1), (2, 1)}, 1), (set(), 2)],
    "life_board": [([".....", "..#..", "..#..", "..#..", "....."],)],
    "justify": [(["the", "quick", "brown", "fox"], 9), ([], 3)],
    "word_break": [("leetcode", {"leet", "code"}), ("abc", {"ab"}), ("", set())],
}
