package rdsalert.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import rdsalert.delivery.Window.Limits;

/**
 * A part of a window's places. The open places are for everybody; the reserve is divided, so that a
 * flood of one kind cannot use up what is kept for the others.
 *
 * <p>Half of the reserve is for accounts not yet seen in the window. The other half is for the root
 * user, for urgent calls, and for callers not yet seen with the rule; of the last two no caller
 * gets more than a tenth of the reserve, so that none can take what others of its account can have.
 * No account gets more than half of the reserve. In a reserve too small to be divided each part has
 * one place as long as the cap allows it.
 */
public enum Share {
  OPEN("open"),
  ROOT("root"),
  URGENT("urgent"),
  NEW_CALLER("newCallers"),
  NEW_ACCOUNT("newAccounts");

  /** The counter of all places of a window. */
  public static final String TAKEN = "taken";

  private final String counter;

  Share(String counter) {
    this.counter = counter;
  }

  /**
   * Who asks for a place in a window. It is urgent if the call is root's, opens access to the whole
   * internet, or is a hit of a high or critical rule.
   */
  public record Applicant(
      String caller, String ruleId, String account, boolean root, boolean urgent) {
    private String callerName() {
      return "caller " + caller;
    }

    private String callerAndRule() {
      return callerName() + " rule " + ruleId;
    }

    private String accountName() {
      return "account " + account;
    }
  }

  /** What is known of a window's places when one is asked for. */
  public interface Occupancy {
    /** What a counter of {@link Share#counters} says. */
    int count(String counter);

    /** Whether a caller with a rule, or an account, has a place already. */
    boolean hasSeen(String name);
  }

  /** The first share that has a place for the applicant; empty if it gets none. */
  public static Optional<Share> offer(Applicant applicant, Occupancy window, Limits limits) {
    return Stream.of(values())
        .filter(share -> share.isMeantFor(applicant))
        .filter(share -> share.newNames(applicant).stream().noneMatch(window::hasSeen))
        .filter(
            share ->
                share.counters(applicant, limits).entrySet().stream()
                    .allMatch(counter -> window.count(counter.getKey()) < counter.getValue()))
        .findFirst();
  }

  private boolean isMeantFor(Applicant applicant) {
    return switch (this) {
      case OPEN, NEW_CALLER, NEW_ACCOUNT -> true;
      case ROOT -> applicant.root();
      case URGENT -> applicant.urgent();
    };
  }

  /**
   * What a place of this share counts in, each up to a number: all places, the share's own, and
   * what the caller and the account, whose names have a space in them, have of the reserve.
   */
  public Map<String, Integer> counters(Applicant applicant, Limits limits) {
    Map<String, Integer> counters = new LinkedHashMap<>();
    counters.put(TAKEN, limits.cap());
    counters.put(counter, places(limits));
    if (this != OPEN) {
      counters.put(applicant.accountName(), Math.max(1, (limits.reserve() + 1) / 2));
    }
    if (this == URGENT || this == NEW_CALLER) {
      counters.put(applicant.callerName(), Math.max(1, limits.reserve() / 10));
    }
    return counters;
  }

  int places(Limits limits) {
    int reserve = limits.reserve();
    int accounts = reserve / 2;
    int others = reserve - accounts;
    int root = others / 5;
    int callers = others * 2 / 5;
    return switch (this) {
      case OPEN -> limits.cap() - reserve;
      case ROOT -> part(reserve, root);
      case URGENT -> part(reserve, others - root - callers);
      case NEW_CALLER -> part(reserve, callers);
      case NEW_ACCOUNT -> part(reserve, accounts);
    };
  }

  private static int part(int reserve, int places) {
    return reserve == 0 ? 0 : Math.max(1, places);
  }

  /** The names that must not have been seen in the window for this share to be used. */
  public List<String> newNames(Applicant applicant) {
    return switch (this) {
      case OPEN, ROOT, URGENT -> List.of();
      case NEW_CALLER -> List.of(applicant.callerAndRule());
      case NEW_ACCOUNT -> List.of(applicant.accountName());
    };
  }

  /** The names that count as seen once the applicant has a place. */
  public static Set<String> seenNames(Applicant applicant) {
    return Set.of(applicant.callerAndRule(), applicant.accountName());
  }
}
