// lib/sema/sema.cpp
//
// The order of the analysis.
#include "lib/sema/sema.h"

#include "lib/sema/check_constructs.h"
#include "lib/sema/check_regions.h"
#include "lib/sema/collect_signatures.h"
#include "lib/sema/infer_sharing.h"
#include "lib/sema/infer_types.h"
#include "lib/sema/infer_webs.h"
#include "lib/sema/resolve_directives.h"
#include "lib/sema/resolve_module.h"

namespace pyompcc::sema {
namespace {

// Folders/heat.py -> heat
std::string moduleName(std::string_view path) {
  std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path = path.substr(slash + 1);
  if (path.size() > 3 && path.substr(path.size() - 3) == ".py") path = path.substr(0, path.size() - 3);
  return std::string(path);
}

} // namespace

Program analyze(std::span<ast::ParsedModule* const> parsed, std::span<const ExportRequest> exports,
                const support::SourceSet& sources, support::NameTable& names, diag::Emitter& emitter) {
  Program program;
  for (const ast::ParsedModule* module : parsed) {
    ModuleInfo& info = program.modules.emplace_back();
    info.name = moduleName(sources[module->file].path());
    info.parsed = module;
  }
  Resolutions resolutions = resolveModules(parsed, program, names, emitter);
  resolveDirectives(parsed, sources, program, resolutions, names, emitter);
  std::vector<SignatureRequest> requests =
      collectSignatures(program, resolutions, parsed, exports, sources, names, emitter);
  for (auto& function : program.functions) {
    if (!function->native) continue;
    const ast::ParsedModule& module = *parsed[function->module];
    std::size_t errors = emitter.errorCount();
    checkConstructs(*function, module, resolutions, names, emitter);
    checkRegions(*function, module, resolutions, emitter);
    inferSharing(*function, module, resolutions, names, emitter);
    // What is reported already would be reported again, or mean nothing to the passes behind.
    function->rejected |= emitter.errorCount() != errors;
    if (!function->rejected) inferWebs(*function, module, names, emitter);
  }
  inferTypes(program, resolutions, requests, names, emitter);
  return program;
}

} // namespace pyompcc::sema
