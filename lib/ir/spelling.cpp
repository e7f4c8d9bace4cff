// lib/ir/spelling.cpp
//
// Words for operators and modes.
#include "lib/ir/spelling.h"

namespace pyompcc::ir {

std::string_view word(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add: return "add";
  case BinaryOp::Sub: return "sub";
  case BinaryOp::Mul: return "mul";
  case BinaryOp::TrueDiv: return "div";
  case BinaryOp::FloorDiv: return "floordiv";
  case BinaryOp::Mod: return "mod";
  case BinaryOp::Pow: return "pow";
  case BinaryOp::BitAnd: return "and";
  case BinaryOp::BitOr: return "or";
  case BinaryOp::BitXor: return "xor";
  case BinaryOp::ShiftLeft: return "shl";
  case BinaryOp::ShiftRight: return "shr";
  case BinaryOp::Min: return "min";
  case BinaryOp::Max: return "max";
  }
  return {};
}

std::string_view word(UnaryOp op) {
  switch (op) {
  case UnaryOp::Negate: return "neg";
  case UnaryOp::Invert: return "invert";
  case UnaryOp::Not: return "not";
  case UnaryOp::Abs: return "abs";
  }
  return {};
}

std::string_view word(Arithmetic mode) {
  switch (mode) {
  case Arithmetic::Plain: return "plain";
  case Arithmetic::Checked: return "checked";
  case Arithmetic::Wrapping: return "wrapping";
  case Arithmetic::Hoisted: return "hoisted";
  }
  return {};
}

std::string_view word(Bounds bounds) {
  switch (bounds) {
  case Bounds::Checked: return "checked";
  case Bounds::Proved: return "proved";
  case Bounds::Hoisted: return "hoisted";
  }
  return {};
}

std::string_view symbol(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add: return "+";
  case BinaryOp::Sub: return "-";
  case BinaryOp::Mul: return "*";
  case BinaryOp::TrueDiv: return "/";
  case BinaryOp::FloorDiv: return "//";
  case BinaryOp::Mod: return "%";
  case BinaryOp::Pow: return "**";
  case BinaryOp::BitAnd: return "&";
  case BinaryOp::BitOr: return "|";
  case BinaryOp::BitXor: return "^";
  case BinaryOp::ShiftLeft: return "<<";
  case BinaryOp::ShiftRight: return ">>";
  case BinaryOp::Min:
  case BinaryOp::Max: return {};
  }
  return {};
}

std::string_view symbol(CompareOp op) {
  switch (op) {
  case CompareOp::Eq: return "==";
  case CompareOp::NotEq: return "!=";
  case CompareOp::Lt: return "<";
  case CompareOp::LtE: return "<=";
  case CompareOp::Gt: return ">";
  case CompareOp::GtE: return ">=";
  }
  return {};
}

std::string exceptionName(std::string_view exception, bool of_file) {
  return of_file ? std::string(exception) : "py::" + std::string(exception);
}

std::string_view word(sema::Sharing sharing) {
  switch (sharing) {
  case sema::Sharing::Shared: return "shared";
  case sema::Sharing::Private: return "private";
  case sema::Sharing::FirstPrivate: return "firstprivate";
  case sema::Sharing::LastPrivate: return "lastprivate";
  case sema::Sharing::FirstLastPrivate: return "firstprivate lastprivate";
  case sema::Sharing::Reduction: return "reduction";
  case sema::Sharing::Threadprivate: return "threadprivate";
  }
  return {};
}

std::string_view word(sema::SharingReason reason) {
  switch (reason) {
  case sema::SharingReason::Clause: return "clause";
  case sema::SharingReason::LoopVariable: return "loop variable";
  case sema::SharingReason::InsideOnly: return "used inside only";
  case sema::SharingReason::OutsideToo: return "used outside too";
  case sema::SharingReason::TaskCapture: return "captured by a task";
  case sema::SharingReason::DefaultClause: return "default clause";
  case sema::SharingReason::BoundFlag: return "has a value";
  case sema::SharingReason::ReadOnly: return "only read";
  }
  return {};
}

} // namespace pyompcc::ir
