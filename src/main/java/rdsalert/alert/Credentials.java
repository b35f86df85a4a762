package rdsalert.alert;

import rdsalert.event.Partition;

/** Says whose credentials the commands need. */
final class Credentials {
  private Credentials() {}

  static String needed(Partition partition, String account) {
    return "Profile: account "
        + account
        + switch (partition) {
          case AWS -> ".";
          case CHINA -> " of AWS China (aws-cn).";
          case GOVCLOUD -> " of GovCloud (aws-us-gov).";
        };
  }
}
