package rdsalert.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

class PartitionTest {
  @Test
  void agreesWithTheSdkOnEveryRegionThatTheSdkKnows() {
    for (Region region : Region.regions()) {
      if (!region.isGlobalRegion()) {
        PartitionMetadata sdk = PartitionMetadata.of(region);
        Partition ours = Partition.ofRegion(region.id());
        assertThat(Map.of(region, ours.id())).isEqualTo(Map.of(region, sdk.id()));
        assertThat(ours.domain()).isEqualTo(sdk.dnsSuffix());
      }
    }
  }

  @Test
  void knowsEveryPartitionOfTheSdk() {
    assertThat(Partition.ALL.stream().map(Partition::id))
        .containsAll(
            Region.regions().stream().map(region -> PartitionMetadata.of(region).id()).toList());
  }

  @Test
  void hasASignInRegionOfItsOwn() {
    assertThat(Partition.ALL)
        .allSatisfy(
            one ->
                assertThat(Partition.ofRegion(String.valueOf(one.signInRegion()))).isEqualTo(one));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws-iso-e:iam::123456789012:user/x, eu-isoe-west-1, aws-iso-e",
    "arn:aws-iso-e:iam::123456789012:user/x, new-region-1, aws-iso-e",
    "no ARN, us-isof-south-1, aws-iso-f",
    ", eusc-de-east-1, aws-eusc",
    "arn:aws-new:iam::123456789012:user/x, new-region-1, aws-new"
  })
  void goesByTheArnAndThenByTheRegion(String arn, String region, String id) {
    assertThat(Partition.of(arn, region).id()).isEqualTo(id);
  }

  @Test
  void claimsNoConsoleWhereItKnowsNone() {
    assertThat(Partition.of("arn:aws-new:iam::123456789012:user/x", "n").consoleHost()).isNull();
    assertThat(Partition.ofRegion("us-iso-east-1").consoleHost()).isNull();
  }
}
