package rdsalert.local.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parameter of a template, and which values CloudFormation takes for it.
 *
 * @param said what the template says of it: {@code Default}, {@code AllowedPattern} and so on
 * @param allowed the only values it may have; none where that is not the bound
 */
record StackParameter(Map<String, String> said, List<String> allowed) {
  static StackParameter of(Map<String, String> said, List<String> allowed) {
    return new StackParameter(Map.copyOf(said), List.copyOf(allowed));
  }

  String byDefault() {
    return said.getOrDefault("Default", "");
  }

  /** What a value has to be that this one is not. */
  Optional<String> fault(String value) {
    if (!allowed.isEmpty()) {
      return allowed.contains(value)
          ? Optional.empty()
          : Optional.of("must be one of " + String.join(", ", allowed));
    }
    return takes(value)
        ? Optional.empty()
        : Optional.of(said.getOrDefault("ConstraintDescription", "is not allowed"));
  }

  private boolean takes(String value) {
    boolean isNumber = value.matches("-?\\d{1,12}(\\.\\d{1,12})?");
    return value.matches(said.getOrDefault("AllowedPattern", "(?s).*"))
        && (isNumber || !"Number".equals(said.get("Type")))
        && (!isNumber || isWithin(new BigDecimal(value), "MinValue", "MaxValue"))
        && isWithin(BigDecimal.valueOf(value.length()), "MinLength", "MaxLength");
  }

  private boolean isWithin(BigDecimal number, String least, String most) {
    return (!said.containsKey(least) || number.compareTo(new BigDecimal(said.get(least))) >= 0)
        && (!said.containsKey(most) || number.compareTo(new BigDecimal(said.get(most))) <= 0);
  }
}
