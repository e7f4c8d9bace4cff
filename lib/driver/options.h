// lib/driver/options.h
//
// What one run of the compiler is asked to do; the command line is one way to fill it.
#pragma once

#include "lib/lower/lower.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pyompcc::driver {

/// The stage after which a run stops and what it prints (`--emit`); in the order of the pipeline.
enum class EmitKind : std::uint8_t { Tokens, Ast, Directives, Types, Ir, Cpp, Pyi, Object, Module };

/// Form of diagnostics (`--error-format`).
enum class ErrorFormat : std::uint8_t { Text, Json, Sarif };

/// How the generated C++ is compiled.
struct CodeOptions {
  int level = 3;                ///< `-O0` to `-O3`
  std::string march = "native"; ///< `--march`, as clang's
  bool fast_math = false;       ///< `--fast-math`
  std::string sanitizers = {};  ///< `--sanitize`, as clang's `-fsanitize=`, or empty
};

struct Options {
  std::vector<std::string> inputs;
  std::string output;  ///< `-o`, or empty
  std::string out_dir; ///< `--out-dir`, or empty
  EmitKind emit = EmitKind::Module;
  std::vector<std::string> exports;
  std::string python = "python3";
  CodeOptions code;
  lower::Checks checks;    ///< `--checks`
  bool instrument = false; ///< `--instrument`
  bool fallback = false;
  bool warnings_are_errors = false;
  ErrorFormat error_format = ErrorFormat::Text;
  bool save_temps = false;
  bool verbose = false;
  bool time_report = false;
  std::vector<std::string> print_after; ///< names of passes, or `all`
};

/// Exit statuses of the command.
enum class ExitStatus : int { Done = 0, Rejected = 1, WrongUse = 2, Defect = 3, ToolChain = 4 };

} // namespace pyompcc::driver
