// test/unit/parse/parse.cpp
//
// Trees of small programs, expressions inside strings, and the places of errors.
#include "lib/parse/parse.h"

#include "lib/ast/dump.h"
#include "lib/diag/kinds.h"

#include <catch2/catch.hpp>

using namespace pyompcc;

namespace {

// Kind and LINE:COLUMN of each error.
std::string errors(std::string text) {
  support::SourceFile source("x.py", std::move(text));
  support::NameTable names;
  diag::Emitter emitter;
  parse::parse(source, {}, names, emitter);
  std::string result;
  for (const diag::Diagnostic& d : emitter.sorted()) {
    support::LineColumn place = source.lineColumn(d.loc.begin);
    result += fmt::format("{}@{}:{} ", diag::kindName(d.kind), place.line, place.column);
  }
  return result;
}

} // namespace

TEST_CASE("Statements of every kind are read") {
  for (const char* text :
       {"async def f():\n  async with a as b, c: pass\n  async for x in y: await z\n",
        "with (a as b, c as d,): pass\n",
        "with (a, b) as c: pass\n",
        "with (yield): pass\n",
        "with (a := 1): pass\n",
        "match x:\n  case [1, *_] | {'a': b, **c} if d: pass\n  case P(x, y=1) as z: pass\n  case -1+2j: pass\n",
        "match = 1\nmatch[x]: int\nmatch(x)\ntype = 2\ntype X[T: int = 3, *A, **K] = list[T]\n",
        "try: pass\nexcept* (A, B) as e: pass\nelse: pass\nfinally: pass\n",
        "try: pass\nexcept A, B: pass\n",
        "x: int\n(x): int = 1\nx.y: int\na, *b = c = yield\n",
        "del a, (b, c), [d]\n",
        "lambda a, /, b=1, *c, d, **e: 1\n",
        "def f[T](a, /, *, b: T, **c: T) -> T: ...\n",
        "class A[T](B, metaclass=C): x = 1\n",
        "print(*a, **b, c=1)\n",
        "x[1:2, ::3, *a, ...]\n",
        "from . import a\nfrom ...b import (c as d,)\nimport e.f as g\n",
        "t't{x!r:{y}}' t'b'\n",
        "@a.b(c)\n@d[0]\ndef f(): return *a, b\n",
        "if (x := 1): pass\nelif y: pass\nelse: pass\n",
        "[x async for x in y if z for w in v]\n{**a, 'b': 1}\n{*a, b}\n{a: b for a, b in c}\n",
        "global a, b\nnonlocal c\n",
        "assert a, b\nraise a from b\n",
        "x = 1 if a else lambda: 2\nnot a in b\na < b <= c is not d not in e\n"}) {
    INFO(text);
    CHECK(errors(text).empty());
  }
}

TEST_CASE("Errors stand where CPython puts them") {
  CHECK(errors("x = 3 +\n") == "ExpectedExpression@1:7 ");
  CHECK(errors("if x = 3:\n  pass\nelse:\n  pass\n") == "AssignmentInExpression@1:3 ");
  CHECK(errors("for i in x\n  y\n") == "ExpectedColon@1:10 ");
  CHECK(errors("def f():\nreturn 1\n") == "ExpectedIndent@2:0 ");
  CHECK(errors("f() = 1\n") == "CannotAssignCompare@1:0 ");
  CHECK(errors("if x == f() = 1: pass\n") == "AssignmentInExpression@1:12 ");
  CHECK(errors("f(a=1, 2)\n") == "ArgumentAfterKeyword@1:8 ");
  CHECK(errors("a b\n") == "MissingComma@1:2 ");
  CHECK(errors("print x\n") == "PrintStatement@1:0 ");
  CHECK(errors("x = 1\n  y = 2\n") == "UnexpectedIndent@2:1 ");
  CHECK(errors("(*a)\n") == "StarExpressionAlone@1:1 ");
  CHECK(errors("'a' b'b'\n") == "BytesMixed@1:0 ");
}

TEST_CASE("Each error is reported once and the rest is still read") {
  CHECK(errors("x = (1,\n\ndef f(:\n  y = = 1\n  return 2\n\nz = $\nw w\n") ==
        "BracketNotClosed@1:4 BracketNotClosed@3:5 CharacterUnknown@7:4 MissingComma@8:2 ");
  CHECK(errors("class A:\n  def f(self):\n    x = = 1\n    y = 2\n  def g(self): z z\n") ==
        "AssignmentInExpression@3:8 MissingComma@5:17 ");
}

TEST_CASE("Nesting has a limit, sums have none") {
  CHECK(errors(std::string(100000, '-') + "1") == "NestedTooDeep@1:999 ");
  std::string sum = "x = 1";
  for (int i = 0; i < 100000; ++i) sum += "+1";
  CHECK(errors(sum).empty());
}

TEST_CASE("An expression inside a string of the file") {
  support::SourceFile source("x.py", "with openmp(\"parallel num_threads(n // 2)\"): pass\n");
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule module = parse::parse(source, {}, names, emitter);
  std::uint32_t count = module.node_count;
  auto begin = static_cast<std::uint32_t>(source.text().find("n // 2"));
  const ast::Expr* expr = parse::parseExpression(module, source, begin, begin + 6, names, emitter);
  const auto* division = ast::as<ast::BinOp>(expr);
  REQUIRE(division);
  CHECK(division->op == ast::BinaryOp::FloorDiv);
  CHECK(division->begin == begin);
  CHECK(division->right->begin == begin + 5);
  CHECK(division->node_id.index >= count);
  CHECK(division->node_id.index < module.node_count);
  const ast::Expr* placed = parse::parseExpression(module, "a +\n b", {{}, 3, 9}, names, emitter);
  REQUIRE(ast::as<ast::BinOp>(placed));
  CHECK(ast::as<ast::BinOp>(placed)->right->begin == 3);
  CHECK(ast::as<ast::BinOp>(placed)->right->end == 9);
  CHECK_FALSE(emitter.hasErrors());
  CHECK_FALSE(parse::parseExpression(module, source, begin, begin + 4, names, emitter));
  // The syntax is that of the module's version of Python.
  diag::Emitter of_version;
  module.python = 14;
  CHECK(parse::parseExpression(module, "t'{a}'", {{}, 3, 9}, names, of_version));
  CHECK_FALSE(of_version.hasErrors());
  module.python = 13;
  parse::parseExpression(module, "t'{a}'", {{}, 3, 9}, names, of_version);
  REQUIRE(of_version.hasErrors());
  CHECK(of_version.sorted().front().kind == diag::Kind::NeedsPython);
  CHECK(emitter.sorted()[0].loc.begin == begin + 4);
}

namespace {

// The text of the constant that a program of one expression is; it points into memory that is gone, so it is copied.
std::string textOf(std::string program) {
  support::SourceFile source("x.py", std::move(program));
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule module = parse::parse(source, {}, names, emitter);
  REQUIRE_FALSE(emitter.hasErrors());
  const auto* statement = ast::as<ast::ExprStmt>(module.root->body[0]);
  return std::string(ast::as<ast::Constant>(statement->value)->value.text);
}

} // namespace

// Texts are read in blocks of 16 and 64 bytes: escapes, quotes and ends fall on each place of them.
TEST_CASE("Texts of every length") {
  for (std::size_t length = 0; length < 150; ++length) {
    std::string plain(length, 'a');
    for (std::string quote : {"'", "'''"}) {
      INFO(length << quote);
      CHECK(textOf(quote + plain + quote) == plain);
      CHECK(textOf(quote + plain + "\\n" + quote) == plain + "\n");
      CHECK(textOf(quote + plain + "\\'" + quote + quote + plain + quote) == plain + "'" + plain);
      CHECK(textOf(quote + plain + "\\\\" + quote + "  'b'") == plain + "\\b");
      CHECK(textOf("r" + quote + plain + "\\'b" + quote) == plain + "\\'b");
      CHECK(textOf("b" + quote + plain + "\\xff" + quote) == plain + "\xff");
      CHECK(textOf(quote + plain + "\\\r\n" + plain + quote) == plain + plain);
    }
    CHECK(textOf("'''" + plain + "''\\'\r\n'''") == plain + "'''\n");
    CHECK(errors("'" + plain + "\n'").starts_with("StringNotClosed@1:0"));
    CHECK(errors("'" + plain + "\\").starts_with("StringNotClosed@1:0"));
    CHECK(errors("'''" + plain + "''").starts_with("TripleStringNotClosed@1:0"));
  }
}

// Unicode 15.1, which Python has since 3.13, gave U+2FFC a name.
TEST_CASE("Which characters are printed as they are depends on the interpreter") {
  support::SourceFile source("x.py", "'\xE2\xBF\xBC\xC3\xA9'\n");
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule module = parse::parse(source, {}, names, emitter);
  auto holds = [&](int python, std::string_view text) {
    return ast::dump(module, source, names, python).find(text) != std::string::npos;
  };
  CHECK(holds(12, "'\\u2ffc\xC3\xA9'"));
  CHECK(holds(13, "'\xE2\xBF\xBC\xC3\xA9'"));
}

TEST_CASE("A template has interpolations, and formatted values in their formats") {
  support::SourceFile source("x.py", "t'{ a + 1 !r:>{b}}{c = }'\n");
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule module = parse::parse(source, {}, names, emitter, 14);
  REQUIRE_FALSE(emitter.hasErrors());
  const auto* statement = ast::as<ast::ExprStmt>(module.root->body[0]);
  REQUIRE(statement);
  const auto* text = ast::as<ast::TemplateStr>(statement->value);
  REQUIRE(text);
  REQUIRE(text->values.size() == 3);
  const auto* first = ast::as<ast::Interpolation>(text->values[0]);
  REQUIRE(first);
  // Python strips the text of an expression on its right only.
  CHECK(first->str.text == " a + 1");
  CHECK(first->conversion == 'r');
  const auto* format = ast::as<ast::JoinedStr>(first->format_spec);
  REQUIRE(format);
  CHECK(ast::as<ast::FormattedValue>(format->values[1]));
  CHECK(ast::as<ast::Constant>(text->values[1])->value.text == "c = ");
  const auto* last = ast::as<ast::Interpolation>(text->values[2]);
  REQUIRE(last);
  CHECK(last->str.text == "c");
  CHECK(last->conversion == 'r');
  CHECK(errors("try: pass\nexcept A, B as c: pass\n") == "UnparenthesisedTuple@2:7 ");
}
