// lib/sema/resolve_class.h
//
// Reads the classes of a file: fields, methods, properties, constants, and what a dataclass or jitclass adds.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

#include <functional>
#include <string>

namespace pyompcc::sema {

/// What the reading of a class asks of the file around it.
struct ClassSurroundings {
  /// What a name or dotted name was imported as (`dataclasses.dataclass`), or the name itself.
  std::function<std::string(const ast::Expr&)> dotted;
  /// The class of the file that the name is bound to, once and before; null for all others.
  std::function<ClassInfo*(const ast::Expr&)> class_of;
  /// What the name is bound to, once, by `name = value`; null for all others.
  std::function<const ast::Expr*(Name)> value_of;
  /// Adds a method to Program::functions, under the path `Class.method`.
  std::function<FunctionInfo&(const ast::FunctionDef& def, std::string_view class_name)> add_method;
};

/// Fills `info` from its def. What cannot be compiled is noted as a problem, for only classes that are used count.
/// A dataclass (Python library reference, dataclasses) without `__init__` gets one, as a copy of nothing:
///   @dataclass                          def __init__(self, x: float, y: float = 0.0):
///   class P:                     ->         self.x = x
///       x: float                            self.y = y
///       y: float = 0.0
void readClass(ClassInfo& info, ast::ParsedModule& parsed, support::NameTable& names,
               const ClassSurroundings& surroundings, Program& program);

/// Types of fields as annotations and specs say them, once all classes are known.
void readFieldTypes(Program& program, std::span<ast::ParsedModule* const> parsed, support::NameTable& names);

/// Reports the problems of the classes that native functions use, and fields that `__init__` may leave without a value:
/// an object of the C++ has all its fields from the beginning.
void checkClasses(Program& program, const support::NameTable& names, diag::Emitter& emitter);

} // namespace pyompcc::sema
