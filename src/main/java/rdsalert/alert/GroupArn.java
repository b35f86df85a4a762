package rdsalert.alert;

import rdsalert.event.ManagementEvent;

/** ARNs of DB security groups. */
final class GroupArn {
  private GroupArn() {}

  static String of(ManagementEvent event, String name) {
    return String.join(
        ":", "arn", event.partition().id(), "rds", event.region(), event.account(), "secgrp", name);
  }
}
