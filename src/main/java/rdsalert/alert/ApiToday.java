package rdsalert.alert;

/** The truth about {@code CreateDBSecurityGroup} today, so that nobody takes it for more. */
final class ApiToday {
  /** In a paragraph. */
  static final String PARAGRAPH =
      "No new database can use it (EC2-Classic ended 2022-08-15): old code or a probe. Look for"
          + " EC2 groups and ModifyDBInstance in step 4.";

  /** In one sentence. */
  static final String SENTENCE =
      "DB security groups guarded EC2-Classic, retired on 2022-08-15: old code, an old tool, or"
          + " somebody probing.";

  private ApiToday() {}
}
