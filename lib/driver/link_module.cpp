// lib/driver/link_module.cpp
//
// Arguments from clang's driver, the work from lld's ELF linker.
#include "lib/driver/link_module.h"

#include "lib/driver/compile_cpp.h"
#include "lib/driver/files.h"

#include <lld/Common/CommonLinkerContext.h>
#include <lld/Common/Driver.h>
#include <llvm/Support/raw_ostream.h>

#include <fmt/format.h>

#include <vector>

LLD_HAS_DRIVER(elf)

namespace pyompcc::driver {
namespace {

std::string runLinker(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "ld.lld");
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  std::string text;
  llvm::raw_string_ostream stream(text);
  bool linked = lld::elf::link(pointers, stream, stream, /*exitEarly=*/false, /*disableOutput=*/false);
  lld::CommonLinkerContext::destroy();
  stream.flush();
  if (linked) return {};
  return text.empty() ? "lld failed without a word" : text;
}

} // namespace

support::Result<std::string> linkModule(const Installation& installation, const std::string& object,
                                        const std::string& runtime_object, bool keep_lines, StageTimes& times) {
  return times.measure("link", [&]() -> support::Result<std::string> {
    auto folder = TemporaryFolder::create();
    if (!folder) return folder.failure();
    std::string object_path = folder->path() + "/module.o";
    std::string output_path = folder->path() + "/module.so";
    if (auto written = writeWhole(object_path, object, false); !written) return written.failure();
    std::vector<std::string> objects = {object_path};
    if (!runtime_object.empty()) objects.push_back(runtime_object);
    auto arguments = linkArguments(installation, objects, output_path);
    if (!arguments) return arguments.failure();
    // A build id from the contents, no local labels and no paths: the same input gives the same bytes anywhere. One
    // thread, because starting others takes longer than the work.
    arguments->insert(arguments->end(),
                      {"--build-id=sha1", "--threads=1", "--gc-sections", "--as-needed", "--discard-all", "-rpath",
                       fmt::format("$ORIGIN:{}", installation.openmp_library)});
    if (!keep_lines) arguments->emplace_back("--strip-debug");
    std::string complaints = runLinker(*arguments);
    if (!complaints.empty()) {
      return support::Failure{fmt::format("linking failed: {}", complaints.substr(0, complaints.find('\n')))};
    }
    return readFile(output_path);
  });
}

} // namespace pyompcc::driver
