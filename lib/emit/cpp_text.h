// lib/emit/cpp_text.h
//
// Pieces of C++ text: literals, types, comments, lines that are too long.
#pragma once

#include "lib/ir/ir.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::emit {

/// Lines longer than this are broken.
inline constexpr std::size_t Width = 120;

/// The C++ type of a number: `Int`, `double`, `std::int32_t`.
std::string numberType(ir::Type type);
/// The C++ type of a value, arrays with their memory: `py::Array<double, 2>`, `std::tuple<Int, double>`, `void`.
std::string valueType(ir::Type type);
/// The C++ type of a variable: arrays that it does not own are views, of const elements unless it writes them.
std::string variableType(const ir::Var& var);
/// How an array is reduced: the name of the reduction that the file declares (`sum`), and the type of
/// runtime/include/pyomp/reduced.hpp that says how (`Sum`).
struct Combination {
  std::string_view name;
  std::string_view type;
};
Combination combination(omp::ReductionOperator op);
/// The C++ type of a parameter: containers are passed by reference unless the function assigns the parameter.
std::string parameterType(const ir::Var& param);

/// The type as Python sees it, `py::NumPy<T>` for NumPy's scalars, and whether it differs from the C++ type so.
std::string shownType(ir::Type type);
bool differsInPython(ir::Type type);

/// A string literal with everything escaped that C++ would take otherwise.
std::string stringLiteral(std::string_view text);
/// A literal that becomes a py::Str: of `u` or `U` where some character needs it.
std::string textLiteral(std::string_view text);
/// A raw string literal, split where compilers want it shorter; lines stay lines.
std::string rawStringLiteral(std::string_view text);
/// The shortest literal that gives `value` in double, or in float when `single`. Infinities and NaN by name.
std::string floatLiteral(double value, bool single);
std::string intLiteral(std::int64_t value);

/// The docstring without the indentation that its place in the file gave it (PEP 257, "Handling Docstring
/// Indentation"), line by line.
std::vector<std::string> docstringLines(std::string_view docstring);
/// Lone surrogates, which no file in UTF-8 can hold, as the escapes that Python writes for them.
std::string escapeSurrogates(std::string_view text);
/// Text that may stand behind `//`: a backslash at the end would continue the comment.
std::string commentText(std::string_view text);

/// Breaks a statement into lines of at most `width` columns: after commas and operators, at the outermost level that
/// helps. The first line has no indentation of its own; the others are four columns deeper. Strings are kept whole.
std::vector<std::string> breakLine(std::string_view text, std::size_t width);

} // namespace pyompcc::emit
