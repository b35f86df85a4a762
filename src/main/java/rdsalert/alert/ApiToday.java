package rdsalert.alert;

/** The truth about {@code CreateDBSecurityGroup} today, so that nobody takes it for more. */
final class ApiToday {
  /** In a paragraph. */
  static final String PARAGRAPH =
      "DB security groups guarded EC2-Classic, which AWS retired on 2022-08-15; no new DB"
          + " instance can use one. So it is old code, an old tool, or somebody probing."
          + " What opens a database now: EC2 security groups (AuthorizeSecurityGroupIngress)"
          + " and ModifyDBInstance (public access). Look for those in step 4.";

  /** In one sentence. */
  static final String SENTENCE =
      "DB security groups guarded EC2-Classic, retired on 2022-08-15: old code, an old tool, or"
          + " somebody probing.";

  private ApiToday() {}
}
