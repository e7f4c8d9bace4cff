"""Graphs: traversals, shortest paths, components, orders, trees."""

import heapq
from collections import defaultdict, deque

from pyomp_cc import njit


@njit
def bfs(graph: dict[int, list[int]], start: int) -> list[int]:
    visited = {start}
    queue = deque([start])
    order = []
    while queue:
        node = queue.popleft()
        order.append(node)
        for neighbour in graph[node]:
            if neighbour not in visited:
                visited.add(neighbour)
                queue.append(neighbour)
    return order


@njit
def dfs(graph: dict[str, list[str]], start: str) -> list[str]:
    stack, seen = [start], set()
    path = []
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        path.append(node)
        for child in reversed(graph.get(node, [])):
            stack.append(child)
    return path


def visit(graph, node, seen, out):
    seen.add(node)
    for other in graph[node]:
        if other not in seen:
            visit(graph, other, seen, out)
    out.append(node)


@njit
def topological(graph: dict[int, list[int]]) -> list[int]:
    seen: set[int] = set()
    out: list[int] = []
    for node in graph:
        if node not in seen:
            visit(graph, node, seen, out)
    return out[::-1]


@njit
def kahn(n: int, edges: list[tuple[int, int]]) -> list[int]:
    graph = defaultdict(list)
    degree = [0] * n
    for a, b in edges:
        graph[a].append(b)
        degree[b] += 1
    ready = deque(i for i in range(n) if degree[i] == 0)
    order = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for other in graph[node]:
            degree[other] -= 1
            if degree[other] == 0:
                ready.append(other)
    if len(order) != n:
        raise ValueError("the graph has a cycle")
    return order


@njit
def dijkstra(graph: dict[str, dict[str, float]], source: str) -> dict[str, float]:
    distances = {node: float("inf") for node in graph}
    distances[source] = 0.0
    queue = [(0.0, source)]
    while queue:
        distance, node = heapq.heappop(queue)
        if distance > distances[node]:
            continue
        for neighbour, weight in graph[node].items():
            candidate = distance + weight
            if candidate < distances[neighbour]:
                distances[neighbour] = candidate
                heapq.heappush(queue, (candidate, neighbour))
    return distances


@njit
def bellman_ford(n: int, edges: list[tuple[int, int, float]]) -> list[float]:
    dist = [float("inf")] * n
    dist[0] = 0.0
    for _ in range(n - 1):
        for u, v, w in edges:
            if dist[u] + w < dist[v]:
                dist[v] = dist[u] + w
    for u, v, w in edges:
        if dist[u] + w < dist[v]:
            raise ValueError(f"negative cycle through {u} and {v}")
    return [round(d, 9) for d in dist]


@njit
def floyd_warshall(weights: list[list[float]]) -> list[list[float]]:
    n = len(weights)
    d = [row[:] for row in weights]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                d[i][j] = min(d[i][j], d[i][k] + d[k][j])
    return d


class DisjointSet:
    def __init__(self, n):
        self.parent = list(range(n))
        self.rank = [0] * n
        self.count = n

    def find(self, x):
        if self.parent[x] != x:
            self.parent[x] = self.find(self.parent[x])
        return self.parent[x]

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.rank[a] < self.rank[b]:
            a, b = b, a
        self.parent[b] = a
        if self.rank[a] == self.rank[b]:
            self.rank[a] += 1
        self.count -= 1
        return True


@njit
def kruskal(n: int, edges: list[tuple[int, int, int]]) -> tuple[int, list[tuple[int, int]], int]:
    sets = DisjointSet(n)
    total = 0
    chosen = []
    for u, v, w in sorted(edges, key=lambda e: e[2]):
        if sets.union(u, v):
            total += w
            chosen.append((u, v))
    return total, chosen, sets.count


@njit
def prim(graph: dict[int, list[tuple[int, int]]]) -> int:
    start = next(iter(graph))
    seen = {start}
    edges = [(w, v) for v, w in graph[start]]
    heapq.heapify(edges)
    total = 0
    while edges:
        w, v = heapq.heappop(edges)
        if v in seen:
            continue
        seen.add(v)
        total += w
        for to, cost in graph[v]:
            if to not in seen:
                heapq.heappush(edges, (cost, to))
    return total


@njit
def components(n: int, edges: list[tuple[int, int]]) -> list[list[int]]:
    adjacency: dict[int, set[int]] = {i: set() for i in range(n)}
    for a, b in edges:
        adjacency[a].add(b)
        adjacency[b].add(a)
    left = set(range(n))
    found = []
    while left:
        waiting = [min(left)]
        part = set()
        while waiting:
            node = waiting.pop()
            if node in part:
                continue
            part.add(node)
            waiting.extend(adjacency[node] - part)
        left -= part
        found.append(sorted(part))
    return found


@njit
def has_cycle(graph: dict[int, list[int]]) -> bool:
    WHITE, GREY, BLACK = 0, 1, 2
    color = {u: WHITE for u in graph}

    def walk(u):
        color[u] = GREY
        for v in graph[u]:
            if color[v] == GREY:
                return True
            if color[v] == WHITE and walk(v):
                return True
        color[u] = BLACK
        return False

    return any(color[u] == WHITE and walk(u) for u in graph)


@njit
def bipartite(graph: list[list[int]]) -> bool:
    color = {}
    for start in range(len(graph)):
        if start in color:
            continue
        color[start] = 0
        stack = [start]
        while stack:
            node = stack.pop()
            for other in graph[node]:
                if other not in color:
                    color[other] = 1 - color[node]
                    stack.append(other)
                elif color[other] == color[node]:
                    return False
    return True


@njit
def path(graph: dict[str, list[str]], start: str, goal: str) -> list[str] | None:
    parents: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if node == goal:
            result = [node]
            while node != start:
                node = parents[node]
                result.append(node)
            result.reverse()
            return result
        for other in graph[node]:
            if other not in parents and other != start:
                parents[other] = node
                queue.append(other)
    return None


@njit
def maze(lines: list[str]) -> int:
    rows, cols = len(lines), len(lines[0])
    start = goal = (-1, -1)
    for r, line in enumerate(lines):
        for c, ch in enumerate(line):
            if ch == "S":
                start = (r, c)
            elif ch == "G":
                goal = (r, c)
    frontier = deque([(start, 0)])
    seen = {start}
    while frontier:
        (r, c), steps = frontier.popleft()
        if (r, c) == goal:
            return steps
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            nr, nc = r + dr, c + dc
            if 0 <= nr < rows and 0 <= nc < cols and lines[nr][nc] != "#" and (nr, nc) not in seen:
                seen.add((nr, nc))
                frontier.append(((nr, nc), steps + 1))
    return -1


@njit
def islands(grid: list[list[int]]) -> int:
    def sink(r, c):
        if 0 <= r < len(grid) and 0 <= c < len(grid[0]) and grid[r][c]:
            grid[r][c] = 0
            for dr, dc in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
                sink(r + dr, c + dc)

    count = 0
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            if grid[r][c]:
                count += 1
                sink(r, c)
    return count


@njit
def pagerank(links: dict[str, list[str]], rounds: int) -> dict[str, float]:
    n = len(links)
    rank = {page: 1 / n for page in links}
    for _ in range(rounds):
        new = {page: 0.15 / n for page in links}
        for page, targets in links.items():
            if not targets:
                for other in new:
                    new[other] += 0.85 * rank[page] / n
            else:
                share = rank[page] / len(targets)
                for target in targets:
                    new[target] += 0.85 * share
        rank = new
    return {page: round(value, 6) for page, value in rank.items()}


@njit
def degrees(edges: list[tuple[str, str]]) -> dict[str, int]:
    result: dict[str, int] = defaultdict(int)
    for a, b in edges:
        result[a] += 1
        result[b] += 1
    return dict(result)


@njit
def all_paths(graph: dict[int, list[int]], start: int, end: int) -> list[list[int]]:
    def extend(path):
        if path[-1] == end:
            found.append(path)
            return
        for node in graph[path[-1]]:
            if node not in path:
                extend(path + [node])

    found: list[list[int]] = []
    extend([start])
    return found


@njit
def a_star(walls: set[tuple[int, int]], goal: tuple[int, int]) -> int:
    def distance(a, b):
        return abs(a[0] - b[0]) + abs(a[1] - b[1])

    start = (0, 0)
    best = {start: 0}
    heap = [(distance(start, goal), 0, start)]
    while heap:
        _, cost, cell = heapq.heappop(heap)
        if cell == goal:
            return cost
        if cost > best[cell]:
            continue
        x, y = cell
        for cell2 in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]:
            if cell2 in walls or max(map(abs, cell2)) > 8:
                continue
            if cell2 not in best or cost + 1 < best[cell2]:
                best[cell2] = cost + 1
                heapq.heappush(heap, (cost + 1 + distance(cell2, goal), cost + 1, cell2))
    return -1


DIRECTED = {0: [1, 2], 1: [3], 2: [3], 3: [4], 4: []}
RING = {0: [1], 1: [2], 2: [0]}
NAMES = {"a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": [], "e": ["a"]}
CASES = {
    "bfs": [(DIRECTED, 0), (RING, 1), (DIRECTED, 9)],
    "dfs": [(NAMES, "a"), (NAMES, "z")],
    "topological": [(DIRECTED,), ({},)],
    "kahn": [(4, [(3, 1), (1, 0), (3, 2), (2, 0)]), (2, [(0, 1), (1, 0)]), (0, [])],
    "dijkstra": [
        ({"a": {"b": 1.5, "c": 4.0}, "b": {"c": 2.0, "d": 7.0}, "c": {"d": 1.0}, "d": {}}, "a"),
        ({"a": {}}, "b"),
    ],
    "bellman_ford": [
        (4, [(0, 1, 4.0), (0, 2, 1.0), (2, 1, 2.0), (1, 3, -5.0)]),
        (2, [(0, 1, -1.0), (1, 0, -1.0)]),
    ],
    "floyd_warshall": [([[0.0, 3.0, 9.0], [1.0, 0.0, 1.0], [9.0, 2.0, 0.0]],), ([],)],
    "kruskal": [(4, [(0, 1, 10), (0, 2, 6), (0, 3, 5), (1, 3, 15), (2, 3, 4)]), (3, [])],
    "prim": [({0: [(1, 2), (2, 3)], 1: [(0, 2), (2, 1)], 2: [(0, 3), (1, 1)]},), ({},)],
    "components": [(6, [(0, 1), (2, 3), (3, 4)]), (0, [])],
    "has_cycle": [(DIRECTED,), (RING,)],
    "bipartite": [([[1, 3], [0, 2], [1, 3], [0, 2]],), ([[1, 2], [0, 2], [0, 1]],)],
    "path": [(NAMES, "a", "e"), (NAMES, "b", "a"), (NAMES, "a", "a")],
    "maze": [(["S.#", ".#G", "..."],), (["S#G"],)],
    "islands": [([[1, 0, 1], [1, 0, 0], [0, 1, 1]],)],
    "pagerank": [({"a": ["b"], "b": ["a", "c"], "c": []}, 5)],
    "degrees": [([("x", "y"), ("y", "z")],), ([],)],
    "all_paths": [(DIRECTED, 0, 4), (DIRECTED, 4, 0)],
    "a_star": [({(1, 0), (1, 1)}, (2, 0)), (set([(0, 1), (1, 0), (-1, 0), (0, -1)]), (3, 3))],
}
