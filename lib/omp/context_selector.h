// lib/omp/context_selector.h
//
// Context selectors: what a metadirective asks about the place where it stands.
#pragma once

#include "lib/omp/tables.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::omp {

/// One trait of a selector set: `kind(host)` of `device={kind(host)}`, or `parallel` of `construct={parallel}`.
struct Trait {
  enum class Set : std::uint8_t { Construct, Device, Implementation, User };
  Set set{};
  std::string_view name;
  std::string_view score; ///< the text in `score(...)`, empty where there is none
  std::vector<std::string_view> properties;
};

/// The traits of a context selector, `device={kind(host), arch(x86_64)}, user={condition(N > 4)}` (OpenMP 5.2 section
/// 7.1); nothing where the text is none. `target_device` is Device here, since the host is the only device. The parts
/// are views of `text`.
std::optional<std::vector<Trait>> parseContextSelector(std::string_view text);

/// Does a trait of the sets Construct, Device and Implementation hold in code for this machine, inside `constructs`
/// (outermost first)? Nothing where that is not known before the program runs.
std::optional<bool> holds(const Trait& trait, std::span<const DirectiveKind> constructs);

/// How much a trait that holds says for its variant, without a written score (OpenMP 5.2 section 7.3).
std::int64_t defaultScore(const Trait& trait, std::span<const DirectiveKind> constructs);

} // namespace pyompcc::omp
