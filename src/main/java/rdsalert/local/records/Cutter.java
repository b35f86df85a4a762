package rdsalert.local.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of JSON values by their brackets, without parsing them: elements of an array, or of
 * a list in which AWS hands records out, one by one. Records of no interest are only counted.
 */
final class Cutter {
  /** CloudTrail's records have 256 KB at most, and indented ones a few times that. */
  static final int LONGEST = 2 << 20;

  /** What is gone past because it is too large, to read what follows, may have so much. */
  private static final int LARGEST = 8 * LONGEST;

  /** The lists in which records are handed out, by the names of their fields. */
  private static final Set<String> LISTS =
      Set.of(
          "Records Events Messages logEvents QueryResultRows results events records"
              .split(" ", -1));

  private static final String TOO_LARGE =
      "larger than 2 MB, which no record is; if it holds some, export smaller pages, or take them"
          + " out, such as with jq -c '.list[]'; of Athena, give the CSV file that it wrote";

  private static final String TOO_SHORT = "not JSON: it ends too early";

  /** Instead of a place: there has to be more of the value, or nothing more can be cut. */
  private static final int MORE = -2;

  private static final int NOTHING = Skim.NONE;

  private final Values values;
  private final Skim skim;
  private byte[] bytes;
  private int end;

  /** The same as far as it goes, a character for each byte, to be searched. */
  private String text = "";

  private boolean ended;
  private @Nullable IOException unreadable;
  private long before;

  /** Of the lists that are open, one in another, whether each stands in an object. */
  private final boolean[] inObject = new boolean[4];

  private int lists;

  /** Whether the rest of an object follows, in which a list was closed. */
  private boolean behindList;

  /** What is wrong with a value if no more of it comes. */
  private String fault = TOO_SHORT;

  Cutter(Values values, byte[] buffer) {
    this.values = values;
    this.skim = new Skim(values);
    this.bytes = buffer;
  }

  void cut(InputStream in) throws IOException {
    int at = 0;
    while (at != NOTHING) {
      int next = at < end ? step(at) : MORE;
      if (next == MORE
          && end - at > LONGEST
          && (end - at >= LARGEST || Skim.nextLine(text, at) != NOTHING)) {
        next = broken(at, TOO_LARGE);
      }
      at = next != MORE ? next : ended ? atEnd(at) : readOn(in, at);
    }
    if (unreadable != null) {
      throw unreadable; // now that all before it is told of
    }
  }

  /** Keeps what stands from a place on, puts more behind it, and returns where it stands now. */
  private int readOn(InputStream in, int from) {
    end -= from;
    before += from;
    System.arraycopy(bytes, from, bytes, 0, end);
    if (end == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    try {
      int count = in.read(bytes, end, bytes.length - end);
      ended = count < 0;
      end += Math.max(0, count);
    } catch (IOException e) {
      ended = true;
      unreadable = e;
    }
    text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    return 0;
  }

  private int atEnd(int at) {
    boolean open = at < end && (behindList || "{[\"".indexOf(bytes[at]) >= 0);
    if (at < end && !open) {
      emit(at, end);
    }
    return open || lists > 0 ? broken(at, fault) : NOTHING;
  }

  /** Deals with what stands at a place, and returns where to go on. */
  private int step(int at) {
    fault = TOO_SHORT;
    if (behindList) {
      return members(at, at);
    }
    return switch (bytes[at]) {
      case ' ', '\t', '\r', '\n', ',', ':' -> at + 1;
      case '{' -> object(at);
      case '[' -> lists > 0 ? members(at, at + 1) : openList(false, at);
      case '}', ']' -> closeList(at);
      case '"' -> text(at);
      default -> bare(at);
    };
  }

  private int object(int at) {
    int next = skim.past(text, at, lists > 0 ? ',' : '\n');
    return next > at ? next : members(at, at + 1);
  }

  private int openList(boolean inside, int at) {
    inObject[lists++] = inside;
    behindList = false;
    return at + 1;
  }

  private int closeList(int at) {
    if (lists == 0) {
      values.broken(before + at, "not JSON: a bracket closes what was not opened", false);
    } else {
      behindList = inObject[--lists];
    }
    return at + 1;
  }

  /** Where the quote is that ends a text, or what cannot stand in one; a tab spoils one record. */
  private static int endOfText(byte[] b, int from, int stop) {
    for (int i = from; i < stop; i++) {
      if (b[i] == '\\') {
        i++;
      } else if (b[i] == '"' || (b[i] >= 0 && b[i] <= '\r' && b[i] != '\t')) {
        return i;
      }
    }
    return MORE;
  }

  private int text(int from) {
    int to = endOfText(bytes, from + 1, end);
    if (to == MORE || bytes[to] != '"') {
      return to == MORE ? MORE : noText(from);
    }
    emit(from, to + 1);
    return to + 1;
  }

  /** Numbers and the like end where the next token begins. */
  private int bare(int from) {
    for (int i = from + 1; i < end; i++) {
      if (" \t\r\n,:{}[]\"".indexOf(bytes[i]) >= 0) {
        emit(from, i);
        return i;
      }
    }
    return MORE;
  }

  /** Goes from one place to the end of the object or array that begins, or of which a list did. */
  private int members(int start, int from) {
    byte[] b = bytes;
    int stop = end;
    int depth = 1;
    int key = from;
    int keyEnd = from;
    int i = from;
    while (i < stop) {
      byte c = b[i++];
      if (c == '"') {
        int name = i;
        i = endOfText(b, name, stop);
        if (i == MORE || b[i] != '"') {
          return i == MORE ? MORE : noText(start);
        }
        if (depth == 1) {
          key = name;
          keyEnd = i;
        }
        i++;
      } else if (c == '{' || c == '[') {
        if (c == '[' && depth == 1 && isOfRecords(key, keyEnd)) {
          return openList(true, i - 1);
        }
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        if (behindList) {
          behindList = false;
        } else {
          emit(start, i);
        }
        return i;
      }
    }
    return MORE;
  }

  /** The next line may still come. */
  private int noText(int start) {
    fault = "not JSON: a text has a line end or a control character in it";
    boolean mayCome = end - start < LONGEST && Skim.nextLine(text, start) == NOTHING;
    return mayCome ? MORE : broken(start, fault);
  }

  private boolean isOfRecords(int key, int keyEnd) {
    return lists < inObject.length && LISTS.contains(text.substring(key, keyEnd));
  }

  private void emit(int from, int to) {
    if (to - from > LONGEST) {
      values.broken(before + from, TOO_LARGE, false);
    } else if (!skim.passesOver(text.substring(from, to))) {
      values.read(bytes, from, to);
    }
  }

  /**
   * Complains of a value that does not end as it should.
   *
   * @return where to go on, if values have lines of their own; elsewhere that is not known
   */
  private int broken(int start, String why) {
    int next = Skim.nextLine(text, start);
    values.broken(before + start, why, next == NOTHING && start < end);
    behindList = false;
    return next;
  }
}
