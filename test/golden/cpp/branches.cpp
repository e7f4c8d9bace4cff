// branches.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::branches {

using py::Int;

static Int smallest_divisor(Int n) {
  Int found;
  bool broken = false;
  for (Int d = 2; d < n; ++d) {
    py::poll();
    if (py::proved::mod(n, d) == 0) {
      found = d;
      broken = true;
      break;
    }
  }
  if (!broken) {
    found = n;
  }
  return found;
}

static Int quadrant(double x, double y) {
  if (x == 0.0 && y == 0.0) return 0;
  double a = x;
  double b = y;
  if (a > 0.0 && b > 0.0) return 1;
  if (y == 0.0 || x == 0.0) {
    double a;
    if (y == 0.0) {
      a = x;
    } else {
      a = y;
    }
    return a > 0.0 ? 5 : 6;
  }
  return 2;
}

static Int digits(Int n) {
  Int count = 1;
  while (true) {
    py::poll();
    n = py::proved::floordiv(n, 10);
    if (n <= 0) break;
    ++count;
  }
  return count;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {12, 7, "smallest_divisor"},
    {45, 32, "digits"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<smallest_divisor>>("smallest_divisor", "(n: int) -> int", "n", nullptr),
    py::function<quadrant>("quadrant", "(x: float, y: float) -> int", "x,y", nullptr),
    py::function<py::NoGil<digits>>("digits", "(n: int) -> int", "n", nullptr),
};

PYOMP_MODULE(branches, "branches.py", R"py(# `else` of a loop, `match` with captures and guards, `:=`.
njit = __pyomp_cc__.njit


smallest_divisor = __pyomp_cc__.function("smallest_divisor", ())










quadrant = __pyomp_cc__.function("quadrant", ())












digits = __pyomp_cc__.function("digits", ())





)py");

}  // namespace python::branches
