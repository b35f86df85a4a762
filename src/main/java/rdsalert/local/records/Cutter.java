package rdsalert.local.records;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of JSON values by their brackets, without parsing them: elements of an array, or of
 * a list in which AWS hands records out, one by one. A value with one plain call's name that is of
 * no interest is only counted; whatever else there is has to be read.
 */
final class Cutter {
  /** CloudTrail's records have 256 KB at most, and indented ones a few times that. */
  static final int LONGEST = 2 << 20;

  private static final String TOO_LARGE = "larger than 2 MB, which no record is";

  private final Values values;
  private final Hint hint;
  private byte[] bytes = new byte[1 << 16];
  private int end;
  private long before;

  private final int[] outer = new int[4];
  private int lists;
  private int base;
  private int depth;

  private int unit = -1;
  private int quote;
  private boolean inText;
  private boolean escaped;

  Cutter(Values values) {
    this.values = values;
    this.hint = new Hint(values::passesOver);
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
    return depth > 0 || inText ? nextLine("not JSON: it ends too early") : -1;
  }

  /** Keeps what was not dealt with yet, unless it is too much. */
  private int makeRoom(int from) {
    int position = from;
    int kept = unit >= 0 ? unit : inText && depth == base + 1 && quote >= 0 ? quote : position;
    if (position - kept > LONGEST) {
      int line = unit >= 0 ? nextLine(TOO_LARGE) : -1;
      forget();
      position = line >= 0 ? line : position;
      kept = position;
    }
    System.arraycopy(bytes, kept, bytes, 0, end - kept);
    end -= kept;
    before += kept;
    unit = unit < 0 ? -1 : 0;
    quote = Math.max(-1, quote - kept);
    hint.move(kept);
    if (bytes.length - end < bytes.length / 2) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    return position - kept;
  }

  private void forget() {
    unit = -1;
    hint.forget();
  }

  /** Goes on to the end of what is there, and returns where that is; less than 0 to stop. */
  private int scan(int from) {
    byte[] b = bytes;
    int stop = end;
    int i = from;
    if (escaped) {
      escaped(b[i++]);
      escaped = false;
    }
    while (i < stop && i >= 0) {
      if (inText) {
        i = Eight.endOfPlain(b, i, stop);
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
      if (!escaped) {
        escaped(bytes[at + 1]);
      }
      return escaped ? end : at + 2;
    }
    return nextLine("not JSON: a text has a line end or a control character in it");
  }

  private void escaped(byte character) {
    if (character == 'u') {
      hint.odd();
    }
  }

  private void endText(int at) {
    if (depth == base + 1) {
      hint.see(bytes, quote, at);
    } else if (depth == base && unit >= 0) {
      emit(at + 1);
    }
  }

  private void open(byte bracket, int at) {
    boolean isList = bracket == '[';
    if (depth == base) {
      if (isList && lists == 0) {
        outer[lists++] = base;
        base = depth + 1;
      } else {
        forget();
        unit = at;
      }
    } else if (isList
        && depth == base + 1
        && lists < outer.length
        && Hint.isOfRecords(bytes, quote, at)) {
      forget();
      outer[lists++] = base;
      base = depth + 1;
    }
    depth++;
  }

  private void close(int at) {
    depth--;
    if (depth < 0) {
      values.broken(before + at, "not JSON: a bracket closes what was not opened");
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
    boolean passed = hint.namesNothingOfInterest();
    int from = unit;
    forget();
    if (to - from > LONGEST) {
      values.broken(before + from, TOO_LARGE);
    } else if (passed) {
      values.passedOver(hint.day());
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
