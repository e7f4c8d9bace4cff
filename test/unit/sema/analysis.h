// test/unit/sema/analysis.h
//
// Runs the analysis on a text, for tests of its stages.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/parse/parse.h"
#include "lib/sema/collect_signatures.h"
#include "lib/sema/dump_types.h"
#include "lib/sema/infer_sharing.h"
#include "lib/sema/infer_types.h"
#include "lib/sema/infer_webs.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_directives.h"
#include "lib/sema/resolve_module.h"

#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// A program of one file, analysed up to webs; types for the signatures that are asked for.
class Analysis {
 public:
  explicit Analysis(std::string text);

  /// Infers types for one signature of a function; each letter of `params` is a parameter: b bool, i int, f float,
  /// n None, h float32, e float64, w int32, l int64, 1 float64[::1], 2 float64[:, ::1], s float64[:], m int32[::1],
  /// r readonly float64[::1].
  Analysis& types(std::string_view function, std::string_view params);

  /// The diagnostics so far, as `line: Kind` each, in order.
  std::vector<std::string> kinds() const;
  /// The full text of all diagnostics, one a line.
  std::string texts() const;
  /// As `--emit types`.
  std::string dump() const { return dumpTypes(program, sources, names); }
  /// The result type of the last instance.
  std::string result() const { return typeName(program.instances.back()->result); }
  /// The types of all webs of a name in the last instance, in order, joined by blanks.
  std::string webs(std::string_view name) const;

  support::SourceSet sources;
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule parsed;
  std::vector<ast::ParsedModule*> files;
  Program program;
  Resolutions resolutions{{}, {}, FileImports({})};
};

} // namespace pyompcc::sema
