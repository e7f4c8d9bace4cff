// remembered.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::remembered {

using py::Int;

static Int collatz(Int n) {
  static py::Remembered<Int, Int> remembered_{1000};
  return remembered_({n}, [&]() -> Int {
    py::check_stack();
    if (n == 1) return 0;
    return py::add(1, py::call<collatz>(py::proved::mod(n, 2) == 0 ? py::proved::floordiv(n, 2) :
        py::add(py::mul(3, n), 1)));
  });
}

static std::tuple<Int, Int> longest(Int n) {
  std::tuple<Int, Int> best = {1, 0};
  for (Int i = 1; i < n; ++i) {
    py::poll();
    Int length = py::call<collatz>(i);
    if (length > std::get<1>(best)) {
      best = std::tuple<Int, Int>{i, length};
    }
  }
  return best;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {11, 12, "collatz"},
    {13, 15, "collatz"},
    {21, 21, "longest"},
    {22, 22, "longest"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<collatz>>("collatz", "(n: int) -> int", "n", nullptr),
    py::function<py::NoGil<longest, py::Named<"Step(number, length)", Int, Int>(Int)>>("longest", "(n: int)", "n",
        nullptr),
};

PYOMP_MODULE(remembered, "remembered.py", R"py(# A function that remembers its results, and a named tuple.
from collections import namedtuple
from functools import lru_cache

njit = __pyomp_cc__.njit

Step = namedtuple("Step", ["number", "length"])


collatz = __pyomp_cc__.function("collatz", ())







longest = __pyomp_cc__.function("longest", ())







)py");

}  // namespace python::remembered
