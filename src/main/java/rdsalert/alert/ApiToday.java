package rdsalert.alert;

/** The truth about {@code CreateDBSecurityGroup} today, so that nobody takes it for more. */
final class ApiToday {
  /** In a paragraph. */
  static final String PARAGRAPH =
      "DB security groups guarded EC2-Classic, gone since 2022-08-15; no new database can use"
          + " one: old code, an old tool, or a probe. Ways in today: EC2 security groups,"
          + " ModifyDBInstance (see step 4).";

  /** In one sentence. */
  static final String SENTENCE =
      "DB security groups guarded EC2-Classic, retired on 2022-08-15: old code, an old tool, or"
          + " somebody probing.";

  private ApiToday() {}
}
