// updates.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::updates {

using py::Int;

static py::Array<std::int64_t, 1> count(py::View<const std::int64_t, 1, py::Strided> values, Int bins) {
  py::Array<std::int64_t, 1> counts = py::zeros<std::int64_t>({bins});
  py::Array<std::int64_t, 1> spare = py::empty<std::int64_t>({counts.shape(0)});
  for (Int i = 0; i < values.shape(0); ++i) {
    std::int64_t& element_ = counts.at(py::wrapping::mod(values(i), bins));
    element_ = py::wrapping::add(element_, std::int64_t{1});
  }
  py::Array<std::int64_t, 1> next = counts;
  counts = spare;
  spare = next;
  py::hoisted(counts.covers(0, bins) && spare.covers(0, bins), [&](auto at) {
    for (Int i = 0; i < bins; ++i) {
      at(counts, i) = at(spare, i);
    }
  });
  Int low = py::proved::floordiv(bins, 2);
  Int high = bins - 1;
  std::int64_t next_2 = counts.at(low);
  counts.at(low) = counts.at(high);
  counts.at(high) = next_2;
  return counts;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {9, 9, "count"},
    {10, 10, "count"},
    {12, 12, "count"},
    {20, 15, "count"},
    {25, 17, "count"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<count>>("count", "(values, bins)", "values,bins", nullptr),
};

PYOMP_MODULE(updates, "updates.py", R"py(# Assignments: swaps, tuples, elements that are updated, arrays that are made and returned.
import numpy as np

njit = __pyomp_cc__.njit


count = __pyomp_cc__.function("count", ())











)py");

}  // namespace python::updates
