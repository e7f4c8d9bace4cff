// lib/sema/sema.cpp
//
// The order of the analysis.
#include "lib/sema/sema.h"

#include "lib/diag/rows/sema.h"
#include "lib/sema/check_classes.h"
#include "lib/sema/check_constructs.h"
#include "lib/sema/check_regions.h"
#include "lib/sema/collect_signatures.h"
#include "lib/sema/infer_sharing.h"
#include "lib/sema/infer_types.h"
#include "lib/sema/infer_webs.h"
#include "lib/sema/read_decorators.h"
#include "lib/sema/resolve_class.h"
#include "lib/sema/resolve_directives.h"
#include "lib/sema/resolve_module.h"
#include "lib/sema/warn_races.h"
#include "lib/sema/warn_unordered.h"

namespace pyompcc::sema {
namespace {

// Folders/heat.py -> heat
std::string moduleName(std::string_view path) {
  std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path = path.substr(slash + 1);
  if (path.size() > 3 && path.substr(path.size() - 3) == ".py") path = path.substr(0, path.size() - 3);
  return std::string(path);
}

// A coroutine that asks to be compiled would stay Python without a word.
void reportDecoratedCoroutines(const ast::ParsedModule& parsed, const ModuleNames& table,
                               const support::NameTable& names, diag::Emitter& emitter) {
  for (const ast::Stmt* stmt : parsed.root->body) {
    const auto* coroutine = ast::as<ast::AsyncFunctionDef>(stmt);
    if (!coroutine) continue;
    for (const ast::Expr* decorator : coroutine->decorator_list) {
      const auto* call = ast::as<ast::Call>(decorator);
      const Resolution& resolution = table(call ? *call->func : *decorator);
      if (resolution.kind != Resolution::Kind::Object || !isDecorator(names.text(resolution.dotted))) continue;
      emitter.report(parsed.loc(*coroutine), diag::UnsupportedConstruct, "an `async` function",
                     "write a plain `def` and await the call elsewhere");
    }
  }
}

} // namespace

Program analyze(std::span<ast::ParsedModule* const> parsed, std::span<const ExportRequest> exports,
                const support::SourceSet& sources, support::NameTable& names, diag::Emitter& emitter,
                std::span<const support::Loc> kept_in_python) {
  Program program;
  program.kept_in_python.assign(kept_in_python.begin(), kept_in_python.end());
  std::vector<std::string> paths;
  for (const ast::ParsedModule* module : parsed) {
    paths.emplace_back(sources[module->file].path());
    ModuleInfo& info = program.modules.emplace_back();
    info.name = moduleName(sources[module->file].path());
    info.parsed = module;
  }
  Resolutions resolutions = resolveModules(parsed, paths, program, names, emitter);
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    reportDecoratedCoroutines(*parsed[i], resolutions.modules[i], names, emitter);
  }
  resolveDirectives(parsed, sources, program, resolutions, names, emitter);
  CollectedSignatures signatures = collectSignatures(program, resolutions, parsed, exports, sources, names, emitter);
  checkClasses(program, names, emitter);
  for (auto& function : program.functions) {
    if (!function->native) continue;
    const ast::ParsedModule& module = *parsed[function->module];
    std::size_t errors = emitter.errorCount();
    checkConstructs(*function, module, resolutions, names, emitter);
    checkRegions(*function, module, resolutions, names, emitter);
    inferSharing(*function, module, resolutions, names, emitter);
    // What is reported already would be reported again, or mean nothing to the passes behind.
    function->rejected |= emitter.errorCount() != errors;
    if (function->rejected) continue;
    inferWebs(*function, module, names, emitter);
    warnRaces(*function, program, sources[module.file], resolutions, names, emitter);
    warnUnordered(*function, module, sources[module.file], names, emitter);
  }
  inferTypes(program, resolutions, signatures.requests, signatures.more, names, emitter);
  return program;
}

} // namespace pyompcc::sema
