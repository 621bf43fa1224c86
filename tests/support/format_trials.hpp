// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_FORMAT_TRIALS_HPP
#define JETON_TESTS_SUPPORT_FORMAT_TRIALS_HPP

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jeton/format/token.hpp>

#include "catch.hpp"
#include "vectors.hpp"

/// What the tests of formats share: a format as a function from text to verdict, and the trials it is put to.
namespace jeton_tests {

/// The fault of a text; nothing when it is a token.
using verdict = std::optional<jeton::token_error>;
using judge_of_texts = std::function<verdict(std::string_view)>;

/// A copy in memory of exactly its size, so that a sanitizer sees a read behind its end.
class exact_copy {
 public:
  explicit exact_copy(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    for (std::size_t i = 0; i < size_; ++i) bytes_[i] = text[i];
  }
  std::string_view view() const { return {bytes_.get(), size_}; }
  char& operator[](std::size_t at) { return bytes_[at]; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

/// What `format`, a format or a `prefixed`, says of a text. parse and valid must agree, and the token be the text
/// itself.
template <class F>
verdict verdict_of(const F& format, std::string_view text) {
  const auto parsed = format.parse(text);
  const bool agreed = parsed.has_value() == format.valid(text) &&
                      (!parsed || (parsed->expose().data() == text.data() && parsed->size() == text.size()));
  if (!agreed) CHECK(agreed);
  return parsed ? verdict{} : verdict{parsed.error()};
}

template <class F>
judge_of_texts judge(F format = {}) {
  return [format](std::string_view text) { return verdict_of(format, text); };
}

inline jeton::token_fault fault_called(std::string_view name) {
  using enum jeton::token_fault;
  const std::map<std::string_view, jeton::token_fault> faults = {
      {"prefix", prefix},
      {"length", length},
      {"separator", separator},
      {"alphabet", alphabet},
      {"field_length", field_length},
      {"checksum", checksum},
  };
  return faults.at(name);
}

inline std::string in_words(const verdict& found) {
  if (!found) return "valid";
  return std::string{describe(found->reason())} + " at " + std::to_string(found->position());
}

/// Puts each row of formats.tsv or published.tsv whose format `is_ours` before the judge of that format: the verdict
/// must be that of the file. A format that is ours and has no judge is a fault.
inline void judge_vectors_of(const std::string& file, const std::function<bool(std::string_view)>& is_ours,
                             const std::map<std::string, judge_of_texts>& judges) {
  std::size_t judged = 0;
  for (const row& row : rows(file, 7)) {
    if (!is_ours(row[0])) continue;
    const exact_copy text{unescape(row[4]) + unescape(row[5]) + unescape(row[6])};
    verdict expected;
    if (row[1] != "valid") expected = jeton::token_error{fault_called(row[1]), std::stoul(row[2])};
    INFO(file << " line " << row.line << ", " << row[0] << ": " << row[3]);
    const verdict found = judges.at(row[0])(text.view());
    INFO("expected " << in_words(expected) << ", found " << in_words(found));
    CHECK(found == expected);
    ++judged;
  }
  CHECK(judged > 0);
}

/// A region of a token as its issuer's specification has it: what a change in it must lead to.
struct region {
  enum kinds { text, covered, uncovered, length, check } kind;
  std::size_t size;
  std::string_view digits = {};
};

inline constexpr std::string_view decimal = "0123456789";
inline constexpr std::string_view hex = "0123456789abcdef";
inline constexpr std::string_view upper_hex = "0123456789ABCDEF";
inline constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
inline constexpr std::string_view base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
inline constexpr std::string_view base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
inline constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What a token becomes when its byte `at` becomes `byte`.
inline verdict after_change(const std::vector<region>& regions, std::size_t at, char byte) {
  using enum jeton::token_fault;
  std::size_t start = 0;
  std::size_t check = 0;
  const region* changed = nullptr;
  std::size_t changed_start = 0;
  for (const region& one : regions) {
    if (one.kind == region::check) check = start;
    if (at >= start && at < start + one.size) changed = &one, changed_start = start;
    start += one.size;
  }
  if (changed->kind == region::text) return jeton::token_error{changed == regions.data() ? prefix : separator, at};
  if (changed->digits.find(byte) == std::string_view::npos) return jeton::token_error{alphabet, at};
  if (changed->kind == region::length) return jeton::token_error{field_length, changed_start};
  if (changed->kind == region::uncovered) return {};
  return jeton::token_error{checksum, check};
}

/// Every byte of a token becomes each of the 255 others, one at a time.
inline void judge_changes(const judge_of_texts& judge, const std::string& token, const std::vector<region>& regions) {
  REQUIRE(judge(token) == verdict{});
  exact_copy text{token};
  std::size_t wrong = 0;
  std::size_t seen = 0;
  for (std::size_t at = 0; at < token.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte, ++seen) {
      text[at] = static_cast<char>(byte);
      if (text[at] == token[at]) continue;
      const verdict expected = after_change(regions, at, text[at]);
      const verdict found = judge(text.view());
      if (found == expected) continue;
      INFO("byte " << at << " becomes " << byte << ": expected " << in_words(expected) << ", found "
                   << in_words(found));
      if (++wrong < 10) CHECK(found == expected);
    }
    text[at] = token[at];
  }
  CHECK(wrong == 0);
  CHECK(seen == 256 * token.size());
}

/// A token loses bytes at its end one by one, and gets more than it may have; and what has a megabyte is refused too.
inline void judge_sizes(const judge_of_texts& judge, const std::string& token, std::size_t prefix_size,
                        std::size_t min_size, std::size_t max_size) {
  using enum jeton::token_fault;
  for (std::size_t size = 0; size < token.size(); ++size) {
    const verdict found = judge(exact_copy{token.substr(0, size)}.view());
    CAPTURE(size, in_words(found));
    CHECK(found.has_value());
    if (size < min_size) CHECK(found == jeton::token_error{size < prefix_size ? prefix : length, size});
  }
  for (std::size_t size = token.size() + 1; size < max_size + 70; ++size) {
    const verdict found = judge(exact_copy{token + std::string(size - token.size(), token.back())}.view());
    CAPTURE(size, in_words(found));
    CHECK(found.has_value());
    if (size > max_size) CHECK(found == jeton::token_error{length, max_size});
  }
  CHECK(judge(token + std::string(1'000'000, token.back())) == jeton::token_error{length, max_size});
}

}  // namespace jeton_tests

#endif
