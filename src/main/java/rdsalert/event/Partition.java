package rdsalert.event;

/** An AWS partition, with the parts of addresses that differ between partitions. */
public enum Partition {
  /** The commercial Regions. */
  AWS("aws", "console.aws.amazon.com"),
  /** The Regions in China. */
  CHINA("aws-cn", "console.amazonaws.cn"),
  /** The GovCloud Regions. */
  GOVCLOUD("aws-us-gov", "console.amazonaws-us-gov.com");

  private final String id;
  private final String consoleHost;

  Partition(String id, String consoleHost) {
    this.id = id;
    this.consoleHost = consoleHost;
  }

  /** The partition of a Region, told by the Region's name as AWS's own SDKs do. */
  public static Partition ofRegion(String region) {
    if (region.startsWith("cn-")) {
      return CHINA;
    }
    return region.startsWith("us-gov-") ? GOVCLOUD : AWS;
  }

  /** The second field of every ARN in this partition. */
  public String id() {
    return id;
  }

  /** The host name of the management console. */
  public String consoleHost() {
    return consoleHost;
  }
}
