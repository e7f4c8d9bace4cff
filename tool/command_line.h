// tool/command_line.h
//
// The command's arguments as options, or as something to print at once.
#pragma once

#include "lib/driver/options.h"

#include <string>
#include <variant>

namespace pyompcc::tool {

/// An answer that needs no compilation: help, version, lists, or what is wrong with the arguments.
struct Answer {
  driver::ExitStatus status = driver::ExitStatus::Done;
  std::string text; ///< for standard output if status is Done, else for standard error
};

/// Reads the arguments that `--help` lists.
std::variant<driver::Options, Answer> parseCommandLine(int count, const char* const* arguments);

} // namespace pyompcc::tool
