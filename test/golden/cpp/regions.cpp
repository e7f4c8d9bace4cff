// regions.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::regions {

using py::Int;

static double roots(py::View<const double, 2> a, Int threads) {
  double total = 0.0;
  double scale = 2.0;
  py::Raised raised;
#pragma omp parallel num_threads(py::num_threads(threads)) firstprivate(a, scale, threads)
  {
    Int part_2 = 0;
    double part = 0.0;
#pragma omp for schedule(dynamic, 2) nowait
    for (Int i = 0; i < a.shape(0); ++i) {
      if (raised.stopped_in(part_2)) continue;
      raised.guard({part_2, i}, [&] {
        for (Int j = 0; j < a.shape(1); ++j) {
          part += py::sqrt(a(i, j)) * scale;
        }
      });
    }
    ++part_2;
#pragma omp critical(sum)
    total += part;
#pragma omp barrier
    ++part_2;
#pragma omp single
    raised.guard_in(part_2, [&] { total += py::floordiv(omp_get_thread_num(), threads); });
  }
  raised.rethrow();
  return total;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {12, 11, "roots"},
    {21, 16, "roots"},
    {31, 22, "roots"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<roots>>("roots", "(a, threads)", "a,threads", nullptr),
};

PYOMP_MODULE(regions, "regions.py", R"py(# Regions: clauses as written, copies by value, private variables in their block, exceptions kept.
import math

njit = __pyomp_cc__.njit; omp_get_thread_num = __pyomp_cc__.omp_get_thread_num; openmp = __pyomp_cc__.openmp


roots = __pyomp_cc__.function("roots", ())
















)py");

}  // namespace python::regions
