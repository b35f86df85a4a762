package rdsalert.local.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a template, and which values CloudFormation takes for it.
 *
 * @param said what the template says of it: {@code Default}, {@code AllowedPattern} and so on
 */
record StackParameter(JsonNode said) {
  String byDefault() {
    return said.path("Default").asText();
  }

  /** What a value has to be that this one is not. */
  Optional<String> fault(String value) {
    List<String> allowed = said.path("AllowedValues").valueStream().map(JsonNode::asText).toList();
    if (!allowed.isEmpty()) {
      return allowed.contains(value)
          ? Optional.empty()
          : Optional.of("must be one of " + String.join(", ", allowed));
    }
    return takes(value)
        ? Optional.empty()
        : Optional.of(said.path("ConstraintDescription").asText("is not allowed"));
  }

  private boolean takes(String value) {
    boolean isNumber = value.matches("-?\\d{1,12}(\\.\\d{1,12})?");
    return value.matches(said.path("AllowedPattern").asText("(?s).*"))
        && (isNumber || !said.path("Type").asText().equals("Number"))
        && (!isNumber || isWithin(new BigDecimal(value), "MinValue", "MaxValue"))
        && isWithin(BigDecimal.valueOf(value.length()), "MinLength", "MaxLength");
  }

  private boolean isWithin(BigDecimal number, String least, String most) {
    return (!said.has(least) || number.compareTo(new BigDecimal(said.path(least).asText())) >= 0)
        && (!said.has(most) || number.compareTo(new BigDecimal(said.path(most).asText())) <= 0);
  }
}
