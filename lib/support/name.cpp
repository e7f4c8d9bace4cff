// lib/support/name.cpp
//
// The table of interned identifiers.
#include "lib/support/name.h"

namespace pyompcc::support {

NameTable::NameTable() { intern(""); }

Name NameTable::intern(std::string_view text) {
  if (auto found = ids_.find(text); found != ids_.end()) return Name{found->second};
  auto id = static_cast<std::uint32_t>(texts_.size());
  ids_.emplace(texts_.emplace_back(text), id);
  return Name{id};
}

} // namespace pyompcc::support
