// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_DETAIL_TARGET_HPP
#define JETON_CORE_DETAIL_TARGET_HPP

/// For functions that must be the same in every translation unit, so that the linker may keep any of them: what goes
/// beyond the oldest processor of the family is switched off, whatever the compiler was told. What a function calls and
/// makes part of itself has this target too, or its own.
#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define JETON_DETAIL_OLDEST [[gnu::target("no-sse3,no-avx512f,no-bmi,no-bmi2,no-lzcnt,no-popcnt,no-movbe")]]
#else
#define JETON_DETAIL_OLDEST
#endif

#endif
