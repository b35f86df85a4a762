package rdsalert.rule;

import java.util.List;

/** What people are told of a rule itself; the references are links, the most telling first. */
public record About(String name, int version, String description, List<String> references) {
  public About {
    Require.that(!name.isBlank(), "name must not be blank");
    references = List.copyOf(references);
  }
}
