// tool/pyomp-cc.cpp
//
// The command: arguments in, exit status out. Nothing is translated here.
#include "lib/driver/defect.h"
#include "lib/driver/files.h"
#include "lib/driver/pipeline.h"
#include "tool/command_line.h"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <string>
#include <unistd.h>
#include <variant>

namespace {

using pyompcc::driver::ExitStatus;
using pyompcc::driver::Options;
using pyompcc::driver::RunResult;

RunResult runOrReport(const Options& options) {
  try {
    RunResult result;
    pyompcc::driver::runOnLargeStack([&] { result = pyompcc::driver::runPipeline(options); });
    return result;
  } catch (const std::bad_alloc&) {
    return {ExitStatus::Defect, {}, pyompcc::driver::defectReport("memory is exhausted")};
  } catch (const std::exception& error) {
    return {ExitStatus::Defect, {}, pyompcc::driver::defectReport(error.what())};
  }
}

RunResult answer(const pyompcc::tool::Answer& answer) {
  if (answer.status == ExitStatus::Done) return {answer.status, answer.text, {}};
  return {answer.status, {}, answer.text};
}

// Both streams are written in one go; what cannot be printed is a failure like any other output's.
int finish(RunResult result) {
  if (auto written = pyompcc::driver::writeTo(STDOUT_FILENO, result.out, "standard output"); !written) {
    result.err += fmt::format("pyomp-cc: error: {}\n", written.failure().text);
    if (result.status == ExitStatus::Done) result.status = ExitStatus::ToolChain;
  }
  static_cast<void>(pyompcc::driver::writeTo(STDERR_FILENO, result.err, "standard error"));
  return static_cast<int>(result.status);
}

} // namespace

int main(int argc, char** argv) {
  pyompcc::driver::installDefectReport();
  auto parsed = pyompcc::tool::parseCommandLine(argc, argv);
  int status = std::holds_alternative<Options>(parsed) ? finish(runOrReport(std::get<Options>(parsed)))
                                                       : finish(answer(std::get<pyompcc::tool::Answer>(parsed)));
  // The libraries of clang have nothing to do at exit that anybody would see; skipping it saves a few milliseconds.
  ::_exit(status);
}
