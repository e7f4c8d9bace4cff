// lib/sema/sema.h
//
// The whole analysis: parsed files to the tables that lowering reads.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <span>

namespace pyompcc::sema {

/// Analyses the files of one compilation. The name of a module is its file's, without folder and `.py`. Nodes of clause
/// expressions are added to the trees. Errors go to `emitter`; after any the program is for dumps only. The functions
/// whose defs stand in `kept_in_python` are not compiled, and those that call them see an object of the module.
Program analyze(std::span<ast::ParsedModule* const> parsed, std::span<const ExportRequest> exports,
                const support::SourceSet& sources, support::NameTable& names, diag::Emitter& emitter,
                std::span<const support::Loc> kept_in_python = {});

} // namespace pyompcc::sema
