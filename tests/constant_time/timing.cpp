// SPDX-License-Identifier: BSL-1.0
// Does time tell what the secret was? The method of dudect (Reparaz, Balasch, Verbauwhede, 2016): an operation is timed
// on inputs of two classes in random order, and Welch's t-test says whether their times differ. |t| above 10 is a leak,
// below 5 is none that so many samples show. memcmp is the control: its leak must be seen.
//
// usage: timing [SAMPLES [MOST]]   for each operation a line: its name, |t|, and what was expected. |t| may be MOST
// where
//                                 nothing must leak: 10, or 5 on a quiet machine
#include <jeton/jeton.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string_view>
#include <vector>

namespace {

constexpr double leak = 10;               ///< |t| of what leaks, at least
constexpr std::size_t batch_size = 4096;  ///< inputs that are made before they are timed

/// A clock of the processor; the fence keeps what is measured on its side.
std::uint64_t ticks() {
#if defined(__x86_64__) || defined(__i386__)
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  asm volatile("lfence\n\trdtsc\n\tlfence" : "=a"(low), "=d"(high) : : "memory");
  return std::uint64_t{high} << 32 | low;
#elif defined(__aarch64__)
  std::uint64_t now = 0;
  asm volatile("isb\n\tmrs %0, cntvct_el0\n\tisb" : "=r"(now) : : "memory");
  return now;
#else
  std::puts("skipped: no clock of the processor is known here");
  std::exit(77);  // as meson understands it
#endif
}

/// Mean and variance of numbers as they come (Welford).
struct moments {
  double count = 0;
  double mean = 0;
  double squares = 0;

  void add(double x) {
    count += 1;
    const double delta = x - mean;
    mean += delta / count;
    squares += delta * (x - mean);
  }
  [[nodiscard]] double error() const { return squares / (count - 1) / count; }
};

/// Welch's t of two classes.
struct two_classes {
  moments of[2];

  [[nodiscard]] double t() const {
    if (of[0].count < 1000 || of[1].count < 1000) return 0;
    const double error = std::sqrt(of[0].error() + of[1].error());
    return error == 0 ? 0 : std::fabs(of[0].mean - of[1].mean) / error;
  }
};

/// All samples, and only those up to each of some percentiles: a leak hides behind what interrupts and neighbours cost.
class test {
 public:
  /// Takes the percentiles from the first batch, which does not count.
  void add(std::vector<std::pair<std::uint64_t, int>>& samples) {
    if (limits_.empty()) {
      std::vector<std::uint64_t> times;
      for (const auto& sample : samples) times.push_back(sample.first);
      std::sort(times.begin(), times.end());
      for (int i = 1; i <= 50; ++i) {
        const double share = 1 - std::pow(0.5, 10.0 * i / 50);  // dudect's choice
        limits_.push_back(times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]);
      }
      classes_.resize(limits_.size() + 1);
      return;
    }
    for (const auto& [time, which] : samples) {
      classes_.back().of[which].add(static_cast<double>(time));
      for (std::size_t i = 0; i < limits_.size(); ++i) {
        if (time <= limits_[i]) classes_[i].of[which].add(static_cast<double>(time));
      }
    }
  }
  [[nodiscard]] double worst_t() const {
    double worst = 0;
    for (const two_classes& one : classes_) worst = std::max(worst, one.t());
    return worst;
  }

 private:
  std::vector<std::uint64_t> limits_;
  std::vector<two_classes> classes_;
};

std::mt19937_64& random_number() {
  static std::mt19937_64 engine{std::random_device{}()};
  return engine;
}

/// Times `operation(input)` on inputs that `make(which, input)` makes for class 0 and class 1.
template <std::size_t Size, class Make, class Operation>
double worst_t(std::size_t samples, Make make, Operation operation) {
  struct alignas(64) input {
    char chars[(Size + 63) / 64 * 64];
  };
  std::vector<input> inputs(batch_size);
  std::vector<std::pair<std::uint64_t, int>> timed(batch_size);
  test tested;
  for (std::size_t done = 0; done < samples + batch_size; done += batch_size) {
    for (std::size_t i = 0; i < batch_size; ++i) {
      timed[i].second = static_cast<int>(random_number()() & 1);
      make(timed[i].second, inputs[i].chars);
    }
    for (std::size_t i = 0; i < batch_size; ++i) {
      const std::uint64_t start = ticks();
      operation(inputs[i].chars);
      timed[i].first = ticks() - start;
    }
    tested.add(timed);
  }
  return tested.worst_t();
}

volatile bool sink;

template <class F>
void fresh_token(char* to) {
  const auto made = jeton::generate<F>([](std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(random_number()());
    return true;
  });
  if (!made) std::abort();
  std::memcpy(to, made->expose().data(), made->size());
}

using acme_pat = jeton::token_format<"acme_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
constexpr std::size_t token_size = acme_pat::size;

/// One token again and again, or another one each time; all of them are accepted.
struct one_token_or_any {
  char one[token_size];
  one_token_or_any() { fresh_token<acme_pat>(one); }
  void operator()(int which, char* to) const {
    fresh_token<acme_pat>(to);  // both classes: what the making leaves in caches is the same
    if (which == 0) std::memcpy(to, one, token_size);
  }
};

/// The bytes of the secret itself, or random ones.
template <std::size_t Size>
struct secret_or_random {
  const char* secret;
  void operator()(int which, char* to) const {
    for (std::size_t i = 0; i < Size; ++i) to[i] = static_cast<char>(random_number()());
    if (which == 0) std::memcpy(to, secret, Size);
  }
};

[[gnu::noinline]] bool equal(const char* left, const char* right, std::size_t size) {
  return jeton::constant_time::equal(left, right, size);
}
[[gnu::noinline]] bool equal_by_memcmp(const char* left, const char* right, std::size_t size) {
  return std::memcmp(left, right, size) == 0;
}

int wrong = 0;
double most = leak;  // |t| of what must not leak

void report(const char* name, double t, bool must_leak) {
  const bool good = must_leak ? t > leak : t < most;
  wrong += good ? 0 : 1;
  std::printf("%s %-34s |t| = %8.2f  %s\n", good ? "ok   " : "WRONG", name, t,
              must_leak ? "control, must exceed 10"
              : t < 5   ? "no leak seen"
                        : "below 10");
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t samples = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 2'000'000;
  if (argc > 2) most = std::strtod(argv[2], nullptr);
  if (samples < 10 * batch_size || !(most > 0 && most <= leak)) {
    std::fputs("usage: timing [SAMPLES, 40960 at least [MOST, 10 at most]]\n", stderr);
    return 2;
  }
  static char secret[64];
  for (char& byte : secret) byte = static_cast<char>(random_number()());

  const auto compare = [&]<std::size_t Size>(std::integral_constant<std::size_t, Size>, auto equal_texts) {
    return worst_t<Size>(samples, secret_or_random<Size>{secret},
                         [&](const char* text) { sink = equal_texts(text, secret, Size); });
  };
  report("equal, 32 bytes", compare(std::integral_constant<std::size_t, 32>{}, equal), false);
  report("equal, 40 bytes", compare(std::integral_constant<std::size_t, 40>{}, equal), false);
  report("memcmp, 40 bytes", compare(std::integral_constant<std::size_t, 40>{}, equal_by_memcmp), true);

  const one_token_or_any tokens;
  const auto with_tokens = [&](auto operation) { return worst_t<token_size>(samples, tokens, operation); };
  report("valid, accepted tokens", with_tokens([](const char* text) { sink = acme_pat::valid({text, token_size}); }),
         false);
  report("sha256 of a token",
         with_tokens([](const char* text) { sink = jeton::sha256({text, token_size}).bytes()[0] == 0; }), false);
  // Somebody else's digest: whether a token is found may show, so neither class is.
  const jeton::digest<32> stored = jeton::sha256({secret, token_size});
  report("token to verdict: valid, sha256, ==", with_tokens([&](const char* text) {
           const std::string_view token{text, token_size};
           sink = acme_pat::valid(token) && jeton::sha256(token) == stored;
         }),
         false);
  return wrong == 0 ? 0 : 1;
}
