// lib/lower/lower_sequence.cpp
//
// Loops over values that a directive takes: their rounds are counted before the first, and each finds its item by its
// place, since OpenMP's canonical loops run over numbers (OpenMP 5.2 section 4.4.1).
#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::lower {

/// What a loop goes over, as a number of items and a way to each.
struct FunctionLowering::Sequence {
  ir::Expr* count = nullptr;
  std::function<ir::Expr*(ir::Expr* place)> item; ///< `place` is a variable from 0 to count - 1
};

// for i, x in enumerate(a): B    becomes    for (place = 0; place < a.shape(0); ++place) { i = place; x = a(place); B }
void FunctionLowering::lowerSequenceLoop(const ast::For& stmt, const std::function<void()>& body) {
  const auto* call = ast::as<ast::Call>(stmt.iter);
  const sema::Callee callee = call ? instance_.callee(*call) : sema::Callee{};
  if (callee.kind == sema::Callee::Kind::Library && sema::facts(callee.library).dotted_name == "numpy.ndindex") {
    return lowerIndexLoops(stmt, *call, body);
  }
  support::Loc place = loc(*stmt.iter);
  Sequence sequence = sequenceOf(*stmt.iter, stmt);
  auto* loop = ir_.make<ir::For>(loc(stmt));
  loop->index = newVar("place", ir::VarKind::Index, context_.types.integer(), place);
  loop->start = integer(0, place);
  loop->stop = sequence.count;
  loop->step = integer(1, place);
  append(loop);
  loop->body = blockOf([&] {
    assignTo(*stmt.target, sequence.item(reference(loop->index, place)));
    body();
  });
}

// for i, j in np.ndindex(n, m): B    becomes    for (i = 0; i < n; ++i) for (j = 0; j < m; ++j) B
void FunctionLowering::lowerIndexLoops(const ast::For& stmt, const ast::Call& call, const std::function<void()>& body) {
  ir::Type int_type = context_.types.integer();
  std::vector<ir::Expr*> extents = lowerAll(call.args);
  if (extents.size() == 1 && sema::isTuple(extents[0]->type)) {
    ir::Expr* shape = settledTuple(extents[0]);
    extents.clear();
    for (std::size_t i = 0; i < shape->type->elements.size(); ++i) extents.push_back(tupleElement(shape, i));
  }
  for (ir::Expr*& extent : extents) {
    extent = convert(extent, int_type);
    if (extent->kind == ir::ExprKind::Dimension) continue;
    extent = keep(extent, "extent");
    auto* check = ir_.make<ir::ExprStmt>(loc(call));
    check->value = runtimeCall(ir::RuntimeFunction::CheckExtent, context_.types.none(), {again(extent)}, loc(call));
    append(check);
  }
  std::vector<ir::Expr*> places;
  ir::Block* outer = block_;
  for (ir::Expr* extent : extents) {
    auto* loop = ir_.make<ir::For>(loc(stmt));
    loop->index = newVar("place", ir::VarKind::Index, int_type, loc(call));
    loop->start = integer(0, loc(call));
    loop->stop = extent;
    loop->step = integer(1, loc(call));
    append(loop);
    block_ = loop->body = ir_.makeBlock();
    places.push_back(reference(loop->index, loc(call)));
  }
  assignTo(*stmt.target, makeTuple(places, type(call)->elements[0], loc(call)));
  body();
  block_ = outer;
}

// enumerate(a), zip(a, b): as fast by the place, and rows of arrays are no items of an iterator.
bool FunctionLowering::goesOverArrays(const ast::Expr& iterable) const {
  const auto* call = ast::as<ast::Call>(&iterable);
  const sema::Callee callee = call ? instance_.callee(*call) : sema::Callee{};
  if (callee.kind != sema::Callee::Kind::Library || !call->keywords.empty()) return false;
  std::string_view name = sema::facts(callee.library).dotted_name;
  if ((name != "builtins.enumerate" && name != "builtins.zip") || call->args.empty()) return false;
  std::size_t count = name == "builtins.enumerate" ? 1 : call->args.size();
  return std::ranges::all_of(call->args.subspan(0, count),
                             [&](const ast::Expr* arg) { return sema::isArray(type(*arg)) || goesOverArrays(*arg); });
}

FunctionLowering::Sequence FunctionLowering::sequenceOf(const ast::Expr& iterable, const ast::For& stmt) {
  const auto* call = ast::as<ast::Call>(&iterable);
  const sema::Callee callee = call ? instance_.callee(*call) : sema::Callee{};
  if (callee.kind == sema::Callee::Kind::Library && call->keywords.empty()) {
    std::string_view name = sema::facts(callee.library).dotted_name;
    if (name == "builtins.enumerate") return enumerated(*call, stmt);
    if (name == "builtins.zip") return zipped(*call, stmt);
    if (name == "builtins.reversed") return reversedSequence(*call, stmt);
  }
  return valuesOf(iterable, stmt);
}

// An array, a list, a text or a range by the place; of everything else a list is made first.
FunctionLowering::Sequence FunctionLowering::valuesOf(const ast::Expr& iterable, const ast::For& stmt) {
  support::Loc place = loc(iterable);
  ir::Expr* values = lowerExpr(iterable);
  if (sema::isTuple(values->type)) values = listOf(values);
  const auto* call = ast::as<ast::Call>(&iterable);
  const sema::Callee callee = call ? instance_.callee(*call) : sema::Callee{};
  if (callee.kind == sema::Callee::Kind::Library && sema::facts(callee.library).dotted_name == "itertools.count") {
    return {unsupported(iterable, "an endless iterator in the loop of a directive"), [](ir::Expr* at) { return at; }};
  }
  bool by_place = sema::isArray(values->type) || values->type->kind == sema::TypeKind::List ||
                  values->type->kind == sema::TypeKind::Str || values->type->kind == sema::TypeKind::Range;
  if (!by_place) values = libraryCall("builtins.list", {values}, place);
  // The loop goes on over what it began with, whatever the variable stands for meanwhile.
  values = values->kind == ir::ExprKind::VarRef ? loopInvariant(values, stmt, *stmt.target, "values")
                                                : keep(values, "values");
  std::function<ir::Expr*(ir::Expr*)> item;
  switch (values->type->kind) {
  case sema::TypeKind::Array:
    item = [=, this](ir::Expr* at) {
      std::vector<ir::Expr*> indices{at};
      return ir::element(ir_, context_.types, again(values), indices, ir::Bounds::Checked, place);
    };
    return {ir::dimension(ir_, context_.types, again(values), 0), item};
  case sema::TypeKind::Str:
    item = [=, this](ir::Expr* at) {
      return runtimeCall(ir::RuntimeFunction::TextAt, context_.types.str(), {again(values), at}, place);
    };
    return {keep(runtimeCall(ir::RuntimeFunction::TextSize, context_.types.integer(), {again(values)}, place), "count"),
            item};
  case sema::TypeKind::Range:
    item = [=, this](ir::Expr* at) { return libraryCall("range.__getitem__", {again(values), at}, place); };
    break;
  default:
    item = [=, this](ir::Expr* at) {
      auto* element = ir_.make<ir::Load>(values->type->elements.back(), place);
      element->array = again(values);
      element->indices = ir_.arena.copy(std::vector<ir::Expr*>{at});
      element->bounds = context_.checks.bounds ? ir::Bounds::Checked : ir::Bounds::Proved;
      return element;
    };
    break;
  }
  return {keep(lengthOf(again(values)), "count"), item};
}

FunctionLowering::Sequence FunctionLowering::enumerated(const ast::Call& call, const ast::For& stmt) {
  Sequence values = sequenceOf(*call.args[0], stmt);
  ir::Expr* start = call.args.size() > 1 ? lowerAs(*call.args[1], context_.types.integer()) : nullptr;
  if (start) start = once(start, "first");
  ir::Type pair = type(call)->elements[0];
  auto item = [=, this, of = values.item](ir::Expr* at) {
    support::Loc place = loc(call);
    ir::Expr* number = ir::clone(ir_, at);
    if (start) number = arithmetic(ast::BinaryOp::Add, again(start), number, context_.types.integer(), place);
    return makeTuple({number, of(at)}, pair, place);
  };
  return {values.count, item};
}

// As many rounds as the shortest has items.
FunctionLowering::Sequence FunctionLowering::zipped(const ast::Call& call, const ast::For& stmt) {
  std::vector<std::function<ir::Expr*(ir::Expr*)>> parts;
  ir::Expr* count = nullptr;
  for (const ast::Expr* arg : call.args) {
    Sequence part = sequenceOf(*arg, stmt);
    parts.push_back(part.item);
    count = !count ? part.count
                   : runtimeCall(ir::RuntimeFunction::Min, context_.types.integer(), {count, part.count}, loc(call));
  }
  ir::Type several = type(call)->elements[0];
  if (parts.size() > 1) count = keep(count, "count");
  auto item = [=, this](ir::Expr* at) {
    std::vector<ir::Expr*> items;
    for (const auto& part : parts) items.push_back(part(ir::clone(ir_, at)));
    return makeTuple(items, several, loc(call));
  };
  return {count, item};
}

FunctionLowering::Sequence FunctionLowering::reversedSequence(const ast::Call& call, const ast::For& stmt) {
  Sequence values = valuesOf(*call.args[0], stmt);
  ir::Expr* last =
      keep(ir::binary(ir_, ir::BinaryOp::Sub, ir::Arithmetic::Plain, values.count, integer(1, loc(call)), loc(call)),
           "last");
  auto item = [=, this, of = values.item](ir::Expr* at) {
    return of(ir::binary(ir_, ir::BinaryOp::Sub, ir::Arithmetic::Plain, again(last), at, loc(call)));
  };
  return {ir::clone(ir_, values.count), item};
}

} // namespace pyompcc::lower
