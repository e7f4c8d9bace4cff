// lib/driver/interpreter.cpp
//
// Runs the interpreter on a short script and reads one fact from each line.
#include "lib/driver/interpreter.h"

#include "lib/driver/run_program.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <vector>

namespace pyompcc::driver {
namespace {

using support::Failure;
using support::Result;

// NumPy is found without importing it, which would take longer than all the rest. Each fact stands in one line; the
// first and last lines tell the facts from what a sitecustomize module may print.
constexpr const char* Script = R"(
import importlib.util, os, site, sys, sysconfig
if site.check_enableusersite(): site.addsitedir(site.getusersitepackages())
include = sysconfig.get_paths()["include"]
numpy = importlib.util.find_spec("numpy")
numpy_include, numpy_version = "", ""
if numpy and numpy.origin:
    folder = os.path.dirname(numpy.origin)
    for core in "_core", "core":
        candidate = os.path.join(folder, core, "include")
        if os.path.exists(os.path.join(candidate, "numpy", "arrayobject.h")):
            numpy_include = candidate
            break
    from importlib import metadata
    try: numpy_version = metadata.version("numpy")
    except metadata.PackageNotFoundError: pass
print("<pyomp-cc>")
print(sys.implementation.name)
print(sys.version_info.major)
print(sys.version_info.minor)
print(sysconfig.get_config_var("EXT_SUFFIX") or "")
print(include if os.path.exists(os.path.join(include, "Python.h")) else "")
print(numpy_include)
print(numpy_version)
print("</pyomp-cc>")
)";
constexpr std::size_t FactCount = 7;
constexpr int OldestMinor = 10;

std::vector<std::string> linesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

int numberOf(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// The facts between the two marks, or nothing where the output is something else.
std::vector<std::string> factsOf(std::string_view text) {
  std::size_t begin = text.find("<pyomp-cc>\n");
  std::size_t end = text.find("</pyomp-cc>\n");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  std::vector<std::string> facts = linesOf(text.substr(begin + 11, end - begin - 11));
  if (facts.size() != FactCount) return {};
  return facts;
}

std::string stampOf(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return "none";
  return fmt::format("{} {}.{}", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

bool isScript(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return file.get() == '#' && file.get() == '!';
}

// All that pyenv's script looks at: two variables, the current folder and the files that name a version.
std::string choiceOfScript() {
  auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value ? value : "");
  };
  std::error_code error;
  std::string root = variable("PYENV_ROOT").empty() ? variable("HOME") + "/.pyenv" : variable("PYENV_ROOT");
  std::string choice = variable("PYENV_VERSION") + ";" + stampOf(root + "/version");
  for (std::filesystem::path folder = std::filesystem::current_path(error);; folder = folder.parent_path()) {
    choice += ";" + stampOf((folder / ".python-version").string());
    if (folder == folder.parent_path()) return choice;
  }
}

// A virtual environment's interpreter is a link to another one's file; its configuration beside it tells them apart. A
// script in place of the interpreter (pyenv's) chooses by folder and environment.
std::string keyOf(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::path absolute = fs::absolute(path, error);
  std::string real = fs::canonical(path, error).string();
  std::string environment = (absolute.parent_path().parent_path() / "pyvenv.cfg").string();
  std::string choice = isScript(real) ? choiceOfScript() : std::string();
  return hashOf({"interpreter 1", absolute.string(), real, stampOf(real), stampOf(environment), choice, Script});
}

Result<std::string> ask(const std::string& path) {
  auto finished = runProgram({path, "-I", "-c", Script});
  if (!finished) return Failure{finished.failure().text + "; give an interpreter with --python"};
  if (finished->status != 0 || factsOf(finished->out).empty()) {
    std::string first = finished->out.substr(0, finished->out.find('\n'));
    return Failure{fmt::format("`{}` does not run as a Python interpreter (status {}{}{}); give another with --python",
                               path, finished->status, first.empty() ? "" : ": ", first)};
  }
  return finished->out;
}

bool stillThere(const std::vector<std::string>& facts) {
  std::error_code error;
  return !facts.empty() && !facts[4].empty() && !facts[5].empty() &&
         std::filesystem::exists(facts[4] + "/Python.h", error) &&
         std::filesystem::exists(facts[5] + "/numpy/arrayobject.h", error);
}

} // namespace

Result<Interpreter> findInterpreter(const std::string& python, const Cache& cache) {
  std::string path = findProgram(python);
  if (path.empty()) {
    return Failure{
        fmt::format("there is no Python interpreter `{}`; install python3 or give one with --python", python)};
  }
  std::string key = keyOf(path);
  std::vector<std::string> facts;
  if (std::string cached = cache.find("interpreter", key, "facts"); !cached.empty()) {
    if (auto text = readFile(cached)) facts = factsOf(*text);
  }
  // Headers and NumPy may be installed after the first answer, or removed.
  if (!stillThere(facts)) {
    auto answer = ask(path);
    if (!answer) return answer.failure();
    facts = factsOf(*answer);
    auto kept = cache.put("interpreter", key, "facts",
                          [&](const std::string& file) { return writeWhole(file, *answer, false); });
    if (!kept) return kept.failure();
  }
  if (facts[0] != "cpython" || numberOf(facts[1]) != 3 || numberOf(facts[2]) < OldestMinor) {
    return Failure{fmt::format("`{}` is {} {}.{}; modules are built for CPython 3.{} and later, give one with --python",
                               path, facts[0], facts[1], facts[2], OldestMinor)};
  }
  return Interpreter{path, numberOf(facts[2]), facts[3], facts[4], facts[5], facts[6]};
}

Result<Written> requireHeaders(const Interpreter& interpreter) {
  if (interpreter.include.empty()) {
    return Failure{
        fmt::format("`{}` has no headers (Python.h); install its development package, python3-dev on Debian, "
                    "or give another interpreter with --python",
                    interpreter.path)};
  }
  if (interpreter.numpy_include.empty()) {
    return Failure{fmt::format("`{}` has no NumPy; run `{} -m pip install numpy`, or give another interpreter with "
                               "--python",
                               interpreter.path, interpreter.path)};
  }
  return Written{};
}

} // namespace pyompcc::driver
