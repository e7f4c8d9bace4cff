// test/unit/omp/parse_directive.cpp
//
// Directive strings that are right: what they mean and their canonical text.
#include "lib/omp/parse_directive.h"

#include "test/unit/omp/parsed.h"

#include <catch2/catch.hpp>

using namespace pyompcc::omp;

namespace {

struct Row {
  std::string_view source;
  std::string_view canonical;
};

constexpr Row Rows[] = {
    {"parallel", "parallel"},
    {"  PARALLEL   For ", "parallel for"},
    {"parallel for reduction(+:s) schedule(dynamic,4)", "parallel for reduction(+: s) schedule(dynamic, 4)"},
    {"parallel private( a , b ),shared(c) default( NONE )", "parallel private(a, b) shared(c) default(none)"},
    {"parallel \\\n  for \\\n num_threads(n//2)", "parallel for num_threads(n//2)"},
    {"parallel for\n reduction ( max : x, y[0:n] )", "parallel for reduction(max: x, y[0:n])"},
    {"parallel for reduction(inscan, +: s)", "parallel for reduction(inscan, +: s)"},
    {"parallel reduction(and: ok) reduction(||: any_)", "parallel reduction(&&: ok) reduction(||: any_)"},
    {"parallel for reduction(merge: s)", "parallel for reduction(merge: s)"},
    {"for schedule(monotonic, simd: guided, 2*n) nowait", "for schedule(monotonic, simd: guided, 2*n) nowait"},
    {"for ordered(2) collapse(2)", "for ordered(2) collapse(2)"},
    {"for ordered", "for ordered"},
    {"for order(reproducible: concurrent)", "for order(reproducible: concurrent)"},
    {"for lastprivate(conditional: x)", "for lastprivate(conditional: x)"},
    {"for linear(i: 2)", "for linear(i: step(2))"},
    {"for linear(val(i): n)", "for linear(i: val, step(n))"},
    {"simd aligned(p, q: 64) safelen(8)", "simd aligned(p, q: 64) safelen(8)"},
    {"parallel if(parallel: n > 100) num_threads(f(a, b))", "parallel if(parallel: n > 100) num_threads(f(a, b))"},
    {"target parallel for if(target: x) if(parallel: y)", "target parallel for if(target: x) if(parallel: y)"},
    {"parallel allocate(align(64), allocator(a): x) private(x)",
     "parallel allocate(align(64), allocator(a): x) private(x)"},
    {"critical", "critical"},
    {"critical(lock) hint(omp_sync_hint_contended)", "critical(lock) hint(omp_sync_hint_contended)"},
    {"task depend(in: a[i], b[1:n]) depend(iterator(k = 0:n:2), out: c[k])",
     "task depend(in: a[i], b[1:n]) depend(iterator(k = 0:n:2), out: c[k])"},
    {"task affinity(iterator(int k=0:n): a[k]) priority(3) untied",
     "task affinity(iterator(k = 0:n): a[k]) priority(3) untied"},
    {"taskloop grainsize(strict: 4)", "taskloop grainsize(strict: 4)"},
    {"taskwait depend(in: x)", "taskwait depend(in: x)"},
    {"parallel masked taskloop simd filter(1)", "parallel masked taskloop simd filter(1)"},
    {"ordered doacross(sink: i - 1, j)", "ordered doacross(sink: i - 1, j)"},
    {"ordered depend(source)", "ordered depend(source)"},
    {"cancel for if(x)", "cancel for if(x)"},
    {"cancellation_point taskgroup", "cancellation point taskgroup"},
    {"flush(a, b)", "flush(a, b)"},
    {"flush acquire", "flush acquire"},
    {"threadprivate(counter)", "threadprivate(counter)"},
    {"declare reduction(merge : list, dict : omp_out.update(omp_in)) initializer(omp_priv = {})",
     "declare reduction(merge : list, dict : omp_out.update(omp_in)) initializer(omp_priv = {})"},
    {"declare mapper(m : T v) map(v.x)", "declare mapper(m : T v) map(v.x)"},
    {"depobj(o) update(in)", "depobj(o) update(in)"},
    {"target map(always, to: a[0:n]) map(b) defaultmap(tofrom: scalar) device(device_num: 1)",
     "target map(always, to: a[0:n]) map(b) defaultmap(tofrom: scalar) device(device_num: 1)"},
    {"target_data map(tofrom: a)", "target data map(tofrom: a)"},
    {"teams num_teams(2: 8) thread_limit(4)", "teams num_teams(2: 8) thread_limit(4)"},
    {"target update to(present: a[0:n])", "target update to(present: a[0:n])"},
    {"tile sizes(4, 8)", "tile sizes(4, 8)"},
    {"unroll partial(4)", "unroll partial(4)"},
    {"metadirective when(device={kind(cpu)}: parallel for) default(single)",
     "metadirective when(device={kind(cpu)}: parallel for) default(single)"},
    {"parallel if(s == \"a:b)\")", "parallel if(s == \"a:b)\")"},
    {"parallel if({1: 2}[x] > 0)", "parallel if({1: 2}[x] > 0)"},
};

} // namespace

TEST_CASE("correct directives have their canonical text, which parses to itself") {
  for (const Row& row : Rows) {
    Parsed parsed{row.source};
    INFO(row.source);
    CHECK(parsed.faults() == std::vector<std::string>{});
    REQUIRE(parsed.directive.has_value());
    CHECK(dump(*parsed.directive) == row.canonical);
    Parsed again{row.canonical};
    CHECK(again.faults() == std::vector<std::string>{});
    CHECK(dump(again.directive.value()) == row.canonical);
  }
}

TEST_CASE("clauses give typed answers") {
  Parsed parsed{"parallel for reduction(task, max: x) schedule(nonmonotonic: dynamic, n + 1) if(parallel: n > 3)"};
  REQUIRE(parsed.faults().empty());
  const Directive& directive = *parsed.directive;
  CHECK(directive.kind == DirectiveKind::ParallelFor);
  CHECK(association(directive) == Association::Loop);

  const Clause* reduction = directive.find(ClauseKind::Reduction);
  REQUIRE(reduction);
  CHECK(reduction->get<ReductionOperator>() == ReductionOperator::Max);
  CHECK(reduction->get<ReductionModifier>() == ReductionModifier::Task);
  CHECK(reduction->items.at(0).name == "x");
  CHECK(reduction->items.at(0).loc.begin == 100 + 34);

  const Clause* schedule = directive.find(ClauseKind::Schedule);
  REQUIRE(schedule);
  CHECK(schedule->get<ScheduleKind>() == ScheduleKind::Dynamic);
  CHECK(schedule->has(ScheduleModifier::Nonmonotonic));
  CHECK_FALSE(schedule->has(ScheduleModifier::Monotonic));
  CHECK(schedule->items.at(0).form == Item::Form::Expression);
  CHECK(schedule->items.at(0).text == "n + 1");

  const Clause* condition = directive.find(ClauseKind::If);
  REQUIRE(condition);
  CHECK(condition->directive_name == DirectiveKind::Parallel);
  CHECK(condition->items.at(0).text == "n > 3");
}

TEST_CASE("list items are names, sections or expressions") {
  Parsed parsed{"task depend(in: x, a[i, 1:n], b[i][j], s.f) if(x + 1)"};
  REQUIRE(parsed.faults().empty());
  const std::vector<Item>& items = parsed.directive->clauses.at(0).items;
  REQUIRE(items.size() == 4);
  CHECK(items[0].form == Item::Form::Name);
  CHECK(items[1].form == Item::Form::Section);
  CHECK(items[1].name == "a");
  CHECK(items[1].text == "a[i, 1:n]");
  CHECK(items[2].name == "b");
  CHECK(items[3].form == Item::Form::Section);
  CHECK(parsed.directive->clauses.at(1).items.at(0).form == Item::Form::Expression);
}

TEST_CASE("ordered stands alone with a dependence") {
  CHECK(association(*Parsed{"ordered threads"}.directive) == Association::Block);
  CHECK(association(*Parsed{"ordered doacross(source:)"}.directive) == Association::None);
}

TEST_CASE("text from several pieces keeps its places") {
  DirectiveText text;
  text.appendVerbatim("parallel for ", {}, 10);
  text.appendComputed("num_threads(4)", {{}, 40, 50});
  text.appendVerbatim(" priate(x)", {}, 60);
  pyompcc::diag::Emitter emitter;
  std::optional<Directive> directive = parseDirective(text, emitter);
  REQUIRE(directive);
  CHECK(directive->clauses.at(0).loc == pyompcc::support::Loc{{}, 40, 50});
  REQUIRE(emitter.sorted().size() == 1);
  CHECK(emitter.sorted()[0].loc == pyompcc::support::Loc{{}, 61, 67});
}
