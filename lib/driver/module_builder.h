// lib/driver/module_builder.h
//
// Generated C++ to the bytes of an object or an extension module, with this machine's interpreter and tool chain.
#pragma once

#include "lib/driver/cache.h"
#include "lib/driver/compile_cpp.h"
#include "lib/driver/installation.h"
#include "lib/driver/interpreter.h"
#include "lib/driver/options.h"
#include "lib/driver/stage_times.h"
#include "lib/support/result.h"

#include <optional>
#include <string>

namespace pyompcc::driver {

/// What was built, or the defect that clang found in the text.
struct Built {
  std::string bytes;
  std::string defect;
};

/// One for a run; its files are built one after the other.
class ModuleBuilder {
 public:
  ModuleBuilder(const Options& options, StageTimes& times) : options_(options), times_(times) {}

  /// Finds the interpreter, the installation and the cache; the failure names what to install or change.
  support::Result<Written> prepare();
  /// The end of the file name of an extension module; after prepare().
  const std::string& extension() const { return interpreter_->extension; }
  /// Compiles, and links where a module is asked for. `output` tells where `--save-temps` puts the C++ and the object.
  support::Result<Built> build(const CppText& cpp, const std::string& output);
  /// What is to be said on standard error since the last call: notes and, with `--verbose`, commands.
  std::string takeNotes() { return std::exchange(notes_, {}); }

 private:
  support::Result<Written> saveBeside(const std::string& output, const std::string& name, const std::string& bytes);
  std::string describeDefect(const CppText& cpp, const std::string& complaints);

  const Options& options_;
  StageTimes& times_;
  std::optional<Cache> cache_;
  std::optional<Interpreter> interpreter_;
  std::optional<Installation> installation_;
  std::optional<CppCompiler> compiler_;
  std::string notes_;
};

} // namespace pyompcc::driver
