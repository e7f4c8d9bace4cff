// lib/ir/loop_nest.cpp
//
// Follows the only statement of each body.
#include "lib/ir/loop_nest.h"

#include "lib/omp/tables.h"

namespace pyompcc::ir {

std::vector<For*> loopNest(const Region& region) {
  std::vector<For*> loops;
  if (omp::association(*region.facts->directive) != omp::Association::Loop) return loops;
  Block* block = region.body;
  while (block && block->stmts.size() == 1 && static_cast<int>(loops.size()) < region.facts->depth) {
    Stmt* only = block->stmts.front();
    if (auto* hoisted = as<Hoisted>(only)) {
      block = hoisted->body;
      continue;
    }
    auto* loop = as<For>(only);
    if (!loop) break;
    loops.push_back(loop);
    block = loop->body;
  }
  return loops;
}

} // namespace pyompcc::ir
