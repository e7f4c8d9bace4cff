// lib/sema/library.h
//
// Functions, methods and operators of grammar/library.def: which row takes given types, and what it gives.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/type.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// A row of grammar/library.def, by its number: code never asks for a single one, so that a new row compiles one file.
enum class LibraryFunction : std::uint16_t {};

enum class Effect : std::uint8_t {
  Pure,   ///< cannot raise
  Asks,   ///< cannot raise, unless a method of the file does by which objects are compared, hashed or shown
  Raises, ///< can raise
  Mutates ///< changes its first argument, and can raise
};

/// One row.
struct LibraryFacts {
  std::string_view name;
  std::string_view dotted_name;
  std::string_view signature;
  Effect effect;
  std::string_view cpp;
};
const LibraryFacts& facts(LibraryFunction function);

/// One argument of a call.
struct LibraryArgument {
  Type type = nullptr;
  std::string_view keyword = {};            ///< empty where it is given by its position
  std::optional<std::int64_t> literal = {}; ///< the value of an int that is written as such
};

/// One argument of the C++ function.
struct LibrarySlot {
  int argument = -1;                 ///< index of the argument that is passed, or -1: the default
  std::string_view fallback = {};    ///< the default as the row writes it
  Type type = nullptr;               ///< what the argument is converted to
  bool gone_through = false;         ///< any iterable will do
  bool is_called = false;            ///< a function that is passed
  std::vector<Type> parameters = {}; ///< what it is called with
};

/// The row for a call, with the types of the call in place of its letters.
struct LibraryMatch {
  LibraryFunction function{};
  std::vector<LibrarySlot> slots;
  Type result = nullptr;
};

/// What a function that is passed gives for arguments; null where it does not take them. Unknown and Error are results.
using FunctionResult = std::function<Type(Type function, std::span<const Type> arguments)>;

/// The value of an int literal.
std::optional<std::int64_t> literalOf(const ast::Expr& expr);

/// The argument of a call that has one only, behind a `*`; null of other calls.
const ast::Starred* onlyStarred(const ast::Call& call);

/// Is there a row of this name?
bool isLibraryName(std::string_view dotted);
/// The first row that takes the arguments, or nothing. No type may be Unknown or Error; elements of containers may be
/// Unknown, then the slots and the result say what they are, as far as the call shows it. The result is Unknown or
/// Error where that of a function that is passed is.
std::optional<LibraryMatch> matchLibrary(TypeTable& types, std::string_view dotted,
                                         std::span<const LibraryArgument> arguments, const FunctionResult& call = {});
/// What the rows of a name take, for messages: `(list[T], T) or (...)`.
std::string libraryParameters(std::string_view dotted);
/// The first row of a name, which there must be.
LibraryFunction libraryRow(std::string_view dotted);
/// The name of an operator's special method without underscores: `add`, `truediv`, `eq`; `contains` for `in`.
std::string_view methodName(ast::BinaryOp op);
std::string_view methodName(ast::CompareOp op);
/// `__add__` of `add`. The text lives as long as the program.
std::string_view specialName(std::string_view method);

/// Under which name Instance::implicit keeps the method of a class that containers of the runtime call.
std::string_view lentName(std::uint32_t class_index, std::string_view method);
/// The type under which methods of a value stand in the table: `list`, `str`, `int`; empty where there is none.
std::string_view methodPrefix(Type type);
/// The dotted name of a method of the type: `list.append`; `dict.get` of a Counter, which adds no row of its own.
std::string methodOf(Type type, std::string_view name);

} // namespace pyompcc::sema
