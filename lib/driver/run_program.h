// lib/driver/run_program.h
//
// Runs another program and reads what it prints; no shell is involved.
#pragma once

#include "lib/support/result.h"

#include <string>
#include <vector>

namespace pyompcc::driver {

/// How a program ended and what it printed.
struct Finished {
  int status = 0; ///< the exit status, or 128 plus the signal
  std::string out;
};

/// Runs `arguments[0]` (looked up in PATH when it has no slash) with standard input from /dev/null and standard error
/// joined to its output. Output beyond 1 MiB is dropped. Fails if the program cannot be started.
support::Result<Finished> runProgram(const std::vector<std::string>& arguments);

/// The absolute path of `program` as PATH finds it, or empty.
std::string findProgram(const std::string& program);

} // namespace pyompcc::driver
