// lib/support/nearest_name.h
//
// Finds the known word that a misspelt one most likely meant.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace pyompcc::support {

/// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours) to `word`, if that is
/// at most a third of the longer length; the first of equals. Letter case does not count.
std::optional<std::string_view> nearestName(std::string_view word, std::span<const std::string_view> candidates);

} // namespace pyompcc::support
