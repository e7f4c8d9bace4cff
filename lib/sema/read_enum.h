// lib/sema/read_enum.h
//
// Enumerations, whose members are constants.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/read_named_tuple.h"
#include "lib/support/name.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pyompcc::sema {

/// The members of an enumeration in the order of the file. Those of an IntEnum or IntFlag are ints themselves.
struct EnumMembers {
  bool are_ints = false;
  std::vector<std::pair<std::string, FoldedValue>> values;
};

/// class Color(IntEnum): RED = 1; BLUE = auto()      Nothing for another class, and for one with methods or with values
/// that are not known at compile time (Python library reference, "enum").
std::optional<EnumMembers> readEnum(const ast::ClassDef& def, const support::NameTable& names,
                                    const NamedTupleSurroundings& surroundings);

} // namespace pyompcc::sema
