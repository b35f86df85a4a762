package rdsalert.local.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Cuts a stream of JSON values by their brackets, without parsing them: elements of an array, or of
 * a list in which AWS hands records out, one by one. A value with one plain call's name that is of
 * no interest is only counted; whatever else there is has to be read.
 */
final class Cutter {
  /** CloudTrail's records have 256 KB at most, and indented ones a few times that. */
  static final int LONGEST = 2 << 20;

  private static final Set<String> LISTS =
      Set.of("Records", "Events", "Messages", "logEvents", "QueryResultRows");

  private static final int MOST_LISTS = 4;
  private static final byte[] NAME = "eventName".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "eventTime".getBytes(StandardCharsets.US_ASCII);
  private static final int DAY = "2026-01-31".length();

  /** What stands for itself in a text: all but quotes, backslashes and control characters. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    Arrays.fill(PLAIN, ' ', 256, true);
    PLAIN['"'] = false;
    PLAIN['\\'] = false;
  }

  private final Values values;
  private byte[] bytes = new byte[1 << 16];
  private int end;
  private long before;

  private final int[] outer = new int[MOST_LISTS];
  private int lists;
  private int base;
  private int depth;

  private int unit = -1;
  private int quote;
  private int nameEnd = -1;
  private int timeEnd = -1;
  private int names;
  private int dull;
  private boolean inText;
  private boolean escaped;
  private boolean odd;
  private String day = "";

  Cutter(Values values) {
    this.values = values;
  }

  /** Is told of the values in a stream. */
  interface Values {
    boolean passesOver(String eventName);

    void read(byte[] bytes, int from, int to);

    void passedOver(String day);

    /** A value that cannot be cut out, or that is too large, and the byte at which it begins. */
    void broken(long at, String why);
  }

  void cut(InputStream in) throws IOException {
    int position = 0;
    while (position >= 0) {
      position = makeRoom(position);
      int count = in.read(bytes, end, bytes.length - end);
      if (count > 0) {
        end += count;
        position = scan(position);
      } else {
        position = atEnd();
      }
    }
  }

  private int atEnd() {
    if (unit >= 0 && depth == base && !inText) {
      emit(end);
    }
    return depth > 0 || inText ? nextLine("it ends too early") : -1;
  }

  /** Keeps what was not dealt with yet, unless it is too much. */
  private int makeRoom(int from) {
    int position = from;
    int kept = unit >= 0 ? unit : inText && depth == base + 1 && quote >= 0 ? quote : position;
    if (position - kept > LONGEST) {
      int line = unit >= 0 ? nextLine("it is larger than 2 MB, which no record is") : -1;
      forget();
      position = line >= 0 ? line : position;
      kept = position;
    }
    System.arraycopy(bytes, kept, bytes, 0, end - kept);
    end -= kept;
    before += kept;
    unit = unit < 0 ? -1 : 0;
    quote = Math.max(-1, quote - kept);
    nameEnd = Math.max(-1, nameEnd - kept);
    timeEnd = Math.max(-1, timeEnd - kept);
    if (bytes.length - end < bytes.length / 2) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    return position - kept;
  }

  private void forget() {
    unit = -1;
    nameEnd = -1;
    timeEnd = -1;
    names = 0;
    dull = 0;
    odd = false;
  }

  /** Goes on to the end of what is there, and returns where that is; less than 0 to stop. */
  private int scan(int from) {
    byte[] b = bytes;
    boolean[] plain = PLAIN;
    int stop = end;
    int i = from;
    if (escaped) {
      odd |= b[i++] == 'u';
      escaped = false;
    }
    while (i < stop && i >= 0) {
      if (inText) {
        while (i < stop && plain[b[i] & 0xff]) {
          i++;
        }
        i = i < stop ? endOrGoOn(i) : i;
      } else if (b[i] == '"') {
        boolean between = depth == base;
        endBare(between, i);
        unit = between ? i : unit;
        inText = true;
        quote = ++i;
      } else if (b[i] == ':' || (b[i] == ',' && depth > base)) {
        i++;
      } else {
        outside(b[i], i);
        i++;
      }
    }
    return i;
  }

  private void outside(byte c, int at) {
    boolean between = depth == base;
    switch (c) {
      case '{', '[' -> {
        endBare(between, at);
        open(c, at);
      }
      case '}', ']' -> {
        endBare(between, at);
        close(at);
      }
      case ' ', '\t', '\r', '\n', ',' -> endBare(between, at);
      default -> unit = between && unit < 0 ? at : unit;
    }
  }

  /** Numbers and the like between values end with whatever follows. */
  private void endBare(boolean between, int at) {
    if (between && unit >= 0) {
      emit(at);
    }
  }

  /** What a text has to say at a character that does not stand for itself. */
  private int endOrGoOn(int at) {
    if (bytes[at] == '"') {
      inText = false;
      endText(at);
      return at + 1;
    }
    if (bytes[at] == '\\') {
      escaped = at + 1 == end;
      odd |= !escaped && bytes[at + 1] == 'u';
      return escaped ? end : at + 2;
    }
    return nextLine("a text in it has a line end or a control character");
  }

  private void endText(int at) {
    if (depth == base + 1) {
      int length = quote < 0 ? -1 : at - quote;
      if (nameEnd >= 0) {
        dull += follows(nameEnd) && values.passesOver(text(quote, at)) ? 1 : 0;
        nameEnd = -1;
      } else if (timeEnd >= 0) {
        day = follows(timeEnd) ? day(at) : day;
        timeEnd = -1;
      } else if (length == NAME.length && bytes[quote] == 'e') {
        if (is(NAME)) {
          names++;
          nameEnd = at + 1;
        } else if (is(TIME)) {
          timeEnd = at + 1;
        }
      }
    } else if (depth == base && unit >= 0) {
      emit(at + 1);
    }
  }

  private boolean is(byte[] word) {
    return Arrays.equals(bytes, quote, quote + word.length, word, 0, word.length);
  }

  /** Whether the text that has ended just now is the value of the key that ended there. */
  private boolean follows(int key) {
    int colons = 0;
    for (int i = key; i < quote - 1; i++) {
      if (bytes[i] == ':') {
        colons++;
      } else if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return colons == 1;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** The same day again, most often. */
  private String day(int at) {
    int to = Math.min(at, quote + DAY);
    for (int i = quote; i < to; i++) {
      if (day.length() != to - quote || day.charAt(i - quote) != bytes[i]) {
        return text(quote, to);
      }
    }
    return day;
  }

  private void open(byte bracket, int at) {
    boolean isList = bracket == '[';
    if (depth == base) {
      if (isList && lists == 0) {
        enter();
      } else {
        forget();
        unit = at;
      }
    } else if (isList && depth == base + 1 && lists < MOST_LISTS && isRecords(at)) {
      forget();
      enter();
    }
    depth++;
  }

  /** Whether the list that begins here is one of records, by the key before it. */
  private boolean isRecords(int at) {
    int to = at - 1;
    while (to > quote && bytes[to] != '"') {
      to--;
    }
    return quote > 0 && to - quote < 16 && to > quote && LISTS.contains(text(quote, to));
  }

  private void enter() {
    outer[lists++] = base;
    base = depth + 1;
  }

  private void close(int at) {
    depth--;
    if (depth < 0) {
      values.broken(before + at, "a bracket closes what was not opened");
      depth = 0;
    } else if (depth < base) {
      forget();
      base = outer[--lists];
    } else if (depth == base && unit >= 0) {
      emit(at + 1);
    } else if (depth == base) {
      forget();
    }
  }

  private void emit(int to) {
    boolean passed = names > 0 && names == dull && !odd;
    int from = unit;
    forget();
    if (passed) {
      values.passedOver(day);
    } else {
      values.read(bytes, from, to);
    }
  }

  /**
   * Complains of a value that does not end as it should, and goes on with the next line, if each
   * value has a line of its own; elsewhere nobody knows where the next one begins.
   *
   * @return where to go on; less than 0 if there is no such line
   */
  private int nextLine(String why) {
    values.broken(before + Math.max(0, unit), why);
    for (int i = unit; lists == 0 && unit >= 0 && i + 1 < end; i++) {
      if (bytes[i] == '\n' && bytes[i + 1] == '{') {
        forget();
        inText = false;
        depth = 0;
        return i + 1;
      }
    }
    return -1;
  }
}
