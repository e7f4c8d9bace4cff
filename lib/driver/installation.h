// lib/driver/installation.h
//
// Where the parts that a compilation needs stand on this machine.
#pragma once

#include "lib/support/result.h"

#include <string>

namespace pyompcc::driver {

struct Installation {
  std::string runtime_include; ///< folder of pyomp/runtime.hpp
  std::string clang_resources; ///< clang's own headers (omp.h, stddef.h, ...)
  std::string openmp_library;  ///< folder of libomp.so
};

/// Looks beside the executable (install tree, then build tree), then where the build found them. $PYOMPCC_RUNTIME and
/// $PYOMPCC_CLANG_RESOURCES come first. The failure names the part and the package that has it.
support::Result<Installation> findInstallation();

} // namespace pyompcc::driver
