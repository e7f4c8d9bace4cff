// lib/lower/lower_reduction.cpp
//
// Arrays that constructs reduce element by element: a py::Reduced before the construct, whose parts the threads have.
#include "lib/ast/walk.h"
#include "lib/diag/rows/lower.h"
#include "lib/ir/cpp_name.h"
#include "lib/ir/representation.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/omp/tables.h"
#include "lib/sema/declare_reduction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace pyompcc::lower {
namespace {

using omp::ClauseKind;

// A clause of the directive, and the item in it that names the variable.
struct Place {
  const omp::Clause* clause = nullptr;
  const ast::Expr* section = nullptr; ///< null where the whole array is named
};

Place placeOf(const sema::Region& region, std::string_view name) {
  const auto& clauses = region.directive->clauses;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (!omp::isReduction(clauses[i].kind)) continue;
    for (std::size_t k = 0; k < clauses[i].items.size(); ++k) {
      if (clauses[i].items[k].name == name) return {&clauses[i], region.clause_exprs[i][k]};
    }
  }
  return {};
}

} // namespace

// The variable of a work-sharing construct's clause is shared by the team (OpenMP 5.2 section 5.5.8), so it stands
// before the region that starts the team.
//     with openmp("parallel"):                               py::Reduced<py::Sum, double, 1> h_parts(h);
//         with openmp("for reduction(+: h)"): ...            #pragma omp parallel { #pragma omp for reduction(sum :
//         h_parts)
void FunctionLowering::makeParts(const sema::Region& host) {
  auto starts_threads = [&](const sema::Region& region) {
    std::optional<omp::DirectiveKind> kind = hostKind(region);
    return kind && omp::startsThreads(*kind);
  };
  for (const sema::Region& region : info_.regions) {
    const sema::Region* start = &region;
    while (!starts_threads(*start) && start->parent >= 0)
      start = &info_.regions[static_cast<std::size_t>(start->parent)];
    if (!starts_threads(*start)) start = &region;
    if (start != &host) continue;
    for (const sema::SharingEntry& entry : region.sharing) {
      if (!entry.inside || !entry.outside || !sema::isArray(var(entry.inside)->type)) continue;
      Place place = placeOf(region, text(entry.name));
      if (place.clause && place.clause->kind != ClauseKind::InReduction) makePart(region, host, entry);
      if (place.clause) reportRebinding(region, entry);
    }
  }
}

void FunctionLowering::makePart(const sema::Region& region, const sema::Region& host, const sema::SharingEntry& entry) {
  Place place = placeOf(region, text(entry.name));
  ir::Var* original = outsideOf(region, host, var(entry.outside));
  ir::Var* part = temporary(fmt::format("{}_parts", text(entry.name)), original->type, entry.loc);
  part->combined = place.clause->get<omp::ReductionOperator>().value_or(omp::ReductionOperator::Add);
  std::vector<ir::Expr*> args{reference(original, entry.loc)};
  if (const auto* subscript = place.section ? ast::as<ast::Subscript>(place.section) : nullptr) {
    for (ir::Expr* bound : lowerSections(*subscript, host, args[0])) args.push_back(bound);
  }
  assign(part, runtimeCall(ir::RuntimeFunction::Reduced, original->type, args, entry.loc), entry.loc);
  parts_[{&region, entry.name}] = part;
}

// The variable that is `var` in the region, as the code before the host has it.
ir::Var* FunctionLowering::outsideOf(const sema::Region& region, const sema::Region& host, ir::Var* var) {
  for (const sema::Region* around = &region; around != &host;) {
    around = &info_.regions[static_cast<std::size_t>(around->parent)];
    for (const sema::SharingEntry& entry : around->sharing) {
      if (entry.inside && entry.outside && this->var(entry.inside) == var) var = this->var(entry.outside);
    }
  }
  return var;
}

// Inside, the name stands for the part.
void FunctionLowering::reportRebinding(const sema::Region& region, const sema::SharingEntry& entry) {
  ast::forEachNode(*region.stmt, [&](const ast::Node& node) {
    if (ast::as<ast::AugAssign>(&node)) return false;
    const auto* name = ast::as<ast::NameExpr>(&node);
    if (name && name->id == entry.name && name->ctx == ast::ExprContext::Store) {
      unsupported(node, fmt::format("another array for `{}`, whose elements are reduced here", text(entry.name)));
    }
    return true;
  });
}

// For each axis where the section begins and ends. It is computed before the host, so the host must not change it.
std::vector<ir::Expr*> FunctionLowering::lowerSections(const ast::Subscript& written, const sema::Region& host,
                                                       ir::Expr* array) {
  std::span<ast::Expr* const> indices(&written.slice, 1);
  if (const auto* several = ast::as<ast::Tuple>(written.slice)) indices = several->elts;
  std::vector<ir::Expr*> bounds;
  auto axis = [&] { return static_cast<int>(bounds.size() / 2); };
  auto size = [&] { return ir::dimension(ir_, context_.types, again(array), axis()); };
  ir::Type int_type = context_.types.integer();
  for (const ast::Expr* index : indices) {
    ast::forEachNode(*host.stmt, [&](const ast::Node& node) {
      const auto* changed = ast::as<ast::NameExpr>(&node);
      if (!changed || changed->ctx == ast::ExprContext::Load) return true;
      ast::forEachNode(*index, [&](const ast::Node& used) {
        const auto* name = ast::as<ast::NameExpr>(&used);
        if (name && name->id == changed->id) unsupported(*index, "a section whose bounds change in the region");
        return true;
      });
      return true;
    });
    const auto* slice = ast::as<ast::Slice>(index);
    support::Loc place = loc(*index);
    if (!slice) {
      ir::Expr* at = runtimeCall(ir::RuntimeFunction::Place, int_type,
                                 {lowerAs(*index, int_type), size(), integer(axis(), place)}, place);
      at = once(at, "place");
      ir::Expr* behind = ir::binary(ir_, ir::BinaryOp::Add, ir::Arithmetic::Plain, again(at), integer(1, place), place);
      bounds.push_back(at);
      bounds.push_back(behind);
      continue;
    }
    if (slice->step) unsupported(*slice->step, "a step in a section that is reduced");
    ir::Expr* end = slice->upper ? lowerAs(*slice->upper, int_type) : size();
    bounds.push_back(slice->lower ? lowerAs(*slice->lower, int_type) : integer(0, place));
    bounds.push_back(end);
  }
  while (bounds.size() < 2 * std::size_t{array->type->ndim}) {
    ir::Expr* end = size();
    bounds.push_back(integer(0, array->loc));
    bounds.push_back(end);
  }
  return bounds;
}

// The reduction that the program declares for the variable, if its clause means one.
const ir::DeclaredReduction* FunctionLowering::declaredReduction(const sema::SharingEntry& entry,
                                                                 const ir::Var* original) {
  if (!entry.identifier || !original) return nullptr;
  std::optional<std::uint32_t> found = sema::findReduction(context_.program, info_, entry.identifier, original->type);
  auto callees = found ? instance_.reductions.find({*found, original->type}) : instance_.reductions.end();
  if (callees == instance_.reductions.end()) return nullptr;
  const ir::DeclaredReduction*& known = context_.reductions[callees->first];
  if (known) return known;
  const sema::DeclaredReduction& declared = context_.program.reductions[*found];
  auto function_of = [&](const sema::Callee& callee) {
    bool is_function = callee.kind == sema::Callee::Kind::Instance;
    return is_function ? context_.function_of_instance.at(callee.instance) : nullptr;
  };
  ir::DeclaredReduction result{.cpp_name = reductionName(declared, original->type),
                               .type = original->type,
                               .combiner = function_of(callees->second.combiner),
                               .initializer = function_of(callees->second.initializer),
                               .from_original = declared.from_original || declared.of_tuples,
                               .loc = declared.loc};
  // An initializer that gives None leaves the variable as it is made.
  if (result.initializer && result.initializer->result->kind == sema::TypeKind::None) result.initializer = nullptr;
  known = &ir_.reductions.emplace_back(result);
  return known;
}

// `+` stays an operator; reductions of one name differ by their types in C++, or need another name.
std::string_view FunctionLowering::reductionName(const sema::DeclaredReduction& declared, ir::Type type) {
  std::string_view written = text(declared.name);
  if (!std::isalpha(static_cast<unsigned char>(written.front())) && written.front() != '_') return ir_.text(written);
  std::string name = ir::cppName(written);
  auto is_taken = [&](std::string_view candidate) {
    return std::ranges::any_of(ir_.reductions, [&](const ir::DeclaredReduction& other) {
      return other.cpp_name == candidate && (other.loc != declared.loc || ir::sameRepresentation(other.type, type));
    });
  };
  std::string candidate = name;
  for (int number = 2; is_taken(candidate); ++number) candidate = fmt::format("{}_{}", name, number);
  return ir_.text(candidate);
}

// The part that a clause of the region names, and the region that makes it; none for other variables.
std::pair<const sema::Region*, ir::Var*> FunctionLowering::partOf(const sema::Region& region,
                                                                  const sema::SharingEntry& entry) const {
  Place place = placeOf(region, text(entry.name));
  if (!place.clause) return {};
  const sema::Region* maker = &region;
  // The parts of a task are those of the construct around that it reduces for (OpenMP 5.2 section 5.5.10).
  while (place.clause->kind == ClauseKind::InReduction && !parts_.contains({maker, entry.name}) && maker->parent >= 0) {
    maker = &info_.regions[static_cast<std::size_t>(maker->parent)];
  }
  auto found = parts_.find({maker, entry.name});
  return found == parts_.end() ? std::pair<const sema::Region*, ir::Var*>() : std::pair(maker, found->second);
}

// A part that is used in a region inside is shared by those between.
void FunctionLowering::sharePart(const sema::Region& region, ir::RegionFacts& facts) {
  auto is_inside = [&](const sema::Region& inner) {
    for (int p = inner.parent; p >= 0; p = info_.regions[static_cast<std::size_t>(p)].parent) {
      if (&info_.regions[static_cast<std::size_t>(p)] == &region) return true;
    }
    return false;
  };
  for (const sema::Region& inner : info_.regions) {
    if (!is_inside(inner)) continue;
    for (const sema::SharingEntry& entry : inner.sharing) {
      auto [maker, part] = partOf(inner, entry);
      bool known = std::ranges::any_of(facts.sharing, [&](const ir::SharedVar& shared) { return shared.var == part; });
      if (!part || maker == &region || known) continue;
      facts.sharing.push_back({part, part, sema::Sharing::Shared, sema::SharingReason::Clause, {}});
    }
  }
}

} // namespace pyompcc::lower
