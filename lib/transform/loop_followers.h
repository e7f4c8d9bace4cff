// lib/transform/loop_followers.h
//
// Counters that start where a loop starts and never overtake it.
#pragma once

#include "lib/ir/ir.h"

#include <unordered_map>

namespace pyompcc::transform {

/// The loop that a counter follows. Wherever the counter is read inside the loop, start <= counter <= loop variable.
///   place = low
///   for i in range(low, high):
///       if a[i] < pivot:
///           a[place] = a[i]
///           place += 1            low <= place <= i, and place + 1 fits
using LoopFollowers = std::unordered_map<const ir::Var*, const ir::For*>;

/// The variables of a function that are assigned once, the start of a loop with step 1, and besides only increased by
/// 1, at most once in an iteration of that loop and as the last thing there.
LoopFollowers findLoopFollowers(const ir::Function& function);

} // namespace pyompcc::transform
