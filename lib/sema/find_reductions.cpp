// lib/sema/find_reductions.cpp
//
// Finds names that a loop only updates, by comparing where they stand with the statements that update them.
#include "lib/ast/walk.h"
#include "lib/sema/iteration_flow.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pyompcc::sema {
namespace {

using support::Name;

constexpr const char* Max = "max";
constexpr const char* Min = "min";

// The clause for an operator. A difference is a sum, a quotient a product.
const char* clauseOf(ast::BinaryOp op) {
  switch (op) {
  case ast::BinaryOp::Add:
  case ast::BinaryOp::Sub: return "+";
  case ast::BinaryOp::Mult:
  case ast::BinaryOp::Div: return "*";
  case ast::BinaryOp::BitAnd: return "&";
  case ast::BinaryOp::BitOr: return "|";
  case ast::BinaryOp::BitXor: return "^";
  default: return nullptr;
  }
}

bool isName(const ast::Expr& expr, Name name) {
  const auto* found = ast::as<ast::NameExpr>(&expr);
  return found && found->id == name;
}

std::size_t countOf(const ast::Node& root, Name name) {
  std::size_t count = 0;
  ast::forEachNode(root, [&](const ast::Node& node) {
    const auto* found = ast::as<ast::NameExpr>(&node);
    count += found && found->id == name ? 1 : 0;
    return true;
  });
  return count;
}

// The same expression, of the kinds that have no effect.
bool isSame(const ast::Expr& a, const ast::Expr& b, int depth = 0) {
  if (a.kind != b.kind || depth > 20) return false;
  if (const auto* name = ast::as<ast::NameExpr>(&a)) return isName(b, name->id);
  if (const auto* constant = ast::as<ast::Constant>(&a)) {
    const auto& other = static_cast<const ast::Constant&>(b).value;
    return constant->value.kind == other.kind && constant->value.integer == other.integer &&
           constant->value.number == other.number && constant->value.text == other.text;
  }
  if (const auto* attribute = ast::as<ast::Attribute>(&a)) {
    if (attribute->attr != static_cast<const ast::Attribute&>(b).attr) return false;
  } else if (const auto* operation = ast::as<ast::BinOp>(&a)) {
    if (operation->op != static_cast<const ast::BinOp&>(b).op) return false;
  } else if (const auto* unary = ast::as<ast::UnaryOp>(&a)) {
    if (unary->op != static_cast<const ast::UnaryOp&>(b).op) return false;
  } else if (a.kind != ast::NodeKind::Subscript && a.kind != ast::NodeKind::Tuple) {
    return false;
  }
  std::vector<const ast::Expr*> parts;
  ast::forEachChild(a, [&](const ast::Node& child) { parts.push_back(static_cast<const ast::Expr*>(&child)); });
  std::size_t at = 0;
  bool same = true;
  ast::forEachChild(b, [&](const ast::Node& child) {
    same = same && at < parts.size() && isSame(*parts[at], static_cast<const ast::Expr&>(child), depth + 1);
    ++at;
  });
  return same && at == parts.size();
}

// One update of a name: by which clause, and how often the name stands in it.
struct Update {
  Name name = {};
  const char* clause = nullptr;
  std::size_t places = 0;
};

class ReductionSearch {
 public:
  ReductionSearch(const ast::For& loop, Name max, Name min) : loop_(loop), max_(max), min_(min) {
    if (const auto* target = ast::as<ast::NameExpr>(loop.target)) variable_ = target->id;
    for (Name name : iterationFlow(loop).bound) bound_.insert(name);
  }

  std::unordered_map<Name, const char*> run() {
    for (const ast::Stmt* stmt : loop_.body) {
      ast::forEachNode(*stmt, [&](const ast::Node& node) {
        note(node);
        const auto* choice = ast::as<ast::If>(&node);
        return !choice || !conditional(*choice).clause;
      });
    }
    std::unordered_map<Name, const char*> result;
    for (const auto& [name, found] : found_) {
      std::size_t places = 0;
      for (const ast::Stmt* stmt : loop_.body) places += countOf(*stmt, name);
      // It stands elsewhere too: somebody looks at what other iterations have left.
      if (found.clause && places == found.places && name != variable_) result.emplace(name, found.clause);
    }
    return result;
  }

 private:
  void note(const ast::Node& node) {
    Update update;
    if (const auto* augmented = ast::as<ast::AugAssign>(&node)) update = ofAugmented(*augmented);
    if (const auto* assign = ast::as<ast::Assign>(&node)) update = ofAssignment(*assign);
    if (const auto* choice = ast::as<ast::If>(&node)) update = conditional(*choice);
    if (!update.clause) return;
    auto [it, inserted] = found_.try_emplace(update.name, update);
    if (inserted) return;
    it->second.places += update.places;
    if (std::string_view(it->second.clause) != update.clause) it->second.places = 0;
  }

  Update ofAugmented(const ast::AugAssign& update) const {
    const char* clause = clauseOf(update.op);
    if (const auto* name = ast::as<ast::NameExpr>(update.target)) {
      return {name->id, countOf(*update.value, name->id) == 0 ? clause : nullptr, 1};
    }
    const auto* element = ast::as<ast::Subscript>(update.target);
    const auto* array = element ? ast::as<ast::NameExpr>(element->value) : nullptr;
    if (!array || isOwn(*element->slice) || countOf(*update.value, array->id) != 0) return {};
    return {array->id, countOf(*element->slice, array->id) == 0 ? clause : nullptr, 1};
  }

  // Does the loop's variable say which element: a[i], a[j, i + 1]? Not where another variable moves it: a[i + j].
  bool isOwn(const ast::Expr& index) const {
    if (const auto* tuple = ast::as<ast::Tuple>(&index)) {
      for (const ast::Expr* part : tuple->elts) {
        if (isOwn(*part)) return true;
      }
      return false;
    }
    bool computed = false;
    ast::forEachNode(index, [&](const ast::Node& node) {
      bool plain = node.kind == ast::NodeKind::NameExpr || node.kind == ast::NodeKind::BinOp ||
                   node.kind == ast::NodeKind::Constant || node.kind == ast::NodeKind::UnaryOp ||
                   node.kind == ast::NodeKind::Slice;
      const auto* operation = ast::as<ast::BinOp>(&node);
      bool folds = operation && (operation->op == ast::BinaryOp::Mod || operation->op == ast::BinaryOp::FloorDiv ||
                                 operation->op == ast::BinaryOp::BitAnd || operation->op == ast::BinaryOp::RShift);
      const auto* name = ast::as<ast::NameExpr>(&node);
      computed |= !plain || folds || (name && name->id != variable_ && bound_.contains(name->id));
      return true;
    });
    return !computed && countOf(index, variable_) != 0;
  }

  // s = s + e - d    m = max(m, e)
  Update ofAssignment(const ast::Assign& assign) const {
    const auto* name = assign.targets.size() == 1 ? ast::as<ast::NameExpr>(assign.targets[0]) : nullptr;
    if (!name || countOf(*assign.value, name->id) != 1) return {};
    const char* clause = nullptr;
    if (const auto* call = ast::as<ast::Call>(assign.value)) {
      bool plain = call->args.size() == 2 && call->keywords.empty() &&
                   (isName(*call->args[0], name->id) || isName(*call->args[1], name->id));
      if (plain && isName(*call->func, max_)) clause = Max;
      if (plain && isName(*call->func, min_)) clause = Min;
    } else {
      clause = chainOf(*assign.value, name->id);
    }
    return {name->id, clause, 2};
  }

  // The operation that leads from the name to the value, if it is one throughout.
  static const char* chainOf(const ast::Expr& value, Name name) {
    const char* clause = nullptr;
    const ast::Expr* at = &value;
    while (const auto* operation = ast::as<ast::BinOp>(at)) {
      const char* own = clauseOf(operation->op);
      bool left = countOf(*operation->left, name) != 0;
      bool turned = operation->op == ast::BinaryOp::Sub || operation->op == ast::BinaryOp::Div;
      if (!own || (turned && !left)) return nullptr;
      if (clause && std::string_view(clause) != own) return nullptr;
      clause = own;
      at = left ? operation->left : operation->right;
    }
    return isName(*at, name) ? clause : nullptr;
  }

  // if e > m: m = e
  Update conditional(const ast::If& choice) const {
    const auto* test = ast::as<ast::Compare>(choice.test);
    const auto* assign = choice.body.size() == 1 ? ast::as<ast::Assign>(choice.body[0]) : nullptr;
    if (!test || test->ops.size() != 1 || !assign || !choice.orelse.empty() || assign->targets.size() != 1) return {};
    const auto* name = ast::as<ast::NameExpr>(assign->targets[0]);
    if (!name || countOf(*assign->value, name->id) != 0) return {};
    bool first = isName(*test->left, name->id);
    const ast::Expr& known = first ? *test->left : *test->comparators[0];
    const ast::Expr& value = first ? *test->comparators[0] : *test->left;
    if (!isName(known, name->id) || !isSame(value, *assign->value)) return {};
    bool less = test->ops[0] == ast::CompareOp::Lt || test->ops[0] == ast::CompareOp::LtE;
    bool greater = test->ops[0] == ast::CompareOp::Gt || test->ops[0] == ast::CompareOp::GtE;
    if (!less && !greater) return {};
    return {name->id, less == first ? Max : Min, 2};
  }

  const ast::For& loop_;
  Name max_;
  Name min_;
  Name variable_ = {};
  std::unordered_set<Name> bound_;
  std::unordered_map<Name, Update> found_;
};

} // namespace

std::unordered_map<Name, const char*> findReductions(const ast::For& loop, Name max, Name min) {
  return ReductionSearch(loop, max, min).run();
}

} // namespace pyompcc::sema
