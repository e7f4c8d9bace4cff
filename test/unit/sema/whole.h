// test/unit/sema/whole.h
//
// Runs the whole analysis on texts, for tests of what it finds and reports.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/parse/parse.h"
#include "lib/sema/dump_directives.h"
#include "lib/sema/dump_types.h"
#include "lib/sema/sema.h"

#include <list>
#include <string>
#include <vector>

namespace pyompcc::sema {

/// The result of `analyze` on some files; one text is the file test.py.
class Whole {
 public:
  using Files = std::vector<std::pair<std::string, std::string>>;

  explicit Whole(std::string text, std::vector<std::string> exports = {})
      : Whole(Files{{"test.py", std::move(text)}}, std::move(exports)) {}

  explicit Whole(Files files, std::vector<std::string> exports = {}) {
    std::vector<ast::ParsedModule*> modules;
    for (auto& [path, text] : files) {
      support::FileId file = sources.add(support::SourceFile(path, std::move(text)));
      parsed.push_back(parse::parse(sources[file], file, names, emitter));
      modules.push_back(&parsed.back());
    }
    std::vector<ExportRequest> requests;
    for (std::string& request : exports) requests.push_back({std::move(request)});
    program = analyze(modules, requests, sources, names, emitter);
  }

  /// The diagnostics as `line:column Kind` each, in order.
  std::vector<std::string> kinds() const {
    std::vector<std::string> found;
    for (const diag::Diagnostic& diagnostic : emitter.sorted()) {
      auto place = sources[diagnostic.loc.file].lineColumn(diagnostic.loc.begin);
      found.push_back(fmt::format("{}:{} {}", place.line, place.column + 1, diag::kindName(diagnostic.kind)));
    }
    return found;
  }
  /// The signatures of all instances, `f(int) -> float` each.
  std::vector<std::string> signatures() const {
    std::vector<std::string> found;
    for (const auto& instance : program.instances) {
      std::string params;
      for (Type type : instance->params) params += (params.empty() ? "" : ", ") + typeName(type);
      found.push_back(
          fmt::format("{}({}) -> {}", names.text(instance->function->name), params, typeName(instance->result)));
    }
    return found;
  }
  std::string directives() const { return dumpDirectives(program, sources, names); }

  support::SourceSet sources;
  support::NameTable names;
  diag::Emitter emitter;
  std::list<ast::ParsedModule> parsed;
  Program program;
};

using Strings = std::vector<std::string>;

} // namespace pyompcc::sema
