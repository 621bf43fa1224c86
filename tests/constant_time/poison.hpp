// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_CONSTANT_TIME_POISON_HPP
#define JETON_TESTS_CONSTANT_TIME_POISON_HPP

#include <cstddef>
#include <type_traits>

#include <valgrind/memcheck.h>

/// Valgrind's memcheck as a proof of constant time. It follows bytes that have no value through every instruction, and
/// reports each branch and each address that depends on one. So a secret that is marked as having no value must cause
/// no report. What it cannot see: instructions whose own time depends on their operands, such as divisions.
namespace constant_time_tests {

/// Marks bytes as secret.
inline void poison(const void* bytes, std::size_t size) { (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes, size); }

/// Marks a result as one that may show.
template <class T>
void declassify(const T& value) {
  (void)VALGRIND_MAKE_MEM_DEFINED(&value, sizeof value);
}

/// A verdict, which may show. run.py puts it around each verdict in a copy of the headers: what is reported there does
/// not come from a branch on the verdict.
constexpr bool shown(bool verdict) {
  if (!std::is_constant_evaluated()) declassify(verdict);
  return verdict;
}

/// Makes the compiler believe that somebody reads the value, so that the work behind it is done.
template <class T>
void keep(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

/// How many reports `operation` causes.
template <class Operation>
unsigned reports_of(Operation operation) {
  const auto before = VALGRIND_COUNT_ERRORS;
  operation();
  return static_cast<unsigned>(VALGRIND_COUNT_ERRORS - before);
}

}  // namespace constant_time_tests

#endif
