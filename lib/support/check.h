// lib/support/check.h
//
// PYOMPCC_CHECK: assertions about the compiler itself, on in every build.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace pyompcc::support {

/// A defect of the compiler. Thrown by PYOMPCC_CHECK only; caught by the command alone, which reports it with what to
/// send and exits with status 3.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws InternalError naming the place of the failed check.
[[noreturn]] void failCheck(const char* file, int line, const char* condition, const std::string& text);

} // namespace pyompcc::support

/// Stops the compilation as a defect of the compiler unless `condition` holds; further arguments are an fmt string and
/// its values that say what was being worked on.
#define PYOMPCC_CHECK(condition, ...)                                                                                  \
  (static_cast<bool>(condition)                                                                                        \
       ? void(0)                                                                                                       \
       : ::pyompcc::support::failCheck(__FILE_NAME__, __LINE__, #condition, ::fmt::format(__VA_ARGS__)))
