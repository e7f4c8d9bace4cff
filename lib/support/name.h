// lib/support/name.h
//
// Interned identifiers: equal text, equal id.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pyompcc::support {

/// The id of an interned identifier in one NameTable. The default value is the empty name.
struct Name {
  std::uint32_t id = 0;

  explicit operator bool() const { return id != 0; }
  friend auto operator<=>(Name, Name) = default;
};

/// Gives each distinct text one Name. One table serves all files of one compilation.
class NameTable {
 public:
  NameTable();

  /// The id of `text`, new or known.
  Name intern(std::string_view text);
  /// The text of `name`; valid as long as the table.
  std::string_view text(Name name) const { return texts_[name.id]; }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> ids_;
};

} // namespace pyompcc::support

template <> struct std::hash<pyompcc::support::Name> {
  std::size_t operator()(pyompcc::support::Name name) const noexcept { return name.id; }
};
