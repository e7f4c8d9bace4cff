// test/bench/hand_written.c
//
// The extension that a careful person writes by hand: METH_FASTCALL, exact types first. The mark for the cost of a
// call.
#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#define NPY_TARGET_VERSION NPY_2_0_API_VERSION
#include <Python.h>
#include <numpy/arrayobject.h>

static PyObject* scalar(PyObject* module, PyObject* const* args, Py_ssize_t count) {
  (void)module;
  if (count != 1) {
    PyErr_Format(PyExc_TypeError, "scalar() takes exactly one argument (%zd given)", count);
    return NULL;
  }
  double x = PyFloat_CheckExact(args[0]) ? PyFloat_AS_DOUBLE(args[0]) : PyFloat_AsDouble(args[0]);
  if (x == -1.0 && PyErr_Occurred()) return NULL;
  return PyFloat_FromDouble(x * x + 1.0);
}

static PyObject* first(PyObject* module, PyObject* const* args, Py_ssize_t count) {
  (void)module;
  if (count != 1) {
    PyErr_Format(PyExc_TypeError, "first() takes exactly one argument (%zd given)", count);
    return NULL;
  }
  if (!PyArray_Check(args[0])) {
    PyErr_SetString(PyExc_TypeError, "first() argument 'a' must be an array");
    return NULL;
  }
  PyArrayObject* a = (PyArrayObject*)args[0];
  if (PyArray_TYPE(a) != NPY_DOUBLE || PyArray_NDIM(a) != 1 || !PyArray_ISCARRAY_RO(a)) {
    PyErr_SetString(PyExc_TypeError, "first() argument 'a' must be float64[::1]");
    return NULL;
  }
  if (PyArray_DIM(a, 0) < 1) {
    PyErr_SetString(PyExc_IndexError, "index 0 is out of bounds for axis 0 with size 0");
    return NULL;
  }
  // A np.float64, as a[0] is in Python.
  return PyArray_Scalar(PyArray_DATA(a), PyArray_DESCR(a), NULL);
}

static PyMethodDef methods[] = {
    {"scalar", (PyCFunction)(void (*)(void))scalar, METH_FASTCALL, NULL},
    {"first", (PyCFunction)(void (*)(void))first, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "hand_written", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_hand_written(void) {
  import_array();
  return PyModule_Create(&definition);
}
