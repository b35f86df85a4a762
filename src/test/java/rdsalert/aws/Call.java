package rdsalert.aws;

import static rdsalert.aws.Attributes.text;

import java.util.Map;
import rdsalert.render.Message;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The kinds of calls that differ in what may be repeated. */
enum Call {
  READ,
  WRITE,
  UPDATE_ONCE,
  PUBLISH;

  static final Message MESSAGE =
      new Message(Message.Kind.ALERT, "subject", "email", "chat", "sms", "finding", Map.of());

  void make(Table table, SnsAlertPublisher publisher) {
    switch (this) {
      case READ -> table.get("key");
      case WRITE -> table.put(PutItemRequest.builder().item(Map.of(EntryItem.PK, text("key"))));
      case UPDATE_ONCE ->
          table.updateOnce(UpdateItemRequest.builder().key(Map.of(EntryItem.PK, text("key"))));
      case PUBLISH -> publisher.publish(MESSAGE);
    }
  }

  String success() {
    return this == PUBLISH ? Answers.published() : Answers.json("{}");
  }

  String garbage() {
    return this == PUBLISH ? Answers.xml("<PublishResp") : Answers.json("{\"Item\":");
  }

  String error(int status, String code, String headers) {
    return this == PUBLISH
        ? Answers.snsError(status, code, headers)
        : Answers.dynamoDbError(status, code, headers);
  }
}
