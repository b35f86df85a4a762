package rdsalert.alert;

import rdsalert.event.ManagementEvent;

/** Says whose credentials the commands need. */
final class Credentials {
  private static final int LONGEST = 20;

  private Credentials() {}

  /**
   * Such as {@code Profile: account 123456789012.}, with the partition where it is not the usual.
   */
  static String needed(ManagementEvent event) {
    return "Profile: account "
        + SafeText.word(event.account(), LONGEST)
        + switch (event.partition()) {
          case AWS -> ".";
          case CHINA -> ", partition aws-cn.";
          case GOVCLOUD -> ", partition aws-us-gov.";
        }
        + forTheCaller(event);
  }

  private static String forTheCaller(ManagementEvent event) {
    String home = event.actor().account();
    return home == null || home.equals(event.account())
        ? ""
        : " For iam: account " + SafeText.word(home, LONGEST) + ".";
  }
}
