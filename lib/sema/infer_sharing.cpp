// lib/sema/infer_sharing.cpp
//
// Decides data sharing: clauses, loop variables, names that stay inside, `default`, implicit rules.
#include "lib/sema/infer_sharing.h"

#include "lib/diag/rows/sema.h"
#include "lib/omp/tables.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/check_order.h"
#include "lib/sema/declare_reduction.h"
#include "lib/sema/expand_globals.h"
#include "lib/sema/infer_liveness.h"
#include "lib/sema/region_map.h"
#include "lib/support/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

// A name in a clause of a region.
struct ListedName {
  Name name;
  Sharing sharing;
  support::Loc loc;
  omp::ReductionOperator reduction{};
  bool maps = false;        // only says what a device has
  Name identifier = {};     // of a reduction
  bool conditional = false; // `lastprivate(conditional: ...)`
};

std::optional<Sharing> sharingOf(ClauseKind kind) {
  switch (kind) {
  case ClauseKind::Private: return Sharing::Private;
  case ClauseKind::Firstprivate: return Sharing::FirstPrivate;
  case ClauseKind::Lastprivate: return Sharing::LastPrivate;
  // A private copy that starts from the original and gives back its last value (OpenMP 5.2 section 5.4.6).
  case ClauseKind::Linear: return Sharing::FirstLastPrivate;
  // What is broadcast, and what tasks reduce into, is a variable of the region around.
  case ClauseKind::Copyprivate:
  // What is mapped to a device is the host's variable, for the host is the device.
  case ClauseKind::From:
  case ClauseKind::HasDeviceAddr:
  case ClauseKind::IsDevicePtr:
  case ClauseKind::Map:
  case ClauseKind::Shared:
  case ClauseKind::To:
  case ClauseKind::UseDeviceAddr:
  case ClauseKind::UseDevicePtr:
  case ClauseKind::TaskReduction: return Sharing::Shared;
  case ClauseKind::InReduction:
  case ClauseKind::Reduction: return Sharing::Reduction;
  default: return std::nullopt;
  }
}

// Does it say what a device has of the host's variables? A variable may stand in several of these, and be listed by
// another clause for the threads there (OpenMP 5.2 sections 5.8.3 and 5.9.1).
bool isMapping(ClauseKind kind) {
  return kind == ClauseKind::From || kind == ClauseKind::HasDeviceAddr || kind == ClauseKind::Map ||
         kind == ClauseKind::To || kind == ClauseKind::UseDeviceAddr || kind == ClauseKind::UseDevicePtr ||
         kind == ClauseKind::IsDevicePtr;
}

bool isTask(DirectiveKind kind) { return omp::isTaskGenerating(kind) && !omp::isParallel(kind); }
bool makesEnvironment(DirectiveKind kind) {
  return omp::isParallel(kind) || omp::isTaskGenerating(kind) || omp::hasLeaf(kind, DirectiveKind::Teams) ||
         omp::hasLeaf(kind, DirectiveKind::Target);
}
bool isForSomeThreads(DirectiveKind kind) {
  return omp::hasLeaf(kind, DirectiveKind::Single) || omp::hasLeaf(kind, DirectiveKind::Masked) ||
         omp::hasLeaf(kind, DirectiveKind::Master) || omp::hasLeaf(kind, DirectiveKind::Sections) || isTask(kind);
}

// What is known of one name in one region.
struct NameUse {
  Name name;
  support::Loc first;
  bool loop_variable = false;
  bool free = false; // uses the variable of the region around
  bool assigned = false;
  bool assigned_alone = false; // assigned where only some threads of the region's team run
};

struct RegionUses {
  std::vector<NameUse> uses; // in order of first appearance
  std::unordered_map<Name, std::size_t> index;
  std::vector<ListedName> listed;
};

class SharingInference {
 public:
  SharingInference(FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                   support::NameTable& names, diag::Emitter& emitter)
      : function_(function), parsed_(parsed), resolutions_(resolutions), names_(names), emitter_(emitter),
        map_(function), uses_(function.regions.size()) {}

  void run() {
    for (std::size_t i = 0; i < uses_.size(); ++i) readClauses(i);
    findUses();
    findLiveness();
    for (std::size_t i = uses_.size(); i-- > 0;) findFree(i);
    for (std::size_t i = 0; i < uses_.size(); ++i) decideAll(i);
    for (std::size_t i = 0; i < uses_.size(); ++i) checkOriginals(i);
    for (std::size_t i = 0; i < uses_.size(); ++i) warnOfLostScalars(i);
  }

 private:
  Region& region(std::size_t i) { return function_.regions[i]; }
  DirectiveKind kind(std::size_t i) const { return function_.regions[i].directive->kind; }

  void readClauses(std::size_t i);
  void readItem(std::size_t i, const omp::Clause& clause, const omp::Item& item, Sharing sharing);
  void list(std::size_t i, ListedName listed);
  bool checkListed(const omp::Item& item, Name name, Sharing sharing);
  void findUses();
  void use(std::size_t i, Name name, support::Loc loc);
  void findLoopVariables(std::size_t i);
  void findLiveness();
  void findFree(std::size_t i);

  const ListedName* listedIn(std::size_t i, Name name) const;
  bool staysInside(std::size_t i, const NameUse& use) const;
  bool givesLastValue(std::size_t i, const NameUse& use) const;
  void decideAll(std::size_t i);
  SharingEntry decide(std::size_t i, const NameUse& use, std::vector<Name>& undecided);
  std::optional<SharingEntry> byClause(std::size_t i, const NameUse& use) const;
  std::optional<SharingEntry> byDefault(std::size_t i, const NameUse& use, std::vector<Name>& undecided) const;
  SharingEntry implicitly(std::size_t i, const NameUse& use) const;
  bool isSharedAround(std::size_t i, Name name) const;
  const SharingEntry* entryIn(int region, Name name) const;
  void checkOriginals(std::size_t i);
  void warnOfLostScalars(std::size_t i);

  FunctionInfo& function_;
  const ast::ParsedModule& parsed_;
  const Resolutions& resolutions_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  RegionMap map_;
  std::vector<RegionUses> uses_;
  std::unordered_map<Name, std::size_t> index_;       // of the names in NameSets
  std::unordered_map<Name, std::vector<int>> places_; // the region of each use, parameters in -1
  Liveness liveness_;
};

void SharingInference::readClauses(std::size_t i) {
  for (const omp::Clause& clause : region(i).directive->clauses) {
    std::optional<Sharing> sharing = sharingOf(clause.kind);
    // A declaration shares nothing; its names are still those of variables.
    if (!omp::isExecuted(kind(i))) {
      for (const omp::Item& item : clause.items) {
        if (sharing && item.form == omp::Item::Form::Name) checkListed(item, names_.intern(item.name), Sharing::Shared);
      }
      continue;
    }
    bool promises = clause.kind == ClauseKind::Aligned || clause.kind == ClauseKind::Nontemporal ||
                    clause.kind == ClauseKind::Allocate;
    for (const omp::Item& item : clause.items) {
      if (promises && item.form == omp::Item::Form::Name) {
        checkListed(item, names_.intern(item.name), Sharing::Shared);
      }
    }
    if (!sharing) continue;
    for (const omp::Item& item : clause.items) readItem(i, clause, item, *sharing);
  }
}

void SharingInference::readItem(std::size_t i, const omp::Clause& clause, const omp::Item& item, Sharing sharing) {
  // lib/omp has said where a section of an array cannot stand.
  if (item.form == omp::Item::Form::Expression) return;
  Name name = names_.intern(item.name);
  if (!checkListed(item, name, sharing)) return;
  // The variable of an associated loop is linear whether a clause says so or not.
  bool own = std::ranges::any_of(region(i).loops, [&](const ast::For* loop) {
    const auto* target = ast::as<ast::NameExpr>(loop->target);
    return target && target->id == name;
  });
  if (own && clause.kind == ClauseKind::Linear) return;
  ListedName listed{name, sharing, item.loc, {}, isMapping(clause.kind)};
  if (std::optional<Name> identifier = reductionName(clause, names_)) {
    listed.reduction = clause.get<omp::ReductionOperator>().value_or(omp::ReductionOperator::Add);
    listed.identifier = *identifier;
  }
  // One thread runs the iterations, from the original's value to the last.
  if (asksForOrder(clause) && mayRunInOrder(region(i).directive->kind)) {
    listed.sharing = Sharing::FirstLastPrivate;
    listed.conditional = clause.kind == ClauseKind::Lastprivate;
  }
  list(i, listed);
}

// A name stands in one clause, or in firstprivate and lastprivate (OpenMP 5.2 section 5.4).
void SharingInference::list(std::size_t i, ListedName listed) {
  for (ListedName& other : uses_[i].listed) {
    if (other.name != listed.name) continue;
    if (listed.maps) return;
    if (other.maps) {
      other = listed;
      return;
    }
    // Copied in and out; `distribute` cannot do both (section 11.6).
    bool both = !omp::hasLeaf(kind(i), DirectiveKind::Distribute) &&
                ((other.sharing == Sharing::FirstPrivate && listed.sharing == Sharing::LastPrivate) ||
                 (other.sharing == Sharing::LastPrivate && listed.sharing == Sharing::FirstPrivate));
    if (both) {
      other.sharing = Sharing::FirstLastPrivate;
    } else {
      emitter_.report(listed.loc, diag::ListedTwice, names_.text(listed.name))
          .note(other.loc, diag::ListedHere, names_.text(listed.name));
    }
    return;
  }
  uses_[i].listed.push_back(listed);
}

// Only variables of the function can be listed; a constant may be `shared`, which says nothing new.
bool SharingInference::checkListed(const omp::Item& item, Name name, Sharing sharing) {
  const auto& locals = resolutions_.locals[function_.index];
  if (locals.contains(name)) return true;
  const auto& globals = resolutions_.modules[function_.module].globals;
  if (auto global = globals.find(name); global != globals.end()) {
    bool constant = global->second.resolution.kind == Resolution::Kind::Constant;
    bool variable = globals.contains(names_.intern(fmt::format("{}{}", GlobalPrefix, item.name)));
    if ((constant || variable) && sharing == Sharing::Shared) return false;
    emitter_.report(item.loc, diag::ClauseItemGlobal, item.name, names_.text(function_.name))
        .note(global->second.loc, diag::BoundHere, item.name);
    return false;
  }
  std::vector<std::string_view> candidates;
  for (Name local : locals) candidates.push_back(names_.text(local));
  std::sort(candidates.begin(), candidates.end());
  if (auto nearest = support::nearestName(item.name, candidates)) {
    emitter_.report(item.loc, diag::ClauseItemUnknownNear, names_.text(function_.name), item.name, *nearest);
  } else {
    emitter_.report(item.loc, diag::ClauseItemUnknown, names_.text(function_.name), item.name);
  }
  return false;
}

void SharingInference::findUses() {
  for (const ast::Arg* parameter : parameters(*function_.def->args)) places_[parameter->arg].push_back(-1);
  forEachNodeInRegions(function_, map_, [&](const ast::Node& node, int around) {
    const auto* name = ast::as<ast::NameExpr>(&node);
    if (!name || resolutions_(function_, node).kind != Resolution::Kind::Local) return;
    places_[name->id].push_back(around);
    for (int i = around; i >= 0; i = function_.regions[static_cast<std::size_t>(i)].parent) {
      use(static_cast<std::size_t>(i), name->id, parsed_.loc(node));
    }
    if (name->ctx == ast::ExprContext::Load) return;
    bool alone = false;
    for (int i = around; i >= 0; i = function_.regions[static_cast<std::size_t>(i)].parent) {
      auto at = static_cast<std::size_t>(i);
      uses_[at].uses[uses_[at].index[name->id]].assigned = true;
      if (alone) uses_[at].uses[uses_[at].index[name->id]].assigned_alone = true;
      alone = (alone && !omp::isParallel(kind(at))) || isForSomeThreads(kind(at));
    }
  });
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    findLoopVariables(i);
    // Listed, and not used in the block: there is an entry all the same.
    for (const ListedName& listed : uses_[i].listed) {
      use(i, listed.name, listed.loc);
      if (listed.sharing == Sharing::Private) continue;
      for (int p = region(i).parent; p >= 0; p = function_.regions[static_cast<std::size_t>(p)].parent) {
        use(static_cast<std::size_t>(p), listed.name, listed.loc);
      }
      places_[listed.name].push_back(region(i).parent);
    }
  }
}

void SharingInference::use(std::size_t i, Name name, support::Loc loc) {
  auto [it, inserted] = uses_[i].index.try_emplace(name, uses_[i].uses.size());
  if (inserted) uses_[i].uses.push_back({.name = name, .first = loc});
}

// The targets of the loops that the directive takes.
void SharingInference::findLoopVariables(std::size_t i) {
  for (const ast::For* loop : region(i).loops) {
    ast::forEachNode(*loop->target, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (!name || name->ctx != ast::ExprContext::Store) return true;
      auto found = uses_[i].index.find(name->id);
      if (found != uses_[i].index.end()) uses_[i].uses[found->second].loop_variable = true;
      return true;
    });
  }
}

void SharingInference::findLiveness() {
  std::vector<std::vector<Name>> listed(uses_.size());
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    for (const NameUse& use : uses_[i].uses) index_.try_emplace(use.name, index_.size());
    for (const ListedName& name : uses_[i].listed) {
      if (name.sharing != Sharing::Private && name.sharing != Sharing::LastPrivate) listed[i].push_back(name.name);
    }
  }
  if (!uses_.empty()) liveness_ = inferLiveness(function_, map_, index_, listed);
}

const ListedName* SharingInference::listedIn(std::size_t i, Name name) const {
  for (const ListedName& listed : uses_[i].listed) {
    if (listed.name == name) return &listed;
  }
  return nullptr;
}

// As if declared inside: used nowhere else, or assigned before each use inside and not used behind. What one thread
// assigns for the others (in `single`, a task, ...) is not looked at so closely: it stays shared where the name is used
// outside.
bool SharingInference::staysInside(std::size_t i, const NameUse& use) const {
  if (!makesEnvironment(kind(i))) return false;
  auto found = places_.find(use.name);
  if (found == places_.end()) return true;
  const std::vector<int>& places = found->second;
  bool outside = std::any_of(places.begin(), places.end(),
                             [&](int place) { return !isWithin(function_, place, static_cast<int>(i)); });
  if (!outside) return true;
  std::size_t bit = index_.at(use.name);
  return !use.assigned_alone && !liveness_.entry[i].contains(bit) && !liveness_.exit[i].contains(bit);
}

// Of a loop over `prange`, which no clause describes, Python has the last iteration's value behind it.
bool SharingInference::givesLastValue(std::size_t i, const NameUse& use) const {
  return function_.regions[i].from_prange && (use.loop_variable || use.assigned) &&
         liveness_.exit[i].contains(index_.at(use.name));
}

// Which names of the region are variables of the region around; a region inside has been done.
void SharingInference::findFree(std::size_t i) {
  for (NameUse& use : uses_[i].uses) {
    const ListedName* listed = listedIn(i, use.name);
    if (listed) {
      use.free = listed->sharing != Sharing::Private;
    } else {
      use.free = givesLastValue(i, use) || (!use.loop_variable && !staysInside(i, use));
    }
  }
}

// Written clauses first, then rules that need none, then `default`, then what is left.
SharingEntry SharingInference::decide(std::size_t i, const NameUse& use, std::vector<Name>& undecided) {
  SharingEntry entry{.name = use.name, .loc = use.first};
  if (auto found = byClause(i, use)) {
    // Predetermined private; two clauses may say more (OpenMP 5.2 section 5.1.1).
    bool other = found->sharing == Sharing::Shared || found->sharing == Sharing::FirstPrivate ||
                 found->sharing == Sharing::FirstLastPrivate || found->sharing == Sharing::Reduction;
    if (use.loop_variable && other) emitter_.report(found->loc, diag::LoopVariableListed, names_.text(use.name));
    return *found;
  }
  bool last = givesLastValue(i, use);
  entry.sharing = last ? Sharing::LastPrivate : Sharing::Private;
  entry.reason = SharingReason::LoopVariable;
  if (use.loop_variable || last) return entry;
  entry.reason = SharingReason::InsideOnly;
  if (!use.free) return entry;
  if (auto found = byDefault(i, use, undecided)) return *found;
  return implicitly(i, use);
}

std::optional<SharingEntry> SharingInference::byClause(std::size_t i, const NameUse& use) const {
  const ListedName* listed = listedIn(i, use.name);
  if (!listed) return std::nullopt;
  return SharingEntry{.name = use.name,
                      .sharing = listed->sharing,
                      .reason = listed->maps ? SharingReason::OutsideToo : SharingReason::Clause,
                      .loc = listed->loc,
                      .reduction = listed->reduction,
                      .conditional = listed->conditional,
                      .identifier = listed->identifier};
}

std::optional<SharingEntry> SharingInference::byDefault(std::size_t i, const NameUse& use,
                                                        std::vector<Name>& undecided) const {
  const omp::Clause* clause = function_.regions[i].directive->find(ClauseKind::Default);
  if (!clause) return std::nullopt;
  SharingEntry entry{
      .name = use.name, .sharing = Sharing::Shared, .reason = SharingReason::DefaultClause, .loc = use.first};
  switch (clause->get<omp::DefaultKind>().value_or(omp::DefaultKind::Shared)) {
  case omp::DefaultKind::Shared: break;
  case omp::DefaultKind::Private: entry.sharing = Sharing::Private; break;
  case omp::DefaultKind::Firstprivate: entry.sharing = Sharing::FirstPrivate; break;
  case omp::DefaultKind::None: undecided.push_back(use.name); break;
  }
  return entry;
}

SharingEntry SharingInference::implicitly(std::size_t i, const NameUse& use) const {
  SharingEntry entry{
      .name = use.name, .sharing = Sharing::Shared, .reason = SharingReason::OutsideToo, .loc = use.first};
  if (isTask(kind(i)) && !isSharedAround(i, use.name)) {
    entry.sharing = Sharing::FirstPrivate;
    entry.reason = SharingReason::TaskCapture;
  }
  return entry;
}

// Shared by all implicit tasks of the team (OpenMP 5.2 section 5.1.1): in every region out to the innermost parallel. A
// task outside of any parallel construct sees variables of a function that each thread of the team calls for itself.
bool SharingInference::isSharedAround(std::size_t i, Name name) const {
  for (int p = function_.regions[i].parent; p >= 0; p = function_.regions[static_cast<std::size_t>(p)].parent) {
    const SharingEntry* entry = entryIn(p, name);
    if (entry && entry->sharing != Sharing::Shared) return false;
    if (omp::startsThreads(kind(static_cast<std::size_t>(p)))) return true;
  }
  return false;
}

const SharingEntry* SharingInference::entryIn(int region, Name name) const {
  for (const SharingEntry& entry : function_.regions[static_cast<std::size_t>(region)].sharing) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

void SharingInference::decideAll(std::size_t i) {
  std::vector<Name> undecided;
  for (const NameUse& use : uses_[i].uses) {
    // Private to a region inside: no variable of this one.
    bool inside_only = false;
    bool direct = false;
    for (int place : places_[use.name]) {
      if (!isWithin(function_, place, static_cast<int>(i))) continue;
      bool own = false;
      for (int p = place; p > static_cast<int>(i); p = function_.regions[static_cast<std::size_t>(p)].parent) {
        const RegionUses& uses = uses_[static_cast<std::size_t>(p)];
        if (!uses.uses[uses.index.at(use.name)].free) own = true;
      }
      (own ? inside_only : direct) = true;
    }
    bool listed = listedIn(i, use.name) != nullptr;
    if (inside_only && !direct && !listed) continue;
    if (!listed && !use.loop_variable && !makesEnvironment(kind(i))) continue;
    region(i).sharing.push_back(decide(i, use, undecided));
  }
  if (undecided.empty()) return;
  std::string text;
  for (Name name : undecided) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", names_.text(name));
  emitter_.report(region(i).directive->find(ClauseKind::Default)->loc, diag::DefaultNone, text);
}

// What a work-sharing construct copies in, copies out or reduces must be shared in the parallel region that it divides
// the work of (OpenMP 5.2 sections 5.4.4, 5.4.5 and 5.5.8).
void SharingInference::checkOriginals(std::size_t i) {
  bool divides = omp::isWorksharing(kind(i)) || omp::hasLeaf(kind(i), DirectiveKind::Distribute);
  if (!divides || omp::startsThreads(kind(i))) return;
  for (const ListedName& listed : uses_[i].listed) {
    if (listed.sharing == Sharing::Private || listed.sharing == Sharing::Shared) continue;
    bool orphaned = true;
    for (int p = region(i).parent; p >= 0; p = function_.regions[static_cast<std::size_t>(p)].parent) {
      const SharingEntry* entry = entryIn(p, listed.name);
      if (entry && entry->sharing != Sharing::Shared) {
        emitter_.report(listed.loc, diag::OriginalIsPrivate, names_.text(listed.name))
            .note(entry->loc, diag::PrivateHere, names_.text(listed.name));
        orphaned = false;
        break;
      }
      if (!omp::startsThreads(kind(static_cast<std::size_t>(p)))) continue;
      orphaned = false;
      break;
    }
    bool comes_out = listed.sharing == Sharing::Reduction || listed.sharing == Sharing::LastPrivate ||
                     listed.sharing == Sharing::FirstLastPrivate;
    bool in_team = omp::hasLeaf(kind(i), DirectiveKind::For) || omp::hasLeaf(kind(i), DirectiveKind::Sections) ||
                   kind(i) == DirectiveKind::Scope;
    if (!orphaned || !comes_out || !in_team) continue;
    std::string_view name = omp::spelling(kind(i));
    emitter_.report(listed.loc, diag::OriginalIsLocal, names_.text(listed.name), names_.text(function_.name), name,
                    name);
  }
}

// A device has a copy of each scalar that no clause maps (OpenMP 5.2 section 5.8.1); what it assigns stays there. The
// host is the device today, so the value does come out.
void SharingInference::warnOfLostScalars(std::size_t i) {
  if (!omp::hasLeaf(kind(i), DirectiveKind::Target)) return;
  const omp::Clause* defaultmap = region(i).directive->find(ClauseKind::Defaultmap);
  auto behaviour = defaultmap ? defaultmap->get<omp::DefaultmapBehavior>() : std::nullopt;
  if (behaviour == omp::DefaultmapBehavior::Tofrom || behaviour == omp::DefaultmapBehavior::From) return;
  for (const NameUse& use : uses_[i].uses) {
    if (!use.free || !use.assigned || use.loop_variable || listedIn(i, use.name)) continue;
    if (!liveness_.exit[i].contains(index_.at(use.name))) continue;
    std::string_view name = names_.text(use.name);
    emitter_.report(use.first, diag::TargetScalarLost, name, omp::spelling(kind(i)), name);
  }
}

} // namespace

void inferSharing(FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                  support::NameTable& names, diag::Emitter& emitter) {
  SharingInference(function, parsed, resolutions, names, emitter).run();
}

} // namespace pyompcc::sema
