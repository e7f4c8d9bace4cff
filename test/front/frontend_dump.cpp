// test/front/frontend_dump.cpp
//
// Prints the tree, the symbol table, the tokens or the diagnostics of a file, for the scripts of this folder.
//   frontend_dump ast MINOR FILE...      the tree as CPython 3.MINOR dumps it
//   frontend_dump symbols MINOR FILE...  the symbol table
//   frontend_dump check MINOR FILE...    nothing
//   frontend_dump tokens MINOR FILE...   the tokens
//     each: diagnostics on stderr, exit 1 with any error. Without a FILE: files are named on lines of stdin, and for
//     each comes `+LENGTH` with what is printed or `-LENGTH` with the diagnostics as JSON, then that many bytes.
//   frontend_dump time MINOR FILE...     seconds for lexing and parsing and growth of peak memory for each file
#include "lib/ast/dump.h"
#include "lib/diag/json_text.h"
#include "lib/diag/render.h"
#include "lib/lex/decode.h"
#include "lib/lex/lex.h"
#include "lib/parse/parse.h"
#include "lib/scope/check_syntax.h"
#include "lib/scope/dump_symbols.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

using namespace pyompcc;

namespace {

std::string readFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  std::string content(stream ? static_cast<std::size_t>(stream.tellg()) : 0, '\0');
  stream.seekg(0);
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  return content;
}

struct Outcome {
  bool is_accepted = false;
  std::string text;
};

using Renderer = std::string (*)(std::span<const diag::Diagnostic>, const support::SourceSet&);

// A failure to decode has no place but a line.
std::string undecoded(const std::string& text, bool as_json) {
  if (!as_json) return text + "\n";
  std::string line = text.starts_with("line ") ? text.substr(5, text.find(':') - 5) : "1";
  return "{\"kind\": \"SourceEncoding\", \"line\": " + line + ", \"column\": 1, \"text\": " + diag::jsonString(text) +
         "}\n";
}

Outcome dumpFile(const std::string& mode, int minor, const std::string& path, bool as_json) {
  std::string bytes = readFile(path);
  std::string coding = lex::codingOf(bytes);
  support::Result<std::string> text = lex::decodeSource(std::move(bytes));
  if (!text) return {false, undecoded(text.failure().text, as_json)};
  support::SourceSet sources;
  support::FileId file = sources.add(support::SourceFile(path, std::move(*text)));
  support::NameTable names;
  diag::Emitter emitter;
  Outcome outcome{true, {}};
  if (mode == "tokens") {
    outcome.text = lex::dumpTokens(lex::lex(sources[file], file, names, emitter), sources[file], coding);
  } else {
    ast::ParsedModule module = parse::parse(sources[file], file, names, emitter, minor);
    if (mode == "ast" && !emitter.hasErrors()) outcome.text = ast::dump(module, sources[file], names, minor) + "\n";
    if (mode != "ast" && !emitter.hasErrors()) {
      scope::SymbolTable table = scope::buildSymbolTable(module, minor, names, emitter);
      if (mode == "check") scope::checkSyntax(module, table, minor, names, emitter);
      if (mode == "symbols") outcome.text = scope::dumpSymbols(table, sources[file], names);
    }
  }
  if (!emitter.hasErrors()) return outcome;
  Renderer render = as_json ? diag::renderJson : diag::renderText;
  return {false, render(emitter.sorted(), sources)};
}

int runBatch(const std::string& mode, int minor) {
  for (std::string path; std::getline(std::cin, path);) {
    Outcome outcome = dumpFile(mode, minor, path, true);
    std::cout << (outcome.is_accepted ? '+' : '-') << outcome.text.size() << '\n' << outcome.text << std::flush;
  }
  return 0;
}

// The largest amount of memory that the process has had, in bytes.
long peakMemory() {
  // getrusage counts what the process had before exec too.
  std::ifstream status("/proc/self/status");
  long kilobytes = 0;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) kilobytes = std::stol(line.substr(6));
  }
  return kilobytes * 1024;
}

struct Measured {
  double seconds = 0.0;
  std::uint32_t nodes = 0;
};

// Decodes, lexes and parses a source; what is freed behind that is not measured, as the interpreter's tree is not.
Measured timeParse(std::string bytes) {
  auto start = std::chrono::steady_clock::now();
  support::Result<std::string> text = lex::decodeSource(std::move(bytes));
  if (!text) return {};
  support::SourceFile source("", std::move(*text));
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule module = parse::parse(source, {}, names, emitter);
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return {seconds.count(), module.node_count};
}

int timeFiles(int count, char** paths) {
  // The program's own pages are no part of what a file costs; the interpreter has used its parser before, too.
  timeParse("import a\n\ndef f(x):\n    return [x, 'a', 1]\n");
  for (int i = 0; i < count; ++i) {
    long before = peakMemory();
    Measured measured = timeParse(readFile(paths[i]));
    std::printf("%.6f %ld %u %s\n", measured.seconds, peakMemory() - before, measured.nodes, paths[i]);
  }
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string mode = argv[1];
  if (mode == "time") return timeFiles(argc - 3, argv + 3);
  int minor = std::stoi(argv[2]);
  if (argc == 3) return runBatch(mode, minor);
  bool is_accepted = true;
  for (int i = 3; i < argc; ++i) {
    Outcome outcome = dumpFile(mode, minor, argv[i], false);
    (outcome.is_accepted ? std::cout : std::cerr) << outcome.text;
    is_accepted = is_accepted && outcome.is_accepted;
  }
  return is_accepted ? 0 : 1;
}
