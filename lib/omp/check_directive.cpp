// lib/omp/check_directive.cpp
//
// Clauses that may not stand, not twice, not together or not alone.
#include "lib/omp/check_directive.h"

#include "lib/diag/rows/omp.h"

#include <algorithm>

namespace pyompcc::omp {
namespace {

// A list longer than this says less than its first entries.
constexpr std::size_t MostListed = 8;

// The directives that take a clause; those of one leaf stand for its combined ones.
std::string takersOf(ClauseKind clause) {
  std::string list;
  std::size_t count = 0;
  for (std::size_t i = 0; i < DirectiveCount; ++i) {
    auto directive = static_cast<DirectiveKind>(i);
    if (isCombined(directive) || !allowed(directive, clause)) continue;
    if (++count > MostListed) return list + ", ...";
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", spelling(directive));
  }
  return list;
}

std::string quotedList(std::span<const ClauseKind> clauses) {
  std::string list;
  for (ClauseKind clause : clauses) list += fmt::format("{}`{}`", list.empty() ? "" : ", ", spelling(clause));
  return list;
}

// `if` may stand once for each part of a combined directive and once for all (OpenMP 5.2 section 3.4).
bool isRepetition(const Clause& first, const Clause& second) {
  return first.kind == second.kind && first.directive_name == second.directive_name;
}

void checkRepeats(const Directive& directive, diag::Emitter& emitter) {
  for (std::size_t i = 0; i < directive.clauses.size(); ++i) {
    const Clause& clause = directive.clauses[i];
    if (repeat(directive.kind, clause.kind) != Repeat::Once) continue;
    auto end = directive.clauses.begin() + static_cast<std::ptrdiff_t>(i);
    auto first =
        std::find_if(directive.clauses.begin(), end, [&](const Clause& other) { return isRepetition(other, clause); });
    if (first == end) continue;
    std::string_view name = spelling(clause.kind);
    emitter.report(clause.loc, diag::ClauseRepeated, name, spelling(directive.kind))
        .note(first->loc, diag::ClauseFirstHere, name);
  }
}

void checkExclusive(const Directive& directive, const ClauseGroup& group, diag::Emitter& emitter) {
  const Clause* first = nullptr;
  for (const Clause& clause : directive.clauses) {
    if (std::ranges::find(group.clauses, clause.kind) == group.clauses.end()) continue;
    if (first && first->kind != clause.kind) {
      emitter
          .report(clause.loc, diag::ClauseExclusive, spelling(first->kind), spelling(clause.kind),
                  spelling(directive.kind))
          .note(first->loc, diag::ClauseFirstHere, spelling(first->kind));
      return;
    }
    if (!first) first = &clause;
  }
}

void checkRequired(const Directive& directive, const ClauseGroup& group, diag::Emitter& emitter) {
  bool present = std::ranges::any_of(group.clauses, [&](ClauseKind clause) { return directive.has(clause); });
  if (!present) emitter.report(directive.loc, diag::ClauseMissing, spelling(directive.kind), quotedList(group.clauses));
}

void checkNeeded(const Directive& directive, const ClauseGroup& pair, diag::Emitter& emitter) {
  const Clause* clause = directive.find(pair.clauses[0]);
  if (!clause || directive.has(pair.clauses[1])) return;
  emitter.report(clause->loc, diag::ClauseNeeds, spelling(clause->kind), spelling(directive.kind),
                 spelling(pair.clauses[1]));
}

} // namespace

bool checkAllowed(DirectiveKind directive, ClauseKind clause, support::Loc loc, diag::Emitter& emitter) {
  if (allowed(directive, clause)) return true;
  if (repeat(directive, clause) != Repeat::Never) {
    Version since = sinceVersion(directive, clause);
    emitter.report(loc, diag::ClauseLacking, spelling(clause), spelling(directive), since / 10, since % 10);
  } else {
    emitter.report(loc, diag::ClauseNotAllowed, spelling(directive), spelling(clause), takersOf(clause));
  }
  return false;
}

void checkDirective(const Directive& directive, diag::Emitter& emitter) {
  checkRepeats(directive, emitter);
  for (const ClauseGroup& group : exclusiveGroups()) {
    if (hasLeaf(directive.kind, group.directive)) checkExclusive(directive, group, emitter);
  }
  for (const ClauseGroup& group : requiredGroups()) {
    if (directive.kind == group.directive) checkRequired(directive, group, emitter);
  }
  for (const ClauseGroup& pair : neededPairs()) {
    if (directive.kind == pair.directive) checkNeeded(directive, pair, emitter);
  }
  // OpenMP 5.2 section 15.2: unnamed critical regions share one lock, which takes no hint.
  if (directive.kind == DirectiveKind::Critical && directive.arguments.empty()) {
    if (const Clause* hint = directive.find(ClauseKind::Hint)) emitter.report(hint->loc, diag::DirectiveHintName);
  }
}

} // namespace pyompcc::omp
