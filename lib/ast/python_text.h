// lib/ast/python_text.h
//
// Values as Python's repr writes them.
#pragma once

#include "lib/ast/ast.h"

#include <string>
#include <string_view>

namespace pyompcc::ast {

/// Appends repr(value) of a constant. An integer of more than 4300 digits is hexadecimal, where CPython's repr fails.
void appendRepr(std::string& out, const ConstantValue& value);
/// Appends repr of a float, without `.0` when it is the imaginary part of a complex.
void appendFloatRepr(std::string& out, double value, bool is_imaginary = false);

} // namespace pyompcc::ast
