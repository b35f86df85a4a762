package rdsalert.alert;

/** The part of an ARN that tells actors apart at a glance. */
final class ShortName {
  private ShortName() {}

  /** What follows an ARN's account, such as {@code user/alice}; other text as it is. */
  static String of(String actorName) {
    if (!actorName.startsWith("arn:")) {
      return actorName;
    }
    String[] fields = actorName.split(":", 6);
    return fields.length < 6 || fields[5].isEmpty() ? actorName : fields[5];
  }
}
