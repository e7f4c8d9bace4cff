// lib/sema/reach_regions.cpp
//
// What OpenMP regions do to names: private copies, copies in and out, variables that several threads see.
#include "lib/omp/tables.h"
#include "lib/sema/web_inference.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

using omp::DirectiveKind;

bool hasAnyLeaf(DirectiveKind kind, std::initializer_list<DirectiveKind> leaves) {
  return std::ranges::any_of(leaves, [&](DirectiveKind leaf) { return omp::hasLeaf(kind, leaf); });
}

// Constructs whose block several threads, or a thread at another time, execute with shared variables.
bool sharesVariables(DirectiveKind kind) {
  return hasAnyLeaf(kind, {DirectiveKind::Parallel, DirectiveKind::Task, DirectiveKind::Taskloop, DirectiveKind::Teams,
                           DirectiveKind::Target});
}

// Constructs whose block one thread executes while the others of the team go past it.
bool isForOneThread(DirectiveKind kind) {
  return kind == DirectiveKind::Single || kind == DirectiveKind::Masked || kind == DirectiveKind::Master ||
         kind == DirectiveKind::Sections || kind == DirectiveKind::Section;
}

} // namespace

void WebInference::visitRegions(std::span<const std::size_t> regions, std::span<ast::Stmt*> body) {
  visitRegionBody(regions[0], regions.subspan(1), body);
}

void WebInference::enterShared(Entry& entry, bool pinned) {
  DefinitionId reaching = uniteAll(state_.sets[entry.local]);
  if (!entry.outside) entry.outside = reaching;
  if (!pinned) return;
  // Shared in a region that shares it already: the same variable.
  Pin* pin = pins_[entry.local] ? pins_[entry.local] : &entry.pin;
  if (reaching && pin->definition) classes_.unite(reaching, pin->definition);
  if (reaching && !pin->definition) pin->definition = reaching;
  pins_[entry.local] = pin;
}

void WebInference::enterName(const SharingEntry& sharing, Entry& entry, bool shares) {
  if (isSharedKind(sharing.sharing)) return enterShared(entry, shares);
  // One that comes out where some iteration has assigned it need not have a value before.
  bool reads_outside = sharing.sharing == Sharing::FirstPrivate || sharing.sharing == Sharing::Reduction ||
                       (sharing.sharing == Sharing::FirstLastPrivate && !sharing.conditional);
  if (reads_outside) use(&sharing, nullptr, entry.local, sharing.loc);
  DefinitionId reaching = uniteAll(state_.sets[entry.local]);
  if (!entry.outside) entry.outside = reaching;
  // A reduced variable and one that is copied out are one variable in the region: its last value counts.
  bool pinned =
      is_place_[entry.local] || (sharing.sharing != Sharing::Private && sharing.sharing != Sharing::FirstPrivate);
  pins_[entry.local] = pinned ? &entry.pin : nullptr;
  scopes_[entry.local] = &entry;
  define(entry.begin);
}

void WebInference::leaveName(const SharingEntry& sharing, Entry& entry, const SavedName& saved) {
  pins_[entry.local] = saved.pin;
  if (isSharedKind(sharing.sharing)) {
    DefinitionId leaving = uniteAll(state_.sets[entry.local]);
    if (!entry.outside) entry.outside = leaving;
    return;
  }
  scopes_[entry.local] = saved.scope;
  state_.sets[entry.local] = saved.set;
  if (sharing.sharing == Sharing::LastPrivate || sharing.sharing == Sharing::FirstLastPrivate) {
    // A loop without iterations leaves the original as it was, so both values may come out.
    defineWeakly(entry.out);
    if (!entry.outside) entry.outside = entry.out;
    classes_.unite(entry.outside, entry.out);
  }
}

void WebInference::visitRegionBody(std::size_t index, std::span<const std::size_t> inner, std::span<ast::Stmt*> body) {
  Region& region = function_.regions[index];
  for (const auto& exprs : region.clause_exprs) {
    for (const ast::Expr* expr : exprs) visitExpr(expr);
  }
  bool shares = sharesVariables(region.directive->kind);
  State before = state_;
  std::vector<std::pair<const SharingEntry*, SavedName>> saved;
  for (const SharingEntry& sharing : region.sharing) {
    auto it = entries_.find(&sharing);
    if (it == entries_.end()) continue;
    std::uint32_t local = it->second.local;
    saved.push_back({&sharing, {state_.sets[local], pins_[local], scopes_[local]}});
    enterName(sharing, it->second, shares);
  }
  if (shares) ++shared_depth_;
  if (inner.empty()) {
    visitBlock(body);
  } else {
    visitRegions(inner, body);
  }
  if (shares) --shared_depth_;
  for (auto it = saved.rbegin(); it != saved.rend(); ++it) leaveName(*it->first, entries_[it->first], it->second);
  // The other threads of the team have not assigned their own variables.
  if (isForOneThread(region.directive->kind) && shared_depth_ > 0 &&
      !region.directive->has(omp::ClauseKind::Copyprivate)) {
    for (std::size_t local = 0; state_.reachable && local < state_.sets.size(); ++local) {
      if (!pins_[local]) state_.sets[local] = sets_.join(state_.sets[local], before.sets[local]);
    }
  }
}

} // namespace pyompcc::sema
