package rdsalert.testing;

/** The answers of SNS, as its query protocol writes them. */
public final class SnsXml {
  private static final String REQUEST = "00000000-0000-4000-9000-000000000001";

  private SnsXml() {}

  /** The answer to a publish that was carried out. */
  public static String published(String messageId) {
    return """
        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <PublishResult><MessageId>%s</MessageId></PublishResult>
          <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
        </PublishResponse>
        """
        .formatted(messageId, REQUEST);
  }

  /** The answer to one that was not. */
  public static String error(String code, String message) {
    return """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
          <RequestId>%s</RequestId>
        </ErrorResponse>
        """
        .formatted(code, message, REQUEST);
  }
}
