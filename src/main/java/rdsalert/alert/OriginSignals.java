package rdsalert.alert;

import org.jspecify.annotations.Nullable;
import rdsalert.alert.SafeText.Quoting;

/** What is telling about where the call came from, and with what tool. */
final class OriginSignals {
  private static final int LONGEST = 45;

  private OriginSignals() {}

  static @Nullable Signal attackTool(Alert alert, Quoting quoting) {
    return tool(alert) == UserAgentFamily.OFFENSIVE
        ? Signal.worse("attack-tool", "The tool's name is that of a known attack tool or system.")
        : null;
  }

  static @Nullable Signal unknownTool(Alert alert, Quoting quoting) {
    if (tool(alert) != UserAgentFamily.UNKNOWN) {
      return null;
    }
    return alert.event().userAgent() == null
        ? Signal.neutral("no-tool", "No tool was recorded.")
        : Signal.worse("unknown-tool", "Made with a tool that is no AWS tool we know.");
  }

  static @Nullable Signal deploymentTool(Alert alert, Quoting quoting) {
    UserAgentFamily tool = tool(alert);
    return tool.deploys()
        ? Signal.better(
            "deployment-tool", "Says it was made by " + tool.words() + ": look for old code there.")
        : null;
  }

  static @Nullable Signal awsAddress(Alert alert, Quoting quoting) {
    return switch (SourceAddress.of(alert.event().sourceAddress())) {
      case SourceAddress.AwsInternal() ->
          Signal.neutral("aws-address", "Came from inside AWS: no address to judge.");
      case SourceAddress.Service(String name) ->
          alert.event().actor().isService()
              ? null
              : Signal.neutral("aws-address", "Came from " + name + ": no address to judge.");
      case SourceAddress.None() -> Signal.neutral("no-address", "No source address was recorded.");
      case SourceAddress.Ip ip -> null;
      case SourceAddress.Strange strange -> null;
    };
  }

  static @Nullable Signal privateAddress(Alert alert, Quoting quoting) {
    return SourceAddress.of(alert.event().sourceAddress())
                instanceof SourceAddress.Ip(String text, boolean isPublic)
            && !isPublic
        ? Signal.neutral(
            "private-address",
            text + " is private: it came through a VPC endpoint, from inside a network of yours.")
        : null;
  }

  static @Nullable Signal strangeAddress(Alert alert, Quoting quoting) {
    return SourceAddress.of(alert.event().sourceAddress())
            instanceof SourceAddress.Strange(String text)
        ? Signal.worse(
            "strange-address",
            "The source address is neither an address nor a service: "
                + quoting.quote(text, LONGEST)
                + ".")
        : null;
  }

  private static UserAgentFamily tool(Alert alert) {
    return UserAgentFamily.of(alert.event().userAgent());
  }
}
