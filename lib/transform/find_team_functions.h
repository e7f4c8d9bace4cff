// lib/transform/find_team_functions.h
//
// Which functions all threads of a team have to call, and how far their constructs reach.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/ir/ir.h"

#include <cstddef>
#include <optional>

namespace pyompcc::transform {

/// Does every thread of the team have to reach the construct (OpenMP 5.2 sections 11 and 15.3)?
bool meetsTeam(const ir::Region& region);
/// The call of a function whose constructs all threads of the team have to reach, if there is one in the statement.
ir::Call* teamCall(ir::Stmt& stmt);
/// Is there such a construct or such a call in the statement, whatever is around it?
bool containsTeamConstruct(ir::Stmt& stmt);

/// The statements of a function that every thread of a team calls, in three parts.
struct TeamBody {
  std::size_t begin = 0; ///< what is before cannot raise, and may return
  std::size_t end = 0;   ///< what is behind meets no team: it may raise and return
};
/// Nothing where a thread could return or raise before the last construct, and leave the others waiting there.
///   if n == 0: return                      before `begin`
///   with openmp("for"): ...                from `begin` to `end`
///   return a[0]                            from `end` on
std::optional<TeamBody> teamBody(ir::Function& function);

/// Sets Function::meets_team. Runs after infer_raising, since it reports a `return` that only some threads may come to,
/// and before guard_regions, which lets every thread go through such a function whatever is raised.
void findTeamFunctions(ir::Module& module, diag::Emitter& emitter);
/// The same without reports.
void markTeamFunctions(ir::Module& module);

} // namespace pyompcc::transform
