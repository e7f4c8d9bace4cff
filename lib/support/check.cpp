// lib/support/check.cpp
//
// Raises the compiler's own defects.
#include "lib/support/check.h"

namespace pyompcc::support {

void failCheck(const char* file, int line, const char* condition, const std::string& text) {
  throw InternalError(fmt::format("{}:{}: {} ({})", file, line, text, condition));
}

} // namespace pyompcc::support
