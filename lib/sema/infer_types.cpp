// lib/sema/infer_types.cpp
//
// The work list over instances, and the order in which they are kept.
#include "lib/sema/infer_types.h"

#include "lib/diag/rows/sema.h"
#include "lib/sema/builtins.h"
#include "lib/sema/instance_inference.h"
#include "lib/support/check.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

/// More instances of one function than this are a recursion that makes ever new types.
constexpr std::size_t InstanceLimit = 64;

class ProgramInference final : public InstanceSource {
 public:
  ProgramInference(Program& program, const Resolutions& resolutions, const support::NameTable& names,
                   diag::Emitter& emitter)
      : program_(program), context_{program, resolutions, names, emitter, attributes_, *this, fields_changed_} {}
  virtual ~ProgramInference() = default;

  void collectAttributes(support::NameTable& names);
  void run(std::span<const SignatureRequest> requests, const MoreSignatures& more);
  std::optional<std::uint32_t> request(std::uint32_t function, std::vector<Type> params, std::uint32_t caller) override;

 private:
  void take(std::span<const SignatureRequest> requests);
  std::uint32_t makeInstance(std::uint32_t function, const std::vector<Type>& params);
  void enqueue(std::uint32_t instance);
  void settle();
  bool settleEndless();
  std::vector<std::uint32_t> calleesOf(std::uint32_t instance) const;
  void reportReached(std::span<const std::uint32_t> roots);
  void reportFields();
  void orderInstances(std::span<const std::uint32_t> roots);
  void markExports();

  Program& program_;
  AttributeRows attributes_;
  bool fields_changed_ = false;
  InferenceContext context_;
  std::map<std::pair<std::uint32_t, std::vector<Type>>, std::uint32_t> instance_of_key_;
  std::vector<std::size_t> instance_counts_;              ///< by function
  std::vector<std::uint32_t> roots_;                      ///< instances of requests
  std::vector<std::unique_ptr<InstanceInference>> walks_; ///< by instance
  std::vector<std::vector<std::uint32_t>> callers_;       ///< by instance
  std::vector<std::uint32_t> queue_;
  std::vector<bool> queued_;
};

std::uint32_t ProgramInference::makeInstance(std::uint32_t function, const std::vector<Type>& params) {
  auto index = static_cast<std::uint32_t>(program_.instances.size());
  const FunctionInfo& info = *program_.functions[function];
  auto instance = std::make_unique<Instance>();
  instance->index = index;
  instance->function = &info;
  instance->params = params;
  instance->result = program_.types.unknown();
  instance->web_types.assign(info.webs.size(), program_.types.unknown());
  instance->expr_types.assign(info.slotCount(), nullptr);
  instance->callees.assign(info.slotCount(), Callee{});
  walks_.push_back(std::make_unique<InstanceInference>(context_, *instance));
  program_.instances.push_back(std::move(instance));
  callers_.emplace_back();
  queued_.push_back(false);
  enqueue(index);
  return index;
}

std::optional<std::uint32_t> ProgramInference::request(std::uint32_t function, std::vector<Type> params,
                                                       std::uint32_t caller) {
  auto key = std::make_pair(function, std::move(params));
  auto it = instance_of_key_.find(key);
  if (it == instance_of_key_.end()) {
    if (instance_counts_[function] >= InstanceLimit) return std::nullopt;
    ++instance_counts_[function];
    it = instance_of_key_.emplace(key, makeInstance(function, key.second)).first;
  }
  std::vector<std::uint32_t>& callers = callers_[it->second];
  if (std::ranges::find(callers, caller) == callers.end()) callers.push_back(caller);
  return it->second;
}

void ProgramInference::enqueue(std::uint32_t instance) {
  if (queued_[instance]) return;
  queued_[instance] = true;
  queue_.push_back(instance);
}

// The last one asked for comes first: a callee is settled before its caller is walked again.
void ProgramInference::settle() {
  while (!queue_.empty() || std::exchange(fields_changed_, false)) {
    // Anyone may read a field whose type has changed.
    if (queue_.empty()) {
      for (std::uint32_t i = 0; i < program_.instances.size(); ++i) enqueue(i);
    }
    std::uint32_t instance = queue_.back();
    queue_.pop_back();
    queued_[instance] = false;
    if (!walks_[instance]->run()) continue;
    for (std::uint32_t caller : callers_[instance]) enqueue(caller);
  }
}

// A function without a reachable return (it raises, or calls itself for ever) has a result that nobody sees: None.
// Where something is to be reported, the result may be unknown for that.
bool ProgramInference::settleEndless() {
  bool found = false;
  // What was asked for with containers of unknown elements only answered questions.
  auto asked = [&](std::uint32_t i) { return std::ranges::any_of(program_.instances[i]->params, hasUnknown); };
  bool errors = false;
  for (std::uint32_t i = 0; i < walks_.size(); ++i) errors |= walks_[i]->hasErrors() && !asked(i);
  for (std::uint32_t i = 0; i < program_.instances.size(); ++i) {
    Instance& instance = *program_.instances[i];
    if (instance.result != program_.types.unknown() || asked(i)) continue;
    instance.result = errors ? program_.types.error() : program_.types.none();
    for (std::uint32_t caller : callers_[i]) enqueue(caller);
    found = true;
  }
  return found;
}

std::vector<std::uint32_t> ProgramInference::calleesOf(std::uint32_t instance) const {
  std::vector<std::uint32_t> found;
  program_.instances[instance]->forEachCallee([&](const Callee& callee) {
    if (callee.kind == Callee::Kind::Instance) found.push_back(callee.instance);
  });
  const std::vector<std::uint32_t>& passed = program_.instances[instance]->passed;
  found.insert(found.end(), passed.begin(), passed.end());
  return found;
}

// The calls of the settled types say what is reached: what only an earlier, lower type asked for has no errors to
// report.
void ProgramInference::reportReached(std::span<const std::uint32_t> roots) {
  std::vector<bool> reached(program_.instances.size(), false);
  std::vector<std::uint32_t> stack(roots.rbegin(), roots.rend());
  while (!stack.empty()) {
    std::uint32_t instance = stack.back();
    stack.pop_back();
    if (reached[instance]) continue;
    reached[instance] = true;
    walks_[instance]->report();
    for (std::uint32_t callee : calleesOf(instance)) stack.push_back(callee);
  }
}

// Fields that nothing was ever assigned to, or only empty containers.
void ProgramInference::reportFields() {
  if (context_.emitter.hasErrors()) return;
  for (const auto& info : program_.classes) {
    bool used =
        info->native && std::ranges::any_of(program_.instances, [&](const auto& instance) {
          auto is_it = [&](Type type) { return type && isObject(type) && type->object == &info->object; };
          return std::ranges::any_of(instance->params, is_it) || std::ranges::any_of(instance->expr_types, is_it);
        });
    for (std::size_t i = 0; used && i < info->object.fields.size(); ++i) {
      const ObjectField& field = info->object.fields[i];
      if (!hasUnknown(field.type)) continue;
      context_.emitter.report(info->field_locs[i], diag::FieldTypeUnknown, field.name, info->object.name, field.name);
    }
  }
}

// Depth first from the roots with a stack of its own; Tarjan's numbers find the circles of calls.
void ProgramInference::orderInstances(std::span<const std::uint32_t> roots) {
  constexpr std::uint32_t None = ~0U;
  struct Frame {
    std::uint32_t instance;
    std::vector<std::uint32_t> callees;
    std::size_t next = 0;
  };
  std::size_t count = program_.instances.size();
  std::vector<std::uint32_t> number(count, None), low(count, None), component, order;
  std::vector<bool> open(count, false);
  std::vector<Frame> frames;
  std::uint32_t next_number = 0;
  auto enter = [&](std::uint32_t instance) {
    number[instance] = low[instance] = next_number++;
    component.push_back(instance);
    open[instance] = true;
    frames.push_back({instance, calleesOf(instance)});
  };
  auto leave = [&](std::uint32_t instance) {
    order.push_back(instance);
    if (low[instance] != number[instance]) return;
    bool alone = component.back() == instance;
    while (open[instance]) {
      std::uint32_t member = component.back();
      component.pop_back();
      open[member] = false;
      if (!alone) program_.instances[member]->recursive = true;
    }
  };
  for (std::uint32_t root : roots) {
    if (number[root] != None) continue;
    enter(root);
    while (!frames.empty()) {
      Frame& frame = frames.back();
      std::uint32_t caller = frame.instance;
      if (frame.next < frame.callees.size()) {
        std::uint32_t callee = frame.callees[frame.next++];
        if (callee == caller) program_.instances[caller]->recursive = true;
        if (number[callee] == None) {
          enter(callee);
        } else if (open[callee]) {
          low[caller] = std::min(low[caller], number[callee]);
        }
        continue;
      }
      frames.pop_back();
      if (!frames.empty()) low[frames.back().instance] = std::min(low[frames.back().instance], low[caller]);
      leave(caller);
    }
  }
  std::vector<std::uint32_t> new_index(count, None);
  std::vector<std::unique_ptr<Instance>> ordered;
  for (std::uint32_t instance : order) {
    new_index[instance] = static_cast<std::uint32_t>(ordered.size());
    ordered.push_back(std::move(program_.instances[instance]));
  }
  for (auto& instance : ordered) {
    instance->index = new_index[instance->index];
    instance->forEachCallee([&](Callee& callee) {
      if (callee.kind == Callee::Kind::Instance) callee.instance = new_index[callee.instance];
    });
    for (std::uint32_t& passed : instance->passed) passed = new_index[passed];
  }
  program_.instances = std::move(ordered);
}

// A native function that nobody asks for by a signature can be called from Python with the types of its calls.
void ProgramInference::markExports() {
  std::vector<bool> has_export(program_.functions.size(), false);
  for (const auto& instance : program_.instances) {
    if (instance->exported) has_export[instance->function->index] = true;
  }
  for (auto& instance : program_.instances) {
    if (!has_export[instance->function->index]) instance->exported = true;
  }
}

void ProgramInference::collectAttributes(support::NameTable& names) {
  constexpr std::string_view Prefix = "ndarray.";
  for (Builtin builtin : {Builtin::ArrayNdim, Builtin::ArrayShape, Builtin::ArraySize}) {
    attributes_[names.intern(facts(builtin).dotted_name.substr(Prefix.size()))] = builtin;
  }
}

void ProgramInference::take(std::span<const SignatureRequest> requests) {
  for (const SignatureRequest& request : requests) {
    // A signature or a function that could not be read has been reported.
    if (program_.functions[request.function]->rejected) continue;
    if (!std::ranges::all_of(request.params, isSettled)) continue;
    auto key = std::make_pair(request.function, request.params);
    auto [it, is_new] = instance_of_key_.try_emplace(key, 0);
    if (is_new) {
      ++instance_counts_[request.function];
      it->second = makeInstance(request.function, request.params);
      roots_.push_back(it->second);
    }
    program_.instances[it->second]->exported = true;
    program_.instances[it->second]->requested = true;
    settle();
  }
}

void ProgramInference::run(std::span<const SignatureRequest> requests, const MoreSignatures& more) {
  instance_counts_.assign(program_.functions.size(), 0);
  take(requests);
  auto result_of = [&](std::uint32_t function, const std::vector<Type>& params) -> Type {
    auto found = instance_of_key_.find({function, params});
    Type result = found == instance_of_key_.end() ? nullptr : program_.instances[found->second]->result;
    return result && isSettled(result) && !hasUnknown(result) ? result : nullptr;
  };
  while (more) {
    std::vector<SignatureRequest> next = more(result_of);
    if (next.empty()) break;
    take(next);
  }
  while (settleEndless()) settle();
  reportReached(roots_);
  reportFields();
  orderInstances(roots_);
  markExports();
}

} // namespace

void inferTypes(Program& program, const Resolutions& resolutions, std::span<const SignatureRequest> requests,
                const MoreSignatures& more, support::NameTable& names, diag::Emitter& emitter) {
  ProgramInference inference(program, resolutions, names, emitter);
  inference.collectAttributes(names);
  inference.run(requests, more);
}

} // namespace pyompcc::sema
