# test/bench/scalar/shortest_path.py
#
# Shortest ways through a graph, with a heap.
import heapq

from pyomp_cc import njit


@njit
def shortest_path(n: int) -> int:
    graph: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    seed = 1
    for u in range(n):
        for _ in range(8):
            seed = (seed * 1103515245 + 12345) % 2147483648
            graph[u].append((seed // 8 % n, seed // 65536 % 100 + 1))
    far = 1 << 60
    distance = [far] * n
    distance[0] = 0
    heap = [(0, 0)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > distance[u]:
            continue
        for v, weight in graph[u]:
            if d + weight < distance[v]:
                distance[v] = d + weight
                heapq.heappush(heap, (d + weight, v))
    return sum([d for d in distance if d < far])
