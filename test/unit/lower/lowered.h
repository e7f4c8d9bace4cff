// test/unit/lower/lowered.h
//
// Python text to the printed representation, for tests of lowering and of the passes after it.
#pragma once

#include "lib/ir/print.h"
#include "lib/lower/lower.h"
#include "lib/parse/parse.h"
#include "lib/sema/sema.h"

#include <list>
#include <string>
#include <vector>

namespace pyompcc::lower {

/// One file and what became of it. Functions get their signatures from `exports` ("f(int, float)"), or from
/// annotations and comments of the text.
class Lowered {
 public:
  explicit Lowered(std::string text, std::vector<std::string> exports = {}, const Checks& checks = {}) {
    support::FileId file = sources.add(support::SourceFile("test.py", std::move(text)));
    parsed.push_back(parse::parse(sources[file], file, names, emitter));
    std::vector<ast::ParsedModule*> modules{&parsed.back()};
    std::vector<sema::ExportRequest> requests;
    for (std::string& request : exports) requests.push_back({std::move(request)});
    program = sema::analyze(modules, requests, sources, names, emitter);
    if (!emitter.hasErrors()) module = lower(program, 0, checks, sources, names, emitter);
  }

  /// The module as text, behind the diagnostics if there are any.
  std::string text() const {
    std::string found;
    for (const diag::Diagnostic& diagnostic : emitter.sorted()) found += diagnostic.text + "\n";
    return found + ir::print(module);
  }

  support::SourceSet sources;
  support::NameTable names;
  diag::Emitter emitter;
  std::list<ast::ParsedModule> parsed;
  sema::Program program;
  ir::Module module;
};

} // namespace pyompcc::lower
