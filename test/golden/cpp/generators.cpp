// generators.py, translated by pyomp-cc.
// Generators: what is sent, what is returned, what runs when one is left; expressions.
#include <pyomp/runtime.hpp>

namespace python::generators {

using py::Int;

/// Gives the mean of what it was sent.
static py::Generator<double, double, Int> running_mean() {
  double total = 0.0;
  Int count = 0;
  double mean = 0.0;
  while (true) {
    py::poll();
    std::optional<double> x = co_yield mean;
    if (!x) break;
    total += *x;
    ++count;
    mean = total / count;
  }
  co_return count;
}

static double largest(py::Generator<double> values) {
  double best = 0.0;
  for (double value : values) {
    if (value > best) {
      best = value;
    }
  }
  return best;
}

static py::Generator<double> means_genexpr(py::List<double> values) {
  for (double x : values) {
    co_yield x * x;
  }
}

static std::tuple<py::List<double>, double> means(py::List<double>& xs) {
  py::Generator<double, double, Int> mean = py::call<running_mean>();
  py::next_of(mean);
  py::List<double> result;
  for (double x : xs) {
    result.append(mean.send(x));
  }
  mean.close();
  return {result, py::call<largest>(py::call<means_genexpr>(xs))};
}

static py::Generator<Int> numbered(Int n) {
  co_await py::ClosedWhenDropped();
  try {
    for (Int i = 0; i < n; ++i) {
      py::poll();
      co_yield i;
    }
  } catch (...) {
    py::print("left");
    throw;
  }
  py::print("left");
}

static Int first(Int n) {
  for (Int i : py::call<numbered>(n)) {
    return i;
  }
  return -1;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {15, 11, "running_mean"},
    {27, 31, "largest"},
    {36, 42, "<genexpr>"},
    {42, 38, "means"},
    {43, 39, "means"},
    {45, 40, "means"},
    {48, 41, "means"},
    {49, 42, "means"},
    {56, 23, "numbered"},
    {60, 26, "numbered"},
    {67, 47, "first"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<means>>("means", "(xs: list[float])", "xs", nullptr),
    py::function<py::NoGil<first>>("first", "(n: int)", "n", nullptr),
};

PYOMP_MODULE(generators, "generators.py", R"py("""Generators: what is sent, what is returned, what runs when one is left; expressions."""

njit = __pyomp_cc__.njit


def running_mean():
    """Gives the mean of what it was sent."""
    total = 0.0
    count = 0
    mean = 0.0
    while True:
        x = yield mean
        if x is None:
            break
        total += x
        count += 1
        mean = total / count
    return count


def numbered(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("left")


def largest(values):
    best = 0.0
    for value in values:
        best = max(best, value)
    return best


means = __pyomp_cc__.function("means", ())








first = __pyomp_cc__.function("first", ())




)py");

}  // namespace python::generators
