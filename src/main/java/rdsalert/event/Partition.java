package rdsalert.event;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An AWS partition, with the parts of addresses that differ between partitions.
 *
 * <p>Ids, Regions and domains are those of AWS's own SDKs, which a test holds them to. The consoles
 * of the isolated partitions are not public.
 *
 * @param id the second field of every ARN in it
 * @param regions how the names of its Regions begin; empty for the commercial ones
 * @param domain what follows a service's name, such as {@code amazonaws.com}
 * @param signInRegion where sign-ins of root, and of users who start at the global page, are
 *     recorded; null where it is not known
 * @param consoleHost the host of the management console; null where it is not known
 */
public record Partition(
    String id,
    String regions,
    String domain,
    @Nullable String signInRegion,
    @Nullable String consoleHost) {

  private static final Partition AWS =
      new Partition("aws", "", "amazonaws.com", "us-east-1", "console.aws.amazon.com");

  public static final List<Partition> ALL =
      List.of(
          AWS,
          new Partition("aws-cn", "cn-", "amazonaws.com.cn", "cn-north-1", "console.amazonaws.cn"),
          new Partition(
              "aws-us-gov",
              "us-gov-",
              "amazonaws.com",
              "us-gov-west-1",
              "console.amazonaws-us-gov.com"),
          new Partition(
              "aws-eusc", "eusc-", "amazonaws.eu", "eusc-de-east-1", "console.amazonaws-eusc.eu"),
          new Partition("aws-iso", "us-iso-", "c2s.ic.gov", "us-iso-east-1", null),
          new Partition("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "us-isob-east-1", null),
          new Partition("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "eu-isoe-west-1", null),
          new Partition("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "us-isof-south-1", null));

  /** The domains of services in any partition, as a part of a regular expression. */
  public static final String DOMAINS =
      ALL.stream()
          .map(Partition::domain)
          .distinct()
          .map(Pattern::quote)
          .collect(Collectors.joining("|", "(?:", ")"));

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private static final Pattern ARN = Pattern.compile("arn:(aws[a-z-]{0,16}):.*", Pattern.DOTALL);

  /** The partition of a Region, told by the Region's name as AWS's own SDKs do. */
  public static Partition ofRegion(String region) {
    return ALL.stream()
        .filter(partition -> !partition.regions.isEmpty() && region.startsWith(partition.regions))
        .findFirst()
        .orElse(AWS);
  }

  /** The partition that an ARN names, be it one that is not known here; else the Region's. */
  static Partition of(@Nullable String arn, String region) {
    var named = ARN.matcher(arn == null ? "" : arn);
    return named.matches() ? ofId(named.group(1)) : ofRegion(region);
  }

  private static Partition ofId(String id) {
    return ALL.stream()
        .filter(partition -> partition.id.equals(id))
        .findFirst()
        .orElseGet(() -> new Partition(id, "", AWS.domain, null, null));
  }

  /** CloudTrail's event history in the console; empty where no console is known. */
  public Optional<String> history(String region) {
    String where = REGION.matcher(region).matches() ? "?region=" + region : "";
    return Optional.ofNullable(consoleHost)
        .map(host -> "https://" + host + "/cloudtrailv2/home" + where + "#/events");
  }

  /** Whether it is the one of the commercial Regions, which the AWS CLI takes unless told. */
  public boolean isUsual() {
    return id.equals(AWS.id);
  }
}
