// test/unit/runtime/containers.cpp
//
// The hash table under insertions and removals, and handles that share.
#include <catch2/catch.hpp>

#include <map>
#include <pyomp/containers/dict.hpp>
#include <vector>

using py::Int;

TEST_CASE("a table keeps what a map keeps, in the order of insertion") {
  py::Dict<Int, Int> dict;
  std::map<Int, Int> expected;
  std::vector<Int> order;
  std::uint64_t state = 1;
  for (int round = 0; round < 20000; ++round) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    Int key = static_cast<Int>(state >> 55);
    if ((state >> 40 & 3) == 0) {
      bool there = expected.erase(key) == 1;
      CHECK(dict.contains(key) == there);
      if (there) {
        dict.erase(key);
        std::erase(order, key);
      }
    } else {
      if (!expected.contains(key)) order.push_back(key);
      expected[key] = round;
      dict[key] = round;
    }
  }
  REQUIRE(dict.size() == static_cast<Int>(expected.size()));
  std::size_t place = 0;
  for (auto [key, value] : dict.items()) {
    CHECK(key == order[place++]);
    CHECK(value == expected[key]);
  }
}

TEST_CASE("handles share, copies do not") {
  py::List<Int> xs{1, 2};
  py::List<Int> ys = xs;
  py::List<Int> zs = xs.copy();
  ys.append(3);
  CHECK(xs.size() == 3);
  CHECK(zs.size() == 2);
  CHECK(xs.is(ys));
}
