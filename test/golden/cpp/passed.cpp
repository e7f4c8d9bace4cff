// passed.py, translated by pyomp-cc.
// Functions that the library calls, deques and defaultdicts, iterators in variables, formats.
#include <pyomp/runtime.hpp>

namespace python::passed {

using py::Int;

static Int nearest_lambda(py::Str value) {
  return value.size();
}

static Int nearest_lambda_2(Int length, py::Str word) {
  return py::abs(py::sub(word.size(), length));
}

/// The word whose length is nearest to another.
static py::Str nearest(py::List<py::Str>& words, Int length) {
  py::sort_by(words, nearest_lambda);
  return py::smallest_by(words, [=](const py::Str& word) { return py::call<nearest_lambda_2>(length, word); });
}

static py::List<Int> levels(const py::List<std::tuple<Int, Int>>& edges, Int start) {
  py::DefaultDict<Int, py::List<Int>> graph{[] { return py::List<Int>{}; }, "<class 'list'>"};
  for (auto [a, b] : edges) {
    graph.at(a).append(b);
  }
  py::List<Int> found = py::List<Int>{start};
  py::Deque<Int> todo = py::deque(py::List<Int>{start});
  while (todo.size() != 0) {
    py::poll();
    for (Int near : graph.at(todo.popleft())) {
      if (!found.contains(near)) {
        found.append(near);
        todo.append(near);
      }
    }
  }
  return found;
}

static py::Str head(const py::List<double>& xs) {
  py::Iterator<double> it = py::iter(xs);
  py::check_unpack_rest(xs, 1);
  double value = xs[0];
  py::List<double> rest = xs.slice(py::Slice{1, py::none});
  double first = value;
  py::List<double> rest_2 = rest;
  return py::text(py::format(py::next(it) + first, ".2f"), " of ", py::format(rest_2.size(), "d"));
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {14, 12, "<lambda>"},
    {19, 11, "nearest"},
    {20, 12, "nearest"},
    {25, 18, "levels"},
    {26, 19, "levels"},
    {29, 21, "levels"},
    {31, 22, "levels"},
    {32, 23, "levels"},
    {34, 25, "levels"},
    {35, 26, "levels"},
    {43, 32, "head"},
    {44, 33, "head"},
    {49, 34, "head"},
};

static constexpr py::Function Functions[] = {
    py::function<nearest>("nearest", "(words: list[str], length: int) -> str", "words,length",
        "The word whose length is nearest to another."),
    py::function<py::NoGil<levels>>("levels", "(edges: list[tuple[int, int]], start: int) -> list[int]", "edges,start",
        nullptr),
    py::function<head>("head", "(xs: list[float]) -> str", "xs", nullptr),
};

PYOMP_MODULE(passed, "passed.py", R"py("""Functions that the library calls, deques and defaultdicts, iterators in variables, formats."""

from collections import defaultdict, deque

njit = __pyomp_cc__.njit


nearest = __pyomp_cc__.function("nearest", ())






levels = __pyomp_cc__.function("levels", ())














head = __pyomp_cc__.function("head", ())




)py");

}  // namespace python::passed
