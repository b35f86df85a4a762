package rdsalert.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nouns that no packaged rule needs where a value is missing; golden files have the others. */
class TemplateTest {
  @ParameterizedTest
  @CsvSource({
    "IAM role, an IAM role",
    "RDS proxy, an RDS proxy",
    "S3 bucket, an S3 bucket",
    "DB instance, a DB instance",
    "Redshift warehouse, a Redshift warehouse",
    "Aurora cluster, an Aurora cluster",
    "export task, an export task",
    "user, a user"
  })
  void takesTheArticleThatIsSpoken(String noun, String said) {
    Template sentence = Template.of("{a thing}", (_, _) -> noun);

    assertThat(sentence.fill(_ -> null).in(SafeText::email)).isEqualTo(said);
  }
}
