// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_MAIL_HPP
#define JETON_COMMAND_PAT_MAIL_HPP

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include <jeton/gitlab/notice.hpp>
#include <jeton/lifecycle/notify.hpp>

#include "../expiry.hpp"
#include "../failure.hpp"
#include "mail_address.hpp"
#include "row.hpp"
#include "store_file.hpp"

namespace jeton_command {

/// A mail as it is written: its name, which is that of its file and of its Message-ID, and its text. The same notice to
/// the same owner about exactly the same tokens on the same day has the same name, so that whoever gets it twice can
/// see that it is one; every other mail has another name. The day is that of the run: a mail that is repeated on a
/// later day says other things, that it is late and how many days are left, and RFC 5322 §3.6.4 gives what was revised
/// a new id.
struct written_mail {
  std::string name{};
  std::string from{};
  std::string
      text{};  ///< RFC 5322, with LF as mail is kept on a disk; lines of 78 bytes at most, but for long addresses
};

/// Who writes and who is written to.
class mail_addresses {
 public:
  mail_addresses(const std::optional<std::string>& to, const std::string& from) : from_(from) {
    if (!to) throw failure{"--to is needed: the address of an owner, where % stands for the number"};
    to_ = *to;
    constexpr jeton::user_id longest{INT64_MAX};
    if (!is_mail_address(of(longest))) {
      throw failure{"--to takes an address such as me@example.org or user-%@example.org"};
    }
    if (!is_mail_address(from_)) throw failure{"--from takes an address such as jeton@example.org"};
  }

  [[nodiscard]] const std::string& from() const { return from_; }
  [[nodiscard]] std::string_view domain() const { return std::string_view{from_}.substr(from_.rfind('@') + 1); }
  [[nodiscard]] std::string of(jeton::user_id owner) const {
    std::string address;
    for (const char c : to_) c == '%' ? address += detail::number_text(owner) : address += c;
    return address;
  }

 private:
  std::string to_;
  std::string from_;
};

namespace detail {

/// A text in quoted-printable (RFC 2045 §6.7): lines of 76 bytes of ASCII. Besides what must be, what begins a line as
/// `From ` or a lone dot does is encoded, since these mean something to mailboxes and to sendmail.
inline std::string quoted_printable(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  constexpr std::size_t longest = 75;
  std::string made;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      made += c;
      column = 0;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const bool at_end = i + 1 == text.size() || text[i + 1] == '\n';
    const bool is_plain =
        byte > 0x20 ? byte < 0x7F && c != '=' && (column > 0 || (c != '.' && c != 'F')) : c == ' ' && !at_end;
    if (column + (is_plain ? 1 : 3) > longest) {
      made += "=\n";
      column = 0;
      --i;  // judged again, as the first of its line
      continue;
    }
    if (is_plain) {
      made += c;
    } else {
      made.append("=") += hex[byte >> 4];
      made += hex[byte & 15];
    }
    column += is_plain ? 1 : 3;
  }
  return made;
}

/// A time as the C library writes it, in English and UTC.
inline std::string time_text(jeton::unix_seconds instant, const char* format) {
  const auto seconds = static_cast<std::time_t>(instant.count);
  std::tm parts{};
  char room[64]{};
  if (::gmtime_r(&seconds, &parts) == nullptr) return "";
  return {room, std::strftime(room, sizeof room, format, &parts)};
}

/// That a mail is late, and since when; nothing if it is not.
inline std::string late_text(const jeton::owner_notice<pat_record>& notice) {
  if (!notice.late_since) return "";
  const std::string whose = notice.late == notice.total
                                ? ""
                                : " for " + std::to_string(notice.late) + (notice.late == 1 ? " token" : " tokens");
  return "This mail is late" + whose + ": it should have been sent on " + day_text(*notice.late_since) + ".\n\n";
}

inline std::string mail_body(const mail& kind, const jeton::owner_notice<pat_record>& notice, jeton::unix_seconds now) {
  const bool is_dead = kind.kind.marks == jeton::gitlab::expired.marks;
  std::string text = late_text(notice);
  text +=
      is_dead ? "These personal access tokens have expired:\n\n" : "These personal access tokens will expire soon:\n\n";
  for (const pat_record& row : notice.listed) {
    text += "  " + plain(row.name) + " (number " + number_text(row.id) + ", " + expires_text(row.expires, now) + ")\n";
  }
  if (notice.total > notice.listed.size()) {
    text += "  and " + std::to_string(notice.total - notice.listed.size()) + " more\n";
  }
  return text + (is_dead ? "\nThey are not accepted any more. Whatever still uses one needs another.\n"
                         : "\nWhatever uses one needs another before that day. To replace the token N:\n\n"
                           "  jeton pat rotate N\n");
}

}  // namespace detail

/// The mail to one owner.
inline written_mail write_mail(const detail::mail& kind, const jeton::owner_notice<pat_record>& notice,
                               const mail_addresses& addresses, jeton::unix_seconds now) {
  written_mail made{.from = addresses.from()};
  made.name = std::string{kind.name} + "." + detail::day_text(jeton::day_of(now)) + ".user-" +
              detail::number_text(notice.owner) + "." + std::string{notice.about.to_hex().view().substr(0, 16)};
  made.text = "Date: " + detail::time_text(now, "%a, %d %b %Y %H:%M:%S +0000") + "\nFrom: " + made.from +
              "\nTo: " + addresses.of(notice.owner) + "\nSubject: " + std::string{kind.subject} + "\nMessage-ID: <" +
              made.name + "@" + std::string{addresses.domain()} +
              ">\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
              "Content-Transfer-Encoding: quoted-printable\n\n" +
              detail::quoted_printable(detail::mail_body(kind, notice, now));
  return made;
}

}  // namespace jeton_command

#endif
