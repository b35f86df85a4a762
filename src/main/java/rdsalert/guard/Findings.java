package rdsalert.guard;

import java.util.List;

/**
 * What a look at the surroundings found: how many kinds of alerts would, or might, reach no
 * subscriber, and how many of what the second topic tells; the subscriptions that are confirmed and
 * those that are not; whether others can, or might, write to the ledger; and what is wrong, in
 * words. What could not be found out counts as wrong.
 */
public record Findings(
    int unheard, int unwatched, int confirmed, int pending, boolean ledgerOpen, List<String> said) {
  public Findings {
    said = List.copyOf(said);
  }
}
