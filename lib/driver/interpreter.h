// lib/driver/interpreter.h
//
// What the driver must know of the Python interpreter that a module is built for.
#pragma once

#include "lib/driver/cache.h"
#include "lib/support/result.h"

#include <string>

namespace pyompcc::driver {

struct Interpreter {
  std::string path;          ///< as found in PATH
  int minor = 0;             ///< of 3.minor
  std::string extension;     ///< EXT_SUFFIX, the end of an extension module's file name
  std::string include;       ///< folder of Python.h; empty where the headers are not installed
  std::string numpy_include; ///< folder of numpy/arrayobject.h; empty where NumPy is not installed
  std::string numpy_version;
};

/// Asks the interpreter `python` (a path, or a name looked up in PATH) once and keeps the answer in the cache, under
/// its path, time and size. Fails if it is missing, is not CPython 3.10 or later, or cannot be run.
support::Result<Interpreter> findInterpreter(const std::string& python, const Cache& cache);

/// The failure if modules cannot be built for this interpreter: its headers or NumPy's are missing.
support::Result<Written> requireHeaders(const Interpreter& interpreter);

} // namespace pyompcc::driver
