package rdsalert.rule;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rdsalert.text.Template;

/** The facts that other parts of a rule's file may name. */
record FactNames(Map<String, Fact> facts) {
  Template sentence(RuleValue written) {
    Template sentence = written.with(Template::of);
    require(written, sentence.slots());
    return sentence;
  }

  void require(RuleValue at, Set<String> slots) {
    for (String slot : slots) {
      if (!facts.containsKey(slot) && !BuiltIn.SLOTS.contains(slot)) {
        throw at.fault(
            "{"
                + slot
                + "} is no fact of this rule; facts are "
                + RuleValue.listed(facts.keySet()));
      }
    }
  }

  @Nullable String factOf(RuleValue map, String key) {
    return map.find(key).map(this::fact).orElse(null);
  }

  String fact(RuleValue name) {
    require(name, Set.of(name.text()));
    return name.text();
  }
}
