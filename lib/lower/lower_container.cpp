// lib/lower/lower_container.cpp
//
// Lists, dicts, sets and their elements; loops over what is no range and no array; comprehensions.
#include "lib/ast/walk.h"
#include "lib/ir/walk.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"

#include <algorithm>

namespace pyompcc::lower {

ir::Expr* FunctionLowering::lowerContainer(const ast::Expr& expr) {
  ir::Type result_type = type(expr);
  if (isGathered(expr)) return gather(expr);
  auto lowered = [&](std::span<ast::Expr* const> exprs, ir::Type element) {
    std::vector<ir::Expr*> values = lowerAll(exprs);
    for (ir::Expr*& value : values) value = convert(value, element);
    return ir_.arena.copy(values);
  };
  if (const auto* slice = ast::as<ast::Slice>(&expr)) {
    auto* made = ir_.make<ir::MakeSlice>(result_type, loc(expr));
    auto part = [&](const ast::Expr* value) -> ir::Expr* {
      bool given = value && type(*value)->kind != sema::TypeKind::None;
      return given ? lowerAs(*value, context_.types.integer()) : nullptr;
    };
    made->lower = part(slice->lower);
    made->upper = part(slice->upper);
    made->step = part(slice->step);
    return made;
  }
  if (const auto* dict = ast::as<ast::Dict>(&expr)) {
    auto* made = ir_.make<ir::MakeDict>(result_type, loc(expr));
    // Each key comes before its value.
    std::vector<ast::Expr*> in_order;
    for (std::size_t i = 0; i < dict->keys.size(); ++i) {
      in_order.push_back(dict->keys[i]);
      in_order.push_back(dict->values[i]);
    }
    std::vector<ir::Expr*> all = lowerAll(in_order);
    std::vector<ir::Expr*> keys;
    std::vector<ir::Expr*> values;
    for (std::size_t i = 0; i < all.size(); i += 2) {
      keys.push_back(convert(all[i], result_type->elements[0]));
      values.push_back(convert(all[i + 1], result_type->elements[1]));
    }
    made->keys = ir_.arena.copy(keys);
    made->values = ir_.arena.copy(values);
    return made;
  }
  const auto* list = ast::as<ast::List>(&expr);
  auto* made = ir_.make<ir::MakeContainer>(result_type, loc(expr));
  made->elements = lowered(list ? list->elts : static_cast<const ast::Set&>(expr).elts, result_type->elements[0]);
  return made;
}

// Has it `*xs` or `**d` among its elements?
bool FunctionLowering::isGathered(const ast::Expr& expr) const {
  auto starred = [](std::span<ast::Expr* const> exprs) {
    return std::ranges::any_of(exprs,
                               [](const ast::Expr* each) { return !each || each->kind == ast::NodeKind::Starred; });
  };
  const auto* list = ast::as<ast::List>(&expr);
  const auto* set = ast::as<ast::Set>(&expr);
  const auto* dict = ast::as<ast::Dict>(&expr);
  return (list && starred(list->elts)) || (set && starred(set->elts)) || (dict && starred(dict->keys));
}

// [*xs, 1]    becomes    list r; r.extend(xs); r.append(1);
ir::Expr* FunctionLowering::gather(const ast::Expr& expr) {
  ir::Type made_type = type(expr);
  support::Loc place = loc(expr);
  const auto* dict = ast::as<ast::Dict>(&expr);
  const auto* list = ast::as<ast::List>(&expr);
  ir::Var* result = temporary(dict ? "entries" : "elements", made_type, place);
  assign(result,
         dict ? static_cast<ir::Expr*>(ir_.make<ir::MakeDict>(made_type, place))
              : ir_.make<ir::MakeContainer>(made_type, place),
         place);
  auto change = [&](std::string_view method, ir::Expr* value) {
    auto* statement = ir_.make<ir::ExprStmt>(place);
    statement->value = libraryCall(method, {reference(result, place), value}, place);
    append(statement);
  };
  if (dict) {
    for (std::size_t i = 0; i < dict->keys.size(); ++i) {
      if (!dict->keys[i]) {
        change("dict.update", lowerExpr(*dict->values[i]));
        continue;
      }
      auto* store = ir_.make<ir::Store>(place);
      store->array = reference(result, place);
      store->indices =
          ir_.arena.copy(std::vector<ir::Expr*>{once(lowerAs(*dict->keys[i], made_type->elements[0]), "key")});
      store->value = lowerAs(*dict->values[i], made_type->elements[1]);
      append(store);
    }
    return reference(result, place);
  }
  for (const ast::Expr* element : list ? list->elts : static_cast<const ast::Set&>(expr).elts) {
    if (const auto* starred = ast::as<ast::Starred>(element)) {
      change(list ? "list.extend" : "set.update", lowerExpr(*starred->value));
    } else {
      change(list ? "list.append" : "set.add", lowerAs(*element, made_type->elements[0]));
    }
  }
  return reference(result, place);
}

// A literal takes the type that is asked for: its elements are converted, an empty one has none.
void FunctionLowering::convertElements(ir::Expr* value, ir::Type type) {
  if (value->type->kind != type->kind) return;
  value->type = type;
  if (auto* factory = ir::as<ir::MakeDefaultDict>(value)) convertElements(factory->make, type->elements[1]);
  if (auto* made = ir::as<ir::MakeContainer>(value)) {
    for (ir::Expr*& element : made->elements) element = convert(element, type->elements[0]);
  } else if (auto* dict = ir::as<ir::MakeDict>(value)) {
    for (ir::Expr*& key : dict->keys) key = convert(key, type->elements[0]);
    for (ir::Expr*& item : dict->values) item = convert(item, type->elements[1]);
  }
}

// range(...) as a value
ir::Expr* FunctionLowering::lowerRange(const ast::Call& expr) {
  auto* range = ir_.make<ir::MakeRange>(context_.types.range(), loc(expr));
  ir::Type int_type = context_.types.integer();
  range->start = expr.args.size() > 1 ? lowerAs(*expr.args[0], int_type) : integer(0, loc(expr));
  range->stop = lowerAs(*expr.args[expr.args.size() > 1 ? 1 : 0], int_type);
  range->step = expr.args.size() > 2 ? lowerAs(*expr.args[2], int_type) : integer(1, loc(expr));
  return range;
}

// Is it an access that a row of the library makes, and no single element?
bool FunctionLowering::isSliced(const ast::Subscript& expr) const {
  ir::Type container = type(*expr.value);
  if (!container || sema::isArray(container) || sema::isTuple(container)) return false;
  if (sema::isMapping(container)) return false;
  ir::Type index = type(*expr.slice);
  return !sema::isIndexed(container) || !index || !sema::isIntegral(index);
}

// xs[i], d[k]
ir::Expr* FunctionLowering::lowerMutableElement(const ast::Subscript& expr, ir::Expr* container) {
  auto* element = ir_.make<ir::Load>(container->type->elements.back(), loc(expr));
  bool keyed = sema::isMapping(container->type);
  ir::Type index_type = keyed ? container->type->elements[0] : context_.types.integer();
  std::vector<ir::Expr*> index{lowerNext({&container, 1}, [&] { return lowerAs(*expr.slice, index_type); })};
  element->array = container;
  element->indices = ir_.arena.copy(index);
  const auto* reference = ir::as<ir::VarRef>(container);
  bool only = reference && reference->var->in_module;
  element->bounds = (context_.checks.bounds && !only) || keyed ? ir::Bounds::Checked : ir::Bounds::Proved;
  return element;
}

ir::Expr* FunctionLowering::lowerItem(const ast::Subscript& expr) {
  ir::Expr* container = lowerExpr(*expr.value);
  std::string dotted = sema::methodOf(container->type, "__getitem__");
  return libraryCall(dotted, {container, lowerExpr(*expr.slice)}, loc(expr));
}

void FunctionLowering::storeSlice(const ast::Subscript& target, ir::Expr* value) {
  value = once(value, "value");
  ir::Expr* container = lowerExpr(*target.value);
  auto* store = ir_.make<ir::ExprStmt>(loc(target));
  store->value = libraryCall(sema::methodOf(container->type, "__setitem__"),
                             {container, lowerExpr(*target.slice), value}, loc(target));
  append(store);
}

// del xs[i]
void FunctionLowering::lowerElementDeletion(const ast::Subscript& target) {
  ir::Expr* container = lowerExpr(*target.value);
  if (sema::isObject(container->type)) {
    ir::Expr* index = lowerNext({&container, 1}, [&] { return lowerExpr(*target.slice); });
    evaluate(implicitCall(target, "__delitem__", {container, index}));
    return;
  }
  auto* result = ir_.make<ir::ExprStmt>(loc(target));
  result->value =
      libraryCall(sema::methodOf(container->type, "__delitem__"), {container, lowerExpr(*target.slice)}, loc(target));
  append(result);
}

// ys = [...]: the list is made in the variable itself, where nobody can see it half done: the comprehension does not
// read it, and no handler catches what it raises.
bool FunctionLowering::makesInto(const ast::Assign& stmt) {
  const auto* name = ast::as<ast::NameExpr>(stmt.targets.front());
  bool made = stmt.value->kind == ast::NodeKind::ListComp || stmt.value->kind == ast::NodeKind::SetComp ||
              stmt.value->kind == ast::NodeKind::DictComp;
  if (!name || !made || stmt.targets.size() != 1 || boundFlag(info_.web(*name))) return false;
  bool seen = false;
  ast::forEachNode(*stmt.value, [&](const ast::Node& node) {
    const auto* used = ast::as<ast::NameExpr>(&node);
    seen |= used && used->id == name->id;
    return true;
  });
  ast::forEachNode(*info_.def, [&](const ast::Node& node) {
    seen |= node.kind == ast::NodeKind::Try || node.kind == ast::NodeKind::TryStar;
    return true;
  });
  if (seen || var(info_.web(*name))->type->kind != type(*stmt.value)->kind) return false;
  lowerComprehension(*stmt.value, var(info_.web(*name)));
  return true;
}

// a, b = xs
void FunctionLowering::unpackList(std::span<ast::Expr* const> targets, ir::Expr* list) {
  support::Loc loc = list->loc;
  list = once(list, "values");
  auto starred = std::ranges::find(targets, ast::NodeKind::Starred, &ast::Expr::kind);
  auto place = static_cast<std::size_t>(starred - targets.begin());
  bool rest = place < targets.size();
  auto count = static_cast<std::int64_t>(targets.size()) - (rest ? 1 : 0);
  auto* check = ir_.make<ir::ExprStmt>(loc);
  check->value =
      libraryCall(rest ? "list.__unpack_rest__" : "list.__unpack__", {again(list), integer(count, loc)}, loc);
  append(check);
  std::vector<ir::Expr*> elements;
  std::vector<ast::Expr*> plain_targets;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    auto behind = static_cast<std::int64_t>(targets.size() - i - 1);
    if (i == place) {
      auto* slice = ir_.make<ir::MakeSlice>(context_.types.slice(), loc);
      slice->lower = integer(static_cast<std::int64_t>(i), loc);
      slice->upper = behind == 0 ? nullptr : integer(-behind, loc);
      elements.push_back(keep(libraryCall("list.__getitem__", {again(list), slice}, loc), "rest"));
      plain_targets.push_back(static_cast<const ast::Starred&>(*targets[i]).value);
      continue;
    }
    auto* element = ir_.make<ir::Load>(list->type->elements[0], loc);
    element->array = again(list);
    element->indices =
        ir_.arena.copy(std::vector<ir::Expr*>{integer(i > place ? -behind - 1 : static_cast<std::int64_t>(i), loc)});
    element->bounds = i > place ? ir::Bounds::Checked : ir::Bounds::Proved;
    elements.push_back(keep(element, "value"));
    plain_targets.push_back(targets[i]);
  }
  assignEach(plain_targets, std::move(elements));
}

// a, *b, c = t    becomes    a, b, c = (t[0], [t[1], t[2]], t[3])
ir::Expr* FunctionLowering::gatherStarred(std::span<ast::Expr* const>& targets, ir::Expr* tuple) {
  auto starred = std::ranges::find(targets, ast::NodeKind::Starred, &ast::Expr::kind);
  if (starred == targets.end()) return tuple;
  auto place = static_cast<std::size_t>(starred - targets.begin());
  std::vector<ast::Expr*> plain_targets(targets.begin(), targets.end());
  const ast::Expr& rest_target = *static_cast<const ast::Starred&>(**starred).value;
  plain_targets[place] = static_cast<const ast::Starred&>(**starred).value;
  tuple = settledTuple(tuple);
  std::size_t last = tuple->type->elements.size() - (targets.size() - place - 1);
  auto* rest = ir_.make<ir::MakeContainer>(type(rest_target), tuple->loc);
  std::vector<ir::Expr*> rest_elements;
  for (std::size_t i = place; i < last; ++i) {
    rest_elements.push_back(convert(tupleElement(tuple, i), rest->type->elements[0]));
  }
  rest->elements = ir_.arena.copy(rest_elements);
  std::vector<ir::Expr*> elements;
  for (std::size_t i = 0; i < place; ++i) elements.push_back(tupleElement(tuple, i));
  elements.push_back(rest);
  for (std::size_t i = last; i < tuple->type->elements.size(); ++i) elements.push_back(tupleElement(tuple, i));
  std::vector<ir::Type> types;
  for (const ir::Expr* element : elements) types.push_back(element->type);
  targets = ir_.arena.copy(plain_targets);
  return makeTuple(elements, context_.types.tuple(types), tuple->loc);
}

// The tuple with each element, or itself, simple enough to be written twice.
ir::Expr* FunctionLowering::settledTuple(ir::Expr* tuple) {
  auto* made = ir::as<ir::MakeTuple>(tuple);
  if (!made) return once(tuple, "values");
  for (ir::Expr*& element : made->elements) {
    if (!sema::isPlainFunction(element->type)) element = once(element, "element");
  }
  return made;
}

// a + b, a * 3
ir::Expr* FunctionLowering::lowerTupleOperation(ast::BinaryOp op, ir::Expr* left, ir::Expr* right, support::Loc loc) {
  auto parts = [&](ir::Expr* tuple, std::vector<ir::Expr*>& into) {
    tuple = settledTuple(tuple);
    for (std::size_t i = 0; i < tuple->type->elements.size(); ++i) into.push_back(tupleElement(tuple, i));
  };
  std::vector<ir::Expr*> elements;
  if (op == ast::BinaryOp::Add) {
    parts(left, elements);
    parts(right, elements);
  } else {
    std::int64_t times = constantOf(right).value_or(0);
    left = settledTuple(left);
    for (std::int64_t i = 0; i < times; ++i) parts(left, elements);
  }
  std::vector<ir::Type> types;
  for (const ir::Expr* element : elements) types.push_back(element->type);
  return makeTuple(elements, context_.types.tuple(types), loc);
}

// t < u of one type is C++'s; x in (a, b) is x == a or x == b
ir::Expr* FunctionLowering::lowerTupleComparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right, support::Loc loc) {
  if (op != ast::CompareOp::In && op != ast::CompareOp::NotIn) {
    constexpr std::pair<ast::CompareOp, ir::CompareOp> Operators[] = {
        {ast::CompareOp::Eq, ir::CompareOp::Eq}, {ast::CompareOp::NotEq, ir::CompareOp::NotEq},
        {ast::CompareOp::Lt, ir::CompareOp::Lt}, {ast::CompareOp::LtE, ir::CompareOp::LtE},
        {ast::CompareOp::Gt, ir::CompareOp::Gt}, {ast::CompareOp::GtE, ir::CompareOp::GtE}};
    for (const auto& [python, own] : Operators) {
      if (python == op) return ir::compare(ir_, context_.types, own, left, right, loc);
    }
  }
  left = once(left, "value");
  right = settledTuple(right);
  ir::Expr* found = nullptr;
  for (std::size_t i = 0; i < right->type->elements.size(); ++i) {
    ir::Expr* equal = truth(comparison(ast::CompareOp::Eq, again(left), tupleElement(right, i), loc));
    found = found ? ir::logical(ir_, context_.types, ir::LogicalOp::Or, found, equal) : equal;
  }
  if (!found) found = ir::boolean(ir_, context_.types, false, loc);
  return op == ast::CompareOp::NotIn ? ir::negated(ir_, context_.types, found) : found;
}

// A variable that the loop declares, where the target's own variable cannot be it.
ir::Var* FunctionLowering::itemFor(const ast::Expr& target, ir::Type item_type, bool alone) {
  const auto* name = ast::as<ast::NameExpr>(&target);
  sema::WebId web = name ? info_.web(*name) : sema::WebId{};
  if (web && (alone || info_.webs[web.index].loop_variable) && !boundFlag(web) && var(web)->type == item_type) {
    ir::Var* own = var(web);
    own->kind = ir::VarKind::Item;
    return own;
  }
  return newVar(name ? fmt::format("{}_item", text(name->id)) : "item", ir::VarKind::Item, item_type, loc(target));
}

// for x in xs: B    becomes    for (x : xs) { B }; for k, v in pairs: for (k, v : pairs) { B }
void FunctionLowering::lowerForEach(const ast::Expr& target, const ast::Expr& iterable, const ast::Node& stmt,
                                    bool comprehension, const std::function<void()>& body) {
  ir::Expr* gone_through = nullptr;
  if (sema::isObject(type(iterable))) gone_through = iteratorOf(iterable, lowerExpr(iterable));
  if (sema::isOptional(type(iterable))) {
    gone_through = iteratorOf(iterable, present(lowerExpr(iterable), "'NoneType' object is not iterable"));
  }
  ir::Type item_type = sema::itemType(context_.types, gone_through ? gone_through->type : type(iterable));
  bool rows = sema::isTuple(item_type) && std::ranges::any_of(item_type->elements, sema::isArray);
  if (rows) {
    unsupported(iterable, "rows of arrays as items of an iterator here");
    return;
  }
  const auto* several = ast::as<ast::Tuple>(&target);
  bool apart =
      several && several->elts.size() > 1 && sema::isTuple(item_type) &&
      several->elts.size() == item_type->elements.size() &&
      std::ranges::none_of(several->elts, [](const ast::Expr* part) { return part->kind == ast::NodeKind::Starred; });
  auto* loop = ir_.make<ir::ForEach>(loc(stmt));
  loop->iterable = gone_through ? gone_through : lowerExpr(iterable);
  if (sema::isTuple(loop->iterable->type)) loop->iterable = listOf(loop->iterable);
  // The loop goes on over what it began with, whatever the variable stands for meanwhile.
  if (const auto* name = ast::as<ast::NameExpr>(&iterable); name && !comprehension && !gone_through) {
    loop->iterable = loopInvariant(loop->iterable, stmt, target, "values");
  }
  std::vector<ir::Var*> items;
  if (apart) {
    for (std::size_t i = 0; i < several->elts.size(); ++i) {
      items.push_back(itemFor(*several->elts[i], item_type->elements[i], comprehension));
    }
  } else {
    items.push_back(itemFor(target, item_type, comprehension));
  }
  loop->items = ir_.arena.copy(items);
  append(loop);
  loop->body = blockOf([&] {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const ast::Expr& part = apart ? *several->elts[i] : target;
      const auto* name = ast::as<ast::NameExpr>(&part);
      bool declared = name && info_.web(*name) && var(info_.web(*name)) == items[i];
      if (!declared) assignTo(part, reference(items[i], loc(part)));
    }
    body();
  });
}

// for each generator a loop, for each condition an `if`; `behind` is what comes behind each inner loop
void FunctionLowering::lowerGenerators(std::span<ast::Comprehension* const> generators,
                                       const std::function<void()>& innermost, const std::function<void()>& behind) {
  if (generators.empty()) return innermost();
  const ast::Comprehension& generator = *generators.front();
  auto body = [&] {
    ir::Block* outer = block_;
    for (const ast::Expr* condition : generator.ifs) {
      auto* choice = ir_.make<ir::If>(loc(*condition));
      choice->condition = lowerCondition(*condition);
      append(choice);
      choice->then_block = ir_.makeBlock();
      block_ = choice->then_block;
    }
    lowerGenerators(generators.subspan(1), innermost, behind);
    if (behind && generators.size() > 1) behind();
    block_ = outer;
  };
  const auto* call = ast::as<ast::Call>(generator.iter);
  const sema::Callee callee = call ? instance_.callee(*call) : sema::Callee{};
  bool is_range =
      callee.kind == sema::Callee::Kind::Builtin && sema::facts(callee.builtin).rule == sema::BuiltinRule::Range;
  if (is_range && generator.target->kind == ast::NodeKind::NameExpr) {
    lowerRangeLoop(*generator.target, *call, generator, body);
  } else if (sema::isArray(type(*generator.iter))) {
    lowerArrayLoop(*generator.target, *generator.iter, loc(*generator.iter), body);
  } else {
    lowerForEach(*generator.target, *generator.iter, generator, true, body);
  }
}

// [e for x in xs if c]    becomes    list r; for (x : xs) { if (c) r.append(e); }
// A generator is computed as a list where it stands.
// `into` is the variable that it is made in, if there is one.
ir::Expr* FunctionLowering::lowerComprehension(const ast::Expr& expr, ir::Var* into) {
  std::span<ast::Comprehension* const> generators;
  const ast::Expr* element = nullptr;
  const ast::Expr* value = nullptr;
  ir::Type made_type = type(expr);
  std::string_view method = "list.append";
  if (const auto* list = ast::as<ast::ListComp>(&expr)) {
    generators = list->generators;
    element = list->elt;
  } else if (const auto* set = ast::as<ast::SetComp>(&expr)) {
    generators = set->generators;
    element = set->elt;
    method = "set.add";
  } else if (const auto* dict = ast::as<ast::DictComp>(&expr)) {
    generators = dict->generators;
    element = dict->key;
    value = dict->value;
  } else {
    const auto& generator = static_cast<const ast::GeneratorExp&>(expr);
    generators = generator.generators;
    element = generator.elt;
    made_type = context_.types.list(made_type->elements[0]);
  }
  ir::Expr* empty = value ? static_cast<ir::Expr*>(ir_.make<ir::MakeDict>(made_type, loc(expr)))
                          : ir_.make<ir::MakeContainer>(made_type, loc(expr));
  if (into) made_type = into->type;
  ir::Var* result = into ? into : temporary(value ? "entries" : "elements", made_type, loc(expr));
  empty->type = made_type;
  assign(result, empty, loc(expr));
  lowerGenerators(generators, [&] {
    ir::Expr* item = lowerAs(*element, made_type->elements[0]);
    if (!value) {
      auto* add = ir_.make<ir::ExprStmt>(loc(expr));
      add->value = libraryCall(method, {reference(result, loc(expr)), item}, loc(expr));
      append(add);
      return;
    }
    auto* store = ir_.make<ir::Store>(loc(expr));
    store->array = reference(result, loc(expr));
    store->indices = ir_.arena.copy(std::vector<ir::Expr*>{once(item, "key")});
    store->value = lowerAs(*value, made_type->elements[1]);
    append(store);
  });
  return reference(result, loc(expr));
}

} // namespace pyompcc::lower
