// SPDX-License-Identifier: BSL-1.0
#include <jeton/bytes/cpu_path.hpp>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>

#include "../support/catch.hpp"
#include "../support/paths.hpp"

using jeton::cpu_path;
using jeton::describe;
using jeton::instruction_set;
using jeton_tests::every_variant;
using jeton_tests::variant;
using jeton_tests::variants;
namespace cpu = jeton::detail::cpu;

namespace {

/// What this program was given before `main`, by a unit that may be initialised first of all.
const instruction_set before_main = cpu_path().tokens;

struct limit {
  explicit limit(cpu::features to) { cpu::limit_to(to); }
  ~limit() { cpu::limit_to(cpu::all); }
};

[[maybe_unused]] bool kernel_names(const std::string& flag) {
  std::ifstream file("/proc/cpuinfo");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return text.find(' ' + flag + ' ') != std::string::npos;
}

}  // namespace

TEST_CASE("the path is known before main, and stays") {
  REQUIRE(before_main == cpu_path().tokens);
  REQUIRE(cpu_path().tokens == cpu_path().tokens);
}

TEST_CASE("a limit lowers the path and never raises it") {
  const auto best = cpu_path();
  const cpu::features has = cpu::usable();
  {
    const limit none{0};
    REQUIRE(cpu::usable() == cpu::known);
    REQUIRE(cpu_path().tokens <= instruction_set::vector16);
    REQUIRE(cpu_path().sha256 <= instruction_set::vector16);
    REQUIRE(cpu_path().sha256_each <= instruction_set::vector16);
    REQUIRE(cpu_path().valid_each <= instruction_set::vector16);
  }
  for (cpu::features wanted = 0; wanted < 256; ++wanted) {
    const limit some{wanted};
    REQUIRE((cpu::usable() & ~has) == 0);
    REQUIRE(cpu::usable() == ((has & wanted) | cpu::known));
  }
  REQUIRE(cpu::usable() == has);
  REQUIRE(cpu_path().tokens == best.tokens);
  REQUIRE(cpu_path().sha256 == best.sha256);
  REQUIRE(cpu_path().valid_each == best.valid_each);
}

#if defined(__x86_64__) && defined(__linux__)
TEST_CASE("the processor has what the kernel says it has") {
  if (!kernel_names("fpu")) return;  // the file is that of another machine, or there is none: an emulator
  REQUIRE(cpu::has(cpu::pclmul) <= (kernel_names("pclmulqdq") && kernel_names("ssse3") && kernel_names("sse4_1")));
  REQUIRE(cpu::has(cpu::avx2) <= (kernel_names("avx2") && kernel_names("bmi1") && kernel_names("bmi2")));
  REQUIRE(cpu::has(cpu::avx512) <= (kernel_names("avx512f") && kernel_names("avx512bw") && kernel_names("avx512vl")));
  REQUIRE(cpu::has(cpu::avx512_vpclmul) <= (cpu::has(cpu::avx512) && kernel_names("vpclmulqdq")));
  REQUIRE(cpu::has(cpu::sha_ni) <= kernel_names("sha_ni"));
}
#endif

TEST_CASE("each instruction set has a row in the table, and a name") {
  STATIC_REQUIRE(describe(instruction_set::portable) == "portable");
  STATIC_REQUIRE(describe(instruction_set::neon_sha2) == "neon_sha2");
  constexpr unsigned char rows = std::size(every_variant);
  for (unsigned char set = 0; set < rows; ++set) REQUIRE(describe(instruction_set{set}) != "unknown");
  STATIC_REQUIRE(describe(instruction_set{rows}) == "unknown");
}

TEST_CASE("limited to what a variant must have, the processor does with it what it is for") {
  for (const variant& one : variants) {
    if ((cpu::usable() & one.needs) != one.needs) continue;
    const limit only{one.needs};
    const auto paths = cpu_path();
    CAPTURE(std::string{describe(one.set)});
    if (one.token) REQUIRE(paths.tokens == one.set);
    if (one.sha256) REQUIRE(paths.sha256 == one.set);
    if (one.sha256_each) REQUIRE(paths.sha256_each == one.set);
    if (one.valid_each) REQUIRE(paths.valid_each == one.set);
  }
}

TEST_CASE("the fastest variant is taken") {
  const auto paths = cpu_path();
#if defined(__x86_64__) || defined(__i386__)
  const bool has_avx2 = cpu::has(cpu::avx2);
  if (cpu::has(cpu::pclmul)) {
    REQUIRE(paths.tokens == (has_avx2 ? instruction_set::avx2_pclmul : instruction_set::sse41_pclmul));
  }
  if (has_avx2 && !cpu::has(cpu::sha_ni)) REQUIRE(paths.sha256 == instruction_set::avx2_bmi2);
  if (cpu::has(cpu::sha_ni)) REQUIRE(paths.sha256 == instruction_set::sha_ni);
  if (cpu::has(cpu::avx512)) REQUIRE(paths.sha256_each == instruction_set::avx512);
#elif defined(__aarch64__)
  if (cpu::has(cpu::neon_crc32)) REQUIRE(paths.tokens == instruction_set::neon_crc32);
  if (cpu::has(cpu::neon_sha2)) REQUIRE(paths.sha256 == instruction_set::neon_sha2);
#endif
  REQUIRE(paths.tokens != instruction_set::portable);
}
