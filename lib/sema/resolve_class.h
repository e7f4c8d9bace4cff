// lib/sema/resolve_class.h
//
// Reads the classes of a file: fields, methods, properties, constants, and what a dataclass or jitclass adds.
#pragma once

#include "lib/ast/ast.h"
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
/// A dataclass without `__init__` gets one.
void readClass(ClassInfo& info, ast::ParsedModule& parsed, support::NameTable& names,
               const ClassSurroundings& surroundings, Program& program);

/// Types of fields as annotations and specs say them, once all classes are known.
void readFieldTypes(Program& program, std::span<ast::ParsedModule* const> parsed, support::NameTable& names);

} // namespace pyompcc::sema
