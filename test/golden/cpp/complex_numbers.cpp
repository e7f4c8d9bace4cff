// complex_numbers.py, translated by pyomp-cc.
#include <pyomp/runtime.hpp>

namespace python::complex_numbers {

using py::Int;

constexpr std::complex<double> UNIT = {0.0, 1.0};

/// How many steps z -> z*z + c takes to leave the circle of radius 2.
static Int escapes(std::complex<double> c, Int most) {
  std::complex<double> z = 0.0;
  for (Int i = 0; i < most; ++i) {
    py::poll();
    if (z.real() * z.real() + z.imag() * z.imag() > 4.0) return i;
    z = z * z + c;
  }
  return most;
}

static std::complex<double> transformed(py::View<std::complex<double>, 1, py::Strided> a, double k) {
  std::complex<double> total = 0.0;
#pragma omp parallel for reduction(py::add : total) firstprivate(a, k)
  for (Int i = 0; i < a.shape(0); ++i) {
    a(i) = a(i) * UNIT + std::complex<double>(k);
    total += py::wrapping::div(std::conj(a(i)), std::complex<double>(1.0, 2.0));
  }
  return py::plain_square(total);
}

// The module as Python sees it.

static constexpr py::Line Lines[] = {
    {14, 13, "escapes"},
    {26, 26, "transformed"},
};

static constexpr py::Function Functions[] = {
    py::function<py::NoGil<escapes>>("escapes", "(c: complex, most: int) -> int", "c,most",
        "How many steps z -> z*z + c takes to leave the circle of radius 2."),
    py::function<py::NoGil<transformed, py::NumPy<std::complex<double>>(py::View<std::complex<double>, 1, py::Strided>,
        double)>>("transformed", "(a: \"complex128[:]\", k: float) -> complex", "a,k", nullptr),
};

PYOMP_MODULE(complex_numbers, "complex_numbers.py", R"py(# Complex numbers: C++'s operators where they do what Python's do, functions where something can be raised.
import numpy as np

njit = __pyomp_cc__.njit; openmp = __pyomp_cc__.openmp

UNIT = 1j


escapes = __pyomp_cc__.function("escapes", ())










transformed = __pyomp_cc__.function("transformed", ())







)py");

}  // namespace python::complex_numbers
