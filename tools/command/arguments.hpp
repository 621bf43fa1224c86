// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_ARGUMENTS_HPP
#define JETON_COMMAND_ARGUMENTS_HPP

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension.hpp"
#include "failure.hpp"
#include "formats.hpp"
#include "help_page.hpp"
#include "output.hpp"
#include "token_look.hpp"

namespace jeton_command {

/// What a program is called.
struct program {
  std::string name;
  std::string version;
};

enum class command_name : unsigned char { formats, generate, check, inspect, digest, scopes, expiry, extended };

/// What the arguments ask for, as they are written.
struct request {
  command_name command{};
  std::optional<std::string> format;
  std::vector<std::string> prefixes;
  bool before = false;
  std::string count = "1";
  std::vector<std::string> fields;
  std::optional<std::string> key_file;
  std::string colour = "auto";
  std::optional<std::string> scopes;
  std::string vocabulary = "gitlab";
  bool commas = false;
  bool json_array = false;
  bool stored = false;
  bool table = false;
  std::optional<std::string> date;
  std::optional<std::string> in_days;
  std::optional<std::string> now;
  std::optional<std::string> max_days;
  bool regex = false;
  bool base64 = false;
  bool as_json = false;
};

inline constexpr std::string_view tokens_are_no_arguments =
    "Tokens come on standard input, one a line, never as arguments: a shell keeps\n"
    "those in its history, and other users see them in the list of processes. If it\n"
    "was a token, take it for known and revoke it.";

/// Reads the arguments.
class argument_parser {
 public:
  argument_parser(const program& of, const format_list& list, extension* more)
      : app_{"", of.name},
        example_(list.formats.front().called.name),
        only_format_(list.formats.size() == 1),
        look_(list) {
    app_.description("The command " + of.name + " " + of.version + " makes tokens of APIs and judges them, offline");
    app_.formatter(std::make_shared<help_page>());
    app_.set_version_flag("--version", of.name + " " + of.version, "show the version");
    app_.set_help_flag("-h,--help", "show this help; each command has its own");
    app_.option_defaults()->disable_flag_override();  // or --json=TOKEN would be taken
    app_.require_subcommand(1);
    app_.allow_extras();
    app_.footer(
        "Tokens come on standard input, one a line, never as arguments: a shell keeps\n"
        "those in its history, and other users see them in the list of processes.\n"
        "A check finds errors of typing. It does not prove who made a token.\n\n" +
        example_of("generate " + example_ + " --count 3 | " + of.name + " check"));
    add_formats();
    add_generate();
    add_check();
    add_inspect();
    add_digest();
    add_scopes();
    add_expiry();
    if (more != nullptr) more->add_to(app_)->callback([this] { asked_.command = command_name::extended; });
    add_not_a_token(app_);
  }

  /// What is asked for; nothing where help or version were, and are now written. Ends the command where an argument
  /// looks like a token, before anything is written, opened or made.
  std::optional<request> parse(int argc, char** argv, output& out) {
    try {
      parse_harmless(argc, argv);
      refuse_extras();
      return asked_;
    } catch (const CLI::CallForHelp&) {
      out << app_.help();
    } catch (const CLI::CallForVersion& version) {
      out << version.what() << "\n";
    } catch (const CLI::ParseError& error) {
      refuse_extras();
      if (argc > 1) explain(error);
      throw failure{"a command is needed\n\n" + app_.help()};
    }
    return std::nullopt;
  }

 private:
  CLI::App* add(const char* name, const std::string& description, command_name command) {
    CLI::App* made = app_.add_subcommand(name, description);
    made->set_help_flag("-h,--help", "show this help");
    made->allow_extras();
    made->callback([this, command] { asked_.command = command; });
    return made;
  }
  [[nodiscard]] std::string example_of(const std::string& text) const {
    return "example: " + app_.get_name() + " " + text + "\n";
  }

  void add_formats() {
    CLI::App* command = add("formats", "list the formats that this command knows", command_name::formats);
    command->add_flag("--regex", asked_.regex, "a regular expression for each, for scanners");
    command->add_flag("--json", asked_.as_json, "everything about them, as one array of JSON");
    command->footer(std::string{formats_legend.substr(1)} + "\n" + example_of("formats --regex"));
  }
  void add_generate() {
    CLI::App* command = add("generate", "make fresh tokens, one a line", command_name::generate);
    add_format(command, "what they shall be", only_format_);
    command->add_option("--count", asked_.count, "how many, 1 unless said otherwise")->type_name("N");
    add_prefix(command, "P in place of the format's own prefix: 0 to 20 of\nA-Z a-z 0-9 _ + = / @ : . -");
    command
        ->add_option("--field", asked_.fields,
                     "the text of a field of variable size, such as an id;\n"
                     "for each of them, in order. GitLab's routable tokens\n"
                     "take KEY=VALUE, KEY one of c, g, o, p, t, u")
        ->type_name("TEXT")
        ->expected(1)
        ->take_all();
    command->footer("Every digit is drawn from the operating system's random numbers.\n\n" +
                    example_of("generate " + example_ + " --count 3"));
  }
  void add_check() {
    CLI::App* command = add("check", "say of each line whether it is a token", command_name::check);
    add_format(command, "what they should be; any that is known if left out", true);
    add_prefix(command, "P in place of the format's own prefix; may be repeated");
    command->add_flag("--json", asked_.as_json, "a line of JSON for each");
    command->footer(
        "For each line of standard input it prints 'valid FORMAT' or 'invalid REASON at\n"
        "POSITION', bytes counted from 0, and never the token.\n\n"
        "Exit status: 0 all are valid, 1 some are not, 2 usage, input or output, which\n"
        "includes an empty input.\n\n" +
        example_of("check " + example_ + " <tokens.txt"));
  }
  void add_inspect() {
    CLI::App* command = add("inspect", "draw the parts of each token", command_name::inspect);
    add_format(command, "what they should be; any that is known if left out", true);
    add_prefix(command, "P in place of the format's own prefix; may be repeated");
    add_colour(command);
    command->add_flag("--json", asked_.as_json, "a line of JSON for each");
    command->footer(
        "Fields and checks stay hidden; only what all tokens of a format share is shown.\n"
        "The mark ~ stands under bytes that no check covers, ^ under the first fault.\n"
        "The fingerprint is the same for the same token and tells nothing about it.\n"
        "Exit status as that of check.\n\n" +
        example_of("inspect <tokens.txt"));
  }
  void add_digest() {
    CLI::App* command = add("digest", "print what a server stores of each token", command_name::digest);
    command
        ->add_option("--hmac-key-file", asked_.key_file,
                     "HMAC-SHA-256 under the bytes of FILE, 32 or more,\nnot SHA-256")
        ->type_name("FILE");
    command->add_flag("--base64", asked_.base64, "base64 with padding, not hexadecimal");
    command->add_flag("--json", asked_.as_json, "a line of JSON for each");
    command->footer("An empty line has no digest: it prints '-', and the exit status is 1.\n\n" +
                    example_of("generate " + example_ + " | tee token.txt | " + app_.get_name() + " digest"));
  }

  void add_scopes() {
    CLI::App* command = add("scopes", "explain a list of scopes, or say why it is none", command_name::scopes);
    command->add_option("SCOPES", asked_.scopes, "names with a space between them, in one argument\nor several")
        ->type_name("[SCOPES]");
    command->add_option("--vocabulary", asked_.vocabulary, "whose scopes: gitlab (unless said otherwise) or github")
        ->type_name("ISSUER");
    command->add_flag("--commas", asked_.commas, "a comma between names, as in GitHub's X-OAuth-Scopes");
    command->add_flag("--json-array", asked_.json_array, "a JSON array of names");
    command->add_flag("--stored", asked_.stored,
                      "read it as a row of a store: unknown names are kept\nand grant nothing");
    command->add_flag("--table", asked_.table, "all scopes, and of GitLab's what each one opens");
    add_colour(command);
    command->add_flag("--json", asked_.as_json, "one line of JSON; with --table one object");
    command->footer(
        "A caret stands under the byte where a list is wrong; what is not printable is\n"
        "shown as \\xHH. Exit status: 0 good, 1 refused, 2 usage or output.\n\n" +
        example_of("scopes api read_user"));
  }
  void add_expiry() {
    CLI::App* command = add("expiry", "say until when a date lets a token live", command_name::expiry);
    command
        ->add_option("DATE", asked_.date,
                     "YYYY-MM-DD, whose first instant in UTC is the end;\na timestamp of RFC 3339, rounded down to its "
                     "UTC day;\nor never")
        ->type_name("[DATE]");
    command->add_option("--in-days", asked_.in_days, "the day that is N days after today, in place of DATE")
        ->type_name("N");
    command->add_option("--now", asked_.now, "another now: a date or a timestamp")->type_name("TIME");
    command
        ->add_option("--max-days", asked_.max_days,
                     "a limit: N days after today at most, 1 to 400,\nand an expiry is required")
        ->type_name("N");
    add_colour(command);
    command->add_flag("--json", asked_.as_json, "one line of JSON");
    command->footer(
        "A token that expires on a day is dead from 00:00:00 UTC of it on. Exit status:\n"
        "0 it lives, 1 it is dead, the date is wrong or the limit does not admit it,\n"
        "2 usage or output.\n\n" +
        example_of("expiry 2027-01-31 --now 2026-11-25T10:00:00Z"));
  }

  /// Every command has it, also those of an extension.
  static void add_not_a_token(CLI::App& app) {
    const std::vector<CLI::App*> commands = app.get_subcommands([](CLI::App*) { return true; });
    for (CLI::App* one : commands) add_not_a_token(*one);
    if (commands.empty()) app.add_flag("--not-a-token")->description("an argument that looks like a token is none");
  }
  void add_colour(CLI::App* command) {
    command->add_option("--color", asked_.colour, "auto (a terminal, without NO_COLOR), always, never")
        ->type_name("WHEN");
  }
  void add_format(CLI::App* command, const std::string& description, bool may_be_left_out) {
    command->add_option("FORMAT", asked_.format, description)->type_name(may_be_left_out ? "[FORMAT]" : "FORMAT");
  }
  void add_prefix(CLI::App* command, const std::string& description) {
    command->add_option("--prefix", asked_.prefixes, description)->type_name("P")->expected(1)->take_all();
    command->add_flag("--before", asked_.before,
                      "P and a hyphen stand before that prefix, as GitLab's\ninstance prefix does");
  }

  /// Reads the arguments and refuses those that look like tokens, whether or not they can be read.
  void parse_harmless(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError&) {
      refuse_tokens(argc, argv);
      throw;
    }
    if (asked_.scopes) take_more_scopes();
    refuse_tokens(argc, argv);
  }
  [[nodiscard]] const CLI::App& innermost_command() const {
    const CLI::App* innermost = &app_;
    while (!innermost->get_subcommands().empty()) innermost = innermost->get_subcommands().front();
    return *innermost;
  }
  /// Ends the command, with the name of the option, where an argument looks like a token and --not-a-token is not said.
  void refuse_tokens(int argc, char** argv) const {
    const std::vector<const CLI::Option*> options = innermost_command().get_options();
    for (const CLI::Option* one : options) {
      if (one->check_lname("not-a-token") && one->count() > 0) return;
    }
    const auto look_at = [&](const std::string& text, const std::string& name) {
      if (!look_.found_in(text)) return;
      throw failure{name + ": this looks like a token (not shown here)\n" + std::string{tokens_are_no_arguments} +
                    "\nIf it is none, say --not-a-token."};
    };
    for (const CLI::Option* one : options) {
      for (const std::string& text : one->results()) look_at(text, one->get_name());
    }
    for (const std::string& text : app_.remaining(true)) look_at(text, extras_are_scopes_ ? "SCOPES" : "an argument");
    for (int i = 1; i < argc; ++i) look_at(argv[i], "an argument");  // also where the reading ended before them
  }

  /// `scopes api read_user` is one list, as `scopes 'api read_user'` is.
  void take_more_scopes() {
    const std::vector<std::string> more = app_.remaining(true);
    extras_are_scopes_ = std::none_of(more.begin(), more.end(), is_option);
    if (!extras_are_scopes_) return;
    for (const std::string& name : more) *asked_.scopes += " " + name;
  }
  static bool is_option(const std::string& argument) { return argument.starts_with('-'); }

  /// What is left over may be a token, so it is refused without being shown.
  void refuse_extras() const {
    const std::vector<std::string> extras = app_.remaining(true);
    if (extras.empty() || extras_are_scopes_) return;
    const bool options = std::any_of(extras.begin(), extras.end(), is_option);
    const bool command = !innermost_command().get_subcommands([](const CLI::App*) { return true; }).empty();
    throw failure{std::string{options   ? "unknown option"
                              : command ? "unknown command"
                                        : "too many arguments"} +
                  " (not shown here: it could be a token)\n" + std::string{tokens_are_no_arguments}};
  }
  /// Errors whose text quotes an argument are not quoted.
  [[noreturn]] static void explain(const CLI::ParseError& error) {
    const bool names_options_only = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr ||
                                    dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
    throw failure{names_options_only ? error.what() : "an option has a value that it does not take; see --help"};
  }

  CLI::App app_;
  std::string example_;
  bool only_format_;
  token_look look_;
  bool extras_are_scopes_ = false;
  request asked_;
};

}  // namespace jeton_command

#endif
