// lib/ir/spelling.h
//
// Words for operators and modes, as print() shows them.
#pragma once

#include "lib/ir/ir.h"

#include <string>
#include <string_view>

namespace pyompcc::ir {

/// `add`, `floordiv`, ...: the name of Python's special method without underscores where there is one.
std::string_view word(BinaryOp op);
std::string_view word(UnaryOp op);
std::string_view word(Arithmetic mode);
std::string_view word(Bounds bounds);
/// The operator as Python writes it; empty for Min and Max.
std::string_view symbol(BinaryOp op);
std::string_view symbol(CompareOp op);
/// `py::ValueError`, or the name of a class of the file.
std::string exceptionName(std::string_view exception, bool of_file);
std::string_view word(sema::Sharing sharing);
std::string_view word(sema::SharingReason reason);

} // namespace pyompcc::ir
