// tool/explain.h
//
// Answers about the compiler itself.
#pragma once

#include "tool/command_line.h"

#include <string>

namespace pyompcc::tool {

/// The text and the severity of a diagnostic by the name that is printed in its brackets.
Answer explain(const std::string& kind);

/// The versions of the compiler and of the clang in it.
std::string versionText();

} // namespace pyompcc::tool
