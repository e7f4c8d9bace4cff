// lib/sema/make_method.h
//
// The methods that a class has without a def of their own.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

#include <span>

namespace pyompcc::sema {

/// The `__init__` of a dataclass (Python library reference, dataclasses):
///   @dataclass                          def __init__(self, x: float, y: float = 0.0):
///   class P:                     ->         self.x = x
///       x: float                            self.y = y
///       y: float = 0.0
/// With a `__post_init__` its call comes last. The nodes belong to the arena of `module`.
const ast::FunctionDef* dataclassInit(ast::ParsedModule& module, support::NameTable& names, const ast::ClassDef& def,
                                      std::span<const DataField> fields, bool has_post_init);

/// `def __exit__(self, *details)` with three parameters instead of the packed one, for a body that uses none of them.
const ast::FunctionDef* unpackedExit(ast::ParsedModule& module, support::NameTable& names,
                                     const ast::FunctionDef& exit);

} // namespace pyompcc::sema
