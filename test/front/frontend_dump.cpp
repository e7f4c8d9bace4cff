// test/front/frontend_dump.cpp
//
// Prints the tree, the tokens or the diagnostics of a file, for the scripts of this folder.
//   frontend_dump MINOR FILE            the tree as CPython 3.MINOR dumps it; diagnostics on stderr, exit 1 with any
//   error frontend_dump MINOR --batch         the same for each file named on a line of stdin: `+LENGTH` or `-LENGTH`
//   of the
//                                       tree or the diagnostics, then that many bytes
//   frontend_dump tokens FILE           the tokens
//   frontend_dump time FILE...          seconds for lexing and parsing and bytes of memory for each file
#include "lib/ast/dump.h"
#include "lib/diag/render.h"
#include "lib/lex/decode.h"
#include "lib/lex/lex.h"
#include "lib/parse/parse.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace pyompcc;

namespace {

std::string readFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  return std::move(content).str();
}

struct Outcome {
  bool is_accepted = false;
  std::string text;
};

Outcome dumpFile(const std::string& path, int minor) {
  support::Result<std::string> text = lex::decodeSource(readFile(path));
  if (!text) return {false, path + ": " + text.failure().text + "\n"};
  support::SourceSet sources;
  support::FileId file = sources.add(support::SourceFile(path, *text));
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule module = parse::parse(sources[file], file, names, emitter);
  if (emitter.hasErrors()) return {false, diag::renderText(emitter.sorted(), sources)};
  return {true, ast::dump(module, sources[file], names, minor) + "\n"};
}

int runBatch(int minor) {
  for (std::string path; std::getline(std::cin, path);) {
    Outcome outcome = dumpFile(path, minor);
    std::cout << (outcome.is_accepted ? '+' : '-') << outcome.text.size() << '\n' << outcome.text << std::flush;
  }
  return 0;
}

int dumpTokens(const std::string& path) {
  support::Result<std::string> text = lex::decodeSource(readFile(path));
  if (!text) return 1;
  support::SourceSet sources;
  support::FileId file = sources.add(support::SourceFile(path, *text));
  support::NameTable names;
  diag::Emitter emitter;
  std::cout << lex::dumpTokens(lex::lex(sources[file], file, names, emitter), sources[file]);
  std::cerr << diag::renderText(emitter.sorted(), sources);
  return emitter.hasErrors() ? 1 : 0;
}

int timeFiles(int count, char** paths) {
  for (int i = 0; i < count; ++i) {
    std::string bytes = readFile(paths[i]);
    auto start = std::chrono::steady_clock::now();
    support::Result<std::string> text = lex::decodeSource(bytes);
    if (!text) continue;
    support::SourceFile source(paths[i], std::move(*text));
    support::NameTable names;
    diag::Emitter emitter;
    ast::ParsedModule module = parse::parse(source, {}, names, emitter);
    std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("%.6f %zu %u %s\n", seconds.count(), module.arena.bytesReserved(), module.node_count, paths[i]);
  }
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string mode = argv[1];
  if (mode == "tokens") return dumpTokens(argv[2]);
  if (mode == "time") return timeFiles(argc - 2, argv + 2);
  int minor = std::stoi(mode);
  if (std::string(argv[2]) == "--batch") return runBatch(minor);
  Outcome outcome = dumpFile(argv[2], minor);
  (outcome.is_accepted ? std::cout : std::cerr) << outcome.text;
  return outcome.is_accepted ? 0 : 1;
}
