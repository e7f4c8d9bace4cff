// test/unit/emit/printed.cpp
//
// Prints sample functions, and asks clang whether it takes the text.
#include "test/unit/emit/printed.h"

#include "lib/emit/emit.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace pyompcc::emit::test {

std::string body(const ir::test::Sample& sample) {
  support::SourceSet sources;
  std::string text = emitFunctions(sample.module, sources).text;
  std::size_t begin = text.find(") {\n");
  std::size_t end = text.rfind("\n}\n\n}");
  return text.substr(begin + 4, end - begin - 3);
}

std::string printed(ir::test::Sample& sample, ir::Expr* expr) {
  sample.function->body->stmts.clear();
  sample.add(sample.result(expr));
  std::string text = body(sample);
  constexpr std::string_view Head = "  return ";
  return text.substr(Head.size(), text.size() - Head.size() - 2);
}

void Printed::add(const ir::test::Sample& sample) {
  support::SourceSet sources;
  std::string text = emitFunctions(sample.module, sources).text;
  // Each in a namespace of its own.
  constexpr std::string_view Space = "python::sample";
  ++count_;
  for (std::size_t at = text.find(Space); at != text.npos; at = text.find(Space, at + 1)) {
    text.insert(at + Space.size(), fmt::format("_{}", count_));
  }
  // The half of the runtime that needs no Python.
  constexpr std::string_view Runtime = "pyomp/runtime.hpp";
  text.replace(text.find(Runtime), Runtime.size(), "pyomp/core.hpp");
  text_ += text;
}

std::string Printed::complaints() const {
  auto folder = std::filesystem::temp_directory_path() / fmt::format("unit_emit_{}", ::getpid());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "sample.cpp") << text_;
  std::string command = fmt::format("clang++-19 -std=c++20 -fopenmp -Wall -Wextra -Wno-unused-function -fsyntax-only "
                                    "-I{}/runtime/include {}/sample.cpp > {}/said.txt 2>&1",
                                    PYOMPCC_SOURCE_DIR, folder.string(), folder.string());
  int status = std::system(command.c_str());
  std::stringstream said;
  said << std::ifstream(folder / "said.txt").rdbuf();
  std::filesystem::remove_all(folder);
  std::string result = said.str();
  if (status != 0 && result.empty()) result = "clang could not be run";
  return result.empty() ? result : result + text_;
}

std::string complaints(const ir::test::Sample& sample) {
  Printed printed;
  printed.add(sample);
  return printed.complaints();
}

} // namespace pyompcc::emit::test
