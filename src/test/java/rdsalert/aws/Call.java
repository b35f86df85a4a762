package rdsalert.aws;

import java.util.Map;
import rdsalert.render.Message;
import rdsalert.text.JsonText;

/** The kinds of calls that differ in what may be repeated. */
enum Call {
  READ,
  WRITE,
  UPDATE_ONCE,
  PUBLISH;

  static final Message MESSAGE =
      new Message(
          Message.Kind.ALERT, "subject", "email", "chat", "sms", "finding", JsonText.object());

  void make(Table table, SnsAlertPublisher publisher) {
    switch (this) {
      case READ -> table.get("key");
      case WRITE -> table.put(Table.key("key"), "attribute_not_exists(pk)", Map.of());
      case UPDATE_ONCE -> table.updateOnce("key", Map.of("a", Table.number(1)), "", "", Map.of());
      case PUBLISH -> publisher.publish(MESSAGE);
    }
  }

  String success() {
    return switch (this) {
      case READ, WRITE -> Answers.json("{}");
      case UPDATE_ONCE -> Answers.json("{\"Attributes\":{\"pk\":{\"S\":\"key\"}}}");
      case PUBLISH -> Answers.published();
    };
  }

  String garbage() {
    return switch (this) {
      case READ, WRITE -> Answers.json("{\"Item\":");
      case UPDATE_ONCE -> Answers.json("{}");
      case PUBLISH -> Answers.xml("<PublishResp");
    };
  }

  String error(int status, String code, String headers) {
    return this == PUBLISH
        ? Answers.snsError(status, code, headers)
        : Answers.dynamoDbError(status, code, headers);
  }
}
