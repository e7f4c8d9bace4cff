// lib/sema/read_named_tuple.h
//
// Classes of named tuples, as a file makes them.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

#include <functional>
#include <optional>
#include <string>

namespace pyompcc::sema {

/// What names stand for at the module's level: the dotted name of an imported object, and the value of a constant.
struct NamedTupleSurroundings {
  std::function<std::string(const ast::Expr&)> dotted;
  std::function<std::optional<FoldedValue>(const ast::Expr&)> value_of;
};

/// Reads (Python library reference, "collections.namedtuple" and "typing.NamedTuple")
///   Point = namedtuple("Point", ["x", "y"], defaults=(0.0,))      Point = namedtuple("Point", "x y")
///   Point = NamedTuple("Point", [("x", float), ("y", float)])
/// Nothing where the value is something else, or has fields or options that are not known at compile time.
std::optional<NamedTupleClass> readNamedTuple(const ast::Expr& value, const support::NameTable& names,
                                              const NamedTupleSurroundings& surroundings);

/// class Point(NamedTuple): x: float; y: float = 0.0      without methods.
std::optional<NamedTupleClass> readNamedTuple(const ast::ClassDef& def, const support::NameTable& names,
                                              const NamedTupleSurroundings& surroundings);

} // namespace pyompcc::sema
