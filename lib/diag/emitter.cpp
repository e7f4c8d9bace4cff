// lib/diag/emitter.cpp
//
// Keeps, counts and sorts diagnostics.
#include "lib/diag/emitter.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace pyompcc::diag {
Diagnostic Emitter::make(support::Loc loc, Kind kind, Severity severity, std::string_view text, fmt::format_args args) {
  return {kind, severity, loc, fmt::vformat(text, args), {}};
}

Diagnostic* Emitter::add(Diagnostic diagnostic) {
  auto same = [&](const Diagnostic& other) { return other.kind == diagnostic.kind && other.loc == diagnostic.loc; };
  if (std::any_of(diagnostics_.begin(), diagnostics_.end(), same)) return nullptr;
  if (diagnostic.severity == Severity::Warning && warnings_are_errors_) diagnostic.severity = Severity::Error;
  if (diagnostic.severity == Severity::Error) ++error_count_;
  return &diagnostics_.emplace_back(std::move(diagnostic));
}

std::vector<Diagnostic> Emitter::sorted() const {
  std::vector<std::size_t> order(diagnostics_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const support::Loc& left = diagnostics_[a].loc;
    const support::Loc& right = diagnostics_[b].loc;
    return std::tie(left.file.index, left.begin, a) < std::tie(right.file.index, right.begin, b);
  });
  std::vector<Diagnostic> result;
  for (std::size_t index : order) result.push_back(diagnostics_[index]);
  return result;
}

} // namespace pyompcc::diag
