// test/unit/ast/python_text.cpp
//
// Constants as repr writes them, and the visitor.
#include "lib/ast/python_text.h"

#include "lib/ast/walk.h"
#include "lib/support/text_repr.h"

#include <catch2/catch.hpp>

using namespace pyompcc;

namespace {

std::string floatText(double value) {
  std::string out;
  ast::appendFloatRepr(out, value);
  return out;
}

std::string strText(std::string_view text) {
  std::string out;
  support::appendStrRepr(out, text);
  return out;
}

} // namespace

TEST_CASE("Floats") {
  CHECK(floatText(0.0) == "0.0");
  CHECK(floatText(1.0) == "1.0");
  CHECK(floatText(0.1) == "0.1");
  CHECK(floatText(1e16) == "1e+16");
  CHECK(floatText(1234567890123456.0) == "1234567890123456.0");
  CHECK(floatText(0.0001) == "0.0001");
  CHECK(floatText(0.00001) == "1e-05");
  CHECK(floatText(5e-324) == "5e-324");
  CHECK(floatText(1.7976931348623157e308) == "1.7976931348623157e+308");
}

TEST_CASE("Strings") {
  CHECK(strText("a'b") == "\"a'b\"");
  CHECK(strText("a'b\"") == "'a\\'b\"'");
  CHECK(strText("\n\t\x01\x7f") == "'\\n\\t\\x01\\x7f'");
  CHECK(strText("\xC3\xA9\xC2\xA0") == "'\xC3\xA9\\xa0'");
  CHECK(strText("\xED\xA0\x80") == "'\\ud800'");
}

TEST_CASE("Integers beyond 64 bits") {
  std::string out;
  ast::appendRepr(out, {.kind = ast::ConstantValue::Kind::BigInt, .text = "0x10000000000000000"});
  CHECK(out == "18446744073709551616");
}

TEST_CASE("Every child is visited, in order") {
  ast::NameExpr left;
  left.kind = ast::NodeKind::NameExpr;
  ast::NameExpr right = left;
  ast::BinOp sum;
  sum.kind = ast::NodeKind::BinOp;
  sum.left = &left;
  sum.right = &right;
  std::vector<const ast::Node*> visited;
  ast::forEachNode(sum, [&](const ast::Node& node) {
    visited.push_back(&node);
    return true;
  });
  CHECK(visited == std::vector<const ast::Node*>{&sum, &left, &right});
}
