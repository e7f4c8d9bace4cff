// test/bench/scalar/shortest_path.cpp
//
// Shortest ways through a graph, as a person writes it.
#include <functional>
#include <queue>
#include <utility>
#include <vector>

extern "C" long shortest_path(long n) {
  std::vector<std::vector<std::pair<long, long>>> graph(n);
  long seed = 1;
  for (long u = 0; u < n; ++u) {
    for (int k = 0; k < 8; ++k) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      graph[u].emplace_back(seed / 8 % n, seed / 65536 % 100 + 1);
    }
  }
  const long far = 1L << 60;
  std::vector<long> distance(n, far);
  distance[0] = 0;
  using Entry = std::pair<long, long>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap;
  heap.emplace(0, 0);
  while (!heap.empty()) {
    auto [d, u] = heap.top();
    heap.pop();
    if (d > distance[u]) continue;
    for (auto [v, weight] : graph[u]) {
      if (d + weight < distance[v]) {
        distance[v] = d + weight;
        heap.emplace(d + weight, v);
      }
    }
  }
  long total = 0;
  for (long d : distance) total += d < far ? d : 0;
  return total;
}
