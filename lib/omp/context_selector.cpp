// lib/omp/context_selector.cpp
//
// Splits context selectors at their brackets and commas, and compares traits with what clang 19 compiles for.
#include "lib/omp/context_selector.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pyompcc::omp {
namespace {

#if defined(__x86_64__)
constexpr auto Architectures = std::to_array<std::string_view>({"x86", "x86_64"});
#elif defined(__aarch64__)
constexpr auto Architectures = std::to_array<std::string_view>({"aarch64", "aarch64_le"});
#else
constexpr std::array<std::string_view, 0> Architectures{};
#endif
constexpr auto Kinds = std::to_array<std::string_view>({"any", "cpu", "host"});
constexpr auto Vendors = std::to_array<std::string_view>({"llvm"});

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The parts between commas outside of brackets.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '{' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == '}' || text[i] == ']') --depth;
    if (text[i] != ',' || depth != 0) continue;
    parts.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

/// `name(argument)`: both, the argument empty where there is none.
std::optional<std::pair<std::string_view, std::string_view>> call(std::string_view text) {
  std::size_t open = text.find('(');
  if (open == std::string_view::npos) return std::pair(text, std::string_view());
  if (!text.ends_with(')')) return std::nullopt;
  return std::pair(trimmed(text.substr(0, open)), trimmed(text.substr(open + 1, text.size() - open - 2)));
}

std::optional<Trait::Set> setOf(std::string_view name) {
  if (name == "construct") return Trait::Set::Construct;
  if (name == "device" || name == "target_device") return Trait::Set::Device;
  if (name == "implementation") return Trait::Set::Implementation;
  if (name == "user") return Trait::Set::User;
  return std::nullopt;
}

std::optional<Trait> parseTrait(Trait::Set set, std::string_view text) {
  auto parts = call(text);
  if (!parts || parts->first.empty()) return std::nullopt;
  Trait trait{set, parts->first, {}, {}};
  std::string_view argument = parts->second;
  if (argument.starts_with("score")) {
    std::size_t colon = argument.find(':');
    auto score = colon == std::string_view::npos ? std::nullopt : call(trimmed(argument.substr(0, colon)));
    if (!score || score->first != "score" || score->second.empty()) return std::nullopt;
    trait.score = score->second;
    argument = trimmed(argument.substr(colon + 1));
  }
  if (!argument.empty()) trait.properties = split(argument);
  return trait;
}

/// Without the quotes that a property may have.
std::string_view unquoted(std::string_view property) {
  bool quoted = property.size() >= 2 && (property.front() == '"' || property.front() == '\'');
  return quoted ? property.substr(1, property.size() - 2) : property;
}

template <class Known> bool allKnown(const Trait& trait, const Known& known) {
  return std::ranges::all_of(trait.properties, [&](std::string_view property) {
    return std::ranges::find(known, unquoted(property)) != known.end();
  });
}

/// The place of a construct among those around, from 1; 0 where it is none of them.
std::size_t placeOf(std::string_view name, std::span<const DirectiveKind> constructs) {
  std::optional<DirectiveKind> wanted = directiveOf(name);
  auto found = wanted ? std::ranges::find(constructs, *wanted) : constructs.end();
  return found == constructs.end() ? 0 : static_cast<std::size_t>(found - constructs.begin()) + 1;
}

} // namespace

std::optional<std::vector<Trait>> parseContextSelector(std::string_view text) {
  std::vector<Trait> traits;
  for (std::string_view part : split(text)) {
    std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::optional<Trait::Set> set = setOf(trimmed(part.substr(0, equals)));
    std::string_view braced = trimmed(part.substr(equals + 1));
    if (!set || braced.size() < 2 || braced.front() != '{' || braced.back() != '}') return std::nullopt;
    for (std::string_view written : split(braced.substr(1, braced.size() - 2))) {
      std::optional<Trait> trait = parseTrait(*set, written);
      if (!trait) return std::nullopt;
      traits.push_back(std::move(*trait));
    }
  }
  return traits;
}

std::optional<bool> holds(const Trait& trait, std::span<const DirectiveKind> constructs) {
  switch (trait.set) {
  case Trait::Set::Construct: return placeOf(trait.name, constructs) != 0;
  case Trait::Set::Device:
    if (trait.name == "kind") return allKnown(trait, Kinds);
    if (trait.name == "arch") return allKnown(trait, Architectures);
    // What a processor has is seen where the module runs.
    return std::nullopt;
  case Trait::Set::Implementation: return trait.name == "vendor" && allKnown(trait, Vendors);
  case Trait::Set::User: break;
  }
  return std::nullopt;
}

std::int64_t defaultScore(const Trait& trait, std::span<const DirectiveKind> constructs) {
  constexpr std::size_t MostConstructs = 40;
  std::size_t around = std::min(constructs.size(), MostConstructs);
  if (trait.set == Trait::Set::Construct) {
    return std::int64_t{1} << (std::clamp<std::size_t>(placeOf(trait.name, constructs), 1, MostConstructs) - 1);
  }
  if (trait.set != Trait::Set::Device) return 0;
  return std::int64_t{1} << (trait.name == "kind" ? around : around + 1);
}

} // namespace pyompcc::omp
