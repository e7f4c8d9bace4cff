// test/unit/emit/statements.cpp
//
// Statements, loops, directives, and the file around them.
#include "lib/diag/emitter.h"
#include "lib/emit/emit.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/verify.h"
#include "lib/omp/parse_directive.h"
#include "test/unit/emit/printed.h"

#include <catch2/catch.hpp>

#include <deque>

using namespace pyompcc::ir;
using pyompcc::emit::test::body;
using pyompcc::emit::test::complaints;
using pyompcc::ir::test::Sample;
using pyompcc::sema::DType;
using pyompcc::sema::Sharing;
using pyompcc::sema::SharingReason;

namespace {

/// A sample with directives.
struct Regions : Sample {
  Region* region(std::string_view text, std::vector<SharedVar> sharing, std::initializer_list<Stmt*> stmts) {
    pyompcc::diag::Emitter emitter;
    pyompcc::omp::DirectiveText written(text, {}, 0);
    directives.push_back(*pyompcc::omp::parseDirective(written, emitter));
    auto* node = module.make<Region>({});
    node->facts = module.makeRegionFacts();
    node->facts->directive = &directives.back();
    node->facts->sharing = std::move(sharing);
    if (pyompcc::omp::association(directives.back()) != pyompcc::omp::Association::None) node->body = block(stmts);
    return node;
  }
  std::deque<pyompcc::omp::Directive> directives;
};

} // namespace

TEST_CASE("a loop with its sum") {
  Regions s;
  Var* n = s.param("n", s.types.integer());
  Var* total = s.var("total", s.types.floating());
  Var* i = s.var("i", s.types.integer(), VarKind::Index);
  Var* x = s.var("x", s.types.floating());
  s.add(s.assign(total, s.number(0.0), true));
  Expr* middle = s.op(BinaryOp::Add, s.convert(s.types.floating(), s.ref(i)), s.number(0.5));
  Region* region = s.region("parallel for reduction(+:total) schedule(dynamic)",
                            {{total, total, Sharing::Reduction, SharingReason::Clause, {}},
                             {i, nullptr, Sharing::Private, SharingReason::LoopVariable, {}},
                             {n, n, Sharing::FirstPrivate, SharingReason::ReadOnly, {}}},
                            {s.loop(i, s.integer(0), s.ref(n), s.integer(1),
                                    {s.assign(x, middle, true), s.update(s.ref(total), BinaryOp::Add, s.ref(x))})});
  region->facts->simd = true;
  s.add(region);
  s.add(s.result(s.ref(total)));
  REQUIRE_NOTHROW(verify(s.module, "test"));
  CHECK(body(s) == "  double total = 0.0;\n"
                   "#pragma omp parallel for simd reduction(+ : total) schedule(dynamic) firstprivate(n)\n"
                   "  for (Int i = 0; i < n; ++i) {\n"
                   "    double x = i + 0.5;\n"
                   "    total += x;\n"
                   "  }\n"
                   "  return total;\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("tasks name what they share, and exceptions are kept") {
  Regions s;
  Var* left = s.var("left", s.types.floating());
  Var* raised = s.var("raised", s.types.none(), VarKind::Raised);
  s.add(s.assign(left, s.number(0.0), true));
  s.add(s.of<DeclareRaised>(raised));
  Expr* value = s.call(RuntimeFunction::Sqrt, s.types.floating(), {s.number(2.0)});
  Region* task = s.region("task shared(left)", {{left, left, Sharing::Shared, SharingReason::Clause, {}}},
                          {s.guard(raised, s.integer(0), false, {s.assign(left, value)})});
  task->facts->raised = raised;
  s.add(task);
  s.add(s.region("taskwait", {}, {}));
  s.add(s.of<Rethrow>(raised));
  s.add(s.result(s.ref(left)));
  CHECK(body(s) == "  double left = 0.0;\n"
                   "  py::Raised raised;\n"
                   "#pragma omp task shared(left, raised)\n"
                   "  raised.guard(0, [&] { left = py::sqrt(2.0); });\n"
                   "#pragma omp taskwait\n"
                   "  raised.rethrow();\n"
                   "  return left;\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("a hoisted loop takes its directive into the lambda") {
  Regions s;
  Var* a = s.param("a", s.array(1));
  Var* n = s.param("n", s.types.integer());
  Var* i = s.var("i", s.types.integer(), VarKind::Index);
  Var* raised = s.var("raised", s.types.none(), VarKind::Raised);
  a->written = true;
  Expr* covers =
      s.call(RuntimeFunction::Covers, s.types.boolean(), {s.ref(a), s.integer(0), s.ref(n)}, Arithmetic::Plain);
  Stmt* store = s.store(s.element(a, {s.ref(i)}, Bounds::Hoisted), s.number(1.0));
  For* loop = s.loop(i, s.integer(0), s.ref(n), s.integer(1), {s.guard(raised, s.ref(i), true, {store})});
  s.add(s.of<DeclareRaised>(raised));
  s.add(s.region("parallel for", {{a, a, Sharing::FirstPrivate, SharingReason::ReadOnly, {}}},
                 {s.hoisted({covers}, {loop})}));
  s.add(s.of<Rethrow>(raised));
  CHECK(body(s) == "  py::Raised raised;\n"
                   "  py::hoisted(a.covers(0, n), [&](auto at) {\n"
                   "#pragma omp parallel for firstprivate(a)\n"
                   "    for (Int i = 0; i < n; ++i) {\n"
                   "      at.guard(raised, i, [&] { at(a, i) = 1.0; });\n"
                   "    }\n"
                   "  });\n"
                   "  raised.rethrow();\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("a copy inside a region goes by the name of its original") {
  Regions s;
  Var* x = s.param("x", s.types.floating());
  Var* inside = s.var("x_2", s.types.floating());
  s.add(s.region("parallel firstprivate(x)", {{inside, x, Sharing::FirstPrivate, SharingReason::Clause, {}}},
                 {s.update(s.ref(inside), BinaryOp::Add, s.number(1.0))}));
  inside->python_name = x->python_name;
  CHECK(body(s) == "#pragma omp parallel firstprivate(x)\n  x += 1.0;\n");
}

TEST_CASE("default(none) lists everything from outside") {
  Regions s;
  Var* x = s.param("x", s.types.floating());
  Var* y = s.var("y", s.types.floating());
  s.add(s.assign(y, s.number(0.0), true));
  s.add(s.region("parallel default(none) shared(y)", {{y, y, Sharing::Shared, SharingReason::Clause, {}}},
                 {s.assign(y, s.ref(x))}));
  s.add(s.result(s.ref(y)));
  CHECK(body(s) == "  double y = 0.0;\n"
                   "#pragma omp parallel default(none) shared(y, x)\n"
                   "  y = x;\n"
                   "  return y;\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("loops count up, down, and by a step known later") {
  Sample s;
  Var* n = s.param("n", s.types.integer());
  Var* i = s.var("i", s.types.integer(), VarKind::Index);
  Var* j = s.var("j", s.types.integer(), VarKind::Index);
  Var* k = s.var("k", s.types.integer(), VarKind::Index);
  s.add(s.loop(i, s.ref(n), s.integer(-1), s.integer(-1), {s.module.make<Continue>({})}));
  s.add(s.loop(j, s.integer(0), s.ref(n), s.integer(3),
               {s.branch(s.compare(CompareOp::Eq, s.ref(j), s.integer(6)), {s.module.make<Break>({})})}));
  s.add(s.loop(k, s.integer(1), s.integer(9), s.ref(n), {}));
  CHECK(body(s) == "  for (Int i = n; i > -1; --i) {\n"
                   "    continue;\n"
                   "  }\n"
                   "  for (Int j = 0; j < n; j += 3) {\n"
                   "    if (j == 6) break;\n"
                   "  }\n"
                   "  for (Int k_ = 0; k_ < py::trip_count(1, 9, n); ++k_) {\n"
                   "    [[maybe_unused]] Int k = 1 + k_ * n;\n"
                   "  }\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("branches chain; what can raise has its own line") {
  Sample s;
  Var* n = s.param("n", s.types.integer());
  Expr* negative = s.compare(CompareOp::Lt, s.ref(n), s.integer(0));
  If* second = s.branch(s.compare(CompareOp::Eq, s.ref(n), s.integer(0)), {s.result(s.integer(0))},
                        s.block({s.raise("RuntimeError")}));
  s.add(s.branch(negative, {s.raise("ValueError", s.text("below \"zero\""))}, s.block({second})));
  s.add(s.result(s.ref(n)));
  CHECK(body(s) == "  if (n < 0) {\n"
                   "    throw py::ValueError(\"below \\\"zero\\\"\");\n"
                   "  } else if (n == 0) {\n"
                   "    return 0;\n"
                   "  } else {\n"
                   "    throw py::RuntimeError();\n"
                   "  }\n"
                   "  return n;\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("continue in a guarded loop leaves the lambda") {
  Sample s;
  Var* i = s.var("i", s.types.integer(), VarKind::Index);
  Var* j = s.var("j", s.types.integer(), VarKind::Index);
  Var* raised = s.var("raised", s.types.none(), VarKind::Raised);
  s.add(s.of<DeclareRaised>(raised));
  Stmt* inner = s.loop(j, s.integer(0), s.integer(2), s.integer(1), {s.module.make<Continue>({})});
  s.add(s.loop(i, s.integer(0), s.integer(2), s.integer(1),
               {s.guard(raised, s.ref(i), false, {inner, s.module.make<Continue>({})})}));
  CHECK(body(s) == "  py::Raised raised;\n"
                   "  for (Int i = 0; i < 2; ++i) {\n"
                   "    raised.guard(i, [&] {\n"
                   "      for (Int j = 0; j < 2; ++j) {\n"
                   "        continue;\n"
                   "      }\n"
                   "      return;\n"
                   "    });\n"
                   "  }\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("updates compute the place of an element once") {
  Sample s;
  Var* counts = s.param("counts", s.array(1, DType::Int64));
  Var* i = s.param("i", s.types.integer());
  counts->written = true;
  Expr* one = s.scalar(1, DType::Int64);
  s.add(s.update(s.element(counts, {s.ref(i)}), BinaryOp::Add, one, Arithmetic::Wrapping));
  Expr* next = s.op(BinaryOp::Add, s.ref(i), s.integer(1), Arithmetic::Checked);
  s.add(s.update(s.element(counts, {next}), BinaryOp::Add, one, Arithmetic::Wrapping));
  s.add(s.update(s.element(counts, {s.ref(i)}, Bounds::Proved), BinaryOp::Add, one));
  CHECK(body(s) == "  counts.at(i) = py::wrapping::add(counts.at(i), std::int64_t{1});\n"
                   "  {\n"
                   "    std::int64_t& element_ = counts.at(py::add(i, 1));\n"
                   "    element_ = py::wrapping::add(element_, std::int64_t{1});\n"
                   "  }\n"
                   "  ++counts(i);\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("comments and docstrings are carried over, safely") {
  Sample s;
  Var* n = s.param("n", s.types.integer());
  s.function->docstring = "First line.\n\n        Deeper: C:\\\n    ";
  Stmt* stmt = s.result(s.ref(n));
  std::vector<std::string_view> comments{" why\\"};
  stmt->comments = s.module.arena.copy(comments);
  s.add(stmt);
  pyompcc::support::SourceSet sources;
  std::string text = pyompcc::emit::emitFunctions(s.module, sources).text;
  CHECK(text.find("/// First line.\n///\n/// Deeper: C:\\ .\nstatic Int f(Int n) {\n  // why\\ .\n  return n;\n}\n") !=
        std::string::npos);
  CHECK(complaints(s) == "");
}

TEST_CASE("long lines are broken, pragmas with a backslash") {
  Regions s;
  Var* x = s.param("x", s.types.floating());
  Expr* sum = s.ref(x);
  for (int i = 0; i < 30; ++i) sum = s.op(BinaryOp::Add, sum, s.number(i + 0.25));
  s.add(s.result(sum));
  std::string text = body(s);
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find('\n', begin);
    CHECK(end - begin <= 120);
    begin = end + 1;
  }
  CHECK(complaints(s) == "");
}

TEST_CASE("arrays are made, rowed and exchanged") {
  Sample s;
  Var* n = s.param("n", s.types.integer());
  Var* a = s.var("a", s.array(2));
  Var* b = s.var("b", s.array(2));
  Var* row = s.var("row", s.array(1));
  a->owns = b->owns = true;
  for (Var* array : {a, b}) {
    auto* zeros = s.module.make<Allocate>(array->type, {});
    zeros->fill = Fill::Zeros;
    zeros->shape = s.module.arena.copy(std::vector<Expr*>{s.ref(n), s.integer(3)});
    s.add(s.assign(array, zeros, true));
  }
  auto* swap = s.module.make<Swap>({});
  swap->left = a;
  swap->right = b;
  s.add(swap);
  s.add(s.assign(row, s.element(a, {s.integer(0)}), true));
  s.add(s.result(s.element(row, {s.integer(-1)})));
  CHECK(body(s) == "  py::Array<double, 2> a = py::zeros<double>({n, 3});\n"
                   "  py::Array<double, 2> b = py::zeros<double>({n, 3});\n"
                   "  swap(a, b);\n"
                   "  py::View<const double, 1> row = a.row_at(0);\n"
                   "  return row.at(-1);\n");
  CHECK(complaints(s) == "");
}

TEST_CASE("the binding's tables") {
  Sample s;
  Var* n = s.param("n", s.types.integer());
  s.add(s.result(s.op(BinaryOp::Add, s.ref(n), s.integer(1), Arithmetic::Checked)));
  s.function->releases_gil = true;
  Export exported;
  exported.python_name = "f";
  exported.docstring = "One more.";
  exported.has_docstring = true;
  exported.signature_text = "(n)";
  exported.parameters.push_back({"n"});
  exported.overloads.push_back(s.function);
  s.module.exports.push_back(exported);
  s.module.residual_source = "f = __pyomp_cc__.function(\"f\", (), {})\n";
  pyompcc::support::SourceSet sources;
  std::string text = pyompcc::emit::emitCpp(s.module, sources).text;
  CHECK(text.find("    py::function<py::NoGil<f>>(\"f\", \"(n)\", \"n\", \"One more.\"),\n") != std::string::npos);
  CHECK(text.find("PYOMP_MODULE(sample, \"sample.py\", R\"py(f = ") != std::string::npos);
  CHECK(pyompcc::emit::emitStub(s.module) == "def f(n: int) -> int:\n    \"\"\"One more.\"\"\"\n");
}
