package rdsalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rdsalert.event.DbSecurityGroup.AddressRange;
import rdsalert.event.DbSecurityGroup.Ec2Group;
import rdsalert.event.DbSecurityGroup.Tag;

/**
 * Reads request and response of {@code CreateDBSecurityGroup}.
 *
 * <p>CloudTrail writes RDS's names with only the first letter lowered ({@code dBSecurityGroupName},
 * {@code cIDRIP}); other casings and one wrapper object around the answer are read too.
 */
final class SecurityGroupReader {
  private SecurityGroupReader() {}

  static DbSecurityGroup read(JsonNode request, JsonNode response) {
    String requested = text(request, "dBSecurityGroupName");
    String stored = text(response, "dBSecurityGroupName");
    String description = text(response, "dBSecurityGroupDescription");
    return new DbSecurityGroup(
        stored != null ? stored : requested,
        requested,
        description != null ? description : text(request, "dBSecurityGroupDescription"),
        text(response, "dBSecurityGroupArn"),
        text(response, "vpcId"),
        text(response, "ownerId"),
        addressRanges(Json.fieldOrWrapped(response, "iPRanges")),
        ec2Groups(Json.fieldOrWrapped(response, "eC2SecurityGroups")),
        tags(Json.fieldOrWrapped(request, "tags")));
  }

  private static @Nullable String text(JsonNode object, String name) {
    return Json.scalar(Json.fieldOrWrapped(object, name));
  }

  private static List<AddressRange> addressRanges(JsonNode ranges) {
    List<AddressRange> read = new ArrayList<>();
    for (JsonNode range : ranges) {
      read.add(new AddressRange(Json.text(range, "cIDRIP"), Json.text(range, "status")));
    }
    return read;
  }

  private static List<Ec2Group> ec2Groups(JsonNode groups) {
    List<Ec2Group> read = new ArrayList<>();
    for (JsonNode group : groups) {
      read.add(
          new Ec2Group(
              Json.text(group, "eC2SecurityGroupId"),
              Json.text(group, "eC2SecurityGroupName"),
              Json.text(group, "eC2SecurityGroupOwnerId"),
              Json.text(group, "status")));
    }
    return read;
  }

  private static List<Tag> tags(JsonNode tags) {
    List<Tag> read = new ArrayList<>();
    for (JsonNode tag : tags) {
      String key = Json.text(tag, "key");
      String value = Json.text(tag, "value");
      if (key != null) {
        read.add(new Tag(key, value == null ? "" : value));
      }
    }
    return read;
  }
}
