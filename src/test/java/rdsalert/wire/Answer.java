package rdsalert.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a service answers. */
record Answer(int status, String type, String body) {
  byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
