package rdsalert.render;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import rdsalert.briefing.ActorPhrase.Kind;
import rdsalert.briefing.Briefing;
import rdsalert.briefing.Briefing.Call;
import rdsalert.event.ManagementEvent.Scope;
import rdsalert.text.Links;
import rdsalert.text.SafeText;
import rdsalert.text.Said;
import rdsalert.text.Words;

/** What happened, in one line: callers' text in it is cut hard, and none of it can be markup. */
final class Headlines {
  /** SNS takes fewer than 100 characters. */
  static final int LONGEST_SUBJECT = 99;

  /** A single text message, with room for what the carrier adds. */
  static final int LONGEST_SMS = 140;

  private static final int LONGEST = 40;
  private static final int LONGEST_IN_SUBJECT = 24;
  private static final int LONGEST_IN_SMS = 20;
  private static final int SHORTEST = 4;
  private static final int READABLE = 12;
  private static final int MOST_SIGNS = 2;

  private final List<String> signs;
  private final Call call;
  private final String when;
  private final String place;
  private final Said title;
  private final String subject;

  Headlines(Briefing briefing, Instant now) {
    this.signs = briefing.signs();
    this.call = briefing.call();
    Instant called = call.event().eventTime();
    this.when = Words.ago(called, now) + ", at " + Words.utc(called);
    this.place = place(call.event().scope());
    this.title = title(call.actor().throughWhat(LONGEST), true, false).within(LONGEST);
    this.subject = shortened();
  }

  private Said title(Said who, boolean named, boolean shortest) {
    return call.title(who, named, shortest).with(Headlines::shortName).capitalized();
  }

  /** Of an ARN its end, which tells what it names. */
  private static String shortName(String name) {
    String end = Words.shortName(name);
    return end.equals(name) ? name : "..." + end;
  }

  /** Such as {@code IAM user mary created DB security group temp}. */
  String title() {
    return title.in(SafeText::word);
  }

  /** The title, how grave that is by itself, and how many more signs of harm there are, by name. */
  Said urgentTitle() {
    return title.and("; " + call.rule().severity().word() + signsByName());
  }

  private String signsByName() {
    return signs.isEmpty()
        ? ", no other warning signs"
        : ", " + Words.count(signs.size(), "warning sign") + ": " + String.join(", ", signs);
  }

  /** When the call was, such as {@code 4 min ago, at 2026-01-31 09:30:12Z}. */
  String when() {
    return when;
  }

  /** Without a single word of the caller's; where, and the first signs of harm. */
  String cardTitle() {
    Said who = Said.of(call.actor().kind().words);
    String what = call.title(who, false, false).capitalized().in(SafeText::word);
    return what + " in " + where(call.event().scope()) + signs(MOST_SIGNS, ": ", "");
  }

  /** Such as {@code 123456789012, eu-central-1}. */
  static String where(Scope scope) {
    return SafeText.word(scope.account(), 20) + ", " + SafeText.word(scope.region(), 32);
  }

  /** The id of an account is no text of another's, if it is one. */
  static Said account(String id) {
    return id.matches("[0-9]{12}") ? Said.of(id) : Said.quote(id, 20);
  }

  static String place(Scope scope) {
    return SafeText.word(scope.account(), 12) + " " + SafeText.word(scope.region(), 16);
  }

  /**
   * At most 99 ASCII characters; what is named takes the room that the rest leaves. Signs of harm
   * go before a name that could no longer be told from others.
   */
  String subject() {
    return subject;
  }

  private String shortened() {
    Said longer = subjectTitle(MOST_SIGNS, true);
    int room = roomForNames(longer);
    for (int most = MOST_SIGNS - 1; most >= 0 && room < READABLE; most--) {
      longer = subjectTitle(most, true);
      room = roomForNames(longer);
    }
    Said shorter = room < SHORTEST ? subjectTitle(0, false) : longer.within(room);
    return line(shorter.in(SafeText::word), " in " + place, LONGEST_SUBJECT);
  }

  private Said subjectTitle(int signs, boolean named) {
    Said by = Said.of(call.actor().throughWhat(LONGEST_IN_SUBJECT).in(SafeText::word));
    return title(by, named, true).and(signs(signs, " (", ")"));
  }

  /** How long a name may be so that the subject is not too long; as long as it is if that fits. */
  private int roomForNames(Said whole) {
    int over =
        whole.in(SafeText::word).length() + " in ".length() + place.length() - LONGEST_SUBJECT;
    return over <= 0 ? Integer.MAX_VALUE : whole.longestOfOthers(SafeText::word) - over;
  }

  /** One line of at most 140 characters, all of which GSM-7 has. */
  String sms() {
    Said source = call.source().words();
    String from =
        source.isEmpty() ? "" : ", from " + source.within(LONGEST_IN_SMS).in(SafeText::word);
    String when = ", " + Words.clock(call.event().eventTime()) + ", " + place;
    String what = title.within(LONGEST_IN_SMS).in(SafeText::word);
    return forPhone(line(what + signs(MOST_SIGNS, " (", ")"), when + from, LONGEST_SMS));
  }

  /** What is too long is cut where it is ours, too; when and where it was never is. */
  private static String line(String what, String where, int longest) {
    String end = Links.broken(where);
    return Links.line(what, longest - end.length()) + end;
  }

  /** Cut, and with parentheses where others have brackets, which count twice in a text message. */
  static String sms(String text) {
    return forPhone(Links.line(text, LONGEST_SMS));
  }

  private static String forPhone(String line) {
    return line.replace('[', '(').replace(']', ')');
  }

  /** The first signs of harm that the title does not tell. */
  private String signs(int most, String before, String after) {
    String first =
        signs.stream()
            .filter(sign -> !(sign.equals("root") && call.actor().kind() == Kind.ROOT))
            .limit(most)
            .collect(Collectors.joining(", "));
    return first.isEmpty() ? "" : before + first + after;
  }
}
