// lib/driver/installation.cpp
//
// Searches a few folders for each part, each told by one file in it.
#include "lib/driver/installation.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <system_error>

namespace pyompcc::driver {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// The first folder that holds `file`, or empty.
std::string firstWith(const char* file, std::initializer_list<std::string> folders) {
  std::error_code error;
  for (const std::string& folder : folders) {
    if (!folder.empty() && fs::exists(fs::path(folder) / file, error)) {
      return fs::weakly_canonical(folder, error).string();
    }
  }
  return {};
}

} // namespace

support::Result<Installation> findInstallation() {
  std::error_code error;
  std::string prefix = fs::read_symlink("/proc/self/exe", error).parent_path().parent_path().string();
  Installation found;
  std::string chosen = variable("PYOMPCC_RUNTIME");
  found.runtime_include = chosen.empty()
                              ? firstWith("pyomp/runtime.hpp", {prefix + "/include/pyomp-cc", PYOMPCC_SOURCE_RUNTIME})
                              : firstWith("pyomp/runtime.hpp", {chosen});
  if (found.runtime_include.empty()) {
    return support::Failure{
        fmt::format("the runtime's header pyomp/runtime.hpp is not in `{}`; install pyomp-cc again, "
                    "or set PYOMPCC_RUNTIME to the folder that holds it",
                    chosen.empty() ? prefix + "/include/pyomp-cc" : chosen)};
  }
  found.clang_resources = firstWith("include/omp.h", {variable("PYOMPCC_CLANG_RESOURCES"), prefix + "/lib/clang/19",
                                                      PYOMPCC_LLVM_LIBRARY_DIR "/clang/19"});
  if (found.clang_resources.empty()) {
    return support::Failure{"clang's headers (omp.h, stddef.h) are missing; install libclang-common-19-dev and "
                            "libomp-19-dev, or set PYOMPCC_CLANG_RESOURCES to clang's resource folder"};
  }
  found.openmp_library = firstWith("libomp.so", {prefix + "/lib", PYOMPCC_LLVM_LIBRARY_DIR});
  if (found.openmp_library.empty()) {
    return support::Failure{"the OpenMP runtime libomp.so is missing; install libomp-19-dev"};
  }
  return found;
}

} // namespace pyompcc::driver
