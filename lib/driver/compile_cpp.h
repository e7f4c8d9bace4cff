// lib/driver/compile_cpp.h
//
// clang as a library: generated C++ to an object file in memory, with the runtime's header precompiled.
#pragma once

#include "lib/driver/cache.h"
#include "lib/driver/installation.h"
#include "lib/driver/interpreter.h"
#include "lib/driver/options.h"
#include "lib/driver/stage_times.h"
#include "lib/support/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::driver {

/// One C++ text; `name` is how clang and the object call it (NAME.cpp, never with a folder).
struct CppText {
  std::string name;
  std::string text;
};

/// An object file, or what clang said about the text. Generated code that clang warns about or rejects is a defect of
/// the compiler.
struct Compiled {
  std::string object;
  std::string complaints;
};

/// Where the slow paths of the runtime go.
enum class RuntimeUse : std::uint8_t {
  Apart,    ///< into an object of their own, linked to every module: several times quicker to compile
  Contained ///< into the object itself, which then needs nothing else
};

/// Compiles for one interpreter and one set of flags. Made once, used for every file of a run.
class CppCompiler {
 public:
  CppCompiler(const Installation& installation, const Interpreter& interpreter, const CodeOptions& code,
              RuntimeUse runtime_use, const Cache& cache);

  /// The text starts with `#include <pyomp/runtime.hpp>`; the precompiled header for it comes from the cache, where it
  /// is put when it is missing, stale or damaged. Fails only for reasons outside the text: missing system headers, no
  /// space.
  support::Result<Compiled> compile(const CppText& text, StageTimes& times);

  /// The path of the object with the runtime's slow paths, which comes from the cache too.
  support::Result<std::string> runtimeObject(StageTimes& times);

  /// The command of clang++ that does the same as compile(), for `--verbose` and for reports.
  std::vector<std::string> command(const CppText& text) const;

 private:
  std::vector<std::string> commonArguments() const;
  const std::string& runtimeKey();
  support::Result<std::string> precompiledHeader(StageTimes& times);
  support::Result<Written> precompile(const std::string& path) const;
  support::Result<Written> compileRuntime(const std::string& path) const;

  const Installation& installation_;
  const Interpreter& interpreter_;
  const CodeOptions& code_;
  RuntimeUse runtime_use_;
  const Cache& cache_;
  std::string runtime_key_;
  std::optional<std::string> header_;
};

/// The name and the version of the clang that is linked.
std::string clangVersion();

/// Whether clang knows a processor of that name for this machine's architecture (`--march`).
bool isKnownProcessor(const std::string& name);

/// Runs clang's driver for the linker's arguments: start-up files, folders and libraries of this machine's tool chain.
/// `objects` and `output` are paths.
support::Result<std::vector<std::string>>
linkArguments(const Installation& installation, const std::vector<std::string>& objects, const std::string& output);

} // namespace pyompcc::driver
