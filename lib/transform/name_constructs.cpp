// lib/transform/name_constructs.cpp
//
// One call before and one after each construct.
#include "lib/transform/name_constructs.h"

#include "lib/ir/builder.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace pyompcc::transform {
namespace {

using omp::DirectiveKind;

// A construct in which threads work for long or wait, and beside which statements may stand (OpenMP 5.2, 10.2 and 13.8
// forbid it inside of `teams` and `target`).
bool isNamed(DirectiveKind kind) {
  constexpr std::array Waiting = {DirectiveKind::Barrier, DirectiveKind::Critical, DirectiveKind::Taskwait,
                                  DirectiveKind::Taskgroup};
  for (DirectiveKind leaf : {DirectiveKind::Target, DirectiveKind::Teams, DirectiveKind::Distribute}) {
    if (omp::hasLeaf(kind, leaf)) return false;
  }
  if (omp::isParallel(kind) || omp::isWorksharing(kind) || omp::isTaskGenerating(kind)) return true;
  return std::find(Waiting.begin(), Waiting.end(), kind) != Waiting.end();
}

class Naming {
 public:
  Naming(ir::Module& module, sema::TypeTable& types) : module_(module), types_(types) {}

  void run(ir::Function& function) {
    ir::rewriteStmts(function, [&](ir::Stmt* stmt, std::vector<ir::Stmt*>& out) {
      auto* region = ir::as<ir::Region>(stmt);
      if (!region || !isNamed(region->facts->directive->kind)) {
        out.push_back(stmt);
        return;
      }
      std::string site = fmt::format("{}:{} {}", module_.file_name, region->facts->line,
                                     omp::spelling(region->facts->directive->kind));
      ir::Expr* name = ir::string(module_, types_, module_.text(site), stmt->loc);
      ir::Stmt* enter = call(ir::RuntimeFunction::ProfileEnter, std::span(&name, 1), stmt->loc);
      enter->comments = std::exchange(stmt->comments, {});
      out.insert(out.end(), {enter, stmt, call(ir::RuntimeFunction::ProfileLeave, {}, stmt->loc)});
    });
  }

 private:
  ir::Stmt* call(ir::RuntimeFunction callee, std::span<ir::Expr* const> args, support::Loc loc) {
    auto* stmt = module_.make<ir::ExprStmt>(loc);
    stmt->value = ir::runtimeCall(module_, callee, types_.none(), args, loc);
    return stmt;
  }

  ir::Module& module_;
  sema::TypeTable& types_;
};

} // namespace

void nameConstructs(ir::Module& module, sema::TypeTable& types) {
  if (!module.instrumented) return;
  for (ir::Function* function : module.functions) Naming(module, types).run(*function);
}

} // namespace pyompcc::transform
