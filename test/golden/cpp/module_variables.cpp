// module_variables.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::module_variables {

using py::Int;

static Int calls = 0;
static double found = 0.0;
static Int seed = 1;
#pragma omp threadprivate(seed)

static Int draw(Int limit) {
#pragma omp atomic
  ++calls;
  seed = py::proved::mod(py::add(py::mul(seed, 1103515245), 12345), 2147483647);
  return py::mod(seed, limit);
}

static double sum_of(Int n) {
  double own_found = found;
  py::Raised raised;
#pragma omp parallel for copyin(seed) reduction(+ : own_found) firstprivate(n)
  for (Int _ = 0; _ < n; ++_) {
    raised.guard(_, [&] { own_found += py::call<draw>(6) + 0.5; });
  }
  raised.rethrow();
  found = own_found;
  return found + calls;
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {16, 15, "draw"},
    {17, 16, "draw"},
    {25, 24, "sum_of"},
};

static constexpr py::Variable Variables[] = {
    PYOMP_VARIABLE(calls, Int, "calls"),
    PYOMP_VARIABLE(found, double, "found"),
    PYOMP_THREAD_VARIABLE(seed, Int, "seed"),
};

static constexpr py::Function Functions[] = {
    py::sharing<Variables, 0, 2>(py::function<py::NoGil<draw>>("draw", "(limit: int) -> int", "limit", nullptr)),
    py::sharing<Variables, 0, 1, 2>(py::function<py::NoGil<sum_of>>("sum_of", "(n: int) -> float", "n", nullptr)),
};

PYOMP_MODULE(module_variables, "module_variables.py", R"py(# Variables of the module: shared by functions and threads, one for each thread, and reduced.
njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp

calls = 0
found = 0.0
seed = 1
openmp("threadprivate(seed)")


draw = __pyomp_cc__.function("draw", ())








sum_of = __pyomp_cc__.function("sum_of", ())






)py");

}  // namespace python::module_variables
