package rdsalert.delivery;

import rdsalert.testing.RecordingPublisher;

class RecordingPublisherTest extends AlertPublisherContract {
  private final RecordingPublisher publisher = new RecordingPublisher();

  @Override
  protected AlertPublisher publisher() {
    return publisher;
  }

  @Override
  protected void failNext(boolean passes) {
    if (passes) {
      publisher.failingTimes(1);
    } else {
      publisher.failingForGood("NotFound");
    }
  }

  @Override
  protected int accepted() {
    return publisher.published().size();
  }
}
