package rdsalert.guard;

import java.util.List;

/**
 * What a look at the surroundings found.
 *
 * @param unheard how many kinds of messages nobody would get, or may not: it could not be found out
 * @param confirmed the subscriptions of all topics that are confirmed
 * @param pending those that are not
 * @param ledgerOpen whether others may write to the ledger, or it could not be found out
 * @param said what is wrong, in words
 */
public record Findings(
    int unheard, int confirmed, int pending, boolean ledgerOpen, List<String> said) {
  public Findings {
    said = List.copyOf(said);
  }
}
