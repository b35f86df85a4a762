package rdsalert.rule;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rdsalert.text.Template;

/** The facts that other parts of a rule's file may name. */
record FactNames(Map<String, Fact> facts) {
  Template sentence(YamlValue written) {
    Template sentence = written.with(Template::of);
    require(written, sentence.slots());
    return sentence;
  }

  void require(YamlValue at, Set<String> slots) {
    for (String slot : slots) {
      if (!facts.containsKey(slot) && !BuiltIn.SLOTS.contains(slot)) {
        throw at.fault(
            "{"
                + slot
                + "} is no fact of this rule; facts are "
                + YamlValue.listed(facts.keySet()));
      }
    }
  }

  @Nullable String factOf(YamlValue map, String key) {
    return map.find(key).map(this::fact).orElse(null);
  }

  String fact(YamlValue name) {
    require(name, Set.of(name.text()));
    return name.text();
  }
}
