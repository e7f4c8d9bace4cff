// lib/driver/module_builder.cpp
//
// Puts together interpreter, installation, clang and lld.
#include "lib/driver/module_builder.h"

#include "lib/driver/defect.h"
#include "lib/driver/files.h"
#include "lib/driver/link_module.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace pyompcc::driver {

using support::Result;

Result<Written> ModuleBuilder::prepare() {
  auto installation = findInstallation();
  if (!installation) return installation.failure();
  installation_ = *installation;
  auto cache = Cache::open();
  if (!cache) return cache.failure();
  cache_.emplace(std::move(*cache));
  if (!cache_->warning().empty()) notes_ += fmt::format("pyomp-cc: note: {}\n", cache_->warning());
  auto interpreter = times_.measure("interpreter", [&] { return findInterpreter(options_.python, *cache_); });
  if (!interpreter) return interpreter.failure();
  interpreter_ = *interpreter;
  if (auto complete = requireHeaders(*interpreter_); !complete) return complete.failure();
  if (options_.verbose) {
    notes_ += fmt::format("pyomp-cc: interpreter {} (3.{}, NumPy {})\npyomp-cc: runtime {}\npyomp-cc: cache {}\n",
                          interpreter_->path, interpreter_->minor, interpreter_->numpy_version,
                          installation_->runtime_include, cache_->folder());
  }
  // An object that the user links must be whole.
  RuntimeUse runtime_use = options_.emit == EmitKind::Object ? RuntimeUse::Contained : RuntimeUse::Apart;
  compiler_.emplace(*installation_, *interpreter_, options_.code, runtime_use, *cache_);
  return Written{};
}

Result<Written> ModuleBuilder::saveBeside(const std::string& output, const std::string& name,
                                          const std::string& bytes) {
  std::filesystem::path path = std::filesystem::path(output).parent_path() / name;
  return writeWhole(path.string(), bytes, false);
}

namespace {

// Templates make clang's notes long; what helps is at the top, and all of it comes again from the file that is kept.
constexpr int ShownLines = 12;

std::string shortened(const std::string& complaints) {
  std::size_t end = 0;
  for (int line = 0; line < ShownLines && end < complaints.size(); ++line) {
    end = std::min(complaints.find('\n', end), complaints.size() - 1) + 1;
  }
  return complaints.substr(0, end) + (end < complaints.size() ? "  ...\n" : "");
}

} // namespace

std::string ModuleBuilder::describeDefect(const CppText& cpp, const std::string& complaints) {
  std::string text = fmt::format("clang finds fault with the generated C++:\n{}", shortened(complaints));
  auto folder = TemporaryFolder::create();
  if (!folder) return text;
  std::string path = fmt::format("{}/{}", folder->path(), cpp.name);
  if (writeWhole(path, cpp.text, false)) {
    folder->keep();
    text += fmt::format("  The generated file is kept as `{}`.", path);
  }
  return text;
}

Result<Built> ModuleBuilder::build(const CppText& cpp, const std::string& output) {
  noteStage("compile_cpp");
  if (options_.save_temps) {
    if (auto saved = saveBeside(output, cpp.name, cpp.text); !saved) return saved.failure();
  }
  auto compiled = compiler_->compile(cpp, times_);
  if (!compiled) return compiled.failure();
  if (options_.verbose) notes_ += fmt::format("{}\n", fmt::join(compiler_->command(cpp), " "));
  if (!compiled->complaints.empty()) return Built{{}, describeDefect(cpp, compiled->complaints)};
  if (options_.emit == EmitKind::Object) return Built{std::move(compiled->object), {}};
  if (options_.save_temps) {
    std::string name = std::filesystem::path(cpp.name).stem().string() + ".o";
    if (auto saved = saveBeside(output, name, compiled->object); !saved) return saved.failure();
  }
  noteStage("link_module");
  auto runtime = compiler_->runtimeObject(times_);
  if (!runtime) return runtime.failure();
  auto module = linkModule(*installation_, compiled->object, *runtime, !options_.code.sanitizers.empty(), times_);
  if (!module) return module.failure();
  return Built{std::move(*module), {}};
}

} // namespace pyompcc::driver
