// test/unit/omp/wrong_directives.cpp
//
// Directive strings that are wrong: which fault, at which characters.
#include "test/unit/omp/parsed.h"

#include <catch2/catch.hpp>

namespace {

struct Row {
  std::string_view source;
  std::vector<std::string> faults;
};

const Row Rows[] = {
    {"", {"DirectiveEmpty@0-0"}},
    {"   ", {"DirectiveEmpty@0-3"}},
    {"paralel for reduction(+:s)", {"DirectiveUnknownNearest@0-11"}},
    {"frobnicate", {"DirectiveUnknown@0-10"}},
    {"(parallel)", {"DirectiveUnknown@0-1"}},
    {"parallel fro", {"DirectiveUnknownNearest@9-12"}},
    {"parallel for reducton(+:s)", {"ClauseUnknownNearest@13-21"}},
    {"parallel for wibble(3) private(x)", {"ClauseUnknown@13-19"}},
    {"#pragma omp parallel", {"DirectivePrefix@0-11"}},
    {"omp parallel", {"DirectivePrefix@0-3"}},
    {"end parallel", {"DirectiveEnds@0-12"}},
    {"parallel shraed", {"ClauseUnknownNearest@9-15"}},
    {"parallel do", {"DirectiveFortranFor@9-11"}},
    {"do", {"DirectiveFortranFor@0-2"}},
    {"workshare", {"DirectiveFortran@0-9"}},
    {"taskgraph", {"DirectiveLacking@0-9"}},
    {"parallel schedule(static)", {"ClauseNotAllowed@9-17"}},
    {"parallel for nowait", {"ClauseNotAllowed@13-19"}},
    {"scope firstprivate(x)", {"ClauseLacking@6-18"}},
    {"for schedule(static) schedule(dynamic)", {"ClauseRepeated@21-29"}},
    {"parallel if(x) if(y)", {"ClauseRepeated@15-17"}},
    {"single copyprivate(x) nowait", {"ClauseExclusive@22-28"}},
    {"taskloop simd grainsize(1) num_tasks(2)", {"ClauseExclusive@27-36"}},
    {"target data device(0)", {"ClauseMissing@0-11"}},
    {"taskwait nowait", {"ClauseNeeds@9-15"}},
    {"critical hint(1)", {"DirectiveHintName@9-13"}},
    {"parallel private(x", {"DirectiveBracketUnclosed@16-17"}},
    {"parallel private x)", {"DirectiveBracketUnmatched@18-19"}},
    {"parallel if(s == 'a)", {"DirectiveBracketUnclosed@17-18"}},
    {"parallel private", {"ClauseArgumentMissing@9-16"}},
    {"parallel private()", {"ClauseArgumentEmpty@16-18"}},
    {"parallel private(x,)", {"ClausePartEmpty@19-20"}},
    {"parallel private(a[0])", {"ClauseNameExpected@17-21"}},
    {"parallel private(1)", {"ClauseNameExpected@17-18"}},
    {"for nowait(1)", {"ClauseArgumentUnexpected@11-12"}},
    {"barrier(x)", {"ClauseArgumentUnexpected@7-10"}},
    {"parallel num_threads(1, 2)", {"ClauseArgumentNotOne@21-25"}},
    {"for schedule(dinamic)", {"KeywordUnknownNearest@13-20"}},
    {"for schedule(17)", {"KeywordUnknown@13-15"}},
    {"for schedule(auto, 4)", {"ScheduleChunk@19-20"}},
    {"for schedule(monotonic, nonmonotonic: static)", {"KeywordExclusive@13-36"}},
    {"for schedule(static, )", {"ClausePartEmpty@20-21"}},
    {"for reduction(s)", {"ClauseColonMissing@14-15"}},
    {"for reduction(**: s)", {"KeywordUnknown@14-16"}},
    {"parallel default(nona)", {"KeywordUnknownNearest@17-21"}},
    {"parallel if(task: x)", {"IfModifierUnknown@12-16"}},
    {"task depend(x)", {"ClauseColonMissing@12-13"}},
    {"task depend(ni: x)", {"KeywordUnknown@12-14"}},
    {"task depend(iterator(i), in: x)", {"ClauseIterator@21-22"}},
    {"target defaultmap(tofrom: all)", {"KeywordLacking@26-29"}},
    {"cancel", {"DirectiveConstruct@0-6"}},
    {"cancel task", {"DirectiveConstruct@7-11"}},
    {"parallel for + 3", {"ClauseExpected@13-14"}},
    {"parallel for,", {"ClauseExpected@12-13"}},
    {"parallel ,, private(x)", {"ClauseExpected@10-11"}},
    {"declare reduction(a : b)", {"ClauseColonMissing@18-23"}},
    {"metadirective when(device={kind(cpu)}: metadirective)", {"DirectiveNested@39-52"}},
    {"defaultmap(all)", {"DirectiveUnknown@0-10"}},
};

} // namespace

TEST_CASE("wrong directives are reported at their characters") {
  for (const Row& row : Rows) {
    INFO(row.source);
    CHECK(Parsed{row.source}.faults() == row.faults);
  }
}

TEST_CASE("hostile strings end in a diagnostic") {
  std::string deep = "parallel if(" + std::string(100000, '(') + std::string(100000, ')') + ")";
  CHECK(Parsed{deep}.directive.has_value());
  CHECK_FALSE(Parsed{std::string(200000, '(')}.directive.has_value());
  std::string many = "parallel";
  for (int i = 0; i < 20000; ++i) many += " private(x)";
  CHECK(Parsed{many}.directive->clauses.size() == 20000);
  CHECK_FALSE(Parsed{std::string_view("\0\xff\xfe", 3)}.faults().empty());
  CHECK_FALSE(Parsed{"metadirective when(" + std::string(1000, '{') + std::string(1000, '}') + ")"}.faults().empty());
}
