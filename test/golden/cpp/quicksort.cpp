// quicksort.py, translated by pyomp-cc.
// Sorting in place, by tasks.
#include <pyomp/runtime.hpp>

namespace python::quicksort {

using py::Int;

constexpr Int LEAF = 2048;

/// Moves what is less than the last element of `a[low:high]` before it, the rest behind; returns its place.
static Int partition(py::View<double, 1> a, Int low, Int high) {
  Int middle = py::proved::floordiv(py::add(low, high), 2);
  double next = a.at(middle);
  a.at(middle) = a.at(py::sub(high, 1));
  a.at(py::sub(high, 1)) = next;
  double pivot = a.at(py::sub(high, 1));
  Int place = low;
  py::hoisted(a.covers(low, high - 1) && py::fits(low, 48) && py::fits(high, 48), [&](auto at) {
    for (Int i = low; i < at.sub(high, 1); ++i) {
      if (at(a, i) < pivot) {
        double next = at(a, i);
        at(a, i) = at(a, place);
        at(a, place) = next;
        ++place;
      }
    }
  });
  double next_2 = a.at(place);
  a.at(place) = a.at(py::sub(high, 1));
  a.at(py::sub(high, 1)) = next_2;
  return place;
}

/// Sorts `a[low:high]`; a long part becomes two tasks.
static void sort_part(py::View<double, 1> a, Int low, Int high) {
  py::check_stack();
  if (py::sub(high, low) < 2) return;
  Int place = py::call<partition>(a, low, high);
  if (py::sub(high, low) < LEAF) {
    py::call<sort_part>(a, low, place);
    py::call<sort_part>(a, py::add(place, 1), high);
    return;
  }
  return py::out_of_line([&]() -> void {
    py::RaisedInTasks raised;
#pragma omp task shared(raised)
    raised.guard(0, [&] { py::call<sort_part>(a, low, place); });
#pragma omp task shared(raised)
    raised.guard(1, [&] { py::call<sort_part>(a, py::add(place, 1), high); });
#pragma omp taskwait
    raised.rethrow();
  });
}

/// Sorts `a` by all threads.
static void quicksort(py::View<double, 1> a) {
  py::Raised raised;
#pragma omp parallel firstprivate(a)
#pragma omp single
  raised.guard([&] { py::call<sort_part>(a, 0, a.shape(0)); });
  raised.rethrow();
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {13, 16, "partition"},
    {14, 17, "partition"},
    {17, 18, "partition"},
    {20, 20, "partition"},
    {21, 21, "partition"},
    {22, 22, "partition"},
    {29, 24, "partition"},
    {37, 29, "sort_part"},
    {38, 31, "sort_part"},
    {39, 33, "sort_part"},
    {40, 34, "sort_part"},
    {41, 35, "sort_part"},
    {42, 36, "sort_part"},
    {48, 39, "sort_part"},
    {50, 41, "sort_part"},
    {61, 50, "quicksort"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<partition>>("partition", "(a, low, high)", "a,low,high",
        "Moves what is less than the last element of `a[low:high]` before it, the rest behind; returns its place."),
    py::function<py::NoGil<sort_part>>("sort_part", "(a, low, high)", "a,low,high",
        "Sorts `a[low:high]`; a long part becomes two tasks."),
    py::function<py::NoGil<quicksort>>("quicksort", "(a)", "a", "Sorts `a` by all threads."),
};

PYOMP_MODULE(quicksort, "quicksort.py", R"py(# examples/quicksort.py
#
# Tasks on parts of one array: the two halves never overlap.
"""Sorting in place, by tasks."""

import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp

LEAF = 2048


partition = __pyomp_cc__.function("partition", ())














sort_part = __pyomp_cc__.function("sort_part", ())
















quicksort = __pyomp_cc__.function("quicksort", ())







if __name__ == "__main__":
    numbers = np.array([3.0, 1.0, 4.0, 1.5, 9.0, 2.6])
    quicksort(numbers)
    print(numbers)
)py");

}  // namespace python::quicksort
