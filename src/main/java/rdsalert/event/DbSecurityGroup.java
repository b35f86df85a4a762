package rdsalert.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DB security group that a call asked for, and what the service answered.
 *
 * <p>The service stores names in lower case, so {@link #requestedName} and {@link #name} may
 * differ. Names, descriptions and tags are the caller's text.
 *
 * @param name as the service answered, else as it was asked for; null where the event tells neither
 * @param addressRanges the address ranges let in, as the response lists them; none for a new group
 */
public record DbSecurityGroup(
    @Nullable String name,
    @Nullable String requestedName,
    @Nullable String description,
    @Nullable String arn,
    @Nullable String vpcId,
    @Nullable String ownerId,
    List<AddressRange> addressRanges,
    List<Ec2Group> ec2Groups,
    List<Tag> tags) {

  public DbSecurityGroup {
    addressRanges = List.copyOf(addressRanges);
    ec2Groups = List.copyOf(ec2Groups);
    tags = List.copyOf(tags);
  }

  /** An address range that may connect, in CIDR notation. */
  public record AddressRange(@Nullable String cidr, @Nullable String status) {}

  /** An EC2 security group whose members may connect. */
  public record Ec2Group(
      @Nullable String id,
      @Nullable String name,
      @Nullable String ownerId,
      @Nullable String status) {}

  /** A tag asked for with the group. */
  public record Tag(String key, String value) {}
}
