// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_DIGEST_HPP
#define JETON_COMMAND_DIGEST_HPP

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <jeton/digest/keyring.hpp>
#include <jeton/digest/sha256.hpp>

#include "failure.hpp"
#include "input.hpp"
#include "output.hpp"
#include "verdicts.hpp"
#include "wiped_buffer.hpp"

namespace jeton_command {

/// How digests are written.
struct digest_style {
  bool base64 = false;
  bool as_json = false;
};

/// The key of an HMAC: the bytes of a file as they are, at least 32 of them, and not one byte over and over.
class hmac_key {
 public:
  explicit hmac_key(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw failure{std::string{"cannot open the key file: "} + std::strerror(errno)};
    read_all(file);
    if (bytes_.view().size() < least) throw failure{"the key file has less than 32 bytes: such a key can be guessed"};
    if (bytes_.full()) throw failure{"the key file has more than 4096 bytes: it is no key"};
    if (!jeton::pepper::from(bytes_.view())) {
      throw failure{"the key file has one byte over and over: such a key can be guessed"};
    }
    if (bytes_.view().back() == '\n')
      std::fputs("note: the line feed at the end of the key file is part of the key\n", stderr);
  }
  [[nodiscard]] std::string_view view() const { return bytes_.view(); }

 private:
  static constexpr std::size_t least = 32;

  void read_all(int file) {
    ssize_t got = 0;
    do {
      got = ::read(file, bytes_.room().data(), bytes_.room().size());
      if (got > 0) bytes_.added(static_cast<std::size_t>(got));
    } while (got > 0 || (got < 0 && errno == EINTR));
    const int reason = errno;
    ::close(file);
    if (got < 0) throw failure{std::string{"cannot read the key file: "} + std::strerror(reason)};
  }

  wiped_buffer bytes_{4097};
};

namespace detail {

/// Hashes lines as they come, however long; nothing of them is kept.
template <class Hasher>
class line_hasher {
 public:
  line_hasher(output& out, const Hasher& fresh, std::string_view algorithm, const digest_style& style)
      : out_(out), fresh_(fresh), algorithm_(algorithm), style_(style) {}

  void bytes(std::string_view piece) {
    hasher_.update(piece);
    empty_ = false;
  }
  void end_of_line() {
    ++number_;
    const auto digest = hasher_.finish();
    const std::string text{style_.base64 ? std::string_view{digest.to_base64()} : std::string_view{digest.to_hex()}};
    if (style_.as_json) {
      json made{{"line", number_}, {"algorithm", algorithm_}, {"encoding", style_.base64 ? "base64" : "hex"}};
      made["digest"] = empty_ ? json(nullptr) : json(text);
      out_ << one_line(made);
    } else {
      out_ << (empty_ ? "-" : std::string_view{text}) << "\n";
    }
    if (empty_) status_ = some_invalid;
    hasher_ = fresh_;
    empty_ = true;
  }
  [[nodiscard]] exit_status status() const { return status_; }

 private:
  output& out_;
  const Hasher& fresh_;
  Hasher hasher_ = fresh_;
  std::string_view algorithm_;
  digest_style style_;
  std::size_t number_ = 0;
  bool empty_ = true;
  exit_status status_ = all_valid;
};

}  // namespace detail

/// `jeton digest`: what a server stores, for each line of standard input. An empty line is no token and has no digest.
inline exit_status digest_tokens(output& out, const std::optional<std::string>& key_file, const digest_style& style) {
  const auto digest_lines = [&](const auto& hasher, std::string_view algorithm) {
    detail::line_hasher lines{out, hasher, algorithm, style};
    read_lines(out, lines);
    return lines.status();
  };
  if (!key_file) return digest_lines(jeton::sha256_hasher{}, "sha256");
  const hmac_key key{*key_file};
  return digest_lines(jeton::hmac_sha256_hasher{key.view()}, "hmac-sha256");
}

}  // namespace jeton_command

#endif
